import { clusterMemberCheck } from '../../src/checks/files/cluster-member.ts';
import type { CertificatesFacts } from '../../src/probes/certificates/facts.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { pathsWith, portsWith } from '../builders/ports.ts';
import type { PathFact } from '../../src/probes/paths/facts.ts';
import type { CheckCases } from '../check-cases.ts';

const path = '/etc/kubernetes/kubelet.conf';
const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const credentials: PathFact = { path, kind: 'file' };
const etcdWith = (name: string): PathFact => ({ path: '/var/lib/etcd', kind: 'directory', names: [name] });
const externalCa: CertificatesFacts = {
  directory: '/etc/kubernetes/pki',
  pairs: [
    {
      stem: 'ca',
      certificate: { path: '/etc/kubernetes/pki/ca.crt', state: 'read', code: '', certificates: [] },
      key: { path: '/etc/kubernetes/pki/ca.key', state: 'absent', code: 'ENOENT' },
    },
  ],
  kubeconfigs: [path],
  seenAt: 0,
};

/** A CA of the front proxy whose key is elsewhere says nothing of the cluster's own. */
const ownCa: CertificatesFacts = {
  ...externalCa,
  pairs: externalCa.pairs.flatMap((pair) => [
    { ...pair, stem: 'front-proxy-ca' },
    { ...pair, key: { path: '/etc/kubernetes/pki/ca.key', state: 'read', code: '' } },
  ]),
};

export const cases: CheckCases = {
  check: clusterMemberCheck,
  cases: [
    { name: 'a fresh node', says: ['pass member.none'] },
    {
      name: 'credentials and a manifest',
      facts: factsOf({ paths: known(pathsWith(credentials, { path: manifest, kind: 'file' })) }),
      says: ['fail member.already'],
    },
    {
      name: 'credentials and data of etcd',
      facts: factsOf({ paths: known(pathsWith(credentials, etcdWith('member'))) }),
      says: ['fail member.already'],
    },
    {
      name: 'credentials and a kubelet that runs',
      facts: factsOf({
        paths: known(pathsWith(credentials)),
        ports: known(portsWith(10_250, 'in-use', [{ address: '::', pid: 99, name: 'kubelet' }])),
      }),
      says: ['fail member.already'],
    },
    {
      name: 'credentials alone, and a disk for etcd that is empty',
      facts: factsOf({ paths: known(pathsWith(credentials, etcdWith('lost+found'))) }),
      says: ['warn member.credentials'],
    },
    {
      name: 'credentials that an external CA made',
      facts: factsOf({ paths: known(pathsWith(credentials)), certificates: known(externalCa) }),
      says: ['pass member.none'],
    },
    {
      name: 'credentials beside a CA with its key',
      facts: factsOf({ paths: known(pathsWith(credentials)), certificates: known(ownCa) }),
      says: ['warn member.credentials'],
    },
    {
      name: 'credentials, and nobody looked at the certificates or the ports',
      facts: factsOf({
        paths: known(pathsWith(credentials)),
        certificates: unknown('timed-out', 'x'),
        ports: unknown('timed-out', 'x'),
      }),
      says: ['warn member.credentials'],
    },
    {
      name: 'credentials on join',
      plan: planOf({ action: 'join', phase: 'join' }),
      facts: factsOf({ paths: known(pathsWith(credentials)) }),
      says: ['fail member.already'],
    },
    {
      name: 'a manifest without credentials',
      facts: factsOf({ paths: known(pathsWith({ path: manifest, kind: 'file' })) }),
      says: ['pass member.none'],
    },
    {
      name: 'nobody looked',
      facts: factsOf({ paths: unknown('timed-out', 'x') }),
      says: ['unknown member.unknown'],
    },
    { name: 'as kubeadm, which has no such check', stance: { policy: 'kubeadm' }, says: [] },
    {
      name: 'not to be seen by this user',
      facts: factsOf({ paths: known(pathsWith({ path, kind: 'unknown', code: 'EACCES' })) }),
      says: ['unknown member.unknown'],
    },
    { name: 'upgrade is for members', plan: planOf({ action: 'upgrade', phase: 'upgrade apply' }), says: [] },
  ],
};
