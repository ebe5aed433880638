import type { Host } from '../host/host.ts';

/** Inode of the init PID namespace, fixed since Linux 3.8 (PROC_PID_INIT_INO, 0xEFFFFFFC). */
const initPidNamespace = 'pid:[4026531836]';

/**
 * Which container this host is, as a node of kind or an LXC guest is one: '' on a machine of its
 * own. Marker files alone prove nothing (a virtual machine made from an image carries them), so
 * the first question is whether this process sees the kernel's own PID 1.
 */
export async function detectContainer(host: Host): Promise<string> {
  const own = await host.readLink('/proc/self/ns/pid');
  if (own.ok && own.target === initPidNamespace) return '';
  const [manager, environment, podman, docker, groups] = await Promise.all([
    host.readText('/run/systemd/container', { maxBytes: 256 }),
    host.readText('/proc/1/environ', { maxBytes: 64 * 1024 }),
    host.linkStatus('/run/.containerenv'),
    host.linkStatus('/.dockerenv'),
    host.readText('/proc/1/cgroup', { maxBytes: 64 * 1024 }),
  ]);
  const told = manager.ok ? manager.text.trim() : environment.ok ? fromEnvironment(environment.text) : '';
  if (told !== '') return told.slice(0, 64);
  if (podman.ok) return 'podman';
  if (docker.ok) return 'docker';
  return groups.ok ? fromGroups(groups.text) : '';
}

/** PID 1 of a container is told its kind in `container=` (systemd's Container Interface). */
function fromEnvironment(environment: string): string {
  const entry = environment.split('\0').find((one) => one.startsWith('container='));
  return entry?.slice('container='.length) ?? '';
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/kubepods/, 'kubernetes'],
  [/libpod/, 'podman'],
  [/docker/, 'docker'],
  [/\/lxc(\.payload)?/, 'lxc'],
];

function fromGroups(groups: string): string {
  return kinds.find(([pattern]) => pattern.test(groups))?.[1] ?? '';
}
