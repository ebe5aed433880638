import type { Plan, ProxyMode } from '../../config/plan.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { Variant } from '../../probes/probe.ts';
import type { RulesFacts } from '../../probes/rules/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { leftoverReasons } from './proxy-leftovers-reasons.ts';
import { type Trace, tracesIn } from './proxy-traces.ts';
import { hostVariant, isInUse, otherVariant } from './seen-rules.ts';

const name = 'ProxyLeftovers';

/** What kube-proxy has left here in another mode, or in the other backend of iptables. */
export const proxyLeftoversCheck: Check = {
  name,
  title: 'leftovers of kube-proxy',
  group: 'state',
  sources: ['kubernetes#102314', 'kubernetes#109811', 'cmd/kube-proxy/app/server_linux.go', 'rke2#7337'],
  reasons: leftoverReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['rules', 'tools', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { rules } = input.facts;
    if (rules?.known !== true) return [notTold(input, rules?.cause.detail ?? 'the rules were not looked at')];
    const found = [...judgeTraces(input, rules.value), ...judgeForeignIpvs(input, rules.value)];
    if (found.length > 0) return found;
    const unread = whyUnread(rules.value);
    return unread === undefined ? [told(input, 'leftovers.none', 'pass')] : [notTold(input, unread)];
  },
};

/** Rules that could not be read, though there is a tool to read them. */
function whyUnread({ nft, legacyTables, saved }: RulesFacts): string | undefined {
  // Names of chains in nft are nft's to tell, whatever iptables makes of them.
  const legacy = saved.filter(({ variant }) => variant === 'legacy').map((one) => one.saved);
  const facts = [nft, ...Object.values(legacyTables), ...legacy];
  const unread = facts.find((fact) => !fact.known && fact.cause.code !== 'not-found');
  return unread?.known === false ? unread.cause.detail : undefined;
}

function judgeTraces(input: CheckInput, rules: RulesFacts): readonly Finding[] {
  const traces = tracesIn(rules);
  const stale = staleVariant(input, traces);
  const others = traces.filter(({ mode }) => mode !== input.plan.proxyMode.value);
  return [
    ...(stale === undefined ? [] : [judgeStale(input, stale)]),
    // Chains in the backend that nobody writes to are told above, whatever mode wrote them.
    ...others.flatMap((trace) =>
      stale !== undefined && trace.variants.length > 0 && trace.variants.every((one) => one === stale.variant)
        ? []
        : [judgeOtherMode(input, trace)],
    ),
  ];
}

interface Stale {
  readonly variant: Variant;
  readonly traces: readonly Trace[];
}

/**
 * Chains of Services in the backend that the iptables of this host does not write to. On a node in use
 * they are the only ones there may be, and then the running kube-proxy's own.
 */
export function staleVariant(
  { plan, facts }: Pick<CheckInput, 'plan' | 'facts'>,
  traces: readonly Trace[],
): Stale | undefined {
  const host = hostVariant(facts);
  const variant = otherVariant(host.variant);
  const inOther = traces.filter(({ variants }) => variants.includes(variant));
  const inHosts = traces.some(({ variants }) => variants.includes(host.variant));
  const isOwn = isInUse(plan.action, facts) && !inHosts && plan.proxyMode.value !== 'nftables';
  return inOther.length === 0 || isOwn ? undefined : { variant, traces: inOther };
}

function judgeStale(input: CheckInput, { variant, traces }: Stale): Finding {
  const { variant: host, present } = hostVariant(input.facts);
  const args = { variant, host, present, parts: traces.flatMap(({ parts }) => parts), ...cleanup(input) };
  const evidence = traces.flatMap((trace) => trace.evidence);
  return told(input, 'leftovers.other-variant', 'fail', args, evidence);
}

function judgeOtherMode(input: CheckInput, trace: Trace): Finding {
  const planned = input.plan.proxyMode.value;
  const args = { left: trace.mode, parts: trace.parts, variants: trace.variants, ...cleanup(input) };
  if (planned === 'none') {
    // kube-proxy may be run by other means than kubeadm.
    const verdict = isInUse(input.plan.action, input.facts) ? 'info' : 'warn';
    return told(input, 'leftovers.nobody-cleans', verdict, args, trace.evidence);
  }
  return cleansAtStart(planned, trace.mode)
    ? told(input, 'leftovers.cleaned-at-start', 'info', args, trace.evidence)
    : told(input, 'leftovers.not-cleaned', 'warn', args, trace.evidence);
}

/** cmd/kube-proxy/app/server_linux.go, platformCleanup: iptables and ipvs count as one. */
function cleansAtStart(planned: ProxyMode, left: ProxyMode): boolean {
  return planned === 'nftables' || left === 'nftables';
}

/** A start in nftables mode flushes IPVS as a whole, whoever made its virtual servers. */
function judgeForeignIpvs(input: CheckInput, rules: RulesFacts): readonly Finding[] {
  const { virtualServers } = rules;
  const isTheirs = tracesIn(rules).some(({ mode }) => mode === 'ipvs');
  const isFlushed = input.plan.proxyMode.value === 'nftables';
  if (!virtualServers.known || virtualServers.value === 0 || isTheirs || !isFlushed) return [];
  const count = virtualServers.value;
  const evidence = [{ source: '/proc/net/ip_vs', excerpt: `virtual servers: ${count}` }];
  return [told(input, 'leftovers.foreign-ipvs', 'warn', { count }, evidence)];
}

function cleanup({ plan }: CheckInput): Args {
  return {
    image: `${plan.images.repository.value}/kube-proxy:${plan.kubernetesVersion.value}`,
    planned: plan.proxyMode.value,
    families: plan.families.value,
  };
}

function notTold(input: CheckInput, detail: string): Finding {
  return told(input, 'leftovers.not-told', 'unknown', { detail });
}

function told(
  { plan }: { readonly plan: Plan },
  code: string,
  verdict: Verdict,
  args: Args = {},
  evidence: readonly Evidence[] = [],
): Finding {
  return findingOf(
    { check: name, group: 'state' },
    {
      code,
      verdict,
      subject: 'kube-proxy',
      args,
      evidence: [...evidence, plannedEvidence(plan.proxyMode)],
      neededBy:
        plan.proxyMode.value === 'none' ? ['network plugin'] : [`kube-proxy (${plan.proxyMode.value})`],
    },
  );
}
