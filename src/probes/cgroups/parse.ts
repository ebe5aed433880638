import type { CgroupMount, Subsystem } from './facts.ts';

/** fstab(5): device, point, type, options; the mounts of cgroups, and those on /sys/fs/cgroup. */
export function parseCgroupMounts(text: string): readonly CgroupMount[] {
  return text.split('\n').flatMap((line) => {
    const [, point, type, options] = line.trim().split(/\s+/u);
    if (point === undefined || type === undefined || options === undefined) return [];
    if (type !== 'cgroup' && type !== 'cgroup2' && point !== '/sys/fs/cgroup') return [];
    return [{ point, type, options: options.split(',') }];
  });
}

/** `#subsys_name hierarchy num_cgroups enabled` and a line for each controller. */
export function parseSubsystems(text: string): readonly Subsystem[] {
  return text.split('\n').flatMap((line) => {
    const [name, hierarchy, , enabled] = line.trim().split(/\s+/u);
    if (name === undefined || name.startsWith('#') || enabled === undefined) return [];
    return [{ name, hierarchy: Number(hierarchy) || 0, enabled: enabled !== '0' }];
  });
}

/** The words of the kernel's command line that decide on cgroups. */
export function cgroupArguments(commandLine: string): readonly string[] {
  return commandLine
    .split(/\s+/u)
    .filter((word) => /^(?:cgroup|systemd\.(?:unified|legacy_systemd)_cgroup|swapaccount)/u.test(word));
}
