import { isAtLeast } from '../../catalog/release.ts';
import { type KernelNeed, kernelNeeds, minimumKernels } from '../../catalog/system-validators-needs.ts';
import type { Finding } from '../../findings/finding.ts';
import type { KernelConfigFacts } from '../../probes/kernel-config/facts.ts';
import type { CheckInput } from '../check.ts';
import { cgroupVersion } from './cgroup-version.ts';
import { systemFinding } from './system-finding.ts';
import { missingOptions } from './validate-kernel.ts';

/** By a minimum, with no list of versions: 5.14 of Enterprise Linux 9 is as good as 5.15. */
export function judgeRelease({ plan, facts }: CheckInput): readonly Finding[] {
  const { kernel } = facts;
  if (!kernel?.known) return [];
  const { release } = kernel.value;
  const kubernetes = plan.kubernetesVersion.value;
  const minimum = minimumKernels.findLast(({ from }) => isAtLeast(kubernetes, from))?.kernel ?? '3.10';
  if (isAtLeast(release, minimum)) return [];
  const evidence = [{ source: 'uname -r', excerpt: release }];
  // Vendors carry newer features into old numbers, so that an old number alone proves nothing.
  const verdict = isAtLeast(release, '3.10') ? 'warn' : 'fail';
  const args = { release, minimum, kubernetes };
  return [systemFinding({ code: 'kernel.too-old', verdict, subject: 'kernel', args, evidence })];
}

/** The options whose want is felt; nothing is said of those that are judged by function elsewhere. */
export function judgeOptions({ facts }: CheckInput): readonly Finding[] {
  const { kernelConfig, cgroups } = facts;
  const config = kernelConfig?.known ? kernelConfig.value : undefined;
  if (config === undefined || config.source === '') {
    const detail = kernelConfig?.known === false ? kernelConfig.cause.detail : '';
    const passedOver = config?.passedOver ?? [];
    const args = { detail, passedOver };
    return [systemFinding({ code: 'kernel.config-unknown', verdict: 'unknown', subject: 'kernel', args })];
  }
  const version = cgroups?.known ? cgroupVersion(cgroups.value) : 'none';
  const missing = kernelNeeds
    .filter((need) => need.cgroups === undefined || need.cgroups === version)
    .filter((need) => missingOptions([need], config.options).length > 0);
  return [
    ...optionsFinding(config, missing, 'fail', 'kernel.options-missing'),
    ...optionsFinding(config, missing, 'warn', 'kernel.options-wanted'),
  ];
}

function optionsFinding(
  { source }: KernelConfigFacts,
  missing: readonly KernelNeed[],
  verdict: 'fail' | 'warn',
  code: string,
): readonly Finding[] {
  const wanted = missing.filter(({ severity }) => severity === verdict);
  if (wanted.length === 0) return [];
  const options = wanted.map(({ name }) => `CONFIG_${name}`);
  return [
    systemFinding({
      code,
      verdict,
      subject: 'kernel',
      args: { options, why: wanted.map(({ why }) => why), source },
      evidence: [{ source, excerpt: options.map((option) => `${option} is not set`).join('\n') }],
      neededBy: ['container runtime', 'kubelet'],
    }),
  ];
}
