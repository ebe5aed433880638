import { isAtLeast } from '../../catalog/release.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { SwapFacts, SwapSource } from '../../probes/swap/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { isNotRunning } from '../../probes/fact.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { swapReasons } from './swap-reasons.ts';

const name = 'Swap';
const path = '/proc/swaps';

/** Swap, with which the kubelet does not start unless it is told to. */
export const swapCheck: Check = {
  name,
  title: 'swap',
  group: 'system',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'KEP-2400', 'kubeadm#610', 'kubernetes#120198'],
  kubeadms: true,
  reasons: swapReasons,
  needs: ({ action }, { policy }) => {
    if (action === 'reset') return [];
    return policy === 'kubeadm' ? ['swap'] : ['swap', 'swapAtBoot'];
  },
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { swap } = input.facts;
    if (isNotRunning(swap) && input.stance.policy !== 'kubeadm') return judgeImage(input);
    if (swap?.known !== true)
      return [tell('swap.not-told', 'unknown', { detail: swap?.cause.detail ?? 'it was not looked at' })];
    if (input.stance.policy === 'kubeadm') return [asKubeadm(swap.value)];
    const refused = judgeBehavior(input);
    const main = swap.value.on ? judgeOn(input, swap.value) : judgeOff(input);
    return refused === undefined ? [main] : [refused, main];
  },
};

function asKubeadm({ on, devices, lines }: SwapFacts): Finding {
  if (!on) return tell('swap.off', 'pass');
  return tell('swap.on-kubeadm', 'warn', deviceArgs(devices), linesEvidence(lines));
}

function judgeOn(input: CheckInput, { devices, lines, unified }: SwapFacts): Finding {
  const { kubelet } = input.plan;
  const sources = sourcesOf(input);
  const evidence = [...linesEvidence(lines), ...sourceEvidence(sources)];
  const args: Args = {
    ...deviceArgs(devices),
    ...sourceArgs(sources),
    behavior: kubelet.swapBehavior.value || defaultBehavior(input),
    container: input.facts.privilege?.known === true ? input.facts.privilege.value.container : '',
  };
  if (kubelet.failSwapOn.value)
    return tell('swap.on', 'fail', args, [...evidence, plannedEvidence(kubelet.failSwapOn)]);
  // Of cgroup v1 the kubelet cannot ask that pods stay out of swap (KEP-2400).
  if (!unified) return tell('swap.on-cgroup-v1', 'warn', args, evidence);
  return tell('swap.allowed', 'pass', args, evidence);
}

function judgeOff(input: CheckInput): Finding {
  const { swapAtBoot } = input.facts;
  if (!input.plan.kubelet.failSwapOn.value) return tell('swap.off', 'pass');
  const sources = sourcesOf(input);
  if (sources.length > 0) return tell('swap.returns', 'warn', sourceArgs(sources), sourceEvidence(sources));
  const detail =
    swapAtBoot?.known === true
      ? swapAtBoot.value.unread.join('; ')
      : (swapAtBoot?.cause.detail ?? 'it was not looked at');
  return detail === '' ? tell('swap.off', 'pass') : tell('swap.boot-not-told', 'unknown', { detail });
}

/** Of an image: what turns swap on where it boots. */
function judgeImage(input: CheckInput): readonly Finding[] {
  const refused = judgeBehavior(input);
  const main = judgeBoot(input, sourcesOf(input));
  return refused === undefined ? [main] : [refused, main];
}

function judgeBoot({ plan, facts }: CheckInput, sources: readonly SwapSource[]): Finding {
  const told = sourceArgs(sources);
  const evidence = sourceEvidence(sources);
  const { swapAtBoot } = facts;
  if (sources.length > 0) {
    return plan.kubelet.failSwapOn.value
      ? tell('swap.at-boot', 'fail', told, evidence)
      : tell('swap.at-boot-allowed', 'pass', told, evidence);
  }
  const detail = swapAtBoot?.known === true ? swapAtBoot.value.unread.join('; ') : 'it was not looked at';
  return detail === ''
    ? tell('swap.none-at-boot', 'pass', {}, [{ source: '/etc/fstab, swap units, zram-generator' }])
    : tell('swap.not-told', 'unknown', { detail });
}

/** UnlimitedSwap went with 1.30, and NoSwap came (kubernetes#122745); the kubelet refuses other words at its start. */
function judgeBehavior(input: CheckInput): Finding | undefined {
  const { kubelet, kubernetesVersion } = input.plan;
  const behavior = kubelet.swapBehavior.value;
  const allowed = isAtLeast(kubernetesVersion.value, '1.30')
    ? ['NoSwap', 'LimitedSwap']
    : ['LimitedSwap', 'UnlimitedSwap'];
  if (behavior === '' || allowed.includes(behavior)) return undefined;
  const args = { behavior, allowed, release: kubernetesVersion.value };
  return tell('swap.behavior-refused', 'fail', args, [plannedEvidence(kubelet.swapBehavior)]);
}

function defaultBehavior({ plan }: CheckInput): string {
  return isAtLeast(plan.kubernetesVersion.value, '1.30') ? 'NoSwap' : 'the default of this release';
}

function sourcesOf({ facts }: CheckInput): readonly SwapSource[] {
  return facts.swapAtBoot?.known === true ? facts.swapAtBoot.value.sources : [];
}

function placeOf({ file, line }: SwapSource): string {
  return line === undefined ? file : `${file}:${line}`;
}

function sourceEvidence(sources: readonly SwapSource[]): readonly Evidence[] {
  return sources.map((source) => ({ source: placeOf(source), excerpt: source.text }));
}

function sourceArgs(sources: readonly SwapSource[]): Args {
  return {
    kinds: sources.map(({ kind }) => kind),
    places: sources.map(placeOf),
    units: sources.map(({ unit }) => unit),
  };
}

function linesEvidence(lines: readonly string[]): readonly Evidence[] {
  return [{ source: path, excerpt: lines.slice(0, 4).join('\n') }];
}

function deviceArgs(devices: SwapFacts['devices']): Args {
  return {
    devices: devices.map(({ name: device, sizeKiB }) => `${device} (${Math.round(sizeKiB / 1024)} MiB)`),
    zram: devices.some(({ kind }) => kind === 'zram'),
  };
}

function tell(
  code: string,
  verdict: Verdict,
  args: Args = {},
  evidence: readonly Evidence[] = [{ source: path }],
): Finding {
  return findingOf(
    { check: name, group: 'system' },
    { code, verdict, subject: 'swap', args, evidence, neededBy: ['kubelet'] },
  );
}
