// The main file of the executable. Its top level runs when the executable is built: it warms the program up by a
// read-only look at the machine that builds, and V8 keeps the heap that is left, with the modules evaluated and their
// functions compiled. The executable starts from there with `main`.
import { setTimeout as sleep } from 'node:timers/promises';
import { queryObjects, setFlagsFromString, startupSnapshot } from 'node:v8';
import type { Context } from '../src/cli/context.ts';
import { main } from '../src/cli/main.ts';
import { runMain } from '../src/cli/run-main.ts';
import { createLinuxHost } from '../src/host/linux-host.ts';
import { tryListen } from '../src/host/listen.ts';
import { warmRuntime } from './warm-runtime.ts';

/** Runs whose functions are compiled ahead: what most runs execute. */
const warmUps = [
  ['init', '--read-only'],
  ['init', '--read-only', '--policy', 'kubeadm'],
];

/** No signals, no output, and of the environment nothing: what it reads must not stay in the heap. */
function quietContext(): Context {
  const sink = { isTTY: false, columns: 80, write: () => undefined };
  const env = {};
  const host = createLinuxHost({ env });
  return {
    stdout: sink,
    stderr: sink,
    env,
    version: 'warm-up',
    today: () => '1970-01-01',
    signal: new AbortController().signal,
    host: () =>
      Promise.resolve({
        ...host,
        runtimeAt: () => Promise.resolve(warmRuntime()),
        dialUnix: () => Promise.resolve({ ok: true }),
      }),
  };
}

async function runAll(): Promise<void> {
  for (const argv of warmUps) await runMain(argv, quietContext(), () => undefined);
  // Read-only runs listen nowhere; node:net loads what it needs for that on first use.
  await tryListen(0, '127.0.0.1');
}

/** Makes V8 forget the code of all functions: it stays away from those that only ran as modules were evaluated. */
function forgetCode(): void {
  setFlagsFromString('--stress-flush-code');
  // Collects all garbage before it counts, which is when code is dropped.
  queryObjects(Promise);
  setFlagsFromString('--no-stress-flush-code');
}

async function warmUp(): Promise<void> {
  await runAll();
  forgetCode();
  await runAll();
  // Node remembers when its next timer is due, also of timers that were cleared since, and starts no clock for a
  // later one: kept in the heap, that would leave every deadline of a run without a clock. A timer that fires with
  // none behind it makes Node forget.
  await sleep(1);
}

void warmUp();
startupSnapshot.setDeserializeMainFunction(() => void main());
