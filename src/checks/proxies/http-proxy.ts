import { familyOf } from '../../catalog/address.ts';
import { hostOf } from '../../catalog/kubeadm-checks.ts';
import { splitHostPort } from '../../catalog/no-proxy.ts';
import type { Plan, Planned } from '../../config/plan.ts';
import type { Check, Stance } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { isNewNode } from '../names/new-node.ts';
import { type Destination, judgeProxies } from './judge-proxies.ts';
import { proxyReasons } from './proxy-words.ts';

const name = 'HTTPProxy';
const { none, exempt, used, unit, unread, untold } = proxyReasons;

/** Whether the API server of this cluster is reached through a proxy. */
export const httpProxyCheck: Check = {
  name,
  title: 'proxy before the API server',
  group: 'network',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#35972', 'kubernetes#134588'],
  kubeadms: true,
  reasons: [none, exempt, used, unit, unread, untold],
  needs: (plan) => (isNewNode(plan) ? ['proxies'] : []),
  names: () => [name],
  judge(input) {
    const { plan, stance } = input;
    if (!isNewNode(plan)) return [];
    const servers = apiServers(plan, stance);
    const why = 'the kubelet talks to the API server over https';
    const duties = stance.policy === 'kubeadm' ? [] : [{ units: /^kubelet\./u, why, destinations: servers }];
    return judgeProxies(name, input, servers, duties);
  },
};

/** A control plane reaches its own API server; who joins reaches the one that is named to it. */
function apiServers(plan: Plan, stance: Stance): readonly Destination[] {
  const { advertiseAddress, apiServerEndpoint } = plan;
  // kubeadm falls back to 0.0.0.0, and asks about that.
  const address = advertiseAddress.value || (stance.policy === 'kubeadm' ? '0.0.0.0' : '');
  const own =
    plan.role.value === 'control-plane' && address !== ''
      ? [destination(advertiseAddress, address, String(plan.bindPort.value), stance)]
      : [];
  const host = hostOf(apiServerEndpoint.value);
  if (plan.action !== 'join' || plan.discovery.value !== 'token' || host === '') return own;
  const port = splitHostPort(apiServerEndpoint.value)?.port ?? '';
  return [destination(apiServerEndpoint, host, port, stance), ...own];
}

/** kubeadm asks about no real port: that of https, and 1234 for an IPv6 address. */
function destination(planned: Planned<string>, host: string, port: string, { policy }: Stance): Destination {
  const kubeadms = familyOf(host) === 'ipv6' ? '1234' : '443';
  const target = { host, port: policy === 'kubeadm' ? kubeadms : port };
  return { shown: host, target, evidence: plannedEvidence(planned) };
}
