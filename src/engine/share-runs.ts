import type { ExecResult, Host } from '../host/host.ts';

/**
 * A host for one collection, on which the very same command is run once however many probes ask: nothing
 * that a probe runs changes what another would see. Commands with input are each their own: they prove.
 */
export function shareRuns(host: Host): Host {
  const runs = new Map<string, Promise<ExecResult>>();
  return {
    ...host,
    exec(request) {
      if (request.stdin !== undefined) return host.exec(request);
      const key = JSON.stringify([request.argv, request.env ?? {}]);
      const run = runs.get(key) ?? host.exec(request);
      runs.set(key, run);
      return run;
    },
  };
}
