import {
  contains,
  formatSubnet,
  overlaps,
  parseAddress,
  parseSubnet,
  type Subnet,
} from '../../catalog/cidr.ts';
import type { Planned } from '../../config/plan.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { NetworkFacts, RouteFact } from '../../probes/network/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { isNewNode, knownSubnets } from '../names/new-node.ts';
import { isClusterDevice } from './cluster-devices.ts';
import { networkOverlapReasons } from './network-overlap-reasons.ts';

const name = 'NetworkOverlap';
const shownRoutes = 4;

interface PlannedSubnet {
  readonly what: 'Pods' | 'Services';
  readonly subnet: Subnet;
  readonly planned: Planned<readonly string[]>;
}

/** The subnets of Pods and Services against each other and against the network of this node. */
export const networkOverlapCheck: Check = {
  name,
  title: 'subnets of the cluster',
  group: 'network',
  sources: [
    'kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm',
    'kubernetes#102314',
  ],
  reasons: networkOverlapReasons,
  needs: (plan) => (isNewNode(plan) ? ['network'] : []),
  names: () => [name],
  judge(input) {
    if (!isNewNode(input.plan)) return [];
    const subnets = plannedSubnets(input);
    if (subnets.length === 0) return [];
    const between = judgeBetween(subnets);
    const { network } = input.facts;
    if (network?.known !== true) {
      return [...between, untold(subnets, network?.cause.detail ?? 'it was not looked at')];
    }
    const { unread } = network.value;
    const found = [...between, ...subnets.flatMap((one) => judgeNode(one, network.value))];
    if (unread.length > 0) return [...found, untold(subnets, unread.join('; '))];
    if (found.length > 0) return found;
    const args = { subnets: subnets.map(({ subnet }) => formatSubnet(subnet)) };
    return [
      told(
        'network.apart',
        'pass',
        'subnets',
        args,
        subnets.map(({ planned }) => plannedEvidence(planned)),
      ),
    ];
  },
};

function plannedSubnets({ plan }: CheckInput): readonly PlannedSubnet[] {
  const sources = [
    ['Pods', plan.podSubnets],
    ['Services', plan.serviceSubnets],
  ] as const;
  return sources.flatMap(([what, planned]) =>
    knownSubnets(plan, planned).flatMap((text) => {
      const subnet = parseSubnet(text);
      return subnet === undefined ? [] : [{ what, subnet, planned }];
    }),
  );
}

function judgeBetween(subnets: readonly PlannedSubnet[]): readonly Finding[] {
  const pods = subnets.filter(({ what }) => what === 'Pods');
  const services = subnets.filter(({ what }) => what === 'Services');
  return pods.flatMap((pod) =>
    services
      .filter((service) => overlaps(pod.subnet, service.subnet))
      .map((service) => {
        const args = { pods: formatSubnet(pod.subnet), services: formatSubnet(service.subnet) };
        const evidence = [plannedEvidence(pod.planned), plannedEvidence(service.planned)];
        return told('network.pods-and-services', 'fail', args.pods, args, evidence);
      }),
  );
}

function judgeNode(one: PlannedSubnet, facts: NetworkFacts): readonly Finding[] {
  const { what, subnet, planned } = one;
  const own = facts.addresses.filter(({ name: device, address, internal }) => {
    const parsed = parseAddress(address);
    return !internal && !isClusterDevice(device) && parsed !== undefined && contains(subnet, parsed);
  });
  const args = { what, subnet: formatSubnet(subnet) };
  if (own.length > 0) {
    const addresses = own.map(({ name: device, address }) => `${address} (${device})`);
    const evidence = [
      plannedEvidence(planned),
      { source: 'network interfaces', excerpt: addresses.join(', ') },
    ];
    return [told('network.node-inside', 'fail', args.subnet, { ...args, addresses }, evidence)];
  }
  const routes = facts.routes.filter((route) => isInTheWay(route, subnet)).map(routeText);
  if (routes.length === 0) return [];
  const excerpt = routes.slice(0, shownRoutes).join('\n');
  const source = subnet.family === 'ipv6' ? '/proc/net/ipv6_route' : '/proc/net/route';
  const more = Math.max(0, routes.length - shownRoutes);
  return [
    told('network.route', 'warn', args.subnet, { ...args, routes: routes.slice(0, shownRoutes), more }, [
      plannedEvidence(planned),
      { source, excerpt },
    ]),
  ];
}

/**
 * A network that begins at this node's own wire, or a route that ends inside the subnet. A wide
 * route to a gateway, such as 10.0.0.0/8, says nothing about what is in use behind it; halves of
 * everything are the default route of a VPN.
 */
function isInTheWay({ destination, device, gateway }: RouteFact, subnet: Subnet): boolean {
  const route = parseSubnet(destination);
  if (route === undefined || route.prefix <= 1 || isClusterDevice(device)) return false;
  if (!overlaps(route, subnet)) return false;
  return gateway === '' || route.prefix >= subnet.prefix;
}

function routeText({ destination, device, gateway }: RouteFact): string {
  return gateway === '' ? `${destination} dev ${device}` : `${destination} via ${gateway} dev ${device}`;
}

function untold(subnets: readonly PlannedSubnet[], detail: string): Finding {
  const evidence = subnets.map(({ planned }) => plannedEvidence(planned));
  return told('network.not-told', 'unknown', 'routes', { detail }, evidence);
}

function told(
  code: string,
  verdict: Verdict,
  subject: string,
  args: Args,
  evidence: readonly Evidence[],
): Finding {
  const neededBy = ['kube-proxy', 'CNI plugins'];
  return findingOf({ check: name, group: 'network' }, { code, verdict, subject, args, evidence, neededBy });
}
