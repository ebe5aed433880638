import { textAt, type Documents } from './config-document.ts';
import type { ImagesPlan } from './plan.ts';
import { fromDefault } from './settle.ts';

/** Where the images of the control plane come from, and which of them are of one's own choice. */
export function planImages(documents: Documents, release: string): ImagesPlan {
  const cluster = documents.get('ClusterConfiguration');
  const text = (field: string) => textAt(cluster, field) ?? fromDefault('', release);
  return {
    repository: textAt(cluster, 'imageRepository') ?? fromDefault('registry.k8s.io', release),
    coreDnsRepository: text('dns.imageRepository'),
    coreDnsTag: text('dns.imageTag'),
    etcdRepository: text('etcd.local.imageRepository'),
    etcdTag: text('etcd.local.imageTag'),
  };
}
