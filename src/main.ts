import { processContext } from './cli/process-context.ts';
import { runMain } from './cli/run-main.ts';

declare const __VERSION__: string | undefined;

const version = typeof __VERSION__ === 'undefined' ? '0.0.0-dev' : __VERSION__;

// No top-level await: the executable is a CommonJS bundle.
async function main(): Promise<void> {
  const { context, interrupted, settle } = processContext(version);
  settle(await runMain(process.argv.slice(2), context, interrupted));
}

void main();
