import { isAtLeast } from '../../catalog/release.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { CgroupDriver, CriFacts } from '../../probes/cri/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { cgroupDriverReasons } from './cgroup-driver-reasons.ts';
import { deathOf } from './connection.ts';
import { runtimeArgs } from './runtime-args.ts';

const name = 'CgroupDriver';
const about = { check: name, group: 'runtime' } as const;

/** Whether the kubelet and the runtime make cgroups the same way; kubeadm does not look. */
export const cgroupDriverCheck: Check = {
  name,
  title: 'cgroup driver',
  group: 'runtime',
  sources: ['KEP-4033', 'kubernetes#118770', 'kubernetes#125828', 'kubernetes#133157'],
  reasons: cgroupDriverReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['cri', 'os', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { cri } = input.facts;
    if (cri?.known !== true) return [untold(input, cri?.cause.detail ?? 'it was not looked at')];
    const death = deathOf(input, cri.value);
    if (death !== undefined)
      return [{ ...untold(input, 'no container runtime answers'), cause: death.cause }];
    return [judgeDriver(input, cri.value)];
  },
};

interface RuntimeDriver {
  readonly driver: CgroupDriver;
  readonly evidence: Evidence;
  /** By RuntimeConfig, and not from what the runtime prints for people. */
  readonly isTold: boolean;
}

function judgeDriver(input: CheckInput, cri: CriFacts): Finding {
  const found = driverOf(cri);
  if (found === undefined) return untold(input, 'the runtime does not say which driver it uses');
  const { plan } = input;
  const { cgroupDriver: planned } = plan.kubelet;
  const args = { ...runtimeArgs(input, cri), driver: found.driver, kubelet: planned.value };
  const evidence = [found.evidence, plannedEvidence(planned)];
  const say = (code: string, verdict: Verdict): Finding => told(code, verdict, args, evidence);
  if (found.driver === planned.value) return say('cgroup-driver.same', 'pass');
  // The gate KubeletCgroupDriverFromCRI is on since 1.31, and the kubelet then takes the runtime's word.
  if (found.isTold && isAtLeast(plan.kubernetesVersion.value, '1.31')) {
    const isWritten = planned.origin.kind !== 'default';
    return say('cgroup-driver.from-runtime', isWritten ? 'info' : 'pass');
  }
  // The configuration of a cluster that exists is the cluster's, and a default here a guess.
  const isGuess = planned.origin.kind === 'default' && plan.action !== 'init';
  return say(
    isGuess ? 'cgroup-driver.differs-from-default' : 'cgroup-driver.differs',
    isGuess ? 'warn' : 'fail',
  );
}

function driverOf({ answers }: CriFacts): RuntimeDriver | undefined {
  if (answers === undefined) return undefined;
  const { cgroupDriver, ownConfig } = answers;
  if (cgroupDriver.ok && cgroupDriver.value !== undefined) {
    const { value: driver } = cgroupDriver;
    return { driver, evidence: { source: 'CRI call RuntimeConfig', excerpt: driver }, isTold: true };
  }
  const driver = ownConfig.cgroupDriver;
  if (driver === undefined) return undefined;
  const evidence = { source: 'CRI call Status, info.config of the runtime', excerpt: driver };
  return { driver, evidence, isTold: false };
}

function told(code: string, verdict: Verdict, args: Args, evidence: readonly Evidence[]): Finding {
  const neededBy = ['kubelet', 'container runtime'];
  return findingOf(about, { code, verdict, subject: 'cgroup driver', args, evidence, neededBy });
}

function untold({ plan }: CheckInput, cause: string): Finding {
  const { cgroupDriver: planned } = plan.kubelet;
  const args = { cause, kubelet: planned.value };
  return told('cgroup-driver.not-told', 'unknown', args, [plannedEvidence(planned)]);
}
