/**
 * Prints what the check SystemVerification finds on this host, and the facts it was judged by, as JSON. A
 * program of its own, so that tests can run it where kernel and cgroups look otherwise.
 * Arguments: a Kubernetes release and a policy; the kubelet is taken to be of that release.
 */
import type { Policy } from '../../src/checks/check.ts';
import { systemVerificationCheck } from '../../src/checks/system-verification/system-verification.ts';
import { collect } from '../../src/engine/collect.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { known } from '../../src/probes/fact.ts';
import { probes } from '../../src/probes/registry.ts';
import { sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { findingsOf } from '../check-cases.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const [version = 'v1.36.2', named] = process.argv.slice(2);
const policy: Policy = named === 'kubeadm' ? 'kubeadm' : 'mode-aware';
const names = ['os', 'kernel', 'privilege', 'kernelConfig', 'cgroups'] as const;
const { facts } = await collect(createLinuxHost(), probes, names, quietSurvey);
const kubelet = known({ program: sound('kubelet', { version: version.slice(1) }), searched: [] });
const findings = findingsOf(systemVerificationCheck, {
  plan: planOf({ version }),
  facts: { ...facts, kubelet },
  stance: { policy },
});
process.stdout.write(JSON.stringify({ facts, findings }));
