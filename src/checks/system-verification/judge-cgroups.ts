import { isAtLeast } from '../../catalog/release.ts';
import { cgroupV1Refused } from '../../catalog/system-validators.ts';
import type { Evidence, Finding } from '../../findings/finding.ts';
import type { CgroupFacts } from '../../probes/cgroups/facts.ts';
import type { CheckInput } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { bootKindOf } from './boot-arguments.ts';
import { cgroupVersion, isHybrid } from './cgroup-version.ts';
import { disablingWords, hierarchyWords } from './kernel-words.ts';
import { comingKubelet } from './kubelet-version.ts';
import { systemFinding } from './system-finding.ts';

const subject = 'cgroups';

export function judgeCgroups(input: CheckInput): readonly Finding[] {
  const { cgroups } = input.facts;
  if (!cgroups?.known) {
    const args = { detail: cgroups?.cause.detail ?? 'it was not looked at' };
    return [systemFinding({ code: 'cgroups.not-told', verdict: 'unknown', subject, args })];
  }
  const version = cgroupVersion(cgroups.value);
  if (version === 'none') return [absent(input)];
  return version === 1
    ? [...judgeV1(input, cgroups.value), ...controllersOfV1(input, cgroups.value)]
    : controllersOfV2(input, cgroups.value);
}

function absent({ facts }: CheckInput): Finding {
  const evidence = [{ source: '/proc/mounts', excerpt: 'no line of type cgroup or cgroup2' }];
  const args = { boot: bootKindOf(facts) };
  return systemFinding({ code: 'cgroups.absent', verdict: 'fail', subject, args, evidence });
}

/** The kubelet refuses v1 by failCgroupV1, true by default from 1.35 on (kubernetes#134298). */
function judgeV1(input: CheckInput, facts: CgroupFacts): readonly Finding[] {
  const { failCgroupV1 } = input.plan.kubelet;
  const kubelet = comingKubelet(input);
  // The setting came with 1.31; older kubelets take v1 as it is, and nothing is to be said.
  if (!isAtLeast(kubelet, '1.31')) return [];
  const byDefault = failCgroupV1.origin.kind === 'default';
  const refuses = byDefault ? isAtLeast(kubelet, cgroupV1Refused) : failCgroupV1.value;
  const evidence: readonly Evidence[] = [
    { source: '/proc/mounts', excerpt: mountLine(facts) },
    { ...plannedEvidence(failCgroupV1), excerpt: `failCgroupV1: ${refuses}` },
  ];
  const args = {
    kubelet,
    hybrid: isHybrid(facts),
    byDefault,
    // A kubelet that accepts v1 only because it was told to, and kubeadm that does not ask.
    told: !byDefault && isAtLeast(kubelet, cgroupV1Refused),
    boot: bootKindOf(input.facts),
    hierarchyWords: hierarchyWords(facts),
  };
  const [code, verdict] = refuses
    ? (['cgroups.v1-refused', 'fail'] as const)
    : (['cgroups.v1-deprecated', 'warn'] as const);
  return [systemFinding({ code, verdict, subject, args, evidence, neededBy: [`kubelet ${kubelet}`] })];
}

function mountLine({ mounts }: CgroupFacts): string {
  const first = mounts.find(({ type }) => type === 'cgroup');
  return first === undefined ? '' : `${first.type} on ${first.point} (${first.options.join(',')})`;
}

/** Enabled and mounted: the kubelet looks for the mounts (pkg/kubelet/cm/container_manager_linux.go). */
function controllersOfV1(input: CheckInput, facts: CgroupFacts): readonly Finding[] {
  const mounted = new Set(facts.mounts.filter(({ type }) => type === 'cgroup').flatMap((one) => one.options));
  const disabled = new Set((facts.subsystems ?? []).filter((one) => !one.enabled).map(({ name }) => name));
  const required = ['cpu', 'cpuacct', 'cpuset', 'memory', 'devices', 'freezer', 'pids'];
  const missing = required.filter((name) => disabled.has(name) || !mounted.has(name));
  const source = '/proc/mounts, /proc/cgroups';
  return lacking(input, facts, missing, { source, excerpt: `lacking: ${missing.join(' ')}` });
}

function controllersOfV2(input: CheckInput, facts: CgroupFacts): readonly Finding[] {
  const { unified } = facts;
  const source = `${unified?.point ?? '/sys/fs/cgroup'}/cgroup.controllers`;
  if (unified?.controllers === undefined) {
    const args = { detail: `${source} cannot be read` };
    return [systemFinding({ code: 'cgroups.not-told', verdict: 'unknown', subject, args })];
  }
  const { controllers, freezer } = unified;
  const required = ['cpu', 'cpuset', 'memory', 'pids'].filter((name) => !controllers.includes(name));
  const missing = [...required, ...(freezer === false ? ['freezer'] : [])];
  return lacking(input, facts, missing, { source, excerpt: controllers.join(' ') });
}

function lacking(
  { facts }: CheckInput,
  cgroups: CgroupFacts,
  missing: readonly string[],
  evidence: Evidence,
): readonly Finding[] {
  if (missing.length === 0) return [];
  const booted = cgroups.kernelArguments;
  const bootLine = booted.length > 0 ? [{ source: '/proc/cmdline', excerpt: booted.join(' ') }] : [];
  const args = {
    missing,
    version: cgroupVersion(cgroups),
    why: missing.flatMap((name) => whyMissing(cgroups, name)),
    disabledBy: disablingWords(cgroups, missing),
    boot: bootKindOf(facts),
  };
  const code = 'cgroups.controllers-missing';
  return [systemFinding({ code, verdict: 'fail', subject, args, evidence: [evidence, ...bootLine] })];
}

function whyMissing(facts: CgroupFacts, name: string): readonly string[] {
  const { subsystems } = facts;
  if (name === 'freezer' && cgroupVersion(facts) === 2)
    return ['freezer: cgroup v2 has it from Linux 5.2 on'];
  const [word] = disablingWords(facts, [name]);
  if (word !== undefined) return [`${name}: the kernel was booted with ${word}`];
  const subsystem = subsystems?.find((one) => one.name === name);
  if (subsystem === undefined) return [];
  if (!subsystem.enabled) return [`${name}: disabled in /proc/cgroups`];
  return subsystem.hierarchy === 0 ? [] : [`${name}: bound to a hierarchy of cgroup v1`];
}
