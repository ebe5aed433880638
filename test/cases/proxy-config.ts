import { proxyConfigCheck } from '../../src/checks/cluster/proxy-config.ts';
import type { ProxySeen } from '../../src/config/cluster-seen.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { clusterOf } from '../builders/cluster.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'join', phase: 'join' });
const upgrade = planOf({ action: 'upgrade', phase: 'upgrade apply' });

const seen = (proxy: Partial<ProxySeen>): Facts => factsOf({ cluster: known(clusterOf({ proxy })) });

/** As an older or patched manifest: no --config. */
function withoutConfig(proxy: Omit<Partial<ProxySeen>, 'argumentConfig'>): Facts {
  const facts = clusterOf({ proxy });
  if (!facts.reached) return factsOf();
  const { argumentConfig: _none, ...rest } = facts.proxy;
  return factsOf({ cluster: known({ ...facts, proxy: rest }) });
}

function withoutMap(proxy: Partial<ProxySeen>): Facts {
  const facts = clusterOf({ proxy: { configMap: 'not-found', ...proxy } });
  if (!facts.reached) return factsOf();
  const { mapMode: _none, ...rest } = facts.proxy;
  return factsOf({ cluster: known({ ...facts, proxy: rest }) });
}

const nobody = { by: 'nobody', object: 'ConfigMap kube-system/kube-proxy (not found)' } as const;

const situations: readonly CheckCase[] = [
  { name: 'as kubeadm makes it', plan, says: ['pass proxy-config.map-rules'] },
  { name: 'init', says: [] },
  {
    name: '--proxy-mode beside --config',
    plan,
    facts: seen({ argumentMode: 'iptables' }),
    says: ['warn proxy-config.flag-ignored'],
  },
  {
    name: 'the same mode beside --config',
    plan,
    facts: seen({ argumentMode: 'nftables' }),
    says: ['pass proxy-config.map-rules'],
  },
  {
    name: 'the DaemonSet may not be read',
    plan,
    facts: withoutConfig({ daemonSet: 'forbidden' }),
    says: ['pass proxy-config.map-alone'],
  },
  {
    name: 'arguments against the ConfigMap',
    plan,
    facts: withoutConfig({ argumentMode: 'iptables', ruler: { by: 'arguments', mode: 'iptables' } }),
    says: ['warn proxy-config.map-ignored'],
  },
  {
    name: 'no arguments at all, and a mode in the ConfigMap',
    plan,
    facts: withoutConfig({ ruler: { by: 'default' } }),
    says: ['warn proxy-config.map-ignored'],
  },
  {
    name: 'arguments that agree',
    plan,
    facts: withoutConfig({ argumentMode: 'nftables', ruler: { by: 'arguments', mode: 'nftables' } }),
    says: ['pass proxy-config.arguments-rule'],
  },
  {
    name: 'a ConfigMap without its DaemonSet',
    plan,
    facts: withoutConfig({ daemonSet: 'not-found', ruler: nobody }),
    says: ['warn proxy-config.no-daemonset'],
  },
  {
    name: 'the same, before an upgrade that brings it back',
    plan: upgrade,
    facts: withoutConfig({ daemonSet: 'not-found' }),
    says: ['warn proxy-config.no-daemonset'],
  },
  {
    name: 'neither of them',
    plan,
    facts: withoutMap({ daemonSet: 'not-found', ruler: nobody }),
    says: ['pass proxy-config.none'],
  },
  {
    name: 'a DaemonSet without its ConfigMap',
    plan,
    facts: withoutMap({ ruler: nobody }),
    says: ['warn proxy-config.no-map'],
  },
  {
    name: 'another ConfigMap',
    plan,
    facts: seen({ ruler: { by: 'unknown', why: 'kube-proxy reads the ConfigMap kube-system/other' } }),
    says: ['unknown proxy-config.not-told'],
  },
];

export const cases: CheckCases = { check: proxyConfigCheck, cases: situations };
