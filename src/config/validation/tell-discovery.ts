import { flagAt, textAt, textsAt, valueAt, type Documents } from '../config-document.ts';
import type { PlanRequest } from '../plan-request.ts';
import { addConcern, type Problems } from '../problems.ts';

/**
 * kubeadm refuses a JoinConfiguration that does not say how to find the cluster. A file is often kept without its
 * secrets, and tells enough of the node: it is judged, and this is told.
 */
export function tellDiscovery(request: PlanRequest, documents: Documents, problems: Problems): void {
  const join = documents.get('JoinConfiguration');
  const { apiServerEndpoint } = request.flags;
  const { discoveryFile, discoveryToken } = request.cluster ?? {};
  if (join === undefined || (apiServerEndpoint ?? discoveryFile ?? discoveryToken) !== undefined) return;
  const lacks = lacking(documents).join(', ');
  if (lacks === '') return;
  const place = { source: join.source, offset: join.kindOffset, field: 'discovery' };
  const message = `kubeadm join refuses this document: it lacks ${lacks}`;
  const code = 'config.incomplete-discovery';
  addConcern(problems, place, { code, message }, { field: 'discovery', lacks });
}

function lacking(documents: Documents): readonly string[] {
  const join = documents.get('JoinConfiguration');
  if (valueAt(join, 'discovery.file') !== undefined) return [];
  const within = 'discovery.bootstrapToken';
  if (valueAt(join, within) === undefined) return [`${within} or discovery.file`];
  const fields = ['token', 'apiServerEndpoint'].map((name) => `${within}.${name}`);
  const isPinned = (textsAt(join, `${within}.caCertHashes`) ?? []).length > 0;
  const isUnsafe = flagAt(join, `${within}.unsafeSkipCAVerification`)?.value === true;
  return [
    ...fields.filter((field) => textAt(join, field) === undefined),
    ...(isPinned || isUnsafe ? [] : [`${within}.caCertHashes`]),
  ];
}
