import { known } from '../../../src/probes/fact.ts';
import { kernelConfigOf, legacyCgroups } from '../../builders/cgroups.ts';
import { answer, criOf, refusal } from '../../builders/cri.ts';
import { root } from '../../builders/facts.ts';
import { namesFacts } from '../../builders/names.ts';
import { assignment, swapOn, sysctlFilesWith, sysctlsWith, sysctlValue } from '../../builders/resources.ts';
import { init } from '../../config/read-plan.ts';
import type { FieldCase } from '../field-case.ts';
import { all, modules } from '../shorthand.ts';

const forward = 'net/ipv4/ip_forward';
const noKernelConfig = {
  kernelConfig: known(
    kernelConfigOf([], { source: '', options: {}, kubeadms: { state: 'absent', configsModule: false } }),
  ),
};
const unimplemented = refusal('unimplemented', 'unknown service runtime.v1.RuntimeService');
const nodeName = (name: string) => `${init}nodeRegistration:\n  name: "${name}"\n`;
const crio = 'unix:///var/run/crio/crio.sock';

/** kubeadm's own checks: where they were false alarms, and where they are right. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-158',
    source: 'https://github.com/kubernetes/kubernetes/issues/36301',
    title: 'no ebtables, which nobody here uses',
    ideal: 'ok',
    plan: { mode: 'iptables' },
    node: { without: ['ebtables'] },
  },
  {
    id: 'FC-159',
    source: 'https://github.com/kubernetes/kubernetes/issues/89628',
    title: 'no conntrack program on the host',
    ideal: 'info',
    plan: { mode: 'iptables' },
    node: { without: ['conntrack'] },
  },
  {
    id: 'FC-162',
    source: 'https://github.com/kubernetes/kubeadm/issues/1062',
    title: 'a fresh host of containerd: ip_forward is 0',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      ...sysctlsWith({
        [forward]: sysctlValue('0'),
        'net/bridge/bridge-nf-call-iptables': sysctlValue(undefined),
      }),
      ...sysctlFilesWith({ [forward]: [assignment(forward, '0', '/usr/lib/sysctl.d/50-default.conf')] }),
    },
  },
  {
    id: 'FC-163',
    source: 'https://github.com/kubernetes/kubeadm/issues/1351',
    title: 'the configuration of the kernel is nowhere',
    ideal: 'info',
    node: noKernelConfig,
  },
  {
    id: 'FC-164',
    source: 'https://github.com/kubernetes/kubernetes/issues/96081',
    title: 'a container as node has no /boot, and so no configuration of the kernel',
    ideal: 'info',
    node: { ...noKernelConfig, user: { ...root, container: 'lxc', initialNetworkNamespace: false } },
  },
  {
    id: 'FC-165',
    source: 'https://github.com/kubernetes/kubeadm/issues/501',
    title: 'neither module tree nor configuration of the running kernel',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      ...noKernelConfig,
      proof: { missing: all('iptables'), modules: modules('no-module-tree', 'ip_tables', 'nf_tables') },
    },
  },
  {
    id: 'FC-167',
    source: 'https://github.com/containerd/containerd/issues/4581',
    title: 'containerd runs, and its CRI is switched off in its configuration',
    ideal: 'error',
    node: {
      cri: criOf(
        { disabledBy: { file: '/etc/containerd/config.toml', line: 'disabled_plugins = ["cri"]' } },
        {
          version: unimplemented,
          status: unimplemented,
          cgroupDriver: unimplemented,
          v1alpha2: unimplemented,
        },
      ),
    },
  },
  {
    id: 'FC-168',
    source: 'https://github.com/kubernetes/kubeadm/issues/749',
    title: 'CRI-O is the runtime, and docker is not there',
    ideal: 'ok',
    plan: { documents: [`${init}nodeRegistration:\n  criSocket: ${crio}\n`] },
    node: {
      cri: criOf(
        { endpoint: { chosenBy: 'cri-socket', endpoint: crio, path: '/var/run/crio/crio.sock' } },
        { version: answer({ name: 'cri-o', version: '1.36.1', api: 'v1' }) },
      ),
      without: ['docker'],
    },
  },
  {
    id: 'FC-169',
    source: 'https://github.com/kubernetes/kubernetes/issues/49065',
    title: 'the host has no name',
    ideal: 'error',
    plan: { hostName: '' },
  },
  {
    id: 'FC-170',
    source: 'https://github.com/kubermatic/kubeone/issues/544',
    title: 'the name of the host cannot be resolved',
    ideal: 'info',
    node: {
      names: known({
        ...namesFacts,
        source: 'nowhere',
        addresses: [],
        outcome: 'absent',
        servers: [{ address: '10.0.0.53', state: 'answered', code: '' }],
        asked: ['cp-1'],
      }),
    },
  },
  {
    id: 'FC-171',
    source: 'https://github.com/kubernetes-sigs/kubespray/pull/3135',
    title: 'an underscore in the name of the node',
    ideal: 'error',
    plan: { documents: [nodeName('node_1')] },
  },
  {
    id: 'FC-172',
    source: 'https://github.com/kubernetes/minikube/issues/22315',
    title: 'cgroup v1 with a kubelet of 1.35 or later',
    ideal: 'error',
    node: { cgroups: known(legacyCgroups) },
  },
  {
    id: 'FC-195',
    source: 'https://github.com/kubernetes/kubeadm/issues/610',
    title: 'swap is on, and the kubelet does not start with it',
    ideal: 'error',
    node: swapOn({ name: '/dev/zram0', kind: 'zram', sizeKiB: 262_144 }),
  },
];
