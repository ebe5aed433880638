import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');

const choose: Remedy = {
  what: 'choose another subnet before the cluster is made: networking.podSubnet and networking.serviceSubnet in the ClusterConfiguration, and the same in the configuration of the network plugin',
  verify: ['ip route', 'ip -6 route'],
};

export const networkOverlapReasons: readonly Reason[] = [
  {
    code: 'network.apart',
    means: 'The subnets of Pods, Services and this node have nothing in common.',
    words: ({ subnets }) => ({ says: `${list(subnets)} overlap nothing on this node` }),
  },
  {
    code: 'network.pods-and-services',
    means: 'The subnets of Pods and Services overlap: an address may be given twice.',
    words: ({ pods, services }) => ({
      says: `the subnet of Pods, ${String(pods)}, and that of Services, ${String(services)}, overlap`,
      need: 'subnets that have no address in common',
      have: `Pods ${String(pods)}, Services ${String(services)}`,
      remedies: [choose],
    }),
  },
  {
    code: 'network.node-inside',
    means:
      'This node has an address in a subnet of the cluster: what is sent to it may end in a Pod or a Service.',
    words: ({ what, subnet, addresses }) => ({
      says: `this node has an address in the subnet of ${String(what)}, ${String(subnet)}`,
      need: `a subnet of ${String(what)} without addresses of nodes`,
      have: list(addresses),
      remedies: [choose],
    }),
  },
  {
    code: 'network.route',
    means:
      'This node has a route into a subnet of the cluster: the hosts there and Pods or Services shadow each other.',
    words: ({ what, subnet, routes, more }) => ({
      says: `this node has a route into the subnet of ${String(what)}, ${String(subnet)}: hosts there cannot be told from ${String(what)}`,
      need: `a subnet of ${String(what)} that is used nowhere else`,
      have: `${list(routes)}${Number(more) > 0 ? `, and ${String(more)} more` : ''}`,
      remedies: [
        choose,
        {
          what: 'if the route is left from an earlier cluster or is not needed, remove it',
          now: ['ip route'],
        },
      ],
    }),
  },
  {
    code: 'network.not-told',
    means: 'The routes of this node could not be read.',
    words: ({ detail }) => ({
      says: 'could not tell whether the subnets overlap the network of this node',
      have: String(detail),
    }),
  },
];
