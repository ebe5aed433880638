import { staticPodManifestCheck } from '../../src/checks/files/files.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { PathFact } from '../../src/probes/paths/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { pathsWith } from '../builders/ports.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'upgrade', phase: 'upgrade apply' });
const all = (kind: PathFact['kind'], code?: string) =>
  ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => ({
    path: `/etc/kubernetes/manifests/${name}.yaml`,
    kind,
    ...(code === undefined ? {} : { code }),
  }));
const facts = (...given: readonly PathFact[]) => factsOf({ paths: known(pathsWith(...given)) });

export const cases: CheckCases = {
  check: staticPodManifestCheck,
  cases: [
    { name: 'all there', plan, facts: facts(...all('file')), says: ['pass manifest.there'] },
    { name: 'none there', plan, facts: facts(), says: ['fail manifest.missing'] },
    {
      name: 'one missing',
      plan,
      facts: facts(...all('file').slice(1)),
      says: ['fail manifest.missing'],
    },
    { name: 'links to nothing', plan, facts: facts(...all('dangling')), says: ['fail manifest.missing'] },
    {
      name: 'not to be seen by this user',
      plan,
      facts: facts(...all('unknown', 'EACCES')),
      says: ['unknown manifest.unknown'],
    },
    {
      name: 'nobody looked',
      plan,
      facts: factsOf({ paths: unknown('failed', 'x') }),
      says: ['unknown manifest.unknown'],
    },
    {
      name: 'as kubeadm: not to be seen is not missing',
      plan,
      stance: { policy: 'kubeadm' },
      facts: facts(...all('unknown', 'EACCES')),
      says: ['pass manifest.there'],
    },
    {
      name: 'as kubeadm: nobody looked',
      plan,
      stance: { policy: 'kubeadm' },
      facts: factsOf({ paths: unknown('failed', 'x') }),
      says: ['unknown manifest.unknown'],
    },
    { name: 'init wants none', says: [] },
    { name: 'upgrade node wants none', plan: planOf({ action: 'upgrade', phase: 'upgrade node' }), says: [] },
  ],
};
