import { fileAvailableCheck } from '../../src/checks/files/files.ts';
import type { Role } from '../../src/config/plan.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { factsOf } from '../builders/facts.ts';
import { pathsWith } from '../builders/ports.ts';
import type { CheckCases } from '../check-cases.ts';

const manifests = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];
const nameOf = (one: string) => `FileAvailable--etc-kubernetes-manifests-${one}.yaml`;
/** All free but for the first in alphabetical order, which is etcd's. */
const says = (etcd: string) => [
  `${etcd} ${nameOf('etcd')}`,
  ...manifests.slice(0, 3).map((one) => `pass file.free ${nameOf(one)}`),
];
const etcd = '/etc/kubernetes/manifests/etcd.yaml';
const join = planOf({ action: 'join', phase: 'join', role: byDefault<Role>('worker') });

export const cases: CheckCases = {
  check: fileAvailableCheck,
  cases: [
    { name: 'nothing there', says: says('pass file.free') },
    {
      name: 'a manifest there',
      facts: factsOf({ paths: known(pathsWith({ path: etcd, kind: 'file' })) }),
      says: says('fail file.exists'),
    },
    {
      name: 'a manifest on a node that was set up',
      facts: factsOf({
        paths: known(
          pathsWith({ path: etcd, kind: 'other' }, { path: '/etc/kubernetes/kubelet.conf', kind: 'file' }),
        ),
      }),
      says: says('fail file.exists'),
    },
    {
      name: 'a directory where the manifest belongs',
      facts: factsOf({ paths: known(pathsWith({ path: etcd, kind: 'directory', names: [] })) }),
      says: says('fail file.exists'),
    },
    {
      name: 'a link to nothing',
      facts: factsOf({ paths: known(pathsWith({ path: etcd, kind: 'dangling' })) }),
      says: says('warn file.dangling'),
    },
    {
      name: 'a file that only root may see',
      facts: factsOf({ paths: known(pathsWith({ path: etcd, kind: 'unknown', code: 'EACCES' })) }),
      says: says('unknown file.unknown'),
    },
    {
      name: 'as kubeadm: what it cannot stat is free',
      stance: { policy: 'kubeadm' },
      facts: factsOf({ paths: known(pathsWith({ path: etcd, kind: 'unknown', code: 'EACCES' })) }),
      says: [...manifests.slice(0, 3), 'etcd'].map((one) => `pass file.free ${nameOf(one)}`),
    },
    {
      name: 'join of a worker',
      plan: join,
      facts: factsOf({ paths: known(pathsWith({ path: '/etc/kubernetes/pki/ca.crt', kind: 'file' })) }),
      says: [
        'pass file.free FileAvailable--etc-kubernetes-bootstrap-kubelet.conf',
        'pass file.free FileAvailable--etc-kubernetes-kubelet.conf',
        'fail file.exists FileAvailable--etc-kubernetes-pki-ca.crt',
      ],
    },
    {
      name: 'nobody looked',
      facts: factsOf({ paths: unknown('timed-out', 'x') }),
      says: [
        `unknown file.unknown ${nameOf('etcd')}`,
        ...manifests.slice(0, 3).map((one) => `unknown file.unknown ${nameOf(one)}`),
      ],
    },
    {
      name: 'as kubeadm: nobody looked',
      stance: { policy: 'kubeadm' },
      facts: factsOf({ paths: unknown('timed-out', 'x') }),
      says: [...manifests.slice(0, 3), 'etcd'].map((one) => `unknown file.unknown ${nameOf(one)}`),
    },
    { name: 'nothing to write on reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
  ],
};
