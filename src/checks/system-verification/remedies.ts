import type { Args, ArgValue, Remedy } from '../../findings/finding.ts';
import { type BootKind, bootWith } from './boot-arguments.ts';
import type { ProblemKind } from './problem.ts';

const seeVersion = ['stat -fc %T /sys/fs/cgroup # cgroup2fs'];

/** systemd makes v2 of it at the next boot; what named v1 before has to go. */
export function useCgroupV2({ boot, hierarchyWords }: Args): Remedy {
  const add = ['systemd.unified_cgroup_hierarchy=1'];
  return bootWith(boot, 'use cgroup v2', { add, drop: texts(hierarchyWords) }, seeVersion);
}

export const acceptCgroupV1: Remedy = {
  what: 'keep cgroup v1 for now: failCgroupV1: false in the KubeletConfiguration, and --ignore-preflight-errors=SystemVerification for kubeadm',
};

/** These kernels have the memory controller off until they are told (Debian until 11, Raspberry Pi). */
const offByDefault: readonly unknown[] = ['raspberry-pi', 'grub-debian'] satisfies readonly BootKind[];

export function enableControllers({ boot, missing, disabledBy }: Args): Remedy {
  const wantsMemory = texts(missing).includes('memory') && offByDefault.includes(boot);
  const add = wantsMemory ? ['cgroup_enable=memory', 'cgroup_memory=1'] : [];
  const drop = texts(disabledBy);
  const verify = ['cat /sys/fs/cgroup/cgroup.controllers /proc/cgroups'];
  if (add.length > 0 || drop.length > 0)
    return bootWith(boot, 'enable the controllers', { add, drop }, verify);
  return {
    what: 'boot a kernel with these controllers, with none of them mounted as cgroup v1; in a container, have the machine hand them down',
    verify,
  };
}

export const otherKernel: Remedy = {
  what: "boot a kernel that has them: the distribution's own, or one built with these options",
  verify: ['zgrep CONFIG_ /proc/config.gz || grep CONFIG_ /boot/config-$(uname -r)'],
};

export const newerKernel: Remedy = {
  what: 'boot a newer kernel',
  verify: ['uname -r'],
};

export const showConfig: Remedy = {
  what: 'put the configuration of the running kernel where it is looked for; in a container, copy it from the machine itself',
  now: ['cp config-of-this-kernel /boot/config-$(uname -r)'],
};

export const mountCgroups: Remedy = {
  what: 'mount cgroups; in a container, have the machine hand them in writable',
  now: ['mount -t cgroup2 none /sys/fs/cgroup'],
  verify: seeVersion,
};

export const ignoreAll: Remedy = {
  what: 'have kubeadm go on all the same, with --ignore-preflight-errors=SystemVerification',
};

/** What mends each kind of kubeadm's messages. */
const remedyFor: Readonly<Record<ProblemKind, (args: Args) => Remedy>> = {
  'kernel-release': () => newerKernel,
  'kernel-config': () => showConfig,
  'kernel-options': () => otherKernel,
  'no-cgroups': () => mountCgroups,
  'cgroup-root': () => mountCgroups,
  controllers: enableControllers,
  'cgroup-v1': useCgroupV2,
  kubelet: () => ({ what: 'install the kubelet, or mend it', verify: ['kubelet --version'] }),
};

export function kubeadmRemedies(kinds: readonly ProblemKind[], args: Args): readonly Remedy[] {
  return kinds.map((kind) => remedyFor[kind](args));
}

function texts(value: ArgValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}
