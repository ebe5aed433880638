import type { DnsResult, Host } from '../../host/host.ts';
import type { NameServerFact } from './facts.ts';

export interface Answers {
  readonly addresses: readonly string[];
  /** false: no server said whether there is such a name. */
  readonly answered: boolean;
  readonly servers: readonly NameServerFact[];
}

const types = ['A', 'AAAA'] as const;

/**
 * Asks every server for every name at once, so that silent ones cost one deadline together, and
 * then reads the answers in the order in which a resolver would have asked.
 */
export async function askServers(
  host: Host,
  servers: readonly string[],
  names: readonly string[],
  deadlineMs: number,
): Promise<Answers> {
  const bySrv = await Promise.all(
    servers.map(async (server) => ({
      server,
      results: await Promise.all(
        names.flatMap((name) =>
          types.map((type) => host.queryDns({ server: withPort(server), name, type, deadlineMs })),
        ),
      ),
    })),
  );
  const questions = names.flatMap((_, name) => types.map((__, type) => name * types.length + type));
  const verdicts = questions.map((question) => settle(bySrv.map(({ results }) => results[question])));
  return {
    addresses: verdicts.find((found) => found !== undefined && found.length > 0) ?? [],
    answered: verdicts.some((found) => found !== undefined),
    servers: bySrv.map(({ server, results }) => factOf(server, results)),
  };
}

function withPort(server: string): string {
  return server.includes(':') ? `[${server}]` : server;
}

/** The first server that says yes or no decides; one that is silent or fails is passed over. */
function settle(results: readonly (DnsResult | undefined)[]): readonly string[] | undefined {
  for (const result of results) {
    if (result?.ok === true) return result.addresses;
    if (result !== undefined && isNo(result.code)) return [];
  }
  return undefined;
}

/** No such name, none of this type, or nothing that could be a name. */
function isNo(code: string): boolean {
  return code === 'ENOTFOUND' || code === 'ENODATA' || code === 'EBADNAME';
}

function factOf(address: string, results: readonly DnsResult[]): NameServerFact {
  const codes = results.map((result) => (result.ok ? '' : result.code));
  if (codes.some((code) => code === '' || isNo(code))) return { address, state: 'answered', code: '' };
  const code = codes.find((one) => one !== 'ETIMEDOUT') ?? 'ETIMEDOUT';
  if (code === 'ETIMEDOUT') return { address, state: 'silent', code };
  return { address, state: code === 'ECONNREFUSED' ? 'refused' : 'failed', code };
}
