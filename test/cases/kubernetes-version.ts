import { kubernetesVersionCheck } from '../../src/checks/names/kubernetes-version.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const asKubeadm = (kubeadmVersion: string) => ({ policy: 'kubeadm', kubeadmVersion }) as const;
const planned = (version: string) => planOf({ version });

const situations: readonly CheckCase[] = [
  { name: 'the kubeadm of the release', stance: { policy: 'kubeadm' }, says: ['pass version.within'] },
  {
    name: 'an older Kubernetes',
    plan: planned('v1.34.0'),
    stance: asKubeadm('v1.35.3'),
    says: ['pass version.within'],
  },
  {
    name: 'a later patch',
    plan: planned('v1.35.9'),
    stance: asKubeadm('v1.35.3'),
    says: ['pass version.within'],
  },
  {
    name: 'the next minor release',
    plan: planned('v1.36.0'),
    stance: asKubeadm('v1.35.3'),
    says: ['warn version.newer-than-kubeadm'],
  },
  {
    name: 'a pre-release of the next minor release',
    plan: planned('v1.36.0-alpha.0'),
    stance: asKubeadm('v1.35.3'),
    says: ['warn version.newer-than-kubeadm'],
  },
  {
    name: 'the next minor release, by default',
    plan: planned('v1.36.0'),
    stance: { kubeadmVersion: 'v1.35.3' },
    says: ['warn version.newer-than-kubeadm'],
  },
  {
    name: 'a build of kubeadm without a version',
    plan: planned('v1.36.0'),
    stance: asKubeadm('v0.0.0-master+$Format:%H$'),
    says: ['pass version.within'],
  },
  {
    name: 'no version at all',
    plan: planned('latest'),
    stance: asKubeadm('v1.35.3'),
    says: ['fail version.unreadable'],
  },
  { name: 'nothing to compare with', says: [] },
  { name: 'an upgrade', plan: planOf({ action: 'upgrade' }), stance: asKubeadm('v1.35.3'), says: [] },
];

export const cases: CheckCases = { check: kubernetesVersionCheck, cases: situations };
