import { processContext } from './process-context.ts';
import { runMain } from './run-main.ts';

declare const KUBE_PREFLIGHT_VERSION: string | undefined;

/** Of this program; the build writes it. */
const version = typeof KUBE_PREFLIGHT_VERSION === 'undefined' ? '0.0.0-dev' : KUBE_PREFLIGHT_VERSION;

/** Runs the command line of this process, and ends the process. */
export async function main(): Promise<void> {
  const { context, interrupted, settle } = processContext(version);
  settle(await runMain(process.argv.slice(2), context, interrupted));
}
