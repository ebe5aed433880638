import type { CheckCase, CheckCases } from '../check-cases.ts';
import { proxyModeCheck } from '../../src/checks/proxy-mode.ts';
import type { Notice, ProxyMode } from '../../src/config/plan.ts';
import { byDefault, fromFile, planOf, unsetMode } from '../builders/plan.ts';

const inMode = (mode: ProxyMode, version: string, gates: Record<string, boolean> = {}) =>
  planOf({ mode, version, kubeProxy: { featureGates: byDefault(gates) } });

const origin = { kind: 'file', file: 'kubeadm.yaml', line: 9, column: 3, field: 'proxyMode' } as const;

const lost: Notice = {
  code: 'config.mode-without-effect',
  origin,
  args: {
    kind: 'ClusterConfiguration',
    field: 'proxyMode',
    mode: 'nftables',
    belongs: 'KubeProxyConfiguration',
  },
  excerpt: '  proxyMode: nftables\n  ^',
};

const disagree: Notice = {
  code: 'config.sources-disagree',
  origin,
  args: {
    what: 'proxy mode',
    used: 'nftables',
    usedFrom: '--proxy-mode',
    other: 'ipvs',
    otherFrom: 'kubeadm.yaml:9:3',
  },
};

const localBy = (mode: string, release: string, ...says: string[]): CheckCase => ({
  name: `detectLocalMode: ${mode} in ${release}`,
  plan: planOf({
    version: release,
    kubeProxy: { detectLocalMode: fromFile(mode, 'detectLocalMode') },
  }),
  says,
});

export const cases: CheckCases = {
  check: proxyModeCheck,
  cases: [
    { name: 'iptables mode, set', plan: inMode('iptables', 'v1.36.2'), says: ['pass mode.planned'] },
    { name: 'iptables mode, set, in 1.40', plan: inMode('iptables', 'v1.40.0'), says: ['pass mode.planned'] },
    { name: 'no kube-proxy', plan: planOf({ mode: 'none' }), says: ['info mode.none'] },
    {
      name: 'mode unset in 1.36',
      plan: planOf(unsetMode('iptables')),
      says: ['info mode.default-will-change'],
    },
    {
      name: 'mode unset in 1.37',
      plan: planOf({ ...unsetMode('iptables'), version: 'v1.37.0-rc.0' }),
      says: ['warn mode.unset'],
    },
    {
      name: 'mode unset in 1.40',
      plan: planOf({ ...unsetMode('nftables', true), version: 'v1.40.0' }),
      says: ['info mode.new-default'],
    },
    {
      name: 'join without a mode',
      plan: planOf({ ...unsetMode('iptables'), action: 'join' }),
      says: ['unknown mode.assumed'],
    },
    {
      name: 'upgrade without a mode',
      plan: planOf({ ...unsetMode('iptables'), action: 'upgrade' }),
      says: ['unknown mode.assumed'],
    },
    {
      name: 'join, and the cluster leaves the mode unset',
      plan: planOf({
        ...unsetMode('iptables'),
        action: 'join',
        kubeProxy: { modeSet: false, askedCluster: true },
      }),
      says: ['info mode.default-will-change'],
    },
    { name: 'nftables in 1.28', plan: inMode('nftables', 'v1.28.9'), says: ['fail mode.nftables-missing'] },
    { name: 'nftables in 1.30', plan: inMode('nftables', 'v1.30.2'), says: ['fail mode.nftables-gated'] },
    {
      name: 'nftables in 1.29 with the gate',
      plan: inMode('nftables', 'v1.29.0', { NFTablesProxyMode: true }),
      says: ['info mode.nftables-early'],
    },
    { name: 'nftables in 1.31', plan: inMode('nftables', 'v1.31.0'), says: ['info mode.nftables-early'] },
    {
      name: 'nftables in 1.32 with the gate off',
      plan: inMode('nftables', 'v1.32.6', { NFTablesProxyMode: false }),
      says: ['fail mode.nftables-gated'],
    },
    { name: 'nftables in 1.33', plan: inMode('nftables', 'v1.33.0'), says: ['pass mode.planned'] },
    { name: 'ipvs in 1.34', plan: inMode('ipvs', 'v1.34.2'), says: ['pass mode.planned'] },
    { name: 'ipvs in 1.35', plan: inMode('ipvs', 'v1.35.0'), says: ['warn mode.ipvs-deprecated'] },
    {
      name: 'ipvs in 1.37 with the gate off',
      plan: inMode('ipvs', 'v1.37.0', { KubeProxyIPVS: false }),
      says: ['fail mode.ipvs-off'],
    },
    { name: 'ipvs in 1.40', plan: inMode('ipvs', 'v1.40.0'), says: ['fail mode.ipvs-off'] },
    {
      name: 'ipvs in 1.40 with the gate',
      plan: inMode('ipvs', 'v1.40.0', { KubeProxyIPVS: true }),
      says: ['warn mode.ipvs-deprecated'],
    },
    {
      name: 'ipvs in 1.43, whatever the gate',
      plan: inMode('ipvs', 'v1.43.0', { KubeProxyIPVS: true }),
      says: ['fail mode.ipvs-removed'],
    },
    {
      name: 'a mode where nothing reads it',
      plan: planOf({ notices: [lost] }),
      says: ['pass mode.planned', 'warn mode.without-effect'],
    },
    {
      name: 'the same under --strict',
      plan: planOf({ notices: [lost] }),
      stance: { strict: true },
      says: ['pass mode.planned', 'fail mode.without-effect'],
    },
    localBy('InterfaceNamePrefix', 'v1.33.5', 'fail mode.local-interface-broken', 'pass mode.planned'),
    localBy('BridgeInterface', 'v1.34.1', 'warn mode.local-interface-broken', 'pass mode.planned'),
    localBy('InterfaceNamePrefix', 'v1.33.6', 'pass mode.planned'),
    localBy('InterfaceNamePrefix', 'v1.34.2', 'pass mode.planned'),
    localBy('InterfaceNamePrefix', 'v1.35.0', 'pass mode.planned'),
    localBy('ClusterCIDR', 'v1.33.0', 'pass mode.planned'),
    {
      name: 'an interface prefix in iptables mode',
      plan: planOf({
        mode: 'iptables',
        version: 'v1.33.0',
        kubeProxy: { detectLocalMode: fromFile('InterfaceNamePrefix', 'detectLocalMode') },
      }),
      says: ['pass mode.planned'],
    },
    {
      name: 'two sources that disagree',
      plan: planOf({ notices: [disagree] }),
      says: ['pass mode.planned', 'warn mode.sources-disagree'],
    },
  ],
};
