import { Resolver } from 'node:dns/promises';
import { errnoOf } from './errno.ts';
import type { DnsRequest, DnsResult } from './host.ts';

/**
 * Asks one server for one type of record, within a deadline. Not getaddrinfo(3), which Node runs on a
 * thread of its pool: a silent server would hold that thread, and the end of the process, for many seconds.
 */
export async function queryDns({ server, name, type, deadlineMs }: DnsRequest): Promise<DnsResult> {
  // The second try is for a datagram that was lost.
  const resolver = new Resolver({ timeout: Math.max(50, Math.floor(deadlineMs / 3)), tries: 2 });
  const timer = setTimeout(() => resolver.cancel(), deadlineMs);
  try {
    resolver.setServers([server]);
    const addresses = type === 'A' ? await resolver.resolve4(name) : await resolver.resolve6(name);
    return { ok: true, addresses };
  } catch (error) {
    return { ok: false, code: codeOf(errnoOf(error)) };
  } finally {
    clearTimeout(timer);
  }
}

/** The codes of c-ares: a query that was cancelled is one that took too long. */
function codeOf(code: string): string {
  return code === 'ECANCELLED' || code === 'ETIMEOUT' ? 'ETIMEDOUT' : code;
}
