import type { Condition, FilterChain, FilterRule } from './facts.ts';
import {
  type Element,
  elementsOf,
  isRecord,
  outcomeOf,
  record,
  rangesOf,
  text,
  wordsOf,
} from './nft-values.ts';

interface Ruleset {
  readonly chains: readonly FilterChain[];
  /** Keys of base chains of tables with matches of xtables, which JSON does not spell out. */
  readonly opaque: readonly string[];
  /** Keys of tables that hold sets or maps, named or within a rule. */
  readonly setTables: readonly string[];
}

type Sets = ReadonlyMap<string, readonly unknown[]>;

/** Reads `nft --json list ruleset`: chains of the hooks input and forward, and those below them. */
export function parseNftJson(json: string): Ruleset | undefined {
  const objects = objectsOf(json);
  if (objects === undefined) return undefined;
  const sets: Sets = new Map(
    objects.flatMap((object) => {
      const set = record(object['set']) ?? record(object['map']);
      const { elem } = set ?? {};
      return set === undefined
        ? []
        : [[`${tableOf(set)} ${text(set['name'])}`, Array.isArray(elem) ? elem : []]];
    }),
  );
  const rules = new Map<string, FilterRule[]>();
  const opaque = new Set<string>();
  for (const { rule } of objects) {
    if (!isRecord(rule)) continue;
    const table = tableOf(rule);
    const key = `${table} ${text(rule['chain'])}`;
    const expressions = Array.isArray(rule['expr']) ? rule['expr'].filter(isRecord) : [];
    if (expressions.some((one) => record(one['xt'])?.['type'] === 'match')) opaque.add(table);
    rules.set(key, [...(rules.get(key) ?? []), ...rulesOf(expressions, table, sets)]);
  }
  const chains = objects.flatMap((object) => chainOf(record(object['chain']), rules));
  return { chains, opaque: [...opaque], setTables: tablesWithSets(objects) };
}

/** A set within a rule is one to the kernel as well; a flow table or a counter is none. */
function tablesWithSets(objects: readonly Record<string, unknown>[]): readonly string[] {
  const tables = objects.flatMap((object) => {
    const named = record(object['set']) ?? record(object['map']);
    if (named !== undefined) return [tableOf(named)];
    const rule = record(object['rule']);
    return rule !== undefined && hasSet(rule['expr']) ? [tableOf(rule)] : [];
  });
  return [...new Set(tables)];
}

/** `{ set: […] }`, alone or as the data of a map; `{ set: { op: … } }` changes a set that is named. */
function hasSet(expression: unknown): boolean {
  if (Array.isArray(expression)) return expression.some(hasSet);
  if (!isRecord(expression)) return false;
  return Array.isArray(expression['set']) || Object.values(expression).some(hasSet);
}

function objectsOf(json: string): readonly Record<string, unknown>[] | undefined {
  try {
    const read: unknown = JSON.parse(json);
    const list = isRecord(read) ? read['nftables'] : undefined;
    return Array.isArray(list) ? list.filter(isRecord) : undefined;
  } catch {
    return undefined;
  }
}

function tableOf(object: Record<string, unknown>): string {
  return `${text(object['family'])} ${text(object['table'])}`;
}

function chainOf(
  chain: Record<string, unknown> | undefined,
  rules: ReadonlyMap<string, readonly FilterRule[]>,
): readonly FilterChain[] {
  const family = chain?.['family'];
  if (chain === undefined || (family !== 'ip' && family !== 'ip6' && family !== 'inet')) return [];
  const { hook, policy } = chain;
  const key = `${tableOf(chain)} ${text(chain['name'])}`;
  const table = text(chain['table']);
  const isHooked = (hook === 'input' || hook === 'forward') && chain['type'] === 'filter';
  return [
    {
      key,
      family,
      table,
      ...(isHooked ? { hook } : {}),
      policy: policy === 'drop' ? 'drop' : 'accept',
      rules: rules.get(key) ?? [],
      ofIptables: family !== 'inet' && table === 'filter' && /^[A-Z]+$/u.test(text(chain['name'])),
    },
  ];
}

/** One rule, or one for each element of a verdict map. Rules that decide nothing are left out. */
function rulesOf(
  expressions: readonly Record<string, unknown>[],
  table: string,
  sets: Sets,
): readonly FilterRule[] {
  const when: Condition[] = [];
  const rules: FilterRule[] = [];
  for (const expression of expressions) {
    const match = record(expression['match']);
    const map = record(expression['vmap']);
    const xt = record(expression['xt']);
    if (match !== undefined) when.push(conditionOf(match, table, sets));
    else if (map !== undefined) rules.push(...mapRules(map, when, table, sets));
    else if (xt?.['type'] === 'match') when.push({ kind: 'other', text: `xt ${text(xt['name'])}` });
    else if ('limit' in expression) when.push({ kind: 'other', text: 'limit' });
    const outcome = outcomeOf(expression, table);
    if (outcome !== undefined) rules.push({ when: [...when], outcome });
  }
  return rules;
}

function mapRules(
  map: Record<string, unknown>,
  when: readonly Condition[],
  table: string,
  sets: Sets,
): readonly FilterRule[] {
  return elementsOf(map['data'], table, sets).flatMap((element) => {
    if (!Array.isArray(element) || !isRecord(element[1])) return [];
    const outcome = outcomeOf(element[1], table);
    const match = { left: map['key'], op: '==', right: element[0] };
    return outcome === undefined ? [] : [{ when: [...when, conditionOf(match, table, sets)], outcome }];
  });
}

function conditionOf(match: Record<string, unknown>, table: string, sets: Sets): Condition {
  const { left, op, right } = match;
  const not = op === '!=';
  const values: readonly Element[] = elementsOf(right, table, sets);
  const payload = record(record(left)?.['payload']);
  if (payload?.['field'] === 'dport') {
    const ports: Condition = { kind: 'port', ranges: rangesOf(values), not };
    // `tcp dport` asks for the protocol as well; `th dport` for either.
    return payload['protocol'] === 'udp' ? { kind: 'protocol', names: ['udp'], not: false } : ports;
  }
  const names = wordsOf(values);
  const meta = record(record(left)?.['meta'])?.['key'];
  if (meta === 'l4proto') return { kind: 'protocol', names, not };
  if (meta === 'iifname' || meta === 'iif') return { kind: 'interface', names, not };
  if (meta === 'nfproto') return { kind: 'protocol', names, not };
  const ct = record(record(left)?.['ct'])?.['key'];
  // `ct status dnat` holds, as `ct state established`, for no new connection to the node itself.
  if (ct === 'state' || ct === 'status') return { kind: 'state', names, not };
  return { kind: 'other', text: JSON.stringify(left ?? '').slice(0, 80) };
}
