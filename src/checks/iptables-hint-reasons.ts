import { isAtLeast } from '../catalog/release.ts';
import type { Args, Remedy } from '../findings/finding.ts';
import type { Reason } from './check.ts';

export const name = 'IPTablesHint';

/** What the kubelet does without iptables; 1.33 made it quiet (kubernetes#129826). */
const kubeletSays = (release: Args[string] | undefined): string =>
  isAtLeast(String(release), '1.33')
    ? 'the kubelet says so in one info line'
    : 'the kubelet before 1.33 logs an error for each family, which does no harm';

const verify = ['kube-preflight hint show'];

const remake: Remedy = {
  what: 'make the chain as the kubelet does (or restart the kubelet), and find out what flushes the table mangle',
  now: ['kube-preflight hint ensure'],
  verify,
};

const removeIt: Remedy = {
  what: 'remove the hint of the backend that is not in use; then restart what chose by it',
  now: ['kube-preflight hint delete', 'kube-preflight hint ensure'],
  verify,
};

export const reasons: readonly Reason[] = [
  {
    code: 'hint.made',
    means: 'The kubelet can make the chain KUBE-IPTABLES-HINT.',
    words: ({ variant }) => ({
      says: `the kubelet can make its hint chain with ${String(variant)} iptables`,
    }),
  },
  {
    code: 'hint.present',
    means: 'KUBE-IPTABLES-HINT stands in the backend of the iptables of this host.',
    words: ({ place }) => ({
      says: `KUBE-IPTABLES-HINT stands in ${String(place)}, as iptables of this host writes`,
    }),
  },
  {
    code: 'hint.gone',
    means: 'iptables works on a node that runs, and KUBE-IPTABLES-HINT stands in neither backend.',
    words: () => ({
      says: 'KUBE-IPTABLES-HINT stands in neither backend, though this node runs and iptables works',
      need: 'the chain that tells images which iptables variant this node uses',
      have: 'no such chain in mangle of nft or legacy: the kubelet does not run, started before iptables worked, or its chain was flushed',
      remedies: [remake],
    }),
  },
  {
    code: 'hint.wrong-backend',
    means: 'KUBE-IPTABLES-HINT stands in nft, and the iptables of this host is legacy.',
    words: ({ places, own }) => ({
      says: `KUBE-IPTABLES-HINT stands in ${String(places)}, and iptables of this host is ${String(own)}`,
      need: 'the hint in the backend that the host itself uses, and only there',
      have: 'images look at nft first and will choose it: rules in both backends',
      remedies: [removeIt],
    }),
  },
  {
    code: 'hint.left-over',
    means: 'KUBE-IPTABLES-HINT stands in legacy, and the iptables of this host is nft.',
    words: ({ places }) => ({
      says: `KUBE-IPTABLES-HINT stands in ${String(places)}, and iptables of this host is nft`,
      need: 'the hint in nft only',
      have: 'a hint in legacy, left from before; images take nft once the kubelet has made its chain there',
      remedies: [removeIt],
    }),
  },
  {
    code: 'hint.not-made',
    means: 'No iptables on the host, so no hint chain; the planned mode does not read it.',
    words: ({ state, release, mode }) => ({
      says: `iptables is ${String(state)}, so the kubelet makes no hint chain; ${
        mode === 'none' ? 'no kube-proxy' : `${String(mode)} mode`
      } needs none: ${kubeletSays(release)}`,
    }),
  },
  {
    code: 'hint.missed',
    means: 'No hint chain, and images that use iptables must guess its variant.',
    words: ({ state, release }) => ({
      says: `iptables is ${String(state)}, so the kubelet makes no hint chain, and images guess the variant`,
      need: 'a working iptables on the host, which the kubelet marks its variant with',
      have: kubeletSays(release),
    }),
  },
  {
    code: 'hint.stays',
    means: 'No usable iptables on the host, and a hint chain of somebody else or of before.',
    words: ({ state, places }) => ({
      says: `iptables is ${String(state)}, yet KUBE-IPTABLES-HINT stands in ${String(places)}: images follow it`,
    }),
  },
  {
    code: 'hint.switched-off',
    means: 'The kubelet is told to make no iptables chains.',
    words: ({ origin }) => ({
      says: `the kubelet makes no hint chain: makeIPTablesUtilChains is false (${String(origin)})`,
    }),
  },
  {
    code: 'hint.unknown',
    means: 'Whether the kubelet can make the hint chain could not be told.',
    words: ({ detail }) => ({
      says: 'whether the kubelet can make its hint chain could not be told',
      need: 'a look at the iptables of this host',
      have: String(detail),
    }),
  },
];
