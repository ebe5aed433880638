import type { CgroupFacts } from '../../probes/cgroups/facts.ts';

/** `cgroup_disable=memory`, `cgroup_no_v1=all` (Linux, Documentation/admin-guide/kernel-parameters.txt). */
export function disablingWords(
  { kernelArguments }: CgroupFacts,
  names: readonly string[],
): readonly string[] {
  return kernelArguments.filter((word) => {
    const value = /^cgroup_(?:disable|no_v1)=(.*)$/u.exec(word)?.[1];
    return value?.split(',').some((name) => name === 'all' || names.includes(name)) ?? false;
  });
}

/** Words by which systemd was told to mount cgroup v1. */
export function hierarchyWords({ kernelArguments }: CgroupFacts): readonly string[] {
  return kernelArguments.filter((word) => /^systemd\.\w+_cgroup\w*=/u.test(word));
}
