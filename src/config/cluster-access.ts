import type { ClusterAccess, ClusterRequest } from './cluster-io.ts';
import { flagAt, textAt, textsAt, type Documents } from './config-document.ts';
import { goDurationMs } from './go-duration.ts';
import type { ClusterFlags, PlanRequest } from './plan-request.ts';

/** kubeadm waits minutes for a cluster that comes up; who asks for a judgement does not. */
const capMs = 5000;
/** kubeadm's own defaults (timeouts.discovery, timeouts.kubernetesAPICall). */
const discoveryDefaultMs = 300_000;
const callDefaultMs = 60_000;

/** What join and upgrade ask the cluster with; undefined: there is no way, or nobody wants it. */
export function clusterRequestOf(
  { action, cluster: flags, flags: { apiServerEndpoint } }: PlanRequest,
  documents: Documents,
): ClusterRequest | undefined {
  if (flags === undefined || (action !== 'join' && action !== 'upgrade')) return undefined;
  const access = accessOf(flags, apiServerEndpoint, documents);
  if (access === undefined) return undefined;
  const totalMs = flags.apiTimeoutMs ?? capMs;
  return {
    access,
    totalMs,
    discoveryMs: Math.min(totalMs, timeoutOf(documents, 'discovery') ?? discoveryDefaultMs),
    callMs: Math.min(totalMs, timeoutOf(documents, 'kubernetesAPICall') ?? callDefaultMs),
    allowExec: flags.allowExec,
    forUpgrade: action === 'upgrade',
    // A bootstrap token may read what kubeadm reads, and no more.
    ...(access.kind === 'kubeconfig' ? { alsoPlugin: true } : {}),
  };
}

/** The strongest first: --kubeconfig, then as kubeadm join discovers, then the files of a member of the cluster. */
function accessOf(
  flags: ClusterFlags,
  operand: string | undefined,
  documents: Documents,
): ClusterAccess | undefined {
  if (flags.kubeconfig !== undefined) {
    return { kind: 'kubeconfig', file: flags.kubeconfig, isDefault: false };
  }
  const join = documents.get('JoinConfiguration');
  const read = (field: string): string | undefined => textAt(join, `discovery.${field}`)?.value;
  const token = flags.discoveryToken ?? read('bootstrapToken.token');
  const tlsBootstrapToken = flags.tlsBootstrapToken ?? read('tlsBootstrapToken') ?? token;
  const file = flags.discoveryFile ?? read('file.kubeConfigPath');
  if (file !== undefined) {
    return {
      kind: 'discovery-file',
      file,
      ...(tlsBootstrapToken === undefined ? {} : { tlsBootstrapToken }),
    };
  }
  const endpoint = operand ?? read('bootstrapToken.apiServerEndpoint');
  if (token !== undefined && tlsBootstrapToken !== undefined && endpoint !== undefined) {
    const hashes = textsAt(join, 'discovery.bootstrapToken.caCertHashes')?.map(({ value }) => value);
    const unsafe = flagAt(join, 'discovery.bootstrapToken.unsafeSkipCAVerification')?.value;
    return {
      kind: 'token',
      endpoint,
      token,
      tlsBootstrapToken,
      caCertHashes: flags.caCertHashes ?? hashes ?? [],
      unsafeSkipCAVerification: flags.unsafeSkipCAVerification || unsafe === true,
    };
  }
  const [own] = flags.memberFiles;
  return own === undefined ? undefined : { kind: 'kubeconfig', file: own, isDefault: true };
}

function timeoutOf(documents: Documents, name: 'discovery' | 'kubernetesAPICall'): number | undefined {
  const document = documents.get('JoinConfiguration') ?? documents.get('UpgradeConfiguration');
  // v1beta3 has discovery.timeout alone.
  const text =
    textAt(document, `timeouts.${name}`) ??
    (name === 'discovery' ? textAt(document, 'discovery.timeout') : undefined);
  const ms = text === undefined ? undefined : goDurationMs(text.value);
  // 0 means unset to kubeadm.
  return ms === 0 ? undefined : ms;
}
