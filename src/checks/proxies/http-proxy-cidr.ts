import { addressAt, formatAddress, parseSloppySubnet } from '../../catalog/cidr.ts';
import type { Plan, Planned } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Check, CheckInput } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { isNewNode, knownSubnets } from '../names/new-node.ts';
import { type Destination, judgeProxies, told } from './judge-proxies.ts';
import { proxyReasons } from './proxy-words.ts';

const name = 'HTTPProxyCIDR';
const { none, exempt, used, unit, unread, untold, badSubnet } = proxyReasons;

/** Whether Services and Pods are reached through a proxy. */
export const httpProxyCidrCheck: Check = {
  name,
  title: 'proxy before Services and Pods',
  group: 'network',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#135013'],
  kubeadms: true,
  reasons: [none, exempt, used, unit, unread, untold, badSubnet],
  needs: (plan) => (isNewNode(plan) ? ['proxies'] : []),
  names: () => [name],
  judge(input) {
    const { plan, stance } = input;
    if (!isNewNode(plan)) return [];
    const isKubeadm = stance.policy === 'kubeadm';
    const services = destinationsOf(plan, plan.serviceSubnets, isKubeadm);
    const pods = destinationsOf(plan, plan.podSubnets, isKubeadm);
    const bad = [...services, ...pods].filter(({ target }) => target.host === '');
    if (bad.length > 0) return bad.map((one) => badFinding(one));
    // A worker runs nothing that inherits the environment of kubeadm.
    const own = plan.role.value === 'control-plane' ? [...services, ...pods] : [];
    if (own.length === 0 && services.length === 0) return [];
    return judgeProxies(name, input, own, dutiesOf(input, services));
  },
};

/** CNI plugins are children of the runtime, and ask the API server at the first address of the Services. */
function dutiesOf(
  { stance }: CheckInput,
  services: readonly Destination[],
): Parameters<typeof judgeProxies>[3] {
  if (stance.policy === 'kubeadm' || services.length === 0) return [];
  const why = 'CNI plugins inherit its variables and ask the API server at the first address of the Services';
  return [{ units: /^(?:containerd|crio|docker|cri-docker)\./u, why, destinations: services }];
}

/** kubeadm tries the first address after the subnet's own, at a port that means nothing. */
function destinationsOf(
  plan: Plan,
  planned: Planned<readonly string[]>,
  isKubeadm: boolean,
): readonly Destination[] {
  const subnets = isKubeadm ? planned.value : knownSubnets(plan, planned);
  return subnets.map((shown) => {
    const subnet = parseSloppySubnet(shown);
    const address = subnet && addressAt(subnet, 1);
    const host = address === undefined ? '' : formatAddress(address);
    return { shown, target: { host, port: isKubeadm ? '1234' : '443' }, evidence: plannedEvidence(planned) };
  });
}

function badFinding({ shown, evidence }: Destination): Finding {
  return told(name, 'proxy.bad-subnet', 'fail', { target: shown }, [evidence]);
}
