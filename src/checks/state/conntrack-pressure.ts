import { wantedConntrackMax } from '../../catalog/conntrack-limits.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { ConntrackFact } from '../../probes/netfilter/facts.ts';
import type { Check, CheckInput, Reason } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { coresOf } from '../proxy-kernel/cores-of.ts';
import { isJudged } from '../proxy-kernel/proxy-kernel.ts';

const name = 'ConntrackPressure';
const directory = '/proc/sys/net/netfilter';
/** New connections are dropped at 1; room for a burst is wanted before. */
const tight = 0.8;

const raise = {
  what: 'give it room now, and for good by conntrack.min (here 524288) or maxPerCore of the KubeProxyConfiguration; each entry takes some 300 bytes',
  now: ['sysctl -w net.netfilter.nf_conntrack_max=524288'],
  verify: ['sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max'],
};

const reasons: readonly Reason[] = [
  {
    code: 'conntrack-pressure.low',
    means: 'Connection tracking has room.',
    words: ({ count, limit }) => ({
      says: `connection tracking has room: ${String(count)} of ${String(limit)}`,
    }),
  },
  {
    code: 'conntrack-pressure.relieved',
    means: 'Connection tracking is nearly full, and kube-proxy will raise its limit.',
    words: ({ count, max, limit }) => ({
      says: `connection tracking is nearly full (${String(count)} of ${String(max)}); kube-proxy raises the limit to ${String(limit)}`,
    }),
  },
  {
    code: 'conntrack-pressure.dropped',
    means: 'Connection tracking has room now, and has been full since the boot.',
    words: ({ count, limit, early }) => ({
      says: `connection tracking has been full since the boot: ${String(early)} connections were thrown out for new ones`,
      have: `${String(count)} of ${String(limit)} now`,
    }),
  },
  {
    code: 'conntrack-pressure.high',
    means: 'Connection tracking is nearly full: new connections will be dropped.',
    words: ({ count, limit, dropped }) => ({
      says: `connection tracking is nearly full: ${String(count)} of ${String(limit)}`,
      need: 'room for new connections: where there is none, the kernel drops their packets',
      have: `${String(count)} entries, limit ${String(limit)}${Number(dropped) > 0 ? `, ${String(dropped)} packets dropped since the boot` : ''}`,
      remedies: [raise, { what: 'see who holds so many', now: ['conntrack -S', 'conntrack -L | head'] }],
    }),
  },
  {
    code: 'conntrack-pressure.not-told',
    means: 'How full connection tracking is could not be told.',
    words: ({ detail }) => ({
      says: 'how full connection tracking is could not be told',
      have: String(detail),
    }),
  },
];

/** How full the table of connections is, by the limit that will hold once kube-proxy runs. */
export const conntrackPressureCheck: Check = {
  name,
  title: 'room for connections',
  group: 'state',
  sources: ['net/netfilter/nf_conntrack_core.c', 'kubernetes cmd/kube-proxy/app/conntrack.go'],
  reasons,
  needs: (plan, stance) => (isJudged(plan, stance) ? ['netfilter', 'conntrackDrops', 'kernel', 'cpus'] : []),
  names: () => [name],
  judge(input) {
    if (!isJudged(input.plan, input.stance)) return [];
    const { netfilter } = input.facts;
    const conntrack = netfilter?.known === true ? netfilter.value.conntrack : netfilter;
    if (conntrack?.known !== true) {
      const detail = conntrack?.cause.detail ?? 'it was not looked at';
      const cause = { check: 'ConntrackLimits', code: 'conntrack.not-told' };
      return [{ ...told('conntrack-pressure.not-told', 'unknown', { detail }), cause }];
    }
    return judgeRoom(input, conntrack.value);
  },
};

function judgeRoom({ plan, facts }: CheckInput, { count, max }: ConntrackFact): readonly Finding[] {
  // Without the module there are no entries; ConntrackLimits says so.
  if (count === undefined || max === undefined || max === 0) return [];
  const cpus = coresOf(facts);
  const want =
    cpus === undefined ? 0 : wantedConntrackMax(plan.kubeProxy, cpus, plan.kubernetesVersion.value);
  const limit = want === 0 ? max : want;
  const drops = facts.conntrackDrops?.known ? facts.conntrackDrops.value : { dropped: 0, early: 0 };
  const args = { count, max, limit, ...drops };
  if (count >= limit * tight) return [told('conntrack-pressure.high', 'warn', args)];
  if (count >= max * tight) return [told('conntrack-pressure.relieved', 'info', args)];
  return [
    drops.early > 0
      ? told('conntrack-pressure.dropped', 'info', args)
      : told('conntrack-pressure.low', 'pass', args),
  ];
}

function told(code: string, verdict: Verdict, args: Args): Finding {
  const { count, max, dropped, early } = args;
  const read: readonly Evidence[] =
    count === undefined
      ? []
      : [
          { source: `${directory}/nf_conntrack_count`, excerpt: String(count) },
          { source: `${directory}/nf_conntrack_max`, excerpt: String(max) },
          {
            source: '/proc/net/stat/nf_conntrack',
            excerpt: `drop ${String(dropped)}, early_drop ${String(early)}`,
          },
        ];
  return findingOf(
    { check: name, group: 'state' },
    { code, verdict, subject: 'connection tracking', args, evidence: read, neededBy: ['kube-proxy', 'pods'] },
  );
}
