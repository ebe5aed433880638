/** The API groups that a kubeadm file may hold, and what of them is read. */
export const kubeadmGroup = 'kubeadm.k8s.io';
export const kubeProxyGroup = 'kubeproxy.config.k8s.io';
export const kubeletGroup = 'kubelet.config.k8s.io';

export const kubeadmKinds = [
  'InitConfiguration',
  'ClusterConfiguration',
  'JoinConfiguration',
  'ResetConfiguration',
  'UpgradeConfiguration',
] as const;

export type Kind = (typeof kubeadmKinds)[number] | 'KubeProxyConfiguration' | 'KubeletConfiguration';

export const kinds: readonly Kind[] = [...kubeadmKinds, 'KubeProxyConfiguration', 'KubeletConfiguration'];

export function isKind(word: string): word is Kind {
  return kinds.some((kind) => kind === word);
}

interface Group {
  readonly name: string;
  readonly versions: readonly string[];
  readonly kinds: readonly string[];
}

export const groups: readonly Group[] = [
  { name: kubeadmGroup, versions: ['v1beta4', 'v1beta3'], kinds: kubeadmKinds },
  { name: kubeProxyGroup, versions: ['v1alpha1'], kinds: ['KubeProxyConfiguration'] },
  { name: kubeletGroup, versions: ['v1beta1'], kinds: ['KubeletConfiguration'] },
];

/** The apiVersion that a kind belongs to. */
export function apiVersionOf(kind: Kind): string {
  const group = groups.find((candidate) => candidate.kinds.includes(kind));
  return group === undefined ? '' : `${group.name}/${group.versions[0]}`;
}
