/** Network plugins with requirements of their own; the last three are plugins of the CNI project. */
export const cnis = ['calico', 'cilium', 'flannel', 'kube-router', 'bridge', 'portmap', 'firewall'] as const;
export type Cni = (typeof cnis)[number];

/** What may be said of a node: `other` is one that is not known here, `none` that there is none. */
export const cniNames = [...cnis, 'other', 'none'] as const;
export type CniName = (typeof cniNames)[number];
