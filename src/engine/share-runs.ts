import type { DirResult, ExecResult, Host } from '../host/host.ts';

/**
 * A host for one collection, on which the very same command is run once, and a directory on disk listed once,
 * however many probes ask: nothing that a probe does changes what another would see. Commands with input are each
 * their own: they prove; and so is what the kernel lists, which changes by itself.
 */
export function shareRuns(host: Host): Host {
  const runs = new Map<string, Promise<ExecResult>>();
  const lists = new Map<string, Promise<DirResult>>();
  return {
    ...host,
    readDir(path) {
      if (/^\/(?:proc|sys)(?:\/|$)/u.test(path)) return host.readDir(path);
      const list = lists.get(path) ?? host.readDir(path);
      lists.set(path, list);
      return list;
    },
    exec(request) {
      if (request.stdin !== undefined) return host.exec(request);
      const key = JSON.stringify([request.argv, request.env ?? {}]);
      const run = runs.get(key) ?? host.exec(request);
      runs.set(key, run);
      return run;
    },
  };
}
