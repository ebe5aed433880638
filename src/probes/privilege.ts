import type { Host } from '../host/host.ts';
import { known, unknown } from './fact.ts';
import type { Probe } from './probe.ts';
import { detectContainer } from './container.ts';

export interface PrivilegeFacts {
  readonly uid: number;
  /** Effective capabilities by name, lower case without `cap_`: `net_admin`, `sys_admin`. */
  readonly capabilities: readonly string[];
  /** true when this process is in the init network namespace; undefined when it cannot be told. */
  readonly initialNetworkNamespace: boolean | undefined;
  /** `systemd-nspawn`, `docker`, `lxc`, …; '' on a machine of its own. */
  readonly container: string;
}

export const privilegeProbe: Probe<'privilege'> = {
  name: 'privilege',
  deadlineMs: 2500,
  async run(host) {
    const [status, initialNetworkNamespace, container] = await Promise.all([
      host.readText('/proc/self/status'),
      isInitialNetworkNamespace(host),
      detectContainer(host),
    ]);
    if (!status.ok) return unknown('failed', `/proc/self/status cannot be read: ${status.code}`);
    const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(status.text)?.[1];
    if (mask === undefined) return unknown('failed', '/proc/self/status has no line CapEff');
    return known({ uid: host.uid, capabilities: capabilityNames(mask), initialNetworkNamespace, container });
  },
};

/** include/uapi/linux/capability.h, in order of their bits. */
const names = (
  'chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable ' +
  'net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot ' +
  'sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease ' +
  'audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read ' +
  'perfmon bpf checkpoint_restore'
).split(' ');

/** The names of the bits that are set; later bits than are known here are left out. */
export function capabilityNames(hexMask: string): readonly string[] {
  const mask = BigInt(`0x${hexMask}`);
  return names.filter((_, bit) => (mask & (1n << BigInt(bit))) !== 0n);
}

/**
 * By function, not by inode: these sysctls are registered for the init network namespace alone
 * (net/core/sysctl_net_core.c, net_core_table), and /proc/sys/net shows the reader's own
 * namespace. It holds in PID namespaces too, where /proc/1 is somebody else. The inode of the
 * init namespace is fixed only since Linux 6.18 (0xEFFFFFF9), and then settles it when /proc/sys is masked.
 */
async function isInitialNetworkNamespace(host: Host): Promise<boolean | undefined> {
  const [ofInit, ofAll, own] = await Promise.all([
    host.status('/proc/sys/net/core/netdev_max_backlog'),
    host.status('/proc/sys/net/core/somaxconn'),
    host.readLink('/proc/self/ns/net'),
  ]);
  if (ofInit.ok) return true;
  if (ofAll.ok && ofInit.code === 'ENOENT') return false;
  if (own.ok && own.target === 'net:[4026531833]') return true;
  return undefined;
}
