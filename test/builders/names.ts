import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { NamesFacts } from '../../src/probes/names/facts.ts';
import type { NetworkFacts } from '../../src/probes/network/facts.ts';
import type { ProxiesFacts } from '../../src/probes/proxies/facts.ts';
import type { ResolverFacts } from '../../src/probes/resolver/facts.ts';

/** /etc/hosts knows the node. */
export const namesFacts: NamesFacts = {
  name: 'cp-1',
  outcome: 'found',
  source: 'hosts',
  addresses: ['10.0.0.1'],
  servers: [],
  asked: [],
  deadlineMs: 1500,
};

/** systemd-resolved runs, and nobody chose a file. */
export const resolverFacts: ResolverFacts = {
  resolvedActive: true,
  chosenBy: 'kubeadm',
  used: {
    path: '/run/systemd/resolve/resolv.conf',
    error: '',
    target: '',
    nameservers: ['10.0.0.53'],
    search: ['example.com'],
  },
};

export const proxiesFacts: ProxiesFacts = { environment: {}, units: [], unread: [] };

/** One network card, 10.0.0.1/24. */
export const networkFacts: NetworkFacts = {
  addresses: [
    { name: 'lo', address: '127.0.0.1', prefix: 8, internal: true },
    { name: 'lo', address: '::1', prefix: 128, internal: true },
    { name: 'eth0', address: '10.0.0.1', prefix: 24, internal: false },
    { name: 'eth0', address: 'fe80::fc:ff:fe00:1', prefix: 64, internal: false },
  ],
  routes: [{ destination: '10.0.0.0/24', device: 'eth0', gateway: '' }],
  truncated: false,
  unread: [],
};

/** All that is asked of names and network, healthy. */
export const networkDefaults = {
  names: known(namesFacts),
  resolver: known(resolverFacts),
  proxies: known(proxiesFacts),
  network: known(networkFacts),
} as const satisfies Facts;
