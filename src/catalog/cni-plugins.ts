import { type Cni, type CniName, cnis } from './cnis.ts';
import { cniRequirements } from './requirements/cni.ts';
import { bridgeKeys } from './sysctls.ts';

/** Those that connect Pods; the others do a part of it beside them. */
const mains = ['calico', 'cilium', 'flannel', 'kube-router', 'bridge'] as const satisfies readonly Cni[];
export type MainCni = (typeof mains)[number];

interface CniKnowledge {
  readonly title: string;
  /** `type` in its CNI configuration. */
  readonly type: string;
  /** The file that its agent writes into /etc/cni/net.d; '' for none. */
  readonly file: string;
  /** It renames the configurations of others (Cilium: cni.exclusive, which is the default). */
  readonly exclusive?: true;
}

const knowledge: Readonly<Record<MainCni, CniKnowledge>> = {
  calico: { title: 'Calico', type: 'calico', file: '10-calico.conflist' },
  cilium: { title: 'Cilium', type: 'cilium-cni', file: '05-cilium.conflist', exclusive: true },
  flannel: { title: 'flannel', type: 'flannel', file: '10-flannel.conflist' },
  'kube-router': { title: 'kube-router', type: '', file: '10-kuberouter.conflist' },
  bridge: { title: 'the plugin bridge', type: 'bridge', file: '' },
};

/** kube-router brings no plugin of its own: it has bridge put Pods on this one. */
const kubeRouterBridge = 'kube-bridge';

/** The plugin that connects Pods, among several; flannel only where Calico does not (Canal). */
export function mainOf(plugins: readonly CniName[]): MainCni | undefined {
  return mains.find((one) => plugins.includes(one));
}

export function knowledgeOf(cni: MainCni): CniKnowledge {
  return knowledge[cni];
}

/** The plugin by the words of a CNI configuration; undefined: one that is not known here. */
export function cniOfType(type: string, bridge = ''): Cni | undefined {
  if (type === 'bridge' && bridge === kubeRouterBridge) return 'kube-router';
  return mains.find((one) => knowledge[one].type === type) ?? cnis.find((one) => one === type);
}

/** Those whose Pods hang on a Linux bridge: they ask for bridge-nf-call in the catalogue. */
export function isBridging(cni: CniName): boolean {
  return cniRequirements.some(({ component, name }) => component === cni && name === bridgeKeys.ipv4);
}
