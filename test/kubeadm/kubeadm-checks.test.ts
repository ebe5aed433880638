import { describe, expect, it } from 'vitest';
import { kubeadmChecksOf } from '../../src/catalog/kubeadm-checks.ts';
import { expectedOf, type PhaseName, phaseTables } from './expected-checks.ts';
import { latestPatch, phasePlans } from './phase-plans.ts';

const minors = [28, 29, 30, 31, 32, 33, 34, 35, 36, 37];
const phases = Object.keys(phaseTables) as PhaseName[];
const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

const namesOf = (...given: Parameters<typeof kubeadmChecksOf>) =>
  kubeadmChecksOf(...given).map(({ name }) => name);

describe.each(phases)('kubeadm %s', (phase) => {
  it.each(minors)('of 1.%i checks what the table says, and no more', (minor) => {
    const release = latestPatch(minor);
    const listed = kubeadmChecksOf(phasePlans[phase](release), release);
    expect(listed.toSorted(byName)).toEqual(expectedOf(phase, minor).toSorted(byName));
  });
});

describe('kubeadmChecksOf', () => {
  it('keeps the order of the lists in init', () => {
    const names = kubeadmChecksOf(phasePlans.init('v1.36.2'), 'v1.36.2').map(({ name }) => name);
    expect(names.filter((name) => !/^(?:File|Dir|Port)/u.test(name))).toEqual([
      'IsPrivilegedUser',
      'NumCPU',
      'Mem',
      'KubernetesVersion',
      'Firewalld',
      'HTTPProxy',
      'HTTPProxyCIDR',
      'CRI',
      'ContainerRuntimeVersion',
      'Swap',
      'SystemVerification',
      'Hostname',
      'KubeletVersion',
      'Service-kubelet',
      'ImagePull',
    ]);
  });

  it('knows socat and ebtables until the patch that dropped them', () => {
    const first = namesOf(phasePlans.init('v1.31.0'), 'v1.31.0');
    expect(first).toContain('FileExisting-socat');
    expect(first).toContain('FileExisting-ebtables');
    const last = latestPatch(31);
    expect(namesOf(phasePlans.init(last), last)).not.toContain('FileExisting-socat');
  });

  it('asks for conntrack in 1.32 for an older Kubernetes alone, and never on join', () => {
    const conntrack = 'FileExisting-conntrack';
    const join = phasePlans['join of a worker by file']('v1.31.5');
    expect(namesOf(phasePlans.init('v1.31.5'), 'v1.32.6')).toContain(conntrack);
    expect(namesOf(phasePlans.init('v1.32.6'), 'v1.32.6')).not.toContain(conntrack);
    expect(namesOf(join, 'v1.32.6')).not.toContain(conntrack);
  });

  it('names the port and the paths of the configuration', () => {
    const plan = phasePlans['other port and data directory']('v1.36.2');
    const names = kubeadmChecksOf(plan, 'v1.36.2').map(({ name }) => name);
    expect(names).toContain('Port-7443');
    expect(names).toContain('DirAvailable--srv-etcd');
    expect(names).not.toContain('Port-6443');
  });
});
