import { imagePullCheck } from '../../src/checks/runtime/image-pull.ts';
import type { ImageFact } from '../../src/probes/cri/facts.ts';
import { unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { deadCri, imagesFact } from '../builders/cri.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const etcd = 'registry.k8s.io/etcd:3.6.8-0';
const pause = 'registry.k8s.io/pause:3.10.2';

function withImages(pulling: boolean, ...images: readonly Omit<ImageFact, 'ms'>[]): Facts {
  return factsOf({ images: imagesFact({ pulling, images: images.map((one) => ({ ...one, ms: 3 })) }) });
}

function failing(detail: string): Facts {
  return withImages(true, { image: pause, state: 'pulled' }, { image: etcd, state: 'failed', detail });
}

const dead = factsOf({ cri: deadCri({ state: 'absent', code: 'ENOENT', mode: '' }) });
const never = planOf({ imagePullPolicy: fromFile('Never', 'nodeRegistration.imagePullPolicy') });
const dryRun = planOf({ dryRun: fromFile(true, 'dryRun') });
const kubeadm = { policy: 'kubeadm' } as const;

const usual: readonly CheckCase[] = [
  { name: 'all are there', says: ['pass images.present'] },
  {
    name: 'one is to be pulled',
    facts: withImages(false, { image: pause, state: 'present' }, { image: etcd, state: 'missing' }),
    says: ['info images.missing'],
  },
  {
    name: 'pulled',
    stance: { pullImages: true },
    facts: withImages(true, { image: pause, state: 'present' }, { image: etcd, state: 'pulled' }),
    says: ['pass images.pulled'],
  },
  ...[
    'failed to resolve reference: dial tcp: lookup registry.k8s.io: no such host',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'unexpected status code 401 Unauthorized',
    'registry.example/etcd:3.6.8-0: not found',
    'write /var/lib/containerd: no space left on device',
    'something else',
  ].map((detail) => ({
    name: `a pull that fails: ${detail}`,
    stance: { pullImages: true } as const,
    facts: failing(detail),
    says: ['fail images.pull-failed'],
  })),
  {
    name: 'the image service does not answer',
    facts: withImages(false, { image: etcd, state: 'unknown', detail: 'no answer' }),
    says: ['unknown images.not-told'],
  },
  { name: 'imagePullPolicy Never', plan: never, says: ['pass images.never'] },
  { name: 'a dry run', plan: dryRun, facts: dead, says: ['pass images.dry-run'] },
  { name: 'no runtime', facts: dead, says: ['unknown images.not-told'] },
  {
    name: 'not looked at',
    facts: factsOf({ images: unknown('not-collected', 'the run was stopped') }),
    says: ['unknown images.not-told'],
  },
  {
    name: 'the runtime was not looked at',
    facts: factsOf({ cri: unknown('not-collected', 'the run was stopped') }),
    says: ['unknown images.not-told'],
  },
  {
    name: 'a worker pulls nothing',
    plan: planOf({ action: 'join', phase: 'join', role: byDefault('worker') }),
    says: [],
  },
];

const asKubeadm: readonly CheckCase[] = [
  { name: 'kubeadm: not asked to', stance: kubeadm, says: ['info images.not-pulled'] },
  {
    name: 'kubeadm: asked to',
    stance: { ...kubeadm, pullImages: true },
    facts: withImages(true, { image: etcd, state: 'pulled' }),
    says: ['pass images.pulled'],
  },
  {
    name: 'kubeadm: asked to, and it fails',
    stance: { ...kubeadm, pullImages: true },
    facts: failing('not found'),
    says: ['fail images.pull-failed'],
  },
  { name: 'kubeadm: Never', stance: kubeadm, plan: never, says: ['pass images.never'] },
  { name: 'kubeadm 1.36: no runtime', stance: kubeadm, facts: dead, says: ['pass images.not-reached'] },
  {
    name: 'kubeadm 1.34: no runtime',
    stance: kubeadm,
    plan: planOf({ version: 'v1.34.2', imagePullPolicy: fromFile('Never', 'imagePullPolicy') }),
    facts: dead,
    says: ['fail images.no-runtime'],
  },
];

export const cases: CheckCases = { check: imagePullCheck, cases: [...usual, ...asKubeadm] };
