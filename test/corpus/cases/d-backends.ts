import { known, unknown } from '../../../src/probes/fact.ts';
import type { RulesFacts } from '../../../src/probes/rules/facts.ts';
import { sound } from '../../builders/facts.ts';
import { chainsOf, rulesOf, savedOf } from '../../builders/rules.ts';
import { servicesOf, unitOf } from '../../builders/services.ts';
import { wipersOf } from '../../builders/state.ts';
import type { FieldCase, NodeSpec } from '../field-case.ts';
import { elEight, elNine, fedora, iptablesOf, legacyIptables } from '../shorthand.ts';

const legacyNatAndFilter = { legacyTables: { ipv4: known(['nat', 'filter']), ipv6: known([]) } } as const;
const hint = { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' } as const;
const svc = 'nat KUBE-SVC-ERIFXISQEP7F7OF4';
const kubeInLegacy = savedOf('legacy', 'ipv4', ['nat KUBE-SERVICES', svc], 40);
const emptyNft = savedOf('nft', 'ipv4', []);
const hintInNft = savedOf('nft', 'ipv4', ['mangle KUBE-IPTABLES-HINT'], 2);
const kubeletRuns = { services: known(servicesOf({ units: [unitOf('kubelet', { active: 'active' })] })) };

function having(overrides: Partial<RulesFacts>, more: NodeSpec = {}): NodeSpec {
  return { rules: known(rulesOf(overrides)), ...more };
}

/** Legacy tables are registered, and no program of this host can look into them. */
const unseen = {
  variant: 'legacy',
  family: 'ipv4',
  command: '',
  saved: unknown('not-found', 'there is no iptables-legacy-save on this host'),
} as const;

/** Rules in both backends of iptables, or a component on another than the host. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-058',
    source: 'https://github.com/kubernetes/kubernetes/issues/80462',
    title: "the kubelet's chains are in nft, and kube-proxy restores legacy ones",
    ideal: 'warning',
    plan: { mode: 'ipvs', action: 'upgrade' },
    node: having(
      {
        ...legacyNatAndFilter,
        nft: chainsOf(hint, { family: 'ip', table: 'nat', name: 'KUBE-MARK-DROP' }),
        saved: [savedOf('nft', 'ipv4', ['nat KUBE-MARK-DROP', 'mangle KUBE-IPTABLES-HINT'], 3), kubeInLegacy],
      },
      kubeletRuns,
    ),
  },
  {
    id: 'FC-084',
    source: 'https://github.com/kubernetes/kubernetes/issues/71305',
    title: 'a kube-proxy of legacy iptables alone on a host of nft',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: having({ ...legacyNatAndFilter, saved: [kubeInLegacy, emptyNft] }),
  },
  {
    id: 'FC-085',
    source: 'https://github.com/kubernetes/kubernetes/issues/107965',
    title: 'the rules of Services are in legacy, where the tool of the host does not show them',
    ideal: 'warning',
    plan: { mode: 'iptables', action: 'upgrade' },
    node: having(
      { ...legacyNatAndFilter, nft: chainsOf(hint), saved: [kubeInLegacy, hintInNft] },
      kubeletRuns,
    ),
  },
  {
    id: 'FC-086',
    source: 'https://github.com/kubernetes/kubernetes/issues/109811',
    title: 'rules of Services were left in legacy when the system moved to nft',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: having({ ...legacyNatAndFilter, nft: chainsOf(hint), saved: [kubeInLegacy, hintInNft] }),
  },
  {
    id: 'FC-088',
    source: 'https://github.com/cloudnativelabs/kube-router/issues/1069',
    title: 'kube-router writes to both backends',
    ideal: 'warning',
    plan: { mode: 'iptables', action: 'upgrade', flags: { cni: ['kube-router'] } },
    node: having(
      {
        ...legacyNatAndFilter,
        nft: chainsOf(hint),
        saved: [savedOf('legacy', 'ipv4', ['filter KUBE-ROUTER-FORWARD'], 12), hintInNft],
      },
      kubeletRuns,
    ),
  },
  {
    id: 'FC-090',
    source: 'https://jasstkn.github.io/posts/azure-npm-crashloop/',
    title: 'a kubelet runs, and its hint is in neither backend',
    ideal: 'warning',
    plan: { mode: 'iptables', action: 'upgrade' },
    node: having({ saved: [emptyNft] }, kubeletRuns),
  },
  {
    id: 'FC-091',
    source: 'https://github.com/kubernetes-sigs/iptables-wrappers/issues/10',
    title: 'a host of legacy iptables without a hint: images take nft',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { with: legacyIptables, proof: { variant: 'legacy' } },
    disagrees:
      'on a new node the kubelet makes the hint before any pod of kube-proxy starts, and images then take legacy; on a node in use `upgrade` warns that the hint is gone',
  },
  {
    id: 'FC-094',
    source: 'https://github.com/flannel-io/flannel/issues/1306',
    title: 'an old flannel of legacy iptables on a host of nft',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['flannel'] } },
    node: { system: elEight, with: iptablesOf('nf_tables', '1.8.5') },
    logs: [
      "iptables v1.8.3 (legacy): can't initialize iptables table `nat': Table does not exist (do you need to insmod?)",
    ],
  },
  {
    id: 'FC-095',
    source: 'https://github.com/projectcalico/calico/issues/3709',
    title: 'ip_tables was loaded on a host of nft, and Calico took legacy for it',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['calico'] } },
    node: having({ ...legacyNatAndFilter, saved: [unseen, emptyNft] }, { system: elEight }),
  },
  {
    id: 'FC-096',
    source: 'https://github.com/projectcalico/calico/issues/8243',
    title: 'ten foreign rules in legacy turn those that count rules',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['calico'] } },
    node: having({ ...legacyNatAndFilter, saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 10), emptyNft] }),
  },
  {
    id: 'FC-098',
    source: 'https://github.com/projectcalico/calico/issues/8857',
    title: 'iptables in an image is legacy, and the component calls iptables-nft',
    ideal: 'info',
    plan: { mode: 'iptables', flags: { cni: ['calico'] } },
    node: { system: elEight, with: iptablesOf('nf_tables', '1.8.5') },
  },
  {
    id: 'FC-099',
    source: 'https://github.com/kubermatic/kubeone/pull/2301',
    title: 'a host with both variants of iptables',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['calico'] } },
    node: { with: [sound('iptables-legacy', { variant: 'legacy' }), sound('iptables-nft')] },
    disagrees:
      'every Debian and Ubuntu has both variants; what counts is which one is in force and where rules stand, and both are looked at',
  },
  {
    id: 'FC-100',
    source: 'https://github.com/cilium/cilium/pull/20123',
    title: "Cilium's rules in legacy, those of kube-proxy in nft",
    ideal: 'warning',
    plan: { mode: 'iptables', action: 'upgrade', flags: { cni: ['cilium'] } },
    node: having(
      {
        ...legacyNatAndFilter,
        nft: chainsOf(hint, { family: 'ip', table: 'nat', name: 'KUBE-SERVICES' }),
        saved: [
          savedOf('legacy', 'ipv4', ['nat CILIUM_PRE_nat', 'filter CILIUM_FORWARD'], 14),
          savedOf('nft', 'ipv4', ['nat KUBE-SERVICES', 'mangle KUBE-IPTABLES-HINT'], 30),
        ],
      },
      kubeletRuns,
    ),
  },
  {
    id: 'FC-101',
    source: 'https://github.com/k0sproject/k0s/issues/5336',
    title: 'the legacy table filter was registered on EL9, which has no tool for it',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: having(
      { legacyTables: { ipv4: known(['filter']), ipv6: known([]) }, saved: [unseen, emptyNft] },
      { system: elNine },
    ),
  },
  {
    id: 'FC-103',
    source: 'https://github.com/projectcalico/calico/issues/8403',
    title: 'a native rule in the table raw of iptables',
    ideal: 'error',
    plan: { mode: 'iptables', flags: { cni: ['calico'] } },
    node: having({ saved: [savedOf('nft', 'ipv4', ['raw PREROUTING'], 0, { incompatible: ['raw'] })] }),
  },
  {
    id: 'FC-105',
    source: 'https://github.com/ubicloud/ubicloud/pull/2966',
    title: 'a native rule in the table nat of iptables ends the first question of kube-proxy',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: having({ saved: [savedOf('nft', 'ipv4', ['nat POSTROUTING'], 1, { incompatible: ['nat'] })] }),
  },
  {
    id: 'FC-108',
    source: 'https://github.com/k3s-io/k3s/issues/1711',
    title: 'Fedora: iptables over nft, firewalld, and images of legacy',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      system: { ...fedora, versionId: '32', prettyName: 'Fedora 32' },
      services: known(servicesOf({ units: [unitOf('firewalld', { active: 'active' })] })),
      wipers: known(
        wipersOf({
          firewalld: { file: '/etc/firewalld/firewalld.conf', backend: 'nftables', direct: false },
        }),
      ),
    },
  },
  {
    id: 'FC-109',
    source: 'https://github.com/kubernetes/website/pull/16271',
    title: 'EL8 has no legacy iptables to switch to',
    ideal: 'info',
    plan: { mode: 'iptables' },
    node: { system: elEight, with: iptablesOf('nf_tables', '1.8.5') },
  },
  {
    id: 'FC-110',
    source: 'https://github.com/k3s-io/k3s/issues/2946',
    title: 'iptables over nft is no fault by itself',
    ideal: 'ok',
    plan: { mode: 'iptables' },
    node: { system: elEight, with: iptablesOf('nf_tables', '1.8.5') },
  },
  {
    id: 'FC-112',
    source: 'https://github.com/k0sproject/k0s/issues/2141',
    title: 'iptables and iptables-save are of two installations',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      with: ['iptables-save', 'iptables-restore'].map((name) =>
        sound(name, { path: `/usr/local/bin/${name}`, version: '1.8.7' }),
      ),
    },
  },
  {
    id: 'FC-115',
    source: 'https://github.com/kubesphere/kubekey/issues/94',
    title: 'a wish: compare the variant of the host with that of the images',
    ideal: 'info',
    plan: { mode: 'iptables' },
  },
  {
    id: 'FC-188',
    source: 'https://github.com/bottlerocket-os/bottlerocket/issues/4758',
    title: 'the system moved to nft, and the network plugin writes legacy rules',
    ideal: 'warning',
    plan: { mode: 'iptables', action: 'upgrade' },
    node: having(
      {
        ...legacyNatAndFilter,
        nft: chainsOf(hint, { family: 'ip', table: 'nat', name: 'KUBE-SERVICES' }),
        saved: [
          savedOf('legacy', 'ipv4', ['nat AWS-SNAT-CHAIN-0', 'nat AWS-CONNMARK-CHAIN-0'], 12),
          savedOf('nft', 'ipv4', ['nat KUBE-SERVICES', 'mangle KUBE-IPTABLES-HINT'], 30),
        ],
      },
      { with: iptablesOf('nf_tables', '1.8.11'), ...kubeletRuns },
    ),
  },
];
