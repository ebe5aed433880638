import type { Args, Cause, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { RulesFacts, SavedFact } from '../../probes/rules/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { backendReasons } from './netfilter-backends-reasons.ts';
import { staleVariant } from './proxy-leftovers.ts';
import { tracesIn } from './proxy-traces.ts';
import { chainEvidence, hostVariant, seenIn, type SeenRules, someOf } from './seen-rules.ts';

const name = 'NetfilterBackends';
/** From so many rules in legacy on, images without a hint take legacy (iptables-wrappers v1, Calico). */
const countThatTurns = 10;

/** Whether all that writes iptables rules here writes them to one backend. */
export const netfilterBackendsCheck: Check = {
  name,
  title: 'backends of iptables',
  group: 'state',
  sources: ['kubernetes#71305', 'kubernetes#107965', 'kubernetes#109811', 'KEP-3178', 'kube-router#1069'],
  reasons: backendReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['rules', 'tools', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { rules } = input.facts;
    if (rules?.known !== true) return [notTold(rules?.cause.detail ?? 'the rules were not looked at')];
    const found = [
      ...judgeIncompatible(input, rules.value),
      ...judgeUnreadable(input, rules.value),
      ...judgeBackends(input, rules.value),
    ];
    return found.length > 0 ? found : [told('backends.one', 'pass')];
  },
};

/** Native rules in the tables of iptables-nft: its -save and -L fail for the whole table. */
function judgeIncompatible({ plan }: CheckInput, { saved }: RulesFacts): readonly Finding[] {
  const broken = saved.filter((one) => incompatibleIn(one).length > 0);
  if (broken.length === 0) return [];
  const mode = plan.proxyMode.value;
  const isUsed = broken.some(({ family }) => plan.families.value.includes(family));
  const writes = mode === 'iptables' || mode === 'ipvs';
  const tables = broken.flatMap((one) =>
    incompatibleIn(one).map((table) => `${one.family === 'ipv4' ? 'ip' : 'ip6'} ${table}`),
  );
  const evidence = broken.map((one) => ({
    source: one.command,
    excerpt: `incompatible: ${incompatibleIn(one).join(', ')}`,
  }));
  const verdict = !writes ? 'info' : isUsed ? 'fail' : 'warn';
  return [told('backends.incompatible', verdict, { tables, mode }, evidence)];
}

/** Some native rules end iptables-nft with an error, where nft itself reads them. */
function judgeUnreadable({ plan }: CheckInput, { nft, saved }: RulesFacts): readonly Finding[] {
  const mode = plan.proxyMode.value;
  if (!nft.known || (mode !== 'iptables' && mode !== 'ipvs')) return [];
  return saved.flatMap(({ variant, family, command, saved: fact }) => {
    if (variant !== 'nft' || fact.known || !/ exits \d+/u.test(fact.cause.detail)) return [];
    const protocol = family === 'ipv4' ? 'ip' : 'ip6';
    const verdict = plan.families.value.includes(family) ? 'fail' : 'warn';
    const args = { protocol, mode, detail: fact.cause.detail };
    return [told('backends.unreadable', verdict, args, [{ source: command, excerpt: fact.cause.detail }])];
  });
}

function incompatibleIn({ saved }: SavedFact): readonly string[] {
  return saved.known ? saved.value.incompatible : [];
}

function judgeBackends(input: CheckInput, rules: RulesFacts): readonly Finding[] {
  const nft = seenIn(rules, 'nft');
  const legacy = seenIn(rules, 'legacy');
  if (legacy.known && legacy.value.rules === 0 && legacy.value.owners.length === 0) {
    return nft.known ? judgeHost(input, nft.value) : judgeUnseen(nft.cause);
  }
  if (!legacy.known)
    return legacy.cause.code === 'not-found' ? [unseenLegacy(input, rules)] : judgeUnseen(legacy.cause);
  if (!nft.known) return [notTold(nft.cause.detail)];
  if (nft.value.owners.length === 0 && legacy.value.owners.length > 0) return judgeHost(input, legacy.value);
  return judgeBoth(input, nft.value, legacy.value);
}

/** With nothing in legacy there are no two backends; but where nft refused, what it holds is not known. */
function judgeUnseen({
  code,
  detail,
}: {
  readonly code: string;
  readonly detail: string;
}): readonly Finding[] {
  return code === 'not-found' ? [] : [notTold(detail)];
}

function judgeBoth(input: CheckInput, nft: SeenRules, legacy: SeenRules): readonly Finding[] {
  const evidence = [chainEvidence(nft), chainEvidence(legacy)];
  const args = { nft: describe(nft), legacy: describe(legacy), host: hostVariant(input.facts).variant };
  if (nft.owners.length > 0 && legacy.owners.length > 0) {
    const rules = input.facts.rules?.known === true ? tracesIn(input.facts.rules.value) : [];
    const cause = staleVariant(input, rules) === undefined ? undefined : staleCause;
    return [told('backends.both', 'warn', args, evidence, cause)];
  }
  const hasHint = nft.owners.length > 0;
  const isForeign = legacy.owners.length === 0 && !hasHint;
  const guesses = ['iptables', 'ipvs'].includes(input.plan.proxyMode.value) && args.host === 'nft';
  if (isForeign && guesses && (legacy.rules ?? 0) >= countThatTurns) {
    return [told('backends.turns', 'warn', { ...args, count: legacy.rules ?? 0 }, evidence)];
  }
  const nftIsUsed = hasHint || nft.rules === undefined ? nft.chains.some(isOwnChain) : nft.rules > 0;
  return nftIsUsed && (legacy.rules ?? 0) > 0 ? [told('backends.foreign', 'info', args, evidence)] : [];
}

const staleCause: Cause = { check: 'ProxyLeftovers', code: 'leftovers.other-variant' };

/** Not one of those that every table of iptables has. */
function isOwnChain(chain: string): boolean {
  return !/^(?:INPUT|OUTPUT|FORWARD|PREROUTING|POSTROUTING)$/u.test(chain);
}

/** One backend holds what is of Kubernetes: it should be the one that the host's own iptables writes to. */
function judgeHost(input: CheckInput, seen: SeenRules): readonly Finding[] {
  const { variant, present } = hostVariant(input.facts);
  const writes = ['iptables', 'ipvs'].includes(input.plan.proxyMode.value);
  if (!present || !writes || seen.owners.length === 0 || variant === seen.variant) return [];
  const rules = input.facts.rules?.known === true ? tracesIn(input.facts.rules.value) : [];
  const cause = staleVariant(input, rules) === undefined ? undefined : staleCause;
  const args = { host: variant, held: seen.variant, owners: seen.owners, what: describe(seen) };
  return [told('backends.host-differs', 'warn', args, [chainEvidence(seen), hostEvidence(input)], cause)];
}

function hostEvidence({ facts }: CheckInput): Evidence {
  const tool = facts.tools?.known ? facts.tools.value.byName['iptables'] : undefined;
  const excerpt = tool?.run?.stdout.trim() ?? tool?.links.at(-1) ?? tool?.version ?? '';
  return { source: tool?.path ?? 'iptables', ...(excerpt === '' ? {} : { excerpt }) };
}

/** Legacy tables are there, and no tool to see what is in them. */
function unseenLegacy(input: CheckInput, { legacyTables }: RulesFacts): Finding {
  const names = Object.values(legacyTables).flatMap((fact) => (fact.known ? fact.value : []));
  const tables = [...new Set(names)];
  const { variant } = hostVariant(input.facts);
  const args = { tables, host: variant };
  const evidence = [{ source: '/proc/net/ip_tables_names', excerpt: tables.join(', ') }];
  // Some that guess take legacy where its tables are there, with or without rules (k0s#5336, calico#3709).
  const guesses = ['iptables', 'ipvs'].includes(input.plan.proxyMode.value) && variant === 'nft';
  return told('backends.legacy-unseen', guesses ? 'warn' : 'info', args, evidence);
}

function describe({ chains, owners, rules, variant }: SeenRules): string {
  const own = chains.filter(isOwnChain);
  const whose = owners.length > 0 ? ` of ${owners.join(', ')}` : '';
  const count = rules === undefined ? '' : `${rules} ${rules === 1 ? 'rule' : 'rules'}`;
  const which = own.length > 0 ? `chains${whose} (${someOf(own)})` : '';
  return `${variant}: ${[count, which].filter((part) => part !== '').join(', ') || 'nothing'}`;
}

function notTold(detail: string): Finding {
  return told('backends.not-told', 'unknown', { detail });
}

function told(
  code: string,
  verdict: Verdict,
  args: Args = {},
  evidence: readonly Evidence[] = [],
  cause?: Cause,
): Finding {
  return findingOf(
    { check: name, group: 'state' },
    {
      code,
      verdict,
      subject: 'iptables',
      args,
      evidence,
      neededBy: ['kubelet', 'kube-proxy', 'network plugin'],
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
