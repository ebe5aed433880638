/**
 * Runs the program on a host one of whose calls has a defect. Arguments: the call, then those of the program.
 */
import { processContext } from '../../src/cli/process-context.ts';
import { runMain } from '../../src/cli/run-main.ts';

const [, , call = '', ...argv] = process.argv;
const { context, interrupted, settle } = processContext('0.0.0-test');
const host = {
  ...(await context.host()),
  [call]: () => {
    throw new Error('planted');
  },
};
settle(await runMain(argv, { ...context, host: () => Promise.resolve(host) }, interrupted));
