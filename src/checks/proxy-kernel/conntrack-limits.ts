import { wantedConntrackMax, wantedHashsize } from '../../catalog/conntrack-limits.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { ConntrackFact } from '../../probes/netfilter/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { conntrackReasons } from './conntrack-reasons.ts';
import { coresOf } from './cores-of.ts';
import { isJudged } from './proxy-kernel.ts';

const name = 'ConntrackLimits';
const maxPath = '/proc/sys/net/netfilter/nf_conntrack_max';

/** What kube-proxy will write into the limits of connection tracking here, and whether it can. */
export const conntrackLimitsCheck: Check = {
  name,
  title: 'limits of connection tracking',
  group: 'kernel',
  sources: ['kubernetes cmd/kube-proxy/app/conntrack.go', 'kubernetes#137002', 'kubernetes#120448'],
  reasons: conntrackReasons,
  needs: (plan, stance) => (isJudged(plan, stance) ? ['netfilter', 'kernel', 'cpus'] : []),
  names: () => [name],
  judge(input) {
    if (!isJudged(input.plan, input.stance)) return [];
    const { netfilter } = input.facts;
    if (netfilter?.known !== true) return [untold(input, netfilter?.cause.detail ?? 'it was not looked at')];
    const { conntrack, loadedByProof } = netfilter.value;
    if (!conntrack.known) return [untold(input, conntrack.cause.detail)];
    if (!conntrack.value.sysctlDirectory) return [judgeAbsent(input, conntrack.value)];
    const loaded = loadedByProof.includes('nf_conntrack')
      ? [told(input, 'conntrack.loaded-by-this-run', 'warn')]
      : [];
    return [...loaded, ...judgeLimits(input, conntrack.value)];
  },
};

function untold(input: CheckInput, detail: string): Finding {
  return told(input, 'conntrack.not-told', 'unknown', { detail });
}

function told(input: CheckInput, code: string, verdict: Verdict, args: Args = {}): Finding {
  const { conntrackMaxPerCore, conntrackMin } = input.plan.kubeProxy;
  const now = args['now'];
  return findingOf(
    { check: name, group: 'kernel' },
    {
      code,
      verdict,
      subject: 'connection tracking',
      args,
      evidence: [
        { source: maxPath, ...(now === undefined ? {} : { excerpt: String(now) }) },
        {
          ...plannedEvidence(conntrackMaxPerCore),
          excerpt: `conntrack.maxPerCore: ${conntrackMaxPerCore.value}`,
        },
        { ...plannedEvidence(conntrackMin), excerpt: `conntrack.min: ${conntrackMin.value}` },
      ],
      neededBy: ['kube-proxy'],
    },
  );
}

/** kube-proxy sets its limits before it makes a rule, and exits where they are not. */
function judgeAbsent(input: CheckInput, { module }: ConntrackFact): Finding {
  const state = module?.state ?? 'unknown';
  const loadable = state === 'on-disk' && module?.blockedBy === undefined;
  const args = { state, source: module?.source ?? '', blockedBy: module?.blockedBy ?? '' };
  return loadable
    ? told(input, 'conntrack.not-loaded', 'warn', args)
    : told(input, 'conntrack.absent', 'fail', args);
}

function judgeLimits(input: CheckInput, fact: ConntrackFact): readonly Finding[] {
  const { plan, facts } = input;
  const cpus = coresOf(facts);
  if (cpus === undefined) return [untold(input, 'the number of cores is not known')];
  const want = wantedConntrackMax(plan.kubeProxy, cpus, plan.kubernetesVersion.value);
  const args: Args = { want, cpus, now: fact.max ?? 'unknown', barrier: fact.maxBarrier ?? '' };
  if (want === 0) return [told(input, 'conntrack.left-alone', 'pass', args)];
  const size = judgeHashsize(input, fact, want);
  if (fact.max === want) return [told(input, 'conntrack.set', 'pass', args), ...size];
  if (fact.maxWritable === undefined)
    return [untold(input, `whether ${maxPath} may be written is not known`)];
  if (!fact.maxWritable) return [told(input, 'conntrack.not-writable', 'fail', args)];
  const lowers = fact.max !== undefined && fact.max > want;
  const code = lowers ? 'conntrack.will-be-lowered' : 'conntrack.will-be-set';
  return [told(input, code, lowers ? 'info' : 'pass', args), ...size];
}

/** kube-proxy makes an Event of a read-only /sys and goes on; another refusal ends it. */
function judgeHashsize(input: CheckInput, fact: ConntrackFact, want: number): readonly Finding[] {
  const wanted = wantedHashsize(want);
  if (fact.hashsize === undefined || fact.hashsize >= wanted || fact.hashsizeWritable !== false) return [];
  const args = { want: wanted, now: fact.hashsize, sysReadOnly: fact.sysReadOnly === true };
  return [told(input, 'conntrack.hashsize-small', fact.sysReadOnly === true ? 'warn' : 'fail', args)];
}
