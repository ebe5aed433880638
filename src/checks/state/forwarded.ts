import { overlaps, parseSubnet, type Subnet } from '../../catalog/cidr.ts';
import type { Family, Plan } from '../../config/plan.ts';
import type { Condition, FilterChain, FilterRule, FirewallFacts } from '../../probes/firewall/facts.ts';
import { baseChains, weighChain } from '../firewall/weigh-chains.ts';

/** Links of other worlds: pods do not send through them. */
const foreignLink = /^(?:lo$|docker|br-|virbr|lxdbr|lxcbr|incusbr|podman)/u;
/**
 * Chains whose rules let in other worlds' packets, and kube-proxy's, which lets through what it has
 * marked and replies, but no new connection of a pod (pkg/proxy/iptables, KUBE-FORWARD).
 */
const foreignChain = /(?:^| )(?:DOCKER(?!-USER$)\S*|LIBVIRT_\S+|NETAVARK_\S+|CNI-FORWARD|KUBE-FORWARD)$/u;
const notTcp = /^(?:icmp|icmpv6|ipv6-icmp|igmp|ah|esp|gre|udp|\d{2,})$/u;

/** The base chains at the hook forward that let no new connection of a pod through. */
export function closedForPods(facts: FirewallFacts, plan: Plan): readonly FilterChain[] {
  const closed = plan.families.value.flatMap((family) => {
    const packet = { family, hook: 'forward' } as const;
    const chains = withoutForeign(facts.chains, podSubnets(plan, family));
    return baseChains(chains, packet).filter((chain) => weighChain(chains, chain, packet) === 'closed');
  });
  return [...new Map(closed.map((chain) => [chain.key, chain])).values()];
}

function podSubnets({ podSubnets: planned }: Plan, family: Family): readonly Subnet[] {
  return planned.value
    .map(parseSubnet)
    .filter((subnet) => subnet !== undefined)
    .filter((subnet) => subnet.family === family);
}

function withoutForeign(chains: FirewallFacts['chains'], pods: readonly Subnet[]): FirewallFacts['chains'] {
  const kept = Object.values(chains).map((chain): [string, FilterChain] => [
    chain.key,
    { ...chain, rules: chain.rules.filter((rule) => bearsOnPods(rule, pods)) },
  ]);
  return Object.fromEntries(kept);
}

function bearsOnPods({ when, outcome }: FilterRule, pods: readonly Subnet[]): boolean {
  if ('chain' in outcome && foreignChain.test(outcome.chain)) return false;
  return outcome.kind !== 'accept' || when.every((condition) => mayHold(condition, pods));
}

/** Whether a connection of a pod may be what is asked for. */
function mayHold(condition: Condition, pods: readonly Subnet[]): boolean {
  if (condition.kind === 'interface') {
    return condition.not || !condition.names.every((link) => foreignLink.test(link));
  }
  if (condition.kind === 'protocol') {
    return condition.not || !condition.names.every((protocol) => notTcp.test(protocol));
  }
  if (condition.kind !== 'other') return true;
  // `! -s 192.168.0.0/24` may hold for pods, as all that is not named here.
  const [option = '', value = ''] = condition.text.split(' ');
  if (option === '-o') return !foreignLink.test(value);
  const subnet = option === '-s' || option === '-d' ? parseSubnet(value) : undefined;
  if (subnet === undefined || pods.length === 0) return true;
  return pods.some((one) => overlaps(one, subnet));
}
