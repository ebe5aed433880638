import { fileContentCheck } from '../../src/checks/sysctls/file-content.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { CniConfig } from '../../src/probes/cni/facts.ts';
import type { SysctlFilesFacts } from '../../src/probes/sysctl-files/facts.ts';
import type { SysctlFacts } from '../../src/probes/sysctls/facts.ts';
import { factsOf, root } from '../builders/facts.ts';
import { cniConfig, cniWith } from '../builders/cni.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { assignment, sysctlFilesWith, sysctlsWith, sysctlValue } from '../builders/resources.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const v4 = 'net/ipv4/ip_forward';
const all = 'net/ipv6/conf/all/forwarding';
const fresh = 'net/ipv6/conf/default/forwarding';
const bridge4 = 'net/bridge/bridge-nf-call-iptables';
const bridge6 = 'net/bridge/bridge-nf-call-ip6tables';

const named4 = 'FileContent--proc-sys-net-ipv4-ip_forward';
const named6 = 'FileContent--proc-sys-net-ipv6-conf-default-forwarding';
const bridged4 = 'FileContent--proc-sys-net-bridge-bridge-nf-call-iptables';
const bridged6 = 'FileContent--proc-sys-net-bridge-bridge-nf-call-ip6tables';

const off = sysctlValue('0');
const gone = sysctlValue(undefined);
const unread = { state: 'unread', code: 'EACCES' } as const;
const asKubeadm = { policy: 'kubeadm' } as const;
const six = planOf({
  ip: ['ipv6'],
  podSubnets: byDefault(['fd00:1::/64']),
  serviceSubnets: byDefault(['fd00:2::/112']),
  advertiseAddress: byDefault('fd00::1'),
});

const calico = cniConfig('10-calico.conflist', 'calico', 'portmap');
const flannel = cniConfig('10-flannel.conflist', 'flannel', 'portmap');

/** No file sets anything; the CNI plugin has no bridge, so that nothing is said of one. */
function bare(rest: Partial<SysctlFilesFacts> = {}) {
  return {
    sysctlFiles: known({
      appliedBy: 'systemd-sysctl',
      atBoot: {},
      passedOver: {},
      unread: [],
      turnsForwardingOn: [],
      ...rest,
    } as const),
    ...cniWith([calico]),
  };
}

const withCni = (...configs: readonly CniConfig[]) => ({ ...sysctlFilesWith(), ...cniWith(configs) });
const kept = withCni(calico);
const overruled = (key: string, file = '/etc/sysctl.d/99-hardening.conf') => ({
  ...sysctlFilesWith({ [key]: [assignment(key, '1'), assignment(key, '0', file)] }),
  ...cniWith([calico]),
});
const uplink = (rest: Partial<SysctlFacts['ipv6Interfaces'][number]> = {}) => [
  { name: 'eth0', routeFromRouter: true, forwarding: '1', acceptRa: '1', ...rest },
];

const ofKubeadm: readonly CheckCase[] = [
  { name: 'kubeadm 1.36: forwarding alone', stance: asKubeadm, says: [`pass content.set ${named4}`] },
  {
    name: 'kubeadm 1.36: off',
    stance: asKubeadm,
    facts: factsOf(sysctlsWith({ [v4]: off })),
    says: [`fail content.not-set ${named4}`],
  },
  {
    name: 'kubeadm: only the first byte counts',
    stance: asKubeadm,
    facts: factsOf(sysctlsWith({ [v4]: sysctlValue('10') })),
    says: [`pass content.set ${named4}`],
  },
  {
    name: 'kubeadm: not there',
    stance: asKubeadm,
    plan: six,
    facts: factsOf(sysctlsWith({ [fresh]: gone })),
    says: [`fail content.absent ${named6}`],
  },
  {
    name: 'kubeadm: not readable',
    stance: asKubeadm,
    facts: factsOf(sysctlsWith({ [v4]: unread })),
    says: [`fail content.not-set ${named4}`],
  },
  {
    name: 'kubeadm: not in time',
    stance: asKubeadm,
    facts: factsOf(sysctlsWith({ [v4]: { state: 'unread', code: 'ETIMEDOUT' } })),
    says: [`unknown content.not-told ${named4}`],
  },
  {
    name: 'kubeadm: nothing known',
    stance: asKubeadm,
    facts: factsOf({ sysctls: unknown('timed-out', 'the probe sysctls did not answer in 2500 ms') }),
    says: [`unknown content.not-told ${named4}`],
  },
  {
    name: 'kubeadm 1.29: the bridge too',
    stance: asKubeadm,
    plan: planOf({ version: 'v1.29.1' }),
    facts: factsOf(sysctlsWith({ [bridge4]: gone, [bridge6]: gone })),
    says: [`fail content.absent ${bridged4}`, `pass content.set ${named4}`],
  },
  {
    name: 'kubeadm 1.29: the bridge of both families',
    stance: asKubeadm,
    plan: planOf({ version: 'v1.29.1', serviceSubnets: byDefault(['10.96.0.0/12', 'fd00:2::/112']) }),
    facts: factsOf(sysctlsWith({ [bridge6]: off })),
    says: [
      `pass content.set ${bridged4}`,
      `pass content.set ${named4}`,
      `fail content.not-set ${bridged6}`,
      `pass content.set ${named6}`,
    ],
  },
  {
    name: 'kubeadm does not see conf/all',
    stance: asKubeadm,
    plan: six,
    facts: factsOf(sysctlsWith({ [all]: off })),
    says: [`pass content.set ${named6}`],
  },
  {
    name: 'kubeadm: upgrades look at none',
    stance: asKubeadm,
    plan: planOf({ action: 'upgrade', phase: 'upgrade apply' }),
    facts: factsOf(sysctlsWith({ [v4]: off })),
    says: [],
  },
];

const ipv4: readonly CheckCase[] = [
  { name: 'on and kept', facts: factsOf(kept), says: [`pass forwarding.on ${named4}`] },
  {
    name: 'off, and set nowhere',
    facts: factsOf({ ...sysctlsWith({ [v4]: off }), ...bare() }),
    says: [`fail forwarding.off ${named4}`],
  },
  {
    name: 'off, though a file sets it',
    facts: factsOf({ ...sysctlsWith({ [v4]: off }), ...kept }),
    says: [`fail forwarding.off ${named4}`],
  },
  {
    name: 'off, and a later file wants it so',
    facts: factsOf({ ...sysctlsWith({ [v4]: off }), ...overruled(v4) }),
    says: [`fail forwarding.off ${named4}`],
  },
  {
    name: 'on now, off by a later file at boot',
    facts: factsOf(overruled(v4)),
    says: [`warn forwarding.off-after-boot ${named4}`],
  },
  {
    name: 'on now, off by a file of a package at boot',
    facts: factsOf(overruled(v4, '/usr/lib/sysctl.d/99-vendor.conf')),
    says: [`warn forwarding.off-after-boot ${named4}`],
  },
  {
    name: 'on now, off on the command line of the kernel',
    facts: factsOf({
      ...sysctlFilesWith({
        [v4]: [{ file: '/proc/cmdline', line: 0, text: 'sysctl.net.ipv4.ip_forward=0', value: '0' }],
      }),
      ...cniWith([calico]),
    }),
    says: [`warn forwarding.off-after-boot ${named4}`],
  },
  {
    name: 'turned on by docker for now',
    facts: factsOf(bare({ turnsForwardingOn: ['docker'] })),
    says: [`warn forwarding.not-kept ${named4}`],
  },
  {
    name: 'set in /etc/sysctl.conf, which systemd does not read',
    facts: factsOf(bare({ passedOver: { [v4]: [assignment(v4, '1', '/etc/sysctl.conf')] } })),
    says: [`warn forwarding.not-kept ${named4}`],
  },
  {
    name: 'systemd-sysctl is masked',
    facts: factsOf(
      bare({
        maskedBy: '/etc/systemd/system/systemd-sysctl.service',
        passedOver: { [v4]: [assignment(v4, '1')] },
      }),
    ),
    says: [`warn forwarding.not-kept ${named4}`],
  },
  {
    name: 'on, in a container, whose sysctls come from outside',
    facts: factsOf({ ...bare(), user: { ...root, container: 'docker' } }),
    says: [`pass forwarding.on ${named4}`],
  },
  {
    name: 'on, and files that may not be read',
    facts: factsOf(bare({ unread: ['/etc/sysctl.d: EACCES'] })),
    says: [`unknown forwarding.boot-not-told ${named4}`],
  },
  {
    name: 'on, and files that were not looked at',
    facts: factsOf({ sysctlFiles: unknown('not-collected', 'the run was stopped before it was looked at') }),
    says: [`pass bridge.on ${bridged4}`, `unknown forwarding.boot-not-told ${named4}`],
  },
  {
    name: 'not readable',
    facts: factsOf({ ...sysctlsWith({ [v4]: unread }), ...kept }),
    says: [`unknown forwarding.not-told ${named4}`],
  },
  {
    name: 'nothing known',
    facts: factsOf({ sysctls: unknown('timed-out', 'the probe sysctls did not answer in 2500 ms') }),
    says: [`unknown forwarding.not-told ${named4}`],
  },
  {
    name: 'an upgrade looks again',
    plan: planOf({ action: 'upgrade', phase: 'upgrade node' }),
    facts: factsOf(overruled(v4)),
    says: [`warn forwarding.off-after-boot ${named4}`],
  },
  {
    name: 'a reset node needs none',
    plan: planOf({ action: 'reset', phase: 'reset' }),
    facts: factsOf(sysctlsWith({ [v4]: off })),
    says: [],
  },
];

const ipv6: readonly CheckCase[] = [
  { name: 'IPv6 on and kept', plan: six, facts: factsOf(kept), says: [`pass forwarding.on ${named6}`] },
  {
    name: 'IPv6 plan, IPv4 forwarding off: not asked for',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({ [v4]: off }) }),
    says: [`pass forwarding.on ${named6}`],
  },
  {
    name: 'IPv6 off',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({ [all]: off, [fresh]: off }, uplink({ forwarding: '0' })) }),
    says: [`fail forwarding.off ${named6}`],
  },
  {
    name: 'IPv6 on where kubeadm looks, off where it counts',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({ [all]: off }) }),
    says: [`fail forwarding.only-new-interfaces ${named6}`],
  },
  {
    name: 'IPv6 on where it counts, off where kubeadm looks',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({ [fresh]: off }) }),
    says: [`warn forwarding.not-new-interfaces ${named6}`],
  },
  {
    name: 'IPv6 on, and no more after a reboot',
    plan: six,
    facts: factsOf(overruled(fresh)),
    says: [`warn forwarding.off-after-boot ${named6}`],
  },
  {
    name: 'IPv6 not in the kernel',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({ [all]: gone, [fresh]: gone }) }),
    says: [`fail forwarding.absent ${named6}`],
  },
  {
    name: 'IPv6 switched off',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({ 'net/ipv6/conf/all/disable_ipv6': sysctlValue('1') }) }),
    says: [`pass forwarding.on ${named6}`, `fail forwarding.ipv6-switched-off ${named6}`],
  },
  {
    name: 'IPv6 switched off on new interfaces',
    plan: six,
    facts: factsOf({
      ...kept,
      ...sysctlsWith({ 'net/ipv6/conf/default/disable_ipv6': sysctlValue('1') }, uplink({ acceptRa: '2' })),
    }),
    says: [`pass forwarding.on ${named6}`, `warn forwarding.ipv6-off-on-new ${named6}`],
  },
  {
    name: 'a default route that the kernel will not renew',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({}, uplink()) }),
    says: [`pass forwarding.on ${named6}`, `warn forwarding.router-ignored ${named6}`],
  },
  {
    name: 'a default route that a daemon renews',
    plan: six,
    facts: factsOf({ ...kept, ...sysctlsWith({}, uplink({ acceptRa: '0' })) }),
    says: [`pass forwarding.on ${named6}`],
  },
  {
    name: 'a worker that joins by an IPv6 address',
    plan: planOf({
      action: 'join',
      phase: 'join',
      role: byDefault('worker'),
      apiServerEndpoint: byDefault('[fd00::1]:6443'),
    }),
    facts: factsOf({ ...kept, ...sysctlsWith({ [v4]: off }) }),
    says: [`pass forwarding.on ${named6}`],
  },
  {
    name: 'a worker that joins by a name',
    plan: planOf({
      action: 'join',
      phase: 'join',
      role: byDefault('worker'),
      apiServerEndpoint: byDefault('api.example:6443'),
    }),
    facts: factsOf({ ...kept, ...sysctlsWith({ [v4]: off }) }),
    says: [`fail forwarding.off ${named4}`],
  },
];

const on = `pass forwarding.on ${named4}`;
const bridges: readonly CheckCase[] = [
  { name: 'a bridge that is heard, no CNI yet', says: [`pass bridge.on ${bridged4}`, on] },
  {
    name: 'br_netfilter not loaded, no CNI yet',
    facts: factsOf(sysctlsWith({ [bridge4]: gone, [bridge6]: gone })),
    plan: planOf({ ip: ['ipv4', 'ipv6'] }),
    says: [`info bridge.not-loaded ${bridged4}`, on, `pass forwarding.on ${named6}`],
  },
  {
    name: 'br_netfilter not loaded, Calico',
    facts: factsOf({ ...withCni(calico), ...sysctlsWith({ [bridge4]: gone }) }),
    says: [on],
  },
  {
    name: 'br_netfilter not loaded, no kube-proxy',
    plan: planOf({ mode: 'none' }),
    facts: factsOf(sysctlsWith({ [bridge4]: gone })),
    says: [on],
  },
  {
    name: 'br_netfilter not loaded, flannel',
    facts: factsOf({ ...withCni(flannel), ...sysctlsWith({ [bridge4]: gone }) }),
    says: [`warn bridge.not-loaded ${bridged4}`, on],
  },
  {
    name: 'flannel that delegates to ptp',
    facts: factsOf({
      ...withCni(cniConfig('10-flannel.conflist', { type: 'flannel', delegate: 'ptp' }, 'portmap')),
      ...sysctlsWith({ [bridge4]: gone }),
    }),
    says: [on],
  },
  {
    name: 'a bridge that is not heard',
    facts: factsOf({ ...withCni(cniConfig('10-net.conf', 'bridge')), ...sysctlsWith({ [bridge4]: off }) }),
    says: [`warn bridge.off ${bridged4}`, on],
  },
  {
    name: 'a bridge that is not heard, a CNI that cannot be read',
    facts: factsOf({
      ...withCni({ state: 'unread', file: '/etc/cni/net.d/10-flannel.conflist', code: 'EACCES' }),
      ...sysctlsWith({ [bridge4]: off }),
    }),
    says: [`info bridge.off ${bridged4}`, on],
  },
  {
    name: 'a bridge of kube-router',
    facts: factsOf({
      ...withCni(cniConfig('10-kuberouter.conflist', { type: 'bridge', bridge: 'kube-bridge' })),
      ...sysctlsWith({ [bridge4]: off }),
    }),
    says: [`warn bridge.off ${bridged4}`, on],
  },
  {
    name: 'a plugin that is not known: quiet',
    facts: factsOf({
      ...withCni(cniConfig('10-aws.conflist', 'aws-cni', 'portmap')),
      ...sysctlsWith({ [bridge4]: gone }),
    }),
    says: [on],
  },
  {
    name: 'Weave Net',
    facts: factsOf({
      ...withCni(cniConfig('10-weave.conflist', 'weave-net')),
      ...sysctlsWith({ [bridge4]: off }),
    }),
    says: [`warn bridge.off ${bridged4}`, on],
  },
  {
    name: '--cni flannel, before it is there',
    plan: planOf({ cni: { plugins: byDefault(['flannel']) } }),
    facts: factsOf(sysctlsWith({ [bridge4]: gone })),
    says: [`warn bridge.not-loaded ${bridged4}`, on],
  },
  {
    name: '--cni cilium on a host that had flannel',
    plan: planOf({ cni: { plugins: byDefault(['cilium']) } }),
    facts: factsOf({ ...withCni(flannel), ...sysctlsWith({ [bridge4]: gone }) }),
    says: [on],
  },
  {
    name: 'Calico and flannel together, as Canal, without a bridge',
    plan: planOf({ cni: { plugins: byDefault(['calico', 'flannel']) } }),
    facts: factsOf({ ...withCni(), ...sysctlsWith({ [bridge4]: gone }) }),
    says: [on],
  },
  {
    name: '--cni other: quiet',
    plan: planOf({ cni: { plugins: byDefault(['other']) } }),
    facts: factsOf({ ...withCni(flannel), ...sysctlsWith({ [bridge4]: gone }) }),
    says: [on],
  },
];

/** Only files are read of an image. */
const image = { sysctls: unknown('not-running', 'only the running node can tell') } as const;
const images: readonly CheckCase[] = [
  {
    name: 'an image that sets it at boot',
    facts: factsOf({ ...image, ...sysctlFilesWith() }),
    says: [`pass forwarding.set-at-boot ${named4}`],
  },
  {
    name: 'an image that sets nothing',
    facts: factsOf({ ...image, ...bare() }),
    says: [`warn forwarding.nothing-at-boot ${named4}`],
  },
  {
    name: 'an image whose docker will set it',
    facts: factsOf({ ...image, ...bare({ turnsForwardingOn: ['docker'] }) }),
    says: [`info forwarding.by-service ${named4}`],
  },
  {
    name: 'an image that turns it off',
    facts: factsOf({ ...image, ...sysctlFilesWith({ [v4]: [assignment(v4, '0')] }) }),
    says: [`fail forwarding.off-at-boot ${named4}`],
  },
  {
    name: 'an image that sets one of the two of IPv6',
    plan: six,
    facts: factsOf({ ...image, ...sysctlFilesWith({ [fresh]: [] }) }),
    says: [`warn forwarding.nothing-at-boot ${named6}`],
  },
  {
    name: 'an image whose files may not be read',
    facts: factsOf({ ...image, ...bare({ unread: ['/etc/sysctl.d: EACCES'] }) }),
    says: [`unknown forwarding.not-told ${named4}`],
  },
];

export const cases: CheckCases = {
  check: fileContentCheck,
  cases: [...ofKubeadm, ...ipv4, ...ipv6, ...bridges, ...images],
};
