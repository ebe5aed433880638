import { isAtLeast } from '../catalog/release.ts';
import { releaseOf } from '../catalog/timeline.ts';
import { describeOrigin } from '../config/origin.ts';
import type { Notice, Plan } from '../config/plan.ts';
import type { Args, Finding, Verdict } from '../findings/finding.ts';
import type { Facts } from '../probes/facts.ts';
import type { Check } from './check.ts';
import { clusterCause, needsCluster } from './cluster/asked-cluster.ts';
import { findingOf, noticeEvidence, plannedEvidence } from './finding-of.ts';
import { judgeLocalInterface } from './local-interface.ts';
import { proxyModeReasons } from './proxy-mode-reasons.ts';

const name = 'ProxyMode';

/** The mode that kube-proxy will run in, where it was read, and what the release makes of it. */
export const proxyModeCheck: Check = {
  name,
  title: 'kube-proxy mode',
  group: 'proxy',
  sources: ['KEP-3866', 'KEP-5343', 'KEP-5495', 'kubeadm#3132', 'kubeadm#3309', 'kubernetes#134024'],
  reasons: proxyModeReasons,
  needs: needsCluster,
  names: () => [name],
  judge({ plan, facts, stance }) {
    const amiss = judgeLocalInterface(plan);
    return [
      judgeMode(plan, facts),
      ...amiss,
      ...plan.notices.flatMap((notice) => judgeModeNotice(notice, stance.strict)),
    ];
  },
};

interface Judged {
  readonly code: string;
  readonly verdict: Verdict;
  readonly args?: Args;
}

function judgeMode(plan: Plan, facts: Facts): Finding {
  const { code, verdict, args } = modeVerdict(plan);
  const { value: mode, origin } = plan.proxyMode;
  const release = plan.kubernetesVersion;
  const speaksOfRelease = verdict === 'warn' || verdict === 'fail';
  return findingOf(
    { check: name, group: 'proxy' },
    {
      code,
      verdict,
      subject: mode === 'none' ? 'no kube-proxy' : mode,
      args: { mode, origin: describeOrigin(origin), release: release.value, ...args },
      evidence: [plannedEvidence(plan.proxyMode), ...(speaksOfRelease ? [plannedEvidence(release)] : [])],
      neededBy: mode === 'none' ? [] : ['kube-proxy'],
      ...(code === 'mode.assumed' ? clusterCause(facts) : {}),
    },
  );
}

function modeVerdict(plan: Plan): Judged {
  const mode = plan.proxyMode.value;
  if (mode === 'none') return { code: 'mode.none', verdict: 'info' };
  if (!plan.kubeProxy.modeSet) return unsetVerdict(plan);
  if (mode === 'nftables') return nftablesVerdict(plan);
  if (mode === 'ipvs') return ipvsVerdict(plan);
  return { code: 'mode.planned', verdict: 'pass' };
}

/** In join and upgrade the cluster's own configuration decides: until it was read, the mode is assumed. */
function unsetVerdict(plan: Plan): Judged {
  const { action, kubeProxy, kubernetesVersion } = plan;
  const { value: release } = kubernetesVersion;
  // What a later release would choose is nothing to a node that is taken down.
  if (action === 'reset') return { code: 'mode.planned', verdict: 'pass' };
  const isLive = kubeProxy.askedCluster === true;
  if ((action === 'join' || action === 'upgrade') && !isLive) {
    return { code: 'mode.assumed', verdict: 'unknown', args: { action, ...whyAssumed(plan) } };
  }
  const args = isLive ? { live: true } : {};
  if (isAtLeast(release, releaseOf('nftables', 'becomes-default')))
    return { code: 'mode.new-default', verdict: 'info', args };
  if (isAtLeast(release, releaseOf('unset', 'warns-when-unset')))
    return { code: 'mode.unset', verdict: 'warn', args };
  return { code: 'mode.default-will-change', verdict: 'info', args };
}

function whyAssumed({ notices }: Plan): Args {
  const why = notices.find(({ code }) => code === 'config.mode-from-cluster')?.args['why'];
  return why === undefined ? {} : { why };
}

function nftablesVerdict({ kubernetesVersion: { value: release }, kubeProxy }: Plan): Judged {
  if (isAtLeast(release, releaseOf('nftables', 'stable'))) return { code: 'mode.planned', verdict: 'pass' };
  if (!isAtLeast(release, releaseOf('nftables', 'alpha')))
    return { code: 'mode.nftables-missing', verdict: 'fail' };
  const isBeta = isAtLeast(release, releaseOf('nftables', 'beta'));
  const isOn = kubeProxy.featureGates.value['NFTablesProxyMode'] ?? isBeta;
  if (!isOn) return { code: 'mode.nftables-gated', verdict: 'fail' };
  return { code: 'mode.nftables-early', verdict: 'info', args: { stage: isBeta ? 'beta' : 'alpha' } };
}

function ipvsVerdict({ kubernetesVersion: { value: release }, kubeProxy }: Plan): Judged {
  if (isAtLeast(release, releaseOf('ipvs', 'removed'))) return { code: 'mode.ipvs-removed', verdict: 'fail' };
  const gate = kubeProxy.featureGates.value['KubeProxyIPVS'];
  const isOff = isAtLeast(release, releaseOf('ipvs', 'off-by-default')) && gate !== true;
  // The gate exists from 1.37 on (kubernetes#139397), on by default.
  if (isOff || (gate === false && isAtLeast(release, '1.37')))
    return { code: 'mode.ipvs-off', verdict: 'fail' };
  if (isAtLeast(release, releaseOf('ipvs', 'deprecated')))
    return { code: 'mode.ipvs-deprecated', verdict: 'warn' };
  return { code: 'mode.planned', verdict: 'pass' };
}

/** What the configuration says of the mode in the wrong place, or twice. */
export function judgeModeNotice(notice: Notice, strict: boolean): readonly Finding[] {
  const code = modeNotices(notice);
  if (code === undefined) return [];
  const verdict = strict && code === 'mode.without-effect' ? 'fail' : 'warn';
  const evidence = [noticeEvidence(notice)];
  const subject = String(notice.args['field'] ?? 'proxy mode');
  return [
    findingOf({ check: name, group: 'proxy' }, { code, verdict, subject, args: notice.args, evidence }),
  ];
}

/** The reason code of a notice about the mode; undefined for all others, which Configuration tells. */
export function modeNotices({ code, args }: Notice): string | undefined {
  if (code === 'config.mode-without-effect') return 'mode.without-effect';
  if (code === 'config.sources-disagree' && args['what'] === 'proxy mode') return 'mode.sources-disagree';
  return undefined;
}
