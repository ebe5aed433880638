import { processContext } from './cli/process-context.ts';
import { runMain } from './cli/run-main.ts';

declare const KUBE_PREFLIGHT_VERSION: string | undefined;

const version = typeof KUBE_PREFLIGHT_VERSION === 'undefined' ? '0.0.0-dev' : KUBE_PREFLIGHT_VERSION;

// No top-level await: the executable is a CommonJS bundle.
async function main(): Promise<void> {
  const { context, interrupted, settle } = processContext(version);
  settle(await runMain(process.argv.slice(2), context, interrupted));
}

void main();
