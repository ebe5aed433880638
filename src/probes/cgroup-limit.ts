import type { Host } from '../host/host.ts';

export interface CgroupFile {
  readonly path: string;
  readonly text: string;
}

const root = '/sys/fs/cgroup';
const deepest = 16;

/**
 * What bounds the whole machine, when it is a container: a file of the cgroups that PID 1 lies in, from its
 * own up to the one that is mounted here. A slice or a login session of this process bounds no kubelet.
 * @param names of the file in cgroup v2 and in v1
 */
export async function readMachineLimits(
  host: Host,
  controller: 'cpu' | 'memory',
  names: { readonly v2: string; readonly v1: string },
): Promise<readonly CgroupFile[]> {
  const [unified, groups] = await Promise.all([
    host.status(`${root}/cgroup.controllers`),
    host.readText('/proc/1/cgroup', { maxBytes: 64 * 1024 }),
  ]);
  const group = groupOf(groups.ok ? groups.text : '', unified.ok ? undefined : controller);
  const base = unified.ok ? root : `${root}/${controller}`;
  const paths = upwards(group).map((one) => `${base}${one}/${unified.ok ? names.v2 : names.v1}`);
  const files = await Promise.all(
    paths.map(async (path) => ({ path, read: await host.readText(path, { maxBytes: 256 }) })),
  );
  return files.flatMap(({ path, read }) => (read.ok ? [{ path, text: read.text.trim() }] : []));
}

/**
 * cgroups(7): `0::/path` is of v2, `4:cpu,cpuacct:/path` of v1.
 * @param controller undefined: of v2
 */
export function groupOf(text: string, controller: string | undefined): string {
  for (const line of text.split('\n')) {
    const [, id, controllers = '', path] = /^(\d+):([^:]*):(\/.*)$/u.exec(line) ?? [];
    if (path === undefined) continue;
    const isIt = controller === undefined ? id === '0' : controllers.split(',').includes(controller);
    if (isIt) return path;
  }
  return '/';
}

/** `/a/b` → `/a/b`, `/a`, ``. */
export function upwards(group: string): readonly string[] {
  const parts = group.split('/').filter((part) => part !== '');
  // A group outside of what this cgroup namespace shows: `/../..`.
  const usable = parts.includes('..') ? [] : parts.slice(0, deepest);
  const paths = [''];
  for (const [index] of usable.entries()) paths.unshift(`/${usable.slice(0, index + 1).join('/')}`);
  return paths;
}
