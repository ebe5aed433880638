import type { HintState } from './state.ts';
import { hintChain, kubeletCanary, proxyCanary } from './state.ts';
import {
  type Choice,
  counts,
  decide,
  findsChain,
  findsText,
  hasLegacyRules,
  hasNft,
  otherwise,
  printsLegacy,
  type Step,
} from './steps.ts';

/** Someone who runs iptables in an image and must find out which backend the node uses. */
export interface Consumer {
  readonly id: string;
  readonly who: string;
  /** How it decides, in order. */
  readonly algorithm: string;
  readonly source: string;
  /** What overrides it, what its look does to the node, what is not certain. */
  readonly note?: string;
  /** It looks for the hint; others count rules or see what answers. */
  readonly readsHint: boolean;
  readonly choose: (state: HintState) => Choice;
}

const ofKubelet = [hintChain, kubeletCanary];
const ofProxy = [hintChain, proxyCanary];

function by(...steps: readonly Step[]): Consumer['choose'] {
  return (state) => decide(steps, state);
}

const countWords = 'counts the rules of both families: legacy if it has as many as nft or more, else nft';
const marksWords =
  'KUBE-IPTABLES-HINT or KUBE-KUBELET-CANARY in mangle of nft means nft; else in any table of legacy, legacy';

const wrapperV3: Consumer['choose'] = by(
  findsChain('nft', ofKubelet, 'mangle'),
  findsChain('legacy', ofKubelet),
  otherwise('nft', 'no mark stands, and it counts nothing: nft'),
);

/** Each by its own source; the order of the report. */
export const consumers: readonly Consumer[] = [
  {
    id: 'kube-proxy',
    who: 'kube-proxy image (iptables-wrappers v2)',
    algorithm: `${marksWords}; else counts rules: legacy if it has more, else nft`,
    source: 'kubernetes-sigs/iptables-wrappers v2, kubernetes/release distroless-iptables',
    note: 'decides once, at its first call of iptables',
    readsHint: true,
    choose: by(findsChain('nft', ofKubelet, 'mangle'), findsChain('legacy', ofKubelet), counts('nft')),
  },
  {
    id: 'iptables-wrappers-v1',
    who: 'iptables-wrappers v1',
    algorithm: countWords,
    source: 'kubernetes-sigs/iptables-wrappers v1',
    readsHint: false,
    choose: by(counts('legacy')),
  },
  {
    id: 'iptables-wrappers-v1-old',
    who: 'iptables-wrappers v1 over iptables 1.8.3',
    algorithm: `10 legacy rules mean legacy, without a look at nft; else it ${countWords}`,
    source: 'kubernetes-sigs/iptables-wrappers v1',
    readsHint: false,
    choose: by(hasLegacyRules(10), counts('legacy')),
  },
  {
    id: 'iptables-wrappers-v3',
    who: 'iptables-wrappers v3 (Go)',
    algorithm: `${marksWords}; else nft`,
    source: 'kubernetes-sigs/iptables-wrappers v3',
    readsHint: true,
    choose: wrapperV3,
  },
  {
    id: 'calico',
    who: 'Calico (Felix)',
    algorithm:
      'either name in what -save prints of mangle: nft first, then legacy; else it counts rules: legacy if it has as many as nft or more, else nft',
    source: 'projectcalico/calico felix/environment/feature_detect_linux.go, since 2022-12',
    note: 'FELIX_IPTABLESBACKEND overrides it; where nft has no mark, its look registers the legacy table mangle',
    readsHint: true,
    choose: by(
      findsText('nft', ofKubelet, 'mangle'),
      findsText('legacy', ofKubelet, 'mangle'),
      counts('legacy'),
    ),
  },
  {
    id: 'cilium',
    who: 'Cilium',
    algorithm:
      'KUBE-IPTABLES-HINT or KUBE-PROXY-CANARY in mangle of nft means nft; else in any table of legacy, or there KUBE-KUBELET-CANARY, legacy; else counts rules: legacy if it has more, else nft',
    source: 'cilium/cilium#20123, images/runtime/iptables-wrapper',
    readsHint: true,
    choose: by(
      findsChain('nft', ofProxy, 'mangle'),
      findsChain('legacy', ofProxy),
      findsChain('legacy', [kubeletCanary]),
      counts('nft'),
    ),
  },
  {
    id: 'flannel',
    who: 'flannel (image with iptables-wrappers in Go)',
    algorithm: `${marksWords}; else nft`,
    source: 'flannel-io/flannel images/Dockerfile',
    note: 'since which release is to be verified; EnableNFTables makes it write nft rules itself',
    readsHint: true,
    choose: wrapperV3,
  },
  {
    id: 'flannel-v1',
    who: 'flannel (older image, script of v1)',
    algorithm: countWords,
    source: 'flannel-io/flannel dist/iptables-wrapper-installer.sh, flannel-io/flannel#1611',
    note: 'up to which release is to be verified',
    readsHint: false,
    choose: by(counts('legacy')),
  },
  {
    id: 'istio',
    who: 'Istio (CNI, init), in this network namespace',
    algorithm:
      'each family for itself: legacy if it works and its -save prints a table; else nft if it works; else plain iptables',
    source: 'istio/istio tools/istio-iptables, istio/istio#57827, #61020',
    note: 'an empty legacy table is enough for legacy, and its own look registers filter; newer releases keep their first choice',
    readsHint: false,
    choose(state) {
      const four = decide([printsLegacy('ipv4'), hasNft('ipv4')], state);
      const six = decide([printsLegacy('ipv6'), hasNft('ipv6')], state);
      if (six.backend === four.backend) return four;
      return { ...four, reason: `${four.reason}; for IPv6 it takes ${six.backend}` };
    },
  },
];

export interface Prediction extends Omit<Consumer, 'choose'>, Choice {}

/** What every consumer would choose if it started now. */
export function predict(state: HintState): readonly Prediction[] {
  return consumers.map(({ choose, ...consumer }) => ({ ...consumer, ...choose(state) }));
}
