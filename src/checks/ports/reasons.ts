import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { sysctlStep } from '../sysctls/sysctl-remedies.ts';

const listOf = (value: Args[string] | undefined): string => (Array.isArray(value) ? value.join(', ') : '');
const look = (port: Args[string] | undefined): Remedy['verify'] => [`ss -lntup 'sport = :${String(port)}'`];

const asRoot: Remedy = { what: 'run this again as root', now: ['sudo kube-preflight …'] };

export const portReasons: readonly Reason[] = [
  {
    code: 'port.free',
    means: 'The port can be listened on.',
    words: ({ port, who }) => ({ says: `port ${String(port)} is free for ${String(who)}` }),
  },
  {
    code: 'port.own',
    means: 'The part of Kubernetes that the port is for listens on it.',
    words: ({ port, who }) => ({ says: `port ${String(port)} is held by ${String(who)}, as it should be` }),
  },
  {
    code: 'port.in-use',
    means: 'Something listens on the port already.',
    words: ({ port, who, where, holders }) => ({
      says: `port ${String(port)} is in use`,
      need: `${String(who)} will listen on ${String(where)}`,
      have: listOf(holders) === '' ? 'a process that cannot be told' : listOf(holders),
      remedies: [
        { what: 'stop what listens there, or give one of the two another port', ...withVerify(look(port)) },
      ],
    }),
  },
  {
    code: 'port.own-already',
    means: 'The part of Kubernetes that the port is for runs already: this node was set up before.',
    words: ({ port, who, where, holders }) => ({
      says: `port ${String(port)} is held by ${String(who)} already: this node runs it`,
      need: `${where === undefined ? '' : String(where)} free: kubeadm will start it`,
      have: listOf(holders),
      remedies: [
        {
          what: 'to set this node up anew, take it out of its cluster first',
          now: ['kubeadm reset'],
          ...withVerify(look(port)),
        },
      ],
    }),
  },
  {
    code: 'port.holder-unknown',
    means: 'Something listens on the port of a running node, and this user does not see what.',
    words: ({ port, who }) => ({
      says: `whether it is ${String(who)} that listens on port ${String(port)} could not be told`,
      need: String(who),
      have: 'a process that this user cannot see',
      remedies: [{ ...asRoot, ...withVerify(look(port)) }],
    }),
  },
  {
    code: 'port.proxy-waits',
    means: 'Something listens on a port that kube-proxy serves its health or metrics on; it works without.',
    words: ({ port, who, where, holders }) => ({
      says: `port ${String(port)} is in use: kube-proxy runs, but answers there only when it is free`,
      need: `${String(who)} will listen on ${String(where)}`,
      have: listOf(holders) === '' ? 'a process that cannot be told' : listOf(holders),
      remedies: [
        {
          what: 'stop what listens there, or set healthzBindAddress or metricsBindAddress of kube-proxy',
          ...withVerify(look(port)),
        },
      ],
    }),
  },
  {
    code: 'port.overlay',
    means: 'A process holds a UDP port that the tunnels of common CNI plugins use.',
    words: ({ port, who, holders }) => ({
      says: `UDP port ${String(port)} is in use`,
      need: `free, where the CNI plugin is one of these: ${String(who)}`,
      have: listOf(holders),
      remedies: [
        { what: 'stop what listens there, or give the CNI plugin another port', ...withVerify(look(port)) },
      ],
    }),
  },
  {
    code: 'port.denied',
    means: 'This user may not listen on the port, so that it could not be tried.',
    words: ({ port, detail }) => ({
      says: `whether port ${String(port)} is free could not be tried by this user`,
      have: String(detail),
      remedies: [asRoot],
    }),
  },
  {
    code: 'port.no-address',
    means: 'The address that is to be listened on is not on this host.',
    words: ({ port, who, where }) => ({
      says: `${String(who)} cannot listen on ${String(where)}: the address is not on this host`,
      need: `an address of this host for port ${String(port)}`,
      have: 'no interface has it',
      remedies: [
        {
          what: String(where).startsWith('[::1]')
            ? 'switch IPv6 on for the loopback interface, or set an IPv4 address in its place'
            : 'set localAPIEndpoint.advertiseAddress (or the bind-address) to one of them',
          verify: ['ip -br address'],
        },
      ],
    }),
  },
  {
    code: 'port.unknown',
    means: 'Whether the port is free could not be told.',
    words: ({ port, detail }) => ({
      says: `whether port ${String(port)} is free could not be told`,
      have: detail === '' || detail === undefined ? 'it was not looked at' : String(detail),
    }),
  },
  {
    code: 'port.range-overlaps',
    means: 'Outgoing connections of the node take source ports of the NodePort range.',
    words: ({ from, to }) => ({
      says: 'connections of this node take source ports from among the NodePorts',
      need: 'a range of local ports apart from 30000-32767',
      have: `net.ipv4.ip_local_port_range is ${String(from)} ${String(to)}`,
      remedies: [
        {
          what: 'begin the local ports after the NodePorts',
          now: ['sysctl -w net.ipv4.ip_local_port_range="32768 60999"'],
          persistent: [
            "echo 'net.ipv4.ip_local_port_range = 32768 60999' >> /etc/sysctl.d/90-kubernetes.conf",
          ],
          verify: ['sysctl net.ipv4.ip_local_port_range'],
          steps: [sysctlStep('net/ipv4/ip_local_port_range', '32768 60999')],
        },
      ],
    }),
  },
  {
    code: 'port.node-port-taken',
    means: 'Something listens on a port of the NodePort range.',
    words: ({ from, to, listeners }) => ({
      says: `processes listen among the NodePorts: a Service that gets such a number takes their traffic`,
      need: `ports ${String(from)}-${String(to)} left to Services`,
      have: listOf(listeners),
      remedies: [
        {
          what: 'move them out of the range, or give the API server another service-node-port-range',
          verify: [`ss -lntp 'sport >= :${String(from)} and sport <= :${String(to)}'`],
        },
      ],
    }),
  },
];

function withVerify(verify: Remedy['verify']): Pick<Remedy, 'verify'> {
  return verify === undefined ? {} : { verify };
}
