import type { Fact } from '../fact.ts';
import { known, unknown } from '../fact.ts';
import type { NftChain, NftFacts, NftFamily } from './facts.ts';

const families = ['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev'] as const satisfies readonly NftFamily[];

type Entry = Readonly<Record<string, unknown>>;

/** `nft -j list chains`, or `list tables` beside it; tables without chains are in neither but the second. */
export function parseNft(json: string): Fact<NftFacts> {
  const entries = entriesIn(json);
  if (entries === undefined) return unknown('failed', 'nft answered something that is not its JSON');
  const tables = new Set<string>();
  const chains: NftChain[] = [];
  for (const entry of entries) {
    const table = objectOf(entry['table']);
    if (table !== undefined) tables.add(`${textOf(table['family'])} ${textOf(table['name'])}`);
    const chain = chainOf(objectOf(entry['chain']));
    if (chain === undefined) continue;
    chains.push(chain);
    tables.add(`${chain.family} ${chain.table}`);
  }
  return known({ tables: [...tables], chains });
}

function entriesIn(json: string): readonly Entry[] | undefined {
  try {
    const document: unknown = JSON.parse(json);
    const list = objectOf(document)?.['nftables'];
    return Array.isArray(list) ? list.map((one) => objectOf(one) ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

function chainOf(entry: Entry | undefined): NftChain | undefined {
  const family = families.find((one) => one === entry?.['family']);
  if (entry === undefined || family === undefined) return undefined;
  const { hook, prio, policy } = entry;
  return {
    family,
    table: textOf(entry['table']),
    name: textOf(entry['name']),
    ...(typeof hook === 'string' ? { hook } : {}),
    ...(typeof prio === 'number' ? { priority: prio } : {}),
    ...(policy === 'accept' || policy === 'drop' ? { policy } : {}),
  };
}

function objectOf(value: unknown): Entry | undefined {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
