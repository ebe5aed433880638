import type { KubeProxyPlan, Plan, ProxyMode } from '../../src/config/plan.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import type { Setting } from './written/script.ts';

const ways = { cidr: 'ClusterCIDR', bridge: 'BridgeInterface', prefix: 'InterfaceNamePrefix' } as const;

/**
 * The plan of a cluster that is set so; what Services there are, no plan tells. In nftables mode the addresses stand for
 * `primary`, the default, which becomes such a list. Of a list that is given in the configuration fib is asked for
 * (whenNodePortsAreClassified), and these rules hold none: there the probe asks for more than they show.
 */
export function planFor(mode: ProxyMode, setting: Setting): Plan {
  const plan = planOf({ mode, ip: ['ipv4', 'ipv6'] });
  const some = mode === 'nftables' ? ['primary'] : ['10.0.2.0/24', '2001:db8:9::/64'];
  const own: Partial<KubeProxyPlan> = {
    nodePortAddresses: byDefault(setting.nodePortAddresses === 'all' ? ['0.0.0.0/0', '::/0'] : some),
    masqueradeAll: byDefault(setting.masqueradeAll),
    localhostNodePorts: byDefault(setting.localhostNodePorts),
    detectLocalMode: byDefault(ways[setting.detectLocal]),
  };
  return { ...plan, kubeProxy: { ...plan.kubeProxy, ...own } };
}
