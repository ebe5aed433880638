import { readFileSync } from 'node:fs';
import { availableParallelism, hostname, machine } from 'node:os';
import { performance } from 'node:perf_hooks';
import { hostAddresses } from './addresses.ts';
import { createExecutor } from './executor.ts';
import type { Host } from './host.ts';
import { interfaceAddresses } from './interfaces.ts';
import { linkStatus, mayRun, readDir, readLink, realPath, status } from './look.ts';
import { createReader } from './read.ts';
import { createSafety } from './safety.ts';

export interface LinuxHostOptions {
  /** Once aborted, running programs are killed and no more are started. */
  readonly signal?: AbortSignal;
  /** The user's environment; that of this process if not given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The machine this program runs on. */
export function createLinuxHost(options: LinuxHostOptions = {}): Host {
  // On Linux there always is one; -1 is nobody's.
  const uid = process.geteuid?.() ?? -1;
  const hardware = machine();
  const executor = createExecutor(createSafety(uid, hardware), now, options.signal);
  return {
    uid,
    env: options.env ?? process.env,
    hostName: hostname(),
    release: kernelRelease(),
    machine: hardware,
    cpus: availableParallelism(),
    addresses: hostAddresses,
    interfaces: interfaceAddresses,
    // Loaded only when there is something to ask.
    listen: async (port, address) => (await import('./listen.ts')).tryListen(port, address),
    queryDns: async (request) => (await import('./dns.ts')).queryDns(request),
    httpGet: async (request) => (await import('./https-get.ts')).httpGet(request),
    dialUnix: async (path, deadlineMs) => (await import('./dial-unix.ts')).dialUnix(path, deadlineMs),
    runtimeAt: async (path) => (await import('./cri/connect-runtime.ts')).connectRuntime(path),
    now,
    clock: () => Date.now(),
    ...createReader(),
    readDir,
    readLink,
    realPath,
    status,
    linkStatus,
    mayRun,
    exec: (request) => executor.exec(request),
    stop: () => executor.stop(),
  };
}

/**
 * node:os asks once, when it is loaded; in the executable that was on the machine that built it (decision 7). The
 * architecture is another matter: the executable runs on one alone.
 */
function kernelRelease(): string {
  try {
    return readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}

function now(): number {
  return performance.now();
}
