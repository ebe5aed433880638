import { isAtLeast } from '../../catalog/release.ts';
import {
  cgroupV1Refused,
  type SystemValidators,
  validatedControllers,
} from '../../catalog/system-validators.ts';
import type { CgroupFacts } from '../../probes/cgroups/facts.ts';
import type { CheckInput } from '../check.ts';
import { type ValidatedCgroups, versionByFileSystem, versionByMounts } from './cgroup-version.ts';
import type { InstalledKubelet } from './kubelet-version.ts';
import { failing, joined, nothingAmiss, type Problem, cannotTell, warning, type Verdict } from './problem.ts';

/** Which version of cgroups these validators see. */
export function validatedCgroups(
  facts: CgroupFacts,
  { cgroupVersionBy }: SystemValidators,
): ValidatedCgroups {
  return cgroupVersionBy === 'mounts' ? versionByMounts(facts) : versionByFileSystem(facts);
}

/** CgroupsValidator of system-validators. */
export function validateCgroups(
  input: CheckInput,
  validators: SystemValidators,
  kubelet: InstalledKubelet,
): Verdict {
  const { cgroups, kernel } = input.facts;
  if (!cgroups?.known) return cannotTell(cgroups?.cause.detail ?? 'cgroups');
  const { version, point } = validatedCgroups(cgroups.value, validators);
  if (version === 'none') return failing(noMount);
  const release = kernel?.known === true ? kernel.value.release : '';
  return version === 2
    ? validateV2(cgroups.value, point, validators, release)
    : joined([judgeV1(input, validators, kubelet), validateV1(cgroups.value)]);
}

const noMount: Problem = {
  kind: 'no-cgroups',
  says: 'cannot get a cgroup mount point from /proc/mounts',
  evidence: { source: '/proc/mounts', excerpt: 'no line of type cgroup or cgroup2' },
};

/** An upgrade is judged as if the kubelet were a minor release newer: it is upgraded next (kubernetes#134744). */
function judgeV1({ plan }: CheckInput, { cgroupV1 }: SystemValidators, kubelet: InstalledKubelet): Verdict {
  if (cgroupV1 === 'nothing') return nothingAmiss;
  const says = 'cgroup v1 is mounted: deprecated, cgroup v2 is wanted';
  const problem = { kind: 'cgroup-v1', says, evidence: { source: '/proc/mounts' } } as const;
  if (cgroupV1 === 'warning') return warning(problem);
  if (kubelet.state !== 'told') return cannotTell(`the version of the kubelet: ${kubelet.detail}`);
  const from = plan.action === 'upgrade' ? '1.34' : cgroupV1Refused;
  return isAtLeast(kubelet.version, from)
    ? failing({ ...problem, says: `${says}; kubelet ${kubelet.version}` })
    : warning(problem);
}

function validateV1({ subsystems }: CgroupFacts): Verdict {
  const source = '/proc/cgroups';
  if (subsystems === undefined) return failing(noControllers(source, 1));
  const enabled = subsystems.filter((one) => one.enabled).map(({ name }) => name);
  return compare(enabled, validatedControllers.v1, source);
}

function validateV2(
  { unified }: CgroupFacts,
  point: string,
  { freezer }: SystemValidators,
  release: string,
): Verdict {
  const source = `${point}/cgroup.controllers`;
  const seen = unified?.point === point ? unified : undefined;
  if (seen?.controllers === undefined) return failing(noControllers(source, 2));
  const frozen = freezer === 'assumed' || (!seen.readOnly && (seen.freezer ?? isAtLeast(release, '5.2')));
  const tried = frozen ? nothingAmiss : warning(seen.readOnly ? readOnlyRoot(point) : noFreezer(point));
  const controllers = ['devices', ...(frozen ? ['freezer'] : []), ...seen.controllers];
  return joined([tried, compare(controllers, validatedControllers.v2, source)]);
}

function noControllers(source: string, version: 1 | 2): Problem {
  return {
    kind: 'controllers',
    says: `failed to get cgroups v${version} subsystems: ${source} cannot be read`,
    evidence: { source, excerpt: 'cannot be read' },
  };
}

/** kubeadm makes a cgroup to see the freezer; where it cannot, it says so and counts it as missing. */
function readOnlyRoot(point: string): Problem {
  return {
    kind: 'cgroup-root',
    says: `${point} is mounted read-only: no cgroup can be made in it`,
    evidence: { source: '/proc/mounts', excerpt: `${point} ro` },
  };
}

function noFreezer(point: string): Problem {
  return {
    kind: 'controllers',
    says: 'cgroups have no file cgroup.freeze: this kernel cannot freeze a cgroup v2',
    evidence: { source: point, excerpt: 'cgroup.freeze comes with Linux 5.2' },
  };
}

interface Controllers {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

function compare(there: readonly string[], { required, optional }: Controllers, source: string): Verdict {
  const lacking = (names: readonly string[]): readonly string[] =>
    names.filter((one) => !there.includes(one));
  const evidence = { source, excerpt: there.join(' ') };
  const problem = (what: string, names: readonly string[]): Problem => ({
    kind: 'controllers',
    says: `missing ${what} cgroups: ${names.join(' ')}`,
    evidence,
    missing: names,
  });
  const [must, may] = [lacking(required), lacking(optional)];
  return joined([
    must.length > 0 ? failing(problem('required', must)) : nothingAmiss,
    may.length > 0 ? warning(problem('optional', may)) : nothingAmiss,
  ]);
}
