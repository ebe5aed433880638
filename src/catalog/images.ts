import type { Plan } from '../config/plan.ts';
import { minorOf } from './release.ts';

/** The images that do not carry the version of Kubernetes itself. */
interface Companions {
  readonly etcd: string;
  readonly coreDns: string;
  readonly pause: string;
}

/**
 * As the first release of each minor has them (cmd/kubeadm/app/constants/constants.go); later patch releases
 * may name newer ones of etcd and CoreDNS, which `kubeadm config images list` of that release prints.
 */
const companions: Readonly<Record<string, Companions>> = {
  '1.28': { etcd: '3.5.9-0', coreDns: 'v1.10.1', pause: '3.9' },
  '1.29': { etcd: '3.5.10-0', coreDns: 'v1.11.1', pause: '3.9' },
  '1.30': { etcd: '3.5.12-0', coreDns: 'v1.11.1', pause: '3.9' },
  '1.31': { etcd: '3.5.15-0', coreDns: 'v1.11.1', pause: '3.10' },
  '1.32': { etcd: '3.5.16-0', coreDns: 'v1.11.3', pause: '3.10' },
  '1.33': { etcd: '3.5.21-0', coreDns: 'v1.12.0', pause: '3.10' },
  '1.34': { etcd: '3.6.4-0', coreDns: 'v1.12.1', pause: '3.10.1' },
  '1.35': { etcd: '3.6.6-0', coreDns: 'v1.13.1', pause: '3.10.1' },
  '1.36': { etcd: '3.6.8-0', coreDns: 'v1.14.2', pause: '3.10.2' },
  '1.37': { etcd: '3.7.0-0', coreDns: 'v1.14.6', pause: '3.10.2' },
};

const components = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
const registry = 'registry.k8s.io';

/** Whether kubeadm pulls images in this phase (cmd/phases/{init,join,upgrade}). */
export function pullsImages({ phase, role }: Plan): boolean {
  return (
    phase !== 'reset' && (phase === 'init' || phase === 'upgrade apply' || role.value === 'control-plane')
  );
}

/** The images that kubeadm pulls for this plan, as far as they are known here. */
export function imagesOf(plan: Plan): readonly string[] {
  if (!pullsImages(plan)) return [];
  const { images, kubernetesVersion, proxyMode, etcd } = plan;
  const repository = images.repository.value;
  // A tag holds no plus sign.
  const tag = kubernetesVersion.value.replaceAll('+', '_');
  const proxy = proxyMode.value === 'none' ? [] : ['kube-proxy'];
  const own = [...components, ...proxy].map((name) => `${repository}/${name}:${tag}`);
  const known = companions[minorOf(kubernetesVersion.value)];
  const coreDns = images.coreDnsTag.value || known?.coreDns;
  const etcdTag = images.etcdTag.value || known?.etcd;
  return [
    ...own,
    ...(coreDns === undefined ? [] : [`${coreDnsRepository(plan)}/coredns:${coreDns}`]),
    ...(known === undefined ? [] : [`${repository}/pause:${known.pause}`]),
    ...(etcdTag === undefined || etcd.external
      ? []
      : [`${images.etcdRepository.value || repository}/etcd:${etcdTag}`]),
  ];
}

/** CoreDNS lies one level deeper in the registry of Kubernetes, and in no other (images.go). */
function coreDnsRepository({ images }: Plan): string {
  if (images.coreDnsRepository.value !== '') return images.coreDnsRepository.value;
  return images.repository.value === registry ? `${registry}/coredns` : images.repository.value;
}

/** `registry.k8s.io/pause:3.10.2`; undefined for a release that is not known here. */
export function pauseImageOf({ images, kubernetesVersion }: Plan): string | undefined {
  const known = companions[minorOf(kubernetesVersion.value)];
  return known && `${images.repository.value}/pause:${known.pause}`;
}
