import { known } from '../../../src/probes/fact.ts';
import { root } from '../../builders/facts.ts';
import { noRules, rulesOf, savedOf } from '../../builders/rules.ts';
import type { FieldCase } from '../field-case.ts';
import { all, elEight, elSeven, legacyIptables, modules } from '../shorthand.ts';

const lockPath = '/run/xtables.lock';
const held = { path: lockPath, kind: 'file', holders: [{ pid: 812, name: 'iptables-restor' }] } as const;
const booted = '/proc/stat';
const audit = '/var/log/audit/audit.log';

/** SELinux in force since this boot, and what it has denied. */
function selinux(line: string) {
  return {
    probes: ['securityModule'],
    files: { '/sys/fs/selinux/enforce': '1', [booted]: 'cpu 1 2\nbtime 1000\n', [audit]: `${line}\n` },
  } as const;
}

/** Locks, security modules and containers as nodes. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-116',
    source: 'https://github.com/kubernetes/kubernetes/issues/57428',
    title: 'a process holds the lock of iptables at this moment',
    ideal: 'info',
    plan: { mode: 'iptables' },
    node: { rules: known(rulesOf({ lock: held })) },
  },
  {
    id: 'FC-118',
    source: 'https://github.com/aws/amazon-vpc-cni-k8s/issues/2948',
    title: 'a restore of many legacy rules holds the lock for seconds',
    ideal: 'info',
    plan: { mode: 'iptables' },
    node: {
      with: legacyIptables,
      proof: { variant: 'legacy' },
      rules: known(
        rulesOf({
          legacyTables: { ipv4: known(['nat', 'filter', 'mangle']), ipv6: known([]) },
          saved: [savedOf('legacy', 'ipv4', ['nat AWS-SNAT-CHAIN-0'], 9000)],
          lock: held,
        }),
      ),
    },
  },
  {
    id: 'FC-119',
    source: 'https://github.com/rancher-archives/rke/pull/1303',
    title: 'the lock of iptables is a directory',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { rules: known(rulesOf({ lock: { path: lockPath, kind: 'other', holders: [] } })) },
  },
  {
    id: 'FC-120',
    source: 'https://github.com/cri-o/cri-o/issues/987',
    title: 'SELinux denies iptables its lock, whose label a container gave it',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    host: selinux(
      'type=AVC msg=audit(1500.123:4): avc:  denied  { read } for  pid=42 comm="iptables" name="xtables.lock" dev="tmpfs" scontext=system_u:system_r:iptables_t:s0 tcontext=system_u:object_r:container_var_run_t:s0 tclass=file permissive=0',
    ),
  },
  {
    id: 'FC-121',
    source: 'https://github.com/easzlab/kubeasz/issues/704',
    title: 'iptables-restore says that the lock is held, and nobody holds it: a fault of the kernel',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      system: elSeven,
      with: legacyIptables,
      rules: known(noRules),
      proof: {
        variant: 'legacy',
        missing: all('iptables'),
        modules: modules('loaded', 'ip_tables'),
        detail: 'iptables-restore: exit status 4: Another app is currently holding the xtables lock',
      },
    },
  },
  {
    id: 'FC-123',
    source: 'https://github.com/kubernetes/kubernetes/issues/75238',
    title: 'a container may not set sysctls of IPVS',
    ideal: 'info',
    plan: { mode: 'ipvs' },
  },
  {
    id: 'FC-124',
    source: 'https://github.com/kubernetes/kubernetes/issues/90083',
    title: 'the node is a container, whose /proc/sys is read-only and whose conntrack limit is too low',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      user: { ...root, container: 'lxc', initialNetworkNamespace: false },
      conntrack: {
        sysctlDirectory: true,
        max: 65_536,
        hashsize: 65_536,
        maxWritable: false,
        maxBarrier: '/proc/sys is mounted read-only',
        hashsizeWritable: false,
      },
    },
  },
  {
    id: 'FC-125',
    source: 'https://github.com/justmeandopensource/kubernetes/issues/144',
    title: 'the node is a container, where the hash size of conntrack cannot be written',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      user: { ...root, container: 'lxc', initialNetworkNamespace: false },
      conntrack: {
        sysctlDirectory: true,
        max: 65_536,
        hashsize: 16_384,
        maxWritable: true,
        hashsizeWritable: false,
        sysReadOnly: false,
      },
    },
  },
  {
    id: 'FC-130',
    source: 'https://github.com/k3s-io/k3s/issues/2424',
    title: 'SELinux denies a container the load of the table nat',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { system: elEight },
    host: selinux(
      'type=AVC msg=audit(1500.123:4): avc:  denied  { module_request } for  pid=42 comm="iptables" kmod="ipt_MASQUERADE" scontext=system_u:system_r:container_t:s0 tcontext=system_u:system_r:kernel_t:s0 tclass=system permissive=0',
    ),
  },
  {
    id: 'FC-132',
    source: 'https://github.com/okd-project/okd/issues/895',
    title: 'SELinux denies iptables of the host an ioctl',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    host: selinux(
      'type=AVC msg=audit(1500.123:4): avc:  denied  { ioctl } for  pid=42 comm="iptables" path="/sys/fs/cgroup" scontext=system_u:system_r:iptables_t:s0 tcontext=system_u:object_r:cgroup_t:s0 tclass=dir permissive=0',
    ),
  },
  {
    id: 'FC-133',
    source: 'https://github.com/rancher-archives/rke/issues/2620',
    title: 'SELinux is in force, and its package for containers is old; nothing was denied yet',
    ideal: 'info',
    plan: { mode: 'iptables', flags: { cni: ['flannel'] } },
    node: { system: elSeven },
    host: {
      probes: ['securityModule'],
      files: { '/sys/fs/selinux/enforce': '1', [booted]: 'cpu 1 2\nbtime 1000\n', [audit]: '' },
    },
  },
  {
    id: 'FC-166',
    source: 'https://github.com/kubernetes/kubeadm/issues/352',
    title: 'run in a container that is no node',
    ideal: 'info',
    node: { user: { ...root, container: 'docker', initialNetworkNamespace: false, capabilities: ['chown'] } },
  },
];
