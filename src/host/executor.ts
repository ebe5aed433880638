import pLimit from 'p-limit';
import type { ExecRequest, ExecResult } from './host.ts';
import { notStarted, type RunningProcess, runProcess } from './run-process.ts';
import type { Safety } from './safety.ts';

/** Processes at once: enough for every probe's first wave, too few to hurt a busy node. */
const maxProcesses = 8;

export interface Executor {
  exec(request: ExecRequest): Promise<ExecResult>;
  stop(): void;
}

/** Runs programs: never through a shell, never what is unsafe, and none once stopped. */
export function createExecutor(safety: Safety, now: () => number, signal?: AbortSignal): Executor {
  const live = new Set<RunningProcess>();
  const limit = pLimit(maxProcesses);
  let stopped = false;

  async function run(request: ExecRequest): Promise<ExecResult> {
    const refused = stopped ? 'ECANCELED' : await refusal(request);
    if (refused !== undefined) {
      request.onStart?.();
      return notStarted(request.argv, refused, 0);
    }
    const process = runProcess(request, now);
    request.onStart?.();
    live.add(process);
    try {
      return await process.result;
    } finally {
      live.delete(process);
    }
  }

  async function refusal(request: ExecRequest): Promise<string | undefined> {
    // A bare name would be searched for: which file runs must be plain from the request.
    if (!request.argv[0].startsWith('/')) return 'EINVAL';
    const unsafe = await safety.refusal(request.argv[0]);
    return stopped ? 'ECANCELED' : unsafe;
  }

  function stop(): void {
    stopped = true;
    for (const process of live) process.cancel();
  }

  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return { exec: (request) => limit(() => run(request)), stop };
}
