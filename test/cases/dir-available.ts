import { dirAvailableCheck } from '../../src/checks/files/files.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { PathFact } from '../../src/probes/paths/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { pathsWith } from '../builders/ports.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const at = (fact: Omit<PathFact, 'path'>) =>
  factsOf({ paths: known(pathsWith({ path: '/var/lib/etcd', ...fact })) });
const says = (what: string) => [`${what} DirAvailable--var-lib-etcd`];
const one = (
  name: string,
  fact: Omit<PathFact, 'path'>,
  what: string,
  stance: CheckCase['stance'] = {},
): CheckCase => ({
  name,
  facts: at(fact),
  stance,
  says: says(what),
});
const kubeadm = { policy: 'kubeadm' } as const;
const { etcd } = planOf();

export const cases: CheckCases = {
  check: dirAvailableCheck,
  cases: [
    one('absent', { kind: 'absent' }, 'pass directory.free'),
    one('empty', { kind: 'directory', names: [] }, 'pass directory.free'),
    one('with data', { kind: 'directory', names: ['member'] }, 'fail directory.filled'),
    {
      name: 'with data, on a node that was set up',
      facts: factsOf({
        paths: known(
          pathsWith(
            { path: '/etc/kubernetes/kubelet.conf', kind: 'file' },
            { path: '/var/lib/etcd', kind: 'directory', names: ['member'] },
          ),
        ),
      }),
      says: says('fail directory.filled'),
    },
    {
      name: 'a file, on a node that was set up',
      facts: factsOf({
        paths: known(
          pathsWith(
            { path: '/etc/kubernetes/kubelet.conf', kind: 'file' },
            { path: '/etc/kubernetes/manifests/etcd.yaml', kind: 'file' },
            { path: '/var/lib/etcd', kind: 'file' },
          ),
        ),
      }),
      says: says('fail directory.none'),
    },
    one(
      'a disk of its own, empty',
      { kind: 'directory', names: ['lost+found'] },
      'warn directory.file-system',
    ),
    one(
      'a disk of its own, with data',
      { kind: 'directory', names: ['lost+found', 'member'] },
      'fail directory.filled',
    ),
    one(
      'as kubeadm: a disk of its own',
      { kind: 'directory', names: ['lost+found'] },
      'fail directory.filled',
      kubeadm,
    ),
    one('a link to nothing', { kind: 'dangling' }, 'fail directory.dangling'),
    one('as kubeadm: a link to nothing', { kind: 'dangling' }, 'pass directory.free', kubeadm),
    {
      name: 'as kubeadm: nobody looked',
      stance: kubeadm,
      facts: factsOf({ paths: unknown('timed-out', 'x') }),
      says: says('unknown directory.unknown'),
    },
    one('a file', { kind: 'file' }, 'fail directory.none'),
    one('not to be listed by this user', { kind: 'directory', code: 'EACCES' }, 'unknown directory.unknown'),
    one('not to be reached', { kind: 'unknown', code: 'EACCES' }, 'unknown directory.unknown'),
    one(
      'as kubeadm: not to be listed',
      { kind: 'directory', code: 'EACCES' },
      'fail directory.unknown',
      kubeadm,
    ),
    one('as kubeadm: with data', { kind: 'directory', names: ['member'] }, 'fail directory.filled', kubeadm),
    {
      name: 'external etcd has no directory here',
      plan: planOf({ etcd: { ...etcd, external: true, endpoints: byDefault(['https://e:2379']) } }),
      says: [],
    },
  ],
};
