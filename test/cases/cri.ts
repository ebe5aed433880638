import { criCheck } from '../../src/checks/runtime/cri.ts';
import type { CriFacts } from '../../src/probes/cri/facts.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { answer, containerdSocket, criOf, deadCri, refusal } from '../builders/cri.ts';
import { absent, factsOf, ordinaryUser } from '../builders/facts.ts';
import { servicesOf } from '../builders/services.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const ready = { type: 'RuntimeReady', status: true, reason: '', message: '' };
const notReady = { ...ready, status: false, reason: 'ContainerdNotReady', message: 'starting' };
const noCni = {
  type: 'NetworkReady',
  status: false,
  reason: 'NetworkPluginNotReady',
  message: 'cni plugin not initialized',
};
const deprecations = { ...ready, type: 'ContainerdHasNoDeprecationWarnings', status: false };

const absentSocket = deadCri({ state: 'absent', code: 'ENOENT', mode: '' });
const unimplemented = refusal('unimplemented', 'unknown service runtime.v1.RuntimeService');
const old = answer({ name: 'containerd', version: '1.5.9', api: 'v1alpha2' });

const several: CriFacts['endpoint'] = {
  chosenBy: 'several',
  endpoint: `unix://${containerdSocket}`,
  path: containerdSocket,
};
const set: CriFacts['endpoint'] = {
  chosenBy: 'cri-socket',
  endpoint: 'unix:///run/x.sock',
  path: '/run/x.sock',
};
const join = planOf({ action: 'join', phase: 'join', role: byDefault('worker') });
const upgrade = planOf({ action: 'upgrade', phase: 'upgrade node' });

function managedBy(manager: 'openrc' | 'none') {
  return known(servicesOf({ manager, managerSource: 'PID 1 is bash' }));
}

function asKubeadm(version: string): Pick<CheckCase, 'plan' | 'stance'> {
  return { plan: planOf({ version }), stance: { policy: 'kubeadm' } };
}

const dead: readonly CheckCase[] = [
  { name: 'no socket', facts: factsOf({ cri: absentSocket }), says: ['fail cri.absent'] },
  {
    name: 'no socket, and no service manager runs',
    facts: factsOf({ cri: absentSocket, services: managedBy('none') }),
    says: ['fail cri.absent'],
  },
  {
    name: 'no socket, and OpenRC starts services',
    facts: factsOf({ cri: absentSocket, services: managedBy('openrc') }),
    says: ['fail cri.absent'],
  },
  {
    name: 'no socket, and containerd is not installed',
    facts: factsOf({ cri: deadCri({ state: 'absent', code: 'ENOENT', mode: '' }, { program: '' }) }),
    says: ['fail cri.absent'],
  },
  {
    name: 'no socket where the plan names one, and CRI-O listens at its own',
    plan: planOf({ criSocket: fromFile('unix:///run/x.sock', 'nodeRegistration.criSocket') }),
    facts: factsOf({
      cri: deadCri(
        { state: 'absent', code: 'ENOENT', mode: '' },
        { endpoint: set, others: ['/var/run/crio/crio.sock'] },
      ),
    }),
    says: ['fail cri.absent'],
  },
  {
    name: 'a socket left behind',
    facts: factsOf({ cri: deadCri({ state: 'refused', code: 'ECONNREFUSED', mode: '0660 0:0' }) }),
    says: ['fail cri.refused'],
  },
  {
    name: 'a file',
    facts: factsOf({ cri: deadCri({ state: 'not-a-socket', code: 'ECONNREFUSED', mode: '0644 0:0' }) }),
    says: ['fail cri.not-a-socket'],
  },
  {
    name: 'a TCP endpoint',
    facts: factsOf({
      cri: deadCri(
        { state: 'bad-endpoint', code: '', mode: '' },
        { endpoint: { chosenBy: 'kubelet', endpoint: 'tcp://127.0.0.1:3735', path: '' } },
      ),
    }),
    says: ['fail cri.bad-endpoint'],
  },
  {
    name: 'an errno of another kind',
    facts: factsOf({ cri: deadCri({ state: 'failed', code: 'EIO', mode: '' }) }),
    says: ['fail cri.failed'],
  },
  {
    name: 'closed to an ordinary user',
    facts: factsOf({
      user: ordinaryUser,
      cri: deadCri({ state: 'forbidden', code: 'EACCES', mode: '0660 0:0' }),
    }),
    says: ['unknown cri.needs-root'],
  },
  {
    name: 'closed to root',
    facts: factsOf({ cri: deadCri({ state: 'forbidden', code: 'EACCES', mode: '0660 0:0' }) }),
    says: ['fail cri.forbidden'],
  },
];

const useless: readonly CheckCase[] = [
  {
    name: 'a runtime that was stopped midway',
    facts: factsOf({
      cri: criOf(
        { listener: 'containerd (pid 812)' },
        { version: refusal('timed-out', 'no answer'), ms: 2010 },
      ),
    }),
    says: ['fail cri.timed-out'],
  },
  {
    name: 'a web server behind the socket',
    facts: factsOf({
      cri: criOf({ listener: 'nginx (pid 90)' }, { version: refusal('not-grpc', 'Protocol error') }),
    }),
    says: ['fail cri.not-grpc'],
  },
  {
    name: 'another gRPC service behind the socket',
    facts: factsOf({ cri: criOf({}, { version: unimplemented }) }),
    says: ['fail cri.unimplemented'],
  },
  {
    name: 'containerd without its CRI',
    facts: factsOf({
      cri: criOf(
        { disabledBy: { file: '/etc/containerd/config.toml', line: 'disabled_plugins = ["cri"]' } },
        { version: unimplemented },
      ),
    }),
    says: ['fail cri.plugin-disabled'],
  },
  {
    name: 'containerd 1.5',
    facts: factsOf({ cri: criOf({}, { version: unimplemented, v1alpha2: old }) }),
    says: ['fail cri.v1alpha2-only'],
  },
  {
    name: 'a runtime that fails at its first call',
    facts: factsOf({ cri: criOf({}, { version: refusal('status', 'server is not initialized yet') }) }),
    says: ['fail cri.failed'],
  },
  {
    name: 'two runtimes, at init',
    facts: factsOf({ cri: criOf({ endpoint: several, others: ['/var/run/crio/crio.sock'] }) }),
    says: ['fail cri.several'],
  },
  {
    name: 'two runtimes, at join',
    plan: join,
    facts: factsOf({ cri: criOf({ endpoint: several, others: ['/var/run/crio/crio.sock'] }) }),
    says: ['fail cri.several'],
  },
  {
    name: 'two runtimes, on a node that is set up',
    plan: upgrade,
    facts: factsOf({ cri: criOf({ endpoint: several }) }),
    says: ['pass cri.answers'],
  },
];

const answering: readonly CheckCase[] = [
  { name: 'containerd 2.1 with CNI', says: ['pass cri.answers'] },
  {
    name: 'containerd without CNI, before init',
    facts: factsOf({ cri: criOf({}, { status: answer([ready, noCni]) }) }),
    says: ['pass cri.answers', 'info cri.network-not-ready'],
  },
  {
    name: 'containerd without CNI, before join',
    plan: join,
    facts: factsOf({ cri: criOf({}, { status: answer([ready, noCni]) }) }),
    says: ['pass cri.answers', 'info cri.network-not-ready'],
  },
  {
    name: 'containerd without CNI, on a node that is set up',
    plan: upgrade,
    facts: factsOf({
      cri: criOf(
        {
          endpoint: {
            chosenBy: 'node',
            endpoint: `unix://${containerdSocket}`,
            path: containerdSocket,
            source: '/var/lib/kubelet/instance-config.yaml',
          },
        },
        { status: answer([ready, noCni]) },
      ),
    }),
    says: ['pass cri.answers', 'warn cri.network-down'],
  },
  {
    name: 'a condition of its own that is false',
    facts: factsOf({ cri: criOf({}, { status: answer([ready, deprecations]) }) }),
    says: ['pass cri.answers'],
  },
  {
    name: 'RuntimeReady is false',
    facts: factsOf({ cri: criOf({}, { status: answer([notReady]) }) }),
    says: ['fail cri.not-ready'],
  },
  {
    name: 'Status fails',
    facts: factsOf({ cri: criOf({}, { status: refusal('status', 'server is not initialized yet') }) }),
    says: ['fail cri.status-failed'],
  },
  {
    name: 'answers after more than a second',
    facts: factsOf({ cri: criOf({}, { ms: 1400 }) }),
    says: ['pass cri.answers', 'warn cri.slow'],
  },
  {
    name: 'the kubelet is told another endpoint',
    plan: planOf({
      criSocket: fromFile(`unix://${containerdSocket}`, 'nodeRegistration.criSocket'),
      kubelet: {
        containerRuntimeEndpoint: fromFile(
          'unix:///var/run/crio/crio.sock',
          'nodeRegistration.kubeletExtraArgs',
        ),
      },
    }),
    says: ['pass cri.answers', 'warn cri.kubelet-elsewhere'],
  },
  {
    name: 'another pause image',
    facts: factsOf({ cri: criOf({}, { ownConfig: { sandboxImage: 'registry.k8s.io/pause:3.6' } }) }),
    says: ['pass cri.answers', 'info cri.sandbox-image'],
  },
  {
    name: 'the same pause image',
    facts: factsOf({ cri: criOf({}, { ownConfig: { sandboxImage: 'registry.k8s.io/pause:3.10.2' } }) }),
    says: ['pass cri.answers'],
  },
  {
    name: 'not looked at',
    facts: factsOf({ cri: unknown('timed-out', 'the probe cri did not answer in 6000 ms') }),
    says: ['unknown cri.not-told'],
  },
  { name: 'reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

const kubeadm: readonly CheckCase[] = [
  { name: 'kubeadm: it answers', ...asKubeadm('v1.36.2'), says: ['pass cri.answers'] },
  {
    name: 'kubeadm: without CNI',
    ...asKubeadm('v1.36.2'),
    facts: factsOf({ cri: criOf({}, { status: answer([ready, noCni]) }) }),
    says: ['pass cri.answers'],
  },
  {
    name: 'kubeadm 1.36: no socket',
    ...asKubeadm('v1.36.2'),
    facts: factsOf({ cri: absentSocket }),
    says: ['fail cri.absent'],
  },
  {
    name: 'kubeadm 1.34: no socket',
    ...asKubeadm('v1.34.2'),
    facts: factsOf({ cri: absentSocket }),
    says: ['pass cri.left-out'],
  },
  {
    name: 'kubeadm 1.34: Status fails',
    ...asKubeadm('v1.34.2'),
    facts: factsOf({ cri: criOf({}, { status: refusal('timed-out', 'no answer') }) }),
    says: ['fail cri.status-failed'],
  },
  {
    name: 'kubeadm 1.34: RuntimeReady is false',
    ...asKubeadm('v1.34.2'),
    facts: factsOf({ cri: criOf({}, { status: answer([notReady]) }) }),
    says: ['fail cri.not-ready'],
  },
  {
    name: 'kubeadm 1.30: no socket',
    ...asKubeadm('v1.30.0'),
    facts: factsOf({ cri: absentSocket }),
    says: ['fail cri.absent'],
  },
  {
    name: 'kubeadm 1.30: no crictl to ask with',
    ...asKubeadm('v1.30.0'),
    facts: factsOf({ cri: absentSocket, with: [absent('crictl')] }),
    says: ['pass cri.left-out'],
  },
  {
    name: 'kubeadm 1.30: crictl does not look at conditions',
    ...asKubeadm('v1.30.0'),
    facts: factsOf({ cri: criOf({}, { status: answer([notReady]) }) }),
    says: ['pass cri.answers'],
  },
  {
    name: 'kubeadm: two runtimes',
    ...asKubeadm('v1.36.2'),
    facts: factsOf({ cri: criOf({ endpoint: several, others: ['/var/run/crio/crio.sock'] }) }),
    says: ['fail cri.several'],
  },
];

export const cases: CheckCases = {
  check: criCheck,
  cases: [...dead, ...useless, ...answering, ...kubeadm],
};
