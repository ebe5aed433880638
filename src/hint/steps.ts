import type { Family } from '../config/plan.ts';
import type { SavedChain } from '../probes/rules/facts.ts';
import { type Backend, families, type HintState, type Sides } from './state.ts';

export interface Choice {
  /** `unknown`: what decides it could not be read. */
  readonly backend: Backend | 'unknown';
  readonly reason: string;
}

/** One question of a reader: its answer, or undefined where it goes on to the next. */
export type Step = (state: HintState) => Choice | undefined;

const familyWords = { ipv4: 'IPv4', ipv6: 'IPv6' } as const satisfies Record<Family, string>;

/** The first step that answers decides. */
export function decide(steps: readonly Step[], state: HintState): Choice {
  for (const step of steps) {
    const choice = step(state);
    if (choice !== undefined) return choice;
  }
  return {
    backend: 'unknown',
    reason: 'neither serves: it takes plain iptables of its image, whatever that is',
  };
}

/** A chain whose line in -save begins with one of these names; `table` absent: all tables are printed. */
export function findsChain(backend: Backend, names: readonly string[], table?: string): Step {
  return finds(backend, table, ({ name }) => names.some((one) => name.startsWith(one)));
}

/** One of these names anywhere in what -save prints. */
export function findsText(backend: Backend, names: readonly string[], table: string): Step {
  return finds(backend, table, ({ name }) => names.some((one) => name.includes(one)));
}

function finds(backend: Backend, table: string | undefined, fits: (chain: SavedChain) => boolean): Step {
  return (state) => {
    for (const family of families) {
      const side = state[backend][family];
      const chain = side.known
        ? side.value.chains.find((one) => fits(one) && (table === undefined || one.table === table))
        : undefined;
      if (chain === undefined) continue;
      const where = `table ${chain.table} of ${backend} (${familyWords[family]})`;
      return { backend, reason: `${chain.name} stands in ${where}` };
    }
    return unsure(state[backend], backend);
  };
}

/** What could not be read may hold the chain. */
function unsure(sides: Sides, backend: Backend): Choice | undefined {
  for (const family of families) {
    const side = sides[family];
    if (side.known) continue;
    const reason = `the ${backend} rules of ${familyWords[family]} could not be read: ${side.cause.detail}`;
    return { backend: 'unknown', reason };
  }
  return undefined;
}

/** Rules in both families; undefined: they could not be counted. */
export function rulesOf(sides: Sides): number | undefined {
  let sum = 0;
  for (const family of families) {
    const side = sides[family];
    if (!side.known || side.value.rules === undefined) return undefined;
    sum += side.value.rules;
  }
  return sum;
}

/** Where more rules stand; `tie` where it is the same. */
export function counts(tie: Backend): Step {
  return ({ nft, legacy }) => {
    const [own, other] = [rulesOf(legacy), rulesOf(nft)];
    if (own === undefined || other === undefined) {
      const side = own === undefined ? 'legacy' : 'nft';
      return (
        unsure(own === undefined ? legacy : nft, side) ?? {
          backend: 'unknown',
          reason: `it counts rules, and those of ${side} could not be counted without ip(6)tables-${side}-save`,
        }
      );
    }
    const numbers = `legacy has ${rules(own)}, nft ${rules(other)}`;
    if (own === other) return { backend: tie, reason: `${numbers}: it takes ${tie} for a tie` };
    return { backend: own > other ? 'legacy' : 'nft', reason: `it counts rules: ${numbers}` };
  };
}

function rules(count: number): string {
  return count === 1 ? '1 rule' : `${count} rules`;
}

/** So many legacy rules decide it at once. */
export function hasLegacyRules(atLeast: number): Step {
  return ({ legacy }) => {
    const count = rulesOf(legacy);
    if (count === undefined || count < atLeast) return undefined;
    return { backend: 'legacy', reason: `legacy has ${rules(count)}, ${atLeast} are enough` };
  };
}

/** Nothing was found. */
export function otherwise(backend: Backend, reason: string): Step {
  return () => ({ backend, reason });
}

/** -save of legacy prints a table in this family, with rules or without. */
export function printsLegacy(family: Family): Step {
  return ({ legacy }) => {
    const side = legacy[family];
    if (!side.known) return unsure({ ipv4: side, ipv6: side }, 'legacy');
    if (!side.value.prints) return undefined;
    return { backend: 'legacy', reason: `iptables-legacy-save prints a table (${familyWords[family]})` };
  };
}

/** nft answers on this kernel. */
export function hasNft(family: Family): Step {
  return ({ nft }) => {
    const side = nft[family];
    if (!side.known) return unsure({ ipv4: side, ipv6: side }, 'nft');
    if (!side.value.works) return undefined;
    return { backend: 'nft', reason: 'legacy prints nothing, and nft works' };
  };
}
