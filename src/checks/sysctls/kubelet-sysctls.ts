import { type KubeletSysctl, kubeletSysctls, sysctlRoot } from '../../catalog/sysctls.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { SysctlValue } from '../../probes/sysctls/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { type AtBoot, atBootOf, bootEvidence } from './at-boot.ts';
import { kubeletSysctlReasons } from './kubelet-sysctl-reasons.ts';

const name = 'KubeletSysctls';

interface Seen extends KubeletSysctl {
  readonly now: SysctlValue | undefined;
}

/** What the kubelet sets of the kernel at its start, or with protectKernelDefaults wants to find. */
export const kubeletSysctlsCheck: Check = {
  name,
  title: 'sysctls of the kubelet',
  group: 'system',
  sources: ['kubernetes pkg/kubelet/cm/container_manager_linux.go', 'kubernetes#66241'],
  reasons: kubeletSysctlReasons,
  needs: ({ action, kubelet }) => {
    if (action === 'reset') return [];
    return kubelet.protectKernelDefaults.value ? ['sysctls', 'sysctlFiles'] : ['sysctls'];
  },
  names: () => [name],
  judge(input) {
    const { plan, facts } = input;
    if (plan.action === 'reset') return [];
    const { sysctls } = facts;
    if (sysctls?.known !== true)
      return [
        tell(input, 'kubelet.not-told', 'unknown', {
          detail: sysctls?.cause.detail ?? 'it was not looked at',
        }),
      ];
    const { values } = sysctls.value;
    const seen = kubeletSysctls.map((one) => ({ ...one, now: values[one.key] }));
    const unread = seen.find(({ now }) => now?.state !== 'read');
    if (unread !== undefined)
      return [
        tell(input, 'kubelet.not-told', 'unknown', { detail: `${sysctlRoot}${unread.key} cannot be read` }),
      ];
    const differing = seen.filter((one) => textOf(one) !== one.value);
    return [
      plan.kubelet.protectKernelDefaults.value
        ? judgeProtected(input, differing)
        : judgeSet(input, differing),
    ];
  },
};

function textOf({ now }: Seen): string {
  return now?.state === 'read' ? now.text.trim().slice(0, 80) : '';
}

/** It sets what differs, and ends where it may not. */
function judgeSet(input: CheckInput, differing: readonly Seen[]): Finding {
  const refused = differing.filter(({ now }) => now?.state === 'read' && !now.writable);
  if (refused.length === 0) return tell(input, 'kubelet.sets', 'pass', wantedArgs(differing));
  return tell(input, 'kubelet.may-not-set', 'fail', wantedArgs(refused), evidenceOf(refused));
}

/** It sets nothing, and ends where anything differs. */
function judgeProtected(input: CheckInput, differing: readonly Seen[]): Finding {
  if (differing.length > 0)
    return tell(input, 'kubelet.protected-differs', 'fail', wantedArgs(differing), evidenceOf(differing));
  const boots = kubeletSysctls.map((one) => ({ one, boot: atBootOf(input.facts, one.key, one.value) }));
  const lost = boots.filter(({ one, boot }) => isLost(one, boot));
  if (lost.length > 0) {
    const evidence = lost.flatMap(({ boot }) => bootEvidence(boot));
    return tell(
      input,
      'kubelet.protected-not-kept',
      'warn',
      wantedArgs(lost.map(({ one }) => one)),
      evidence,
    );
  }
  const untold = boots.find(({ one, boot }) => boot.state === 'untold' && one.value !== one.kernelDefault);
  if (untold?.boot.state === 'untold')
    return tell(input, 'kubelet.boot-not-told', 'unknown', { detail: untold.boot.detail });
  return tell(input, 'kubelet.protected', 'pass');
}

/** What nobody sets is what the kernel starts with. */
function isLost({ value, kernelDefault }: KubeletSysctl, { state }: AtBoot): boolean {
  return state === 'overruled' || (state === 'unset' && value !== kernelDefault);
}

function wantedArgs(sysctls: readonly (KubeletSysctl | Seen)[]): Args {
  return {
    keys: sysctls.map(({ key }) => key),
    wanted: sysctls.map(({ value }) => value),
    now: sysctls.map((one) => ('now' in one ? textOf(one) : one.value)),
  };
}

function evidenceOf(sysctls: readonly Seen[]): readonly Evidence[] {
  return sysctls.map((one) => ({ source: `${sysctlRoot}${one.key}`, excerpt: textOf(one) }));
}

function tell(
  { plan }: CheckInput,
  code: string,
  verdict: Verdict,
  args: Args = {},
  evidence: readonly Evidence[] = [],
): Finding {
  return findingOf(
    { check: name, group: 'system' },
    {
      code,
      verdict,
      subject: 'sysctls of the kubelet',
      args,
      evidence: [...evidence, plannedEvidence(plan.kubelet.protectKernelDefaults)],
      neededBy: ['kubelet'],
    },
  );
}
