import type { Condition, FilterChain, FilterRule, Outcome } from './facts.ts';

/** Reads `iptables-save -t filter`, of either variant and family. */
export function parseIptablesSave(saved: string, family: 'ip' | 'ip6'): readonly FilterChain[] {
  const policies = new Map<string, string>();
  const rules = new Map<string, FilterRule[]>();
  let table = '';
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    if (table !== 'filter') continue;
    const [, chain, policy] = /^:(\S+) (\S+)/u.exec(line) ?? [];
    if (chain !== undefined && policy !== undefined) policies.set(chain, policy);
    const [, name, rest] = /^-A (\S+) ?(.*)$/u.exec(line) ?? [];
    const rule = rest === undefined ? undefined : ruleOf(rest, family);
    if (name !== undefined && rule !== undefined) rules.set(name, [...(rules.get(name) ?? []), rule]);
  }
  return [...policies].map(([name, policy]) => {
    const hook = hooks[name];
    return {
      key: keyOf(family, name),
      family,
      table: 'filter',
      ...(hook === undefined ? {} : { hook }),
      policy: policy === 'DROP' ? 'drop' : 'accept',
      rules: rules.get(name) ?? [],
      ofIptables: true,
    };
  });
}

const hooks: Readonly<Record<string, 'input' | 'forward'>> = { INPUT: 'input', FORWARD: 'forward' };

function keyOf(family: string, chain: string): string {
  return `${family} filter ${chain}`;
}

/** Targets that let the packet go on; every other word is a chain. */
const passing =
  /^(?:N?LOG|NFLOG|MARK|CONNMARK|SET|AUDIT|TRACE|TCPMSS|CT|CLASSIFY|ACCOUNT|NFQUEUE|HL|TTL|TOS|DSCP)$/u;

function ruleOf(rest: string, family: string): FilterRule | undefined {
  const words = rest.match(/"(?:[^"\\]|\\.)*"|\S+/gu) ?? [];
  const when: Condition[] = [];
  let outcome: Outcome | undefined;
  let not = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = words[at + 1] ?? '';
    if (word === '!') {
      not = true;
      continue;
    }
    if (word === '-j' || word === '-g') {
      outcome = targetOf(word, value, family);
      break;
    }
    const condition = conditionOf(word, value, not);
    if (condition !== undefined) {
      when.push(condition);
      at += 1;
    }
    if (word === '-m' || word === '--comment') at += 1;
    not = false;
  }
  return outcome === undefined ? undefined : { when, outcome };
}

function targetOf(word: string, target: string, family: string): Outcome | undefined {
  if (target === 'ACCEPT') return { kind: 'accept' };
  if (target === 'DROP' || target === 'REJECT') return { kind: 'drop' };
  if (target === 'RETURN') return { kind: 'return' };
  if (passing.test(target)) return undefined;
  return { kind: word === '-g' ? 'goto' : 'jump', chain: keyOf(family, target) };
}

function conditionOf(option: string, value: string, not: boolean): Condition | undefined {
  switch (option) {
    case '-p':
      return { kind: 'protocol', names: [value], not };
    case '--dport':
    case '--dports':
      return { kind: 'port', ranges: portsOf(value), not };
    case '--ctstate':
    case '--state':
    case '--ctstatus':
      return { kind: 'state', names: value.toLowerCase().split(','), not };
    case '-i':
      return { kind: 'interface', names: [value], not };
    case '-m':
    case '--comment':
      return undefined;
    default:
      return option.startsWith('-')
        ? { kind: 'other', text: `${not ? '! ' : ''}${option} ${value}` }
        : undefined;
  }
}

function portsOf(list: string): readonly (readonly [number, number])[] {
  return list.split(',').flatMap((part): readonly (readonly [number, number])[] => {
    const [low = NaN, high = low] = part.split(':').map(Number);
    return Number.isNaN(low) ? [] : [[low, high]];
  });
}
