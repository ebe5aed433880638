import type { Family } from '../../config/plan.ts';
import type { Condition, FilterChain, FilterRule, Outcome } from '../../probes/firewall/facts.ts';

type Chains = Readonly<Record<string, FilterChain>>;
/** What may happen to a packet; `continue`: the chain ends without a word. */
type Fate = 'accept' | 'drop' | 'continue';
type Holds = 'yes' | 'no' | 'maybe';

/** What happens to new connections: let in, thrown away, or the one or the other (by source, by interface). */
export type Weight = 'open' | 'closed' | 'partly';

/** A new connection from another host: to a TCP port of this one, or through it. */
export interface Packet {
  readonly family: Family;
  readonly hook: 'input' | 'forward';
  /** Absent: any port, of what this host forwards for its pods. */
  readonly port?: number;
}

/**
 * The fate of a packet at one base chain. Rules that ask for what is not known here (a source, a mark)
 * may hold or not. Where such a rule lets packets in, both ways are followed; where it throws some away,
 * as those of fail2ban and of Kubernetes itself do, it is taken not to hold: it is not for the nodes.
 */
export function weighChain(chains: Chains, base: FilterChain, packet: Packet): Weight {
  const fates = fatesOf(base, { chains, packet, known: new Map(), under: new Set() });
  const lets = fates.has('accept') || (fates.has('continue') && base.policy === 'accept');
  const throws = fates.has('drop') || (fates.has('continue') && base.policy === 'drop');
  return lets && throws ? 'partly' : lets ? 'open' : 'closed';
}

/** The base chains that this packet comes to: all of them must let it pass. */
export function baseChains(chains: Chains, { family, hook }: Packet): readonly FilterChain[] {
  const other = family === 'ipv4' ? 'ip6' : 'ip';
  return Object.values(chains).filter((chain) => chain.hook === hook && chain.family !== other);
}

interface Walk {
  readonly chains: Chains;
  readonly packet: Packet;
  readonly known: Map<string, ReadonlySet<Fate>>;
  /** Chains that are being walked: a ring, which the kernel would refuse, ends there. */
  readonly under: Set<string>;
}

function fatesOf(chain: FilterChain, walk: Walk): ReadonlySet<Fate> {
  const before = walk.known.get(chain.key);
  if (before !== undefined) return before;
  if (walk.under.has(chain.key)) return new Set(['continue']);
  walk.under.add(chain.key);
  const fates = walkRules(chain.rules, walk);
  walk.under.delete(chain.key);
  walk.known.set(chain.key, fates);
  return fates;
}

function walkRules(rules: readonly FilterRule[], walk: Walk): ReadonlySet<Fate> {
  const fates = new Set<Fate>();
  for (const { when, outcome } of rules) {
    const held = holdsAll(when, walk.packet);
    if (held === 'no') continue;
    const own = outcomeFates(outcome, walk);
    const ends = outcome.kind !== 'jump' || !own.has('continue');
    if (held === 'yes' || own.has('accept')) addFates(fates, own, outcome);
    if (held === 'yes' && ends) return fates;
  }
  return fates.add('continue');
}

/** After a jump the chain goes on; after a goto or a return it has ended without a word. */
function addFates(fates: Set<Fate>, own: ReadonlySet<Fate>, outcome: Outcome): void {
  for (const fate of own) if (fate !== 'continue' || outcome.kind !== 'jump') fates.add(fate);
}

function outcomeFates(outcome: Outcome, walk: Walk): ReadonlySet<Fate> {
  if ('chain' in outcome) {
    const target = walk.chains[outcome.chain];
    return target === undefined ? new Set(['continue']) : fatesOf(target, walk);
  }
  return new Set([outcome.kind === 'return' ? 'continue' : outcome.kind]);
}

function holdsAll(conditions: readonly Condition[], packet: Packet): Holds {
  const held = new Set(conditions.map((condition) => holds(condition, packet)));
  if (held.has('no')) return 'no';
  return held.has('maybe') ? 'maybe' : 'yes';
}

/** Whether a new TCP connection from another host, to this port, is what the rule asks for. */
function holds(condition: Condition, packet: Packet): Holds {
  if (condition.kind === 'other') return 'maybe';
  const { kind, not } = condition;
  if (kind === 'port') return turned(holdsPort(condition.ranges, packet), not);
  if (kind === 'protocol') return turned(holdsProtocol(condition.names, packet), not);
  if (kind === 'state') return turned(condition.names.includes('new') ? 'yes' : 'no', not);
  // Nothing of another host comes in at lo; at which card it comes in is not known.
  return condition.names.every((name) => name === 'lo') ? turned('no', not) : 'maybe';
}

function holdsPort(ranges: readonly (readonly [number, number])[], { port }: Packet): Holds {
  if (port === undefined) return 'maybe';
  return ranges.some(([low, high]) => low <= port && port <= high) ? 'yes' : 'no';
}

function holdsProtocol(names: readonly string[], packet: Packet): Holds {
  const families = names.filter((name) => name === 'ipv4' || name === 'ipv6');
  if (families.length > 0) return families.includes(packet.family) ? 'yes' : 'no';
  if (names.some((name) => ['tcp', '6', 'all'].includes(name))) {
    return packet.port === undefined && !names.includes('all') ? 'maybe' : 'yes';
  }
  return packet.port === undefined ? 'maybe' : 'no';
}

function turned(held: Holds, not: boolean): Holds {
  if (!not || held === 'maybe') return held;
  return held === 'yes' ? 'no' : 'yes';
}
