import { networkOverlapCheck } from '../../src/checks/network/network-overlap.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { RouteFact } from '../../src/probes/network/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { networkFacts } from '../builders/names.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const podsOf = (...cidrs: readonly string[]) =>
  planOf({ podSubnets: fromFile(cidrs, 'networking.podSubnet') });
const plan = podsOf('10.244.0.0/16');

function routed(...routes: readonly RouteFact[]): Facts {
  return factsOf({ network: known({ ...networkFacts, routes: [...networkFacts.routes, ...routes] }) });
}

function addressed(address: string, name = 'eth1'): Facts {
  const more = { name, address, prefix: 24, internal: false };
  return factsOf({ network: known({ ...networkFacts, addresses: [...networkFacts.addresses, more] }) });
}

const via = (destination: string, gateway: string, device = 'eth0'): RouteFact => ({
  destination,
  device,
  gateway,
});

const situations: readonly CheckCase[] = [
  { name: 'apart', plan, says: ['pass network.apart'] },
  { name: 'without a subnet of Pods', says: ['pass network.apart'] },
  { name: 'Pods within Services', plan: podsOf('10.100.0.0/16'), says: ['fail network.pods-and-services'] },
  {
    name: 'Services within Pods',
    plan: podsOf('10.0.0.0/8'),
    says: ['fail network.pods-and-services', 'fail network.node-inside'],
  },
  { name: 'the node within Pods', plan: podsOf('10.0.0.0/16'), says: ['fail network.node-inside'] },
  {
    name: 'the node within Services',
    plan: planOf({ serviceSubnets: fromFile(['10.0.0.0/20'], 'networking.serviceSubnet') }),
    says: ['fail network.node-inside'],
  },
  {
    name: 'an IPv6 address within Pods',
    plan: podsOf('fd00:244::/56'),
    facts: addressed('fd00:244::7'),
    says: ['fail network.node-inside'],
  },
  {
    name: 'cni0 of an earlier cluster',
    plan,
    facts: addressed('10.244.0.1', 'cni0'),
    says: ['pass network.apart'],
  },
  {
    name: 'a network of the node around Pods',
    plan,
    facts: routed(via('10.0.0.0/8', '', 'eth1')),
    says: ['warn network.route', 'warn network.route'],
  },
  {
    name: 'a route to a branch within Pods',
    plan,
    facts: routed(via('10.244.7.0/24', '10.0.0.254')),
    says: ['warn network.route'],
  },
  {
    name: 'a route to a gateway for just the Pods',
    plan,
    facts: routed(via('10.244.0.0/16', '10.0.0.254')),
    says: ['warn network.route'],
  },
  {
    name: 'a route of IPv6 within Pods',
    plan: podsOf('fd00:244::/56'),
    facts: routed(via('fd00:244:0:7::/64', 'fd00::1')),
    says: ['warn network.route'],
  },
  {
    name: 'routes and addresses that cannot be read as such',
    plan,
    facts: routed(via('everywhere', '', 'eth1')),
    says: ['pass network.apart'],
  },
  {
    name: 'Pods that cannot be read as a subnet: the configuration says so',
    plan: podsOf('10.244.0.0'),
    facts: routed(via('10.244.0.0/16', '10.0.0.254')),
    says: ['pass network.apart'],
  },
  {
    name: 'a wide route to a gateway',
    plan,
    facts: routed(via('10.0.0.0/8', '10.0.0.254')),
    says: ['pass network.apart'],
  },
  {
    name: 'half of everything into a VPN',
    plan,
    facts: routed(via('0.0.0.0/1', '', 'tun0')),
    says: ['pass network.apart'],
  },
  {
    name: 'the routes of flannel',
    plan,
    facts: routed(via('10.244.1.0/24', '10.244.1.0', 'flannel.1')),
    says: ['pass network.apart'],
  },
  {
    name: 'the bridge of Docker',
    plan: podsOf('172.16.0.0/12'),
    facts: routed(via('172.17.0.0/16', '', 'docker0')),
    says: ['warn network.route'],
  },
  {
    name: 'many routes',
    plan,
    facts: routed(...Array.from({ length: 9 }, (_, at) => via(`10.244.${at}.0/24`, '10.0.0.254'))),
    says: ['warn network.route'],
  },
  {
    name: 'routes that cannot be read',
    plan,
    facts: factsOf({ network: known({ ...networkFacts, unread: ['/proc/net/route: EACCES'] }) }),
    says: ['unknown network.not-told'],
  },
  {
    name: 'nothing was looked at',
    plan: podsOf('10.100.0.0/16'),
    facts: factsOf({ network: unknown('timed-out', 'the probe network did not answer') }),
    says: ['fail network.pods-and-services', 'unknown network.not-told'],
  },
  {
    name: 'a worker does not know the subnets',
    plan: planOf({ action: 'join', phase: 'join', role: byDefault('worker') }),
    says: [],
  },
  { name: 'an upgrade', plan: planOf({ action: 'upgrade' }), says: [] },
];

export const cases: CheckCases = { check: networkOverlapCheck, cases: situations };
