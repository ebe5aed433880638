/** A pair of certificate and key that kubeadm keeps for a control plane (cmd/kubeadm/app/constants). */
export interface PkiEntry {
  /** The path below certificatesDir, without `.crt` and `.key`. */
  readonly stem: string;
  /** The pair that signs it; absent: it is a CA itself. */
  readonly ca?: string;
}

export const pkiEntries: readonly PkiEntry[] = [
  { stem: 'ca' },
  { stem: 'apiserver', ca: 'ca' },
  { stem: 'apiserver-kubelet-client', ca: 'ca' },
  { stem: 'front-proxy-ca' },
  { stem: 'front-proxy-client', ca: 'front-proxy-ca' },
  { stem: 'etcd/ca' },
  { stem: 'etcd/server', ca: 'etcd/ca' },
  { stem: 'etcd/peer', ca: 'etcd/ca' },
  { stem: 'etcd/healthcheck-client', ca: 'etcd/ca' },
  { stem: 'apiserver-etcd-client', ca: 'etcd/ca' },
];

/** With a CA whose key is elsewhere, kubeadm cannot make these (phases/kubeconfig). */
export const signedKubeconfigs: readonly string[] = [
  '/etc/kubernetes/admin.conf',
  '/etc/kubernetes/controller-manager.conf',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/scheduler.conf',
];

/** Which CA a pair belongs to, in a PKI that has an etcd of its own or not. */
export function pkiEntriesFor(externalEtcd: boolean): readonly PkiEntry[] {
  if (!externalEtcd) return pkiEntries;
  return pkiEntries.filter(({ stem, ca }) => stem !== 'etcd/ca' && ca !== 'etcd/ca');
}
