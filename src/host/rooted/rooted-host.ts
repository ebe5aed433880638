import { performance } from 'node:perf_hooks';
import type { AccessResult, Host, IoFailure } from '../host.ts';
import { linkStatus, status } from '../look.ts';
import { notStarted, systemPath } from '../run-process.ts';
import { findKernels } from './kernels.ts';
import { machineOf } from './machine-of.ts';
import { type RootWalk, walkRoot } from './root-walk.ts';
import { type RootedFiles, rootedFiles } from './rooted-files.ts';
import { runningKernel } from './running-kernel.ts';

export interface RootedHost extends Host {
  /** Lets go of the directories that are held open. */
  close(): Promise<void>;
}

export type RootedHostResult = { readonly ok: true; readonly host: RootedHost } | IoFailure;

/** There is nobody to speak to. */
const nobody: IoFailure = { ok: false, code: 'ENOTSUP' };

/**
 * The root file system in a directory, as a host that does not run: files are its own and nothing else is
 * seen of the machine it lies on. No program of it is started, no socket opened; what runs only on a
 * running node is `ENOTSUP`. /proc and /sys are what lies in the directory: nothing in an
 * image, and those of the machine where a container looks at its host.
 * @returns `ENOTDIR`, `ENOENT`, `EACCES` where the directory is none that may be looked into
 */
export async function createRootedHost(
  root: string,
  uid = process.geteuid?.() ?? -1,
): Promise<RootedHostResult> {
  const there = await status(root);
  if (!there.ok) return there;
  if (there.kind !== 'directory') return { ok: false, code: 'ENOTDIR' };
  const own = await linkStatus('/proc/self/fd');
  if (!own.ok) return { ok: false, code: 'ENOSYS' };
  const walk = await walkRoot(root);
  return { ok: true, host: await hostOf(root, walk, uid) };
}

async function hostOf(root: string, walk: RootWalk, uid: number): Promise<RootedHost> {
  const files = rootedFiles(walk);
  const [kernels, machine, hostName, running] = await Promise.all([
    findKernels(files),
    machineOf(files),
    hostNameOf(files),
    runningKernel(walk),
  ]);
  return {
    ...files,
    ...silence,
    image: { root, kernels, running: running !== '' },
    uid,
    env: { PATH: systemPath },
    hostName,
    release: running === '' ? (kernels[0] ?? '') : running,
    machine,
    close: () => walk.close(),
  };
}

/** All of a host but its files and its names: nothing runs, nothing answers. */
const silence = {
  cpus: 0,
  addresses: async () => [],
  interfaces: () => [],
  queryDns: async () => nobody,
  httpGet: async () => ({ ok: false, stage: 'connect', code: 'ENOTSUP', detail: 'an image reaches nobody' }),
  dialUnix: async (): Promise<AccessResult> => nobody,
  runtimeAt: async () => {
    throw Object.assign(new Error('an image runs no container runtime'), { code: 'ENOTSUP' });
  },
  now: () => performance.now(),
  clock: () => Date.now(),
  listen: async () => nobody,
  exec: async ({ argv }) => notStarted(argv, 'ENOTSUP', 0),
  stop: () => {},
} as const satisfies Partial<Host>;

/** hostname(5): the first line that is no comment. Many images have none, or `localhost`. */
async function hostNameOf(files: RootedFiles): Promise<string> {
  const read = await files.readText('/etc/hostname', { maxBytes: 4096 });
  const lines = read.ok ? read.text.split('\n').map((line) => line.trim()) : [];
  const name = lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
  return /^[\w.-]{1,253}$/u.test(name) ? name.toLowerCase() : '';
}
