import type { Plan } from '../config/plan.ts';
import { joinFiles, manifestFiles } from './kubeadm-checks.ts';

/** The kubelet's way into its cluster: a node that has it is a member of one. */
export const memberFile = '/etc/kubernetes/kubelet.conf';

/** Stands on a control plane, and nowhere else. */
export const apiServerManifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';

/** Files that kubeadm will write, and that must not be there yet, in its order. */
export function freshFilesOf({ action, role, caCertPath }: Plan): readonly string[] {
  const isControlPlane = role.value === 'control-plane';
  if (action === 'init') return manifestFiles;
  if (action !== 'join') return [];
  return [...joinFiles, ...(isControlPlane ? manifestFiles : [caCertPath.value])];
}

/** Directories that must be empty: that of a new member of etcd. */
export function emptyDirectoriesOf({ action, role, etcd }: Plan): readonly string[] {
  const isNew = action === 'init' || action === 'join';
  return isNew && role.value === 'control-plane' && !etcd.external ? [etcd.dataDir.value] : [];
}

/** Manifests that an upgrade changes, and must find; etcd's only where it runs here. */
export function wantedManifestsOf({ phase }: Plan): readonly string[] {
  return phase === 'upgrade apply' ? manifestFiles.filter((path) => !path.endsWith('etcd.yaml')) : [];
}
