import type { Family } from '../config/plan.ts';
import { type Fact, known, unknown } from '../probes/fact.ts';
import type { NftFacts, RulesFacts, SavedChain, SavedFact } from '../probes/rules/facts.ts';

export type Backend = 'nft' | 'legacy';

export const hintChain = 'KUBE-IPTABLES-HINT';
export const kubeletCanary = 'KUBE-KUBELET-CANARY';
export const proxyCanary = 'KUBE-PROXY-CANARY';
export const backends = ['nft', 'legacy'] as const satisfies readonly Backend[];
export const families = ['ipv4', 'ipv6'] as const satisfies readonly Family[];

/** One backend in one family. */
export interface Side {
  /** Chains named after one of the three marks, as the -save of this side prints them. */
  readonly chains: readonly SavedChain[];
  /** Those that stand there, printed or not: -save prints none of a table with native nft rules. */
  readonly standing: readonly SavedChain[];
  /** Lines of -save that begin with `-`; undefined: they could not be counted. */
  readonly rules: number | undefined;
  /** -save prints a table, be it without rules. */
  readonly prints: boolean;
  /** The kernel answers this backend. */
  readonly works: boolean;
  /** Tables that -save does not print: "incompatible, use 'nft' tool". */
  readonly incompatible: readonly string[];
}

export type Sides = Readonly<Record<Family, Fact<Side>>>;
export type HintState = Readonly<Record<Backend, Sides>>;

/** The tables that iptables has; -save looks at no others (iptables/nft.c, xtables_ipv4). */
const ownTables = new Set(['filter', 'nat', 'mangle', 'raw', 'security']);

const empty: Side = { chains: [], standing: [], rules: 0, prints: false, works: true, incompatible: [] };
/** To readers an error is no output. */
const withoutNft: Side = { ...empty, works: false };

/** What stands where, as the programs of images would read it. */
export function hintState(rules: RulesFacts): HintState {
  return {
    nft: { ipv4: nftSide(rules, 'ipv4'), ipv6: nftSide(rules, 'ipv6') },
    legacy: { ipv4: legacySide(rules, 'ipv4'), ipv6: legacySide(rules, 'ipv6') },
  };
}

function nftSide(rules: RulesFacts, family: Family): Fact<Side> {
  const there = rules.nft.known ? tablesOf(rules.nft.value, family) : undefined;
  if (there?.length === 0) return known(empty);
  const saved = savedOf(rules, 'nft', family);
  if (saved?.saved.known) {
    const side = sideOf(saved.saved.value);
    return known(there === undefined ? side : { ...side, standing: marksOf(there) });
  }
  if (there === undefined)
    return lacksNft(rules.nft) ? known(withoutNft) : asUnknown(saved?.saved ?? rules.nft);
  // An image brings its own iptables-nft-save, which sees these chains; their rules are not counted here.
  const marks = marksOf(there);
  return known({
    chains: marks,
    standing: marks,
    rules: undefined,
    prints: true,
    works: true,
    incompatible: [],
  });
}

/** What nft says on a kernel that was built without nf_tables. */
function lacksNft(nft: RulesFacts['nft']): boolean {
  return !nft.known && /(?:protocol|operation|address family) not supported/iu.test(nft.cause.detail);
}

function legacySide(rules: RulesFacts, family: Family): Fact<Side> {
  const tables = rules.legacyTables[family];
  if (!tables.known) return asUnknown(tables);
  if (tables.value.length === 0) return known(empty);
  const saved = savedOf(rules, 'legacy', family)?.saved;
  if (saved === undefined) return unknown('not-collected', 'the legacy tables were not read');
  return saved.known ? known({ ...sideOf(saved.value), prints: true }) : saved;
}

function savedOf(rules: RulesFacts, variant: Backend, family: Family): SavedFact | undefined {
  return rules.saved.find((one) => one.variant === variant && one.family === family);
}

function asUnknown(fact: Fact<unknown>): Fact<Side> {
  return fact.known ? unknown('not-collected', 'the rules were not read') : fact;
}

type Saved = Extract<SavedFact['saved'], { known: true }>['value'];

function sideOf({ chains, rules, incompatible }: Saved): Side {
  const marks = marksOf(chains);
  return { chains: marks, standing: marks, rules, prints: chains.length > 0, works: true, incompatible };
}

/** The chains of iptables-nft are those of nft's families ip and ip6. */
function tablesOf({ chains }: NftFacts, family: Family): readonly SavedChain[] {
  const own = family === 'ipv4' ? 'ip' : 'ip6';
  return chains.flatMap(({ family: of, table, name }) =>
    of === own && ownTables.has(table) ? [{ table, name }] : [],
  );
}

/** Readers match parts of a line: a chain counts that has a mark anywhere in its name. */
function marksOf(chains: readonly SavedChain[]): readonly SavedChain[] {
  return chains.filter(({ name }) =>
    [hintChain, kubeletCanary, proxyCanary].some((mark) => name.includes(mark)),
  );
}

export interface Mark extends SavedChain {
  readonly backend: Backend;
  readonly family: Family;
  /** false: the -save of this table prints nothing, so that no reader finds it. */
  readonly readable: boolean;
}

/** Every mark that stands, nft first. */
export function marksIn(state: HintState): readonly Mark[] {
  return backends.flatMap((backend) =>
    families.flatMap((family) => {
      const side = state[backend][family];
      if (!side.known) return [];
      const { standing, chains } = side.value;
      return standing.map(({ table, name }) => ({
        backend,
        family,
        table,
        name,
        readable: chains.some((one) => one.table === table && one.name === name),
      }));
    }),
  );
}

/** Where the hint itself stands. */
export function hintsIn(state: HintState): readonly Mark[] {
  return marksIn(state).filter(({ table, name }) => name === hintChain && table === 'mangle');
}
