import { isAtLeast } from '../catalog/release.ts';
import type { ProxyMode } from '../config/plan.ts';
import type { Verdict } from '../findings/finding.ts';
import type { ModeVerdict, Readiness, TimelineVerdict } from '../findings/mode-comparison.ts';

export interface TimelineInput {
  readonly mode: ProxyMode | 'none';
  /** false: the default of the release rules. */
  readonly modeSet: boolean;
  /** The target release: `v1.36.2`. */
  readonly kubernetesVersion: string;
  readonly modes: readonly ModeVerdict[];
}

const verdictOf = {
  ready: 'pass',
  'not-ready': 'fail',
  'could-not-tell': 'unknown',
} as const satisfies Record<Readiness, Verdict>;

const outcome = {
  ready: 'and this host is ready for it',
  'not-ready': 'and this host is not ready for it',
  'could-not-tell': 'and whether this host can could not be told',
} as const satisfies Record<Readiness, string>;

/**
 * The known and planned changes of kube-proxy's modes, each judged for this host: above all,
 * "will this node survive the default of 1.40?" (KEP-5343, KEP-5495, kubeadm#3309).
 */
export function judgeTimeline(input: TimelineInput): readonly TimelineVerdict[] {
  if (input.mode === 'none') return [];
  const entries = [deprecation(input), unsetWarning(input), newDefault(input), removal(input)];
  return entries.filter((entry) => entry !== undefined);
}

function deprecation({ mode, kubernetesVersion }: TimelineInput): TimelineVerdict | undefined {
  if (mode !== 'ipvs')
    return { release: 'v1.35', verdict: 'pass', says: 'ipvs mode is deprecated; it is not planned here' };
  const since = isAtLeast(kubernetesVersion, '1.35')
    ? 'kube-proxy says so in its log and an Event'
    : 'kube-proxy will say so';
  return { release: 'v1.35', verdict: 'warn', says: `ipvs mode is deprecated: ${since}` };
}

function unsetWarning({ modeSet, mode }: TimelineInput): TimelineVerdict {
  if (modeSet)
    return {
      release: 'v1.37',
      verdict: 'pass',
      says: `kube-proxy warns when no mode is set; here ${mode} is`,
    };
  return {
    release: 'v1.37',
    verdict: 'warn',
    says: 'kube-proxy warns that no mode is set, and kubeadm writes mode: iptables into new clusters',
  };
}

function newDefault({ mode, modeSet, kubernetesVersion, modes }: TimelineInput): TimelineVerdict {
  const release = 'v1.40';
  if (mode === 'ipvs') {
    return {
      release,
      verdict: 'fail',
      says: 'ipvs is off by default: kube-proxy exits unless the gate KubeProxyIPVS is on',
    };
  }
  if (modeSet && mode === 'iptables') {
    return {
      release,
      verdict: 'pass',
      says: 'nftables becomes the default; the mode is set to iptables here and stays',
    };
  }
  const readiness = modes.find((one) => one.mode === 'nftables')?.readiness ?? 'could-not-tell';
  const when = isAtLeast(kubernetesVersion, '1.40')
    ? 'nftables is the default'
    : 'nftables becomes the default';
  const applies = modeSet ? 'nftables is set here' : 'no mode is set here, so that it applies';
  return { release, verdict: verdictOf[readiness], says: `${when}; ${applies}, ${outcome[readiness]}` };
}

function removal({ mode }: TimelineInput): TimelineVerdict {
  if (mode === 'ipvs') return { release: 'v1.43', verdict: 'fail', says: 'ipvs mode is removed' };
  return { release: 'v1.43', verdict: 'pass', says: 'ipvs mode is removed; it is not planned here' };
}
