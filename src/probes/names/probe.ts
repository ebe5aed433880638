import type { Host } from '../../host/host.ts';
import { known, unknown } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { askServers } from './ask-servers.ts';
import type { NamesFacts } from './facts.ts';
import { addressesInHosts } from './hosts-file.ts';
import { hostsOrder } from './hosts-order.ts';
import { isLiteral, isOfOneLink } from './literal.ts';
import { parseResolvConf, type ResolvConf } from './resolv-conf.ts';

/** For the whole look-up. kubeadm itself sets none and waits ten seconds a server. */
const deadlineMs = 1500;
/** Go asks no more servers than libc does. */
const maxServers = 3;
/** A search list may hold dozens of names; each is asked for twice at each server. */
const maxNames = 8;

/** Looks the node's name up as kubeadm does: a program in Go without cgo (net.LookupHost). */
export const namesProbe: Probe<'names'> = {
  name: 'names',
  deadlineMs: 2500,
  async run(host, { nodeName: name }) {
    if (name === '') return unknown('not-found', 'the node has no name');
    if (isLiteral(name)) return known(found(name, 'itself', [name]));
    const started = host.now();
    const [nsswitch, hosts, resolv] = await Promise.all([
      host.readText('/etc/nsswitch.conf', { maxBytes: 64 * 1024, deadlineMs }),
      host.readText('/etc/hosts', { maxBytes: 4 * 1024 * 1024, deadlineMs }),
      host.readText('/etc/resolv.conf', { maxBytes: 64 * 1024, deadlineMs }),
    ]);
    const inHosts = hosts.ok ? addressesInHosts(hosts.text, name) : [];
    const config = parseResolvConf(resolv.ok ? resolv.text : '');
    const left = Math.max(50, deadlineMs - (host.now() - started));
    let outcome = found(name, 'nowhere', []);
    for (const source of hostsOrder(nsswitch.ok ? nsswitch.text : undefined)) {
      if (source === 'files' && inHosts.length > 0) return known({ ...outcome, ...hit('hosts', inHosts) });
      if (source === 'files') continue;
      outcome = await askDns(host, name, config, left);
      if (outcome.outcome === 'found') return known(outcome);
    }
    const unasked = outcome.servers.find(({ address }) => isOfOneLink(address));
    if (outcome.outcome === 'unanswered' && unasked !== undefined)
      return unknown(
        'unsupported',
        `name server ${unasked.address} is of one link, and cannot be asked from here`,
      );
    return known(outcome);
  },
};

function found(name: string, source: NamesFacts['source'], addresses: readonly string[]): NamesFacts {
  return { name, servers: [], asked: [], deadlineMs, ...hit(source, addresses) };
}

function hit(
  source: NamesFacts['source'],
  addresses: readonly string[],
): Pick<NamesFacts, 'source' | 'addresses' | 'outcome'> {
  return { source, addresses, outcome: addresses.length > 0 ? 'found' : 'absent' };
}

async function askDns(host: Host, name: string, config: ResolvConf, leftMs: number): Promise<NamesFacts> {
  const written = config.nameservers.filter(isLiteral).slice(0, maxServers);
  // Without any, a resolver asks this host itself (net/dnsconfig.go, defaultNS).
  const servers = written.length > 0 ? written : ['127.0.0.1', '::1'];
  const asked = namesToAsk(name, config, host.hostName);
  const answers = await askServers(host, servers, asked, leftMs);
  const { addresses } = answers;
  const told = addresses.length > 0 ? hit('dns', addresses) : hit('nowhere', []);
  return {
    ...found(name, 'nowhere', []),
    ...told,
    ...(answers.answered ? {} : { outcome: 'unanswered' as const }),
    servers: answers.servers,
    asked,
  };
}

/** The complete names in the order of net/dnsclient_unix.go, nameList. */
export function namesToAsk(name: string, { search, ndots }: ResolvConf, hostName: string): readonly string[] {
  const dots = name.split('.').length - 1;
  const own = hostName.includes('.') ? [hostName.slice(hostName.indexOf('.') + 1)] : [];
  const suffixes = search.length > 0 ? search : own;
  const longer = suffixes.map((suffix) => `${name}.${suffix.replace(/\.$/u, '')}`);
  const ordered = dots >= ndots ? [name, ...longer] : [...longer, name];
  return ordered.filter((one) => one.length <= 253 && !one.endsWith('.onion')).slice(0, maxNames);
}
