import type { ProxyMode } from '../../config/plan.ts';
import type { Feature, ModuleNeed } from './feature.ts';
import { iptablesFeatures, nfacctFeature, startupFeature } from './iptables.ts';
import { ipvsFeatures } from './ipvs.ts';
import { nftablesFeatures } from './nftables.ts';
import { always, whenNfacctIsUsed } from './uses.ts';

function plain(
  id: string,
  words: string,
  purpose: string,
  rest: Pick<Feature, 'use' | 'source' | 'needs'>,
): Feature {
  return {
    id,
    purpose,
    token: { ipv4: words, ipv6: words },
    lines: { ipv4: [], ipv6: [] },
    modules: { ipv4: [], ipv6: [] },
    ...rest,
  };
}

/** kube-proxy reads its sets and maps back as JSON: a matter of nft, not of the kernel. */
export const jsonFeature = plain(
  'nft.json-list',
  'nft --json list',
  'kube-proxy reads back what it wrote as JSON',
  {
    use: always,
    needs: ['nft.table'],
    source: 'sigs.k8s.io/knftables',
  },
);

const startup = plain(
  startupFeature,
  'iptables -w 5 -S POSTROUTING -t nat',
  'kube-proxy makes this test at its start, and exits when it fails',
  { use: always, needs: ['xt.table-nat'], source: 'kubernetes v1.36 pkg/util/iptables, Present()' },
);

const nfacctModules: readonly ModuleNeed[] = [
  { module: 'xt_nfacct', option: 'CONFIG_NETFILTER_XT_MATCH_NFACCT' },
];

const nfacct: Feature = {
  ...plain(
    nfacctFeature,
    '-m nfacct',
    'kube-proxy counts dropped packets with it wherever the kernel has nfnetlink_acct',
    { use: whenNfacctIsUsed, needs: ['xt.table-filter'], source: 'kubernetes#142068' },
  ),
  lines: {
    ipv4: [
      'filter :KUBE-FILTER',
      'filter -A KUBE-FILTER -m nfacct --nfacct-name ct_state_invalid_dropped_pkts -j DROP',
    ],
    ipv6: [
      'filter :KUBE-FILTER',
      'filter -A KUBE-FILTER -m nfacct --nfacct-name ct_state_invalid_dropped_pkts -j DROP',
    ],
  },
  modules: { ipv4: nfacctModules, ipv6: nfacctModules },
};

/** Everything a mode asks of the kernel (and, for two of them, of the tool that proves it). */
export function featuresOf(mode: ProxyMode, scheduler = 'rr'): readonly Feature[] {
  if (mode === 'nftables') return [...nftablesFeatures, jsonFeature];
  if (mode === 'iptables') return [...iptablesFeatures, startup, nfacct];
  return ipvsFeatures(scheduler);
}
