import type { ReadResult } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { parseIpv6Routes, parseRoutes } from './routes.ts';

const files = ['/proc/net/route', '/proc/net/ipv6_route'] as const;

/** The addresses and routes of this node. */
export const networkProbe: Probe<'network'> = {
  name: 'network',
  deadlineMs: 2500,
  async run(host) {
    const [ipv4, ipv6] = await Promise.all([host.readText(files[0]), host.readText(files[1])]);
    return known({
      addresses: host.interfaces(),
      routes: [...parseRoutes(textOf(ipv4), host.machine !== 's390x'), ...parseIpv6Routes(textOf(ipv6))],
      truncated: [ipv4, ipv6].some((read) => read.ok && read.truncated),
      unread: [failureOf(files[0], ipv4), failureOf(files[1], ipv6)].filter((failure) => failure !== ''),
    });
  },
};

function textOf(read: ReadResult): string {
  return read.ok ? read.text : '';
}

/** A kernel without IPv6 has no file of its routes. */
function failureOf(file: string, read: ReadResult): string {
  return read.ok || read.code === 'ENOENT' ? '' : `${file}: ${read.code}`;
}
