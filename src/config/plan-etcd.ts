import { listAt, placeOf, textAt, valueAt, type Documents } from './config-document.ts';
import type { EtcdPlan } from './plan.ts';
import { addError, type Problems } from './problems.ts';
import { fromDefault } from './settle.ts';

export function planEtcd(documents: Documents, release: string, problems: Problems): EtcdPlan {
  const cluster = documents.get('ClusterConfiguration');
  const external = valueAt(cluster, 'etcd.external');
  if (cluster !== undefined && external !== undefined && valueAt(cluster, 'etcd.local') !== undefined) {
    addError(problems, placeOf(cluster, external, 'etcd.external'), {
      code: 'config.exclusive-fields',
      message: 'etcd.local and etcd.external exclude each other',
      suggestion: 'one of the two removed',
    });
  }
  const text = (field: string) => textAt(cluster, field) ?? fromDefault('', release);
  return {
    external: external !== undefined,
    dataDir: textAt(cluster, 'etcd.local.dataDir') ?? fromDefault('/var/lib/etcd', release),
    endpoints: listAt(cluster, 'etcd.external.endpoints') ?? fromDefault([], release),
    httpEndpoints: listAt(cluster, 'etcd.external.httpEndpoints') ?? fromDefault([], release),
    caFile: text('etcd.external.caFile'),
    certFile: text('etcd.external.certFile'),
    keyFile: text('etcd.external.keyFile'),
  };
}
