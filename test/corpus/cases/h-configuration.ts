import { known } from '../../../src/probes/fact.ts';
import { chainsOf, rulesOf, savedOf } from '../../builders/rules.ts';
import { cluster } from '../../config/read-plan.ts';
import { cniConfig, cniWith } from '../../builders/cni.ts';
import type { FieldCase } from '../field-case.ts';

const installation = (spec: string) =>
  `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata:\n  name: default\nspec: ${spec}\n`;
const ciliumServes =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cilium-config, namespace: kube-system}\ndata: {kube-proxy-replacement: "true"}\n';

/** What is written, where, and for which release. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-102',
    source: 'https://github.com/projectcalico/calico/issues/8025',
    title: 'kube-proxy in nftables mode beside a Calico of iptables',
    ideal: 'warning',
    plan: { mode: 'nftables', manifest: installation('{calicoNetwork: {linuxDataplane: Iptables}}') },
  },
  {
    id: 'FC-147',
    source: 'https://github.com/kubernetes/kubeadm/issues/1182',
    title: 'the mode is written into the ClusterConfiguration, where nothing reads it',
    ideal: 'error',
    plan: { documents: [`${cluster}kubeProxy:\n  config:\n    mode: ipvs\n`] },
    disagrees:
      'it warns, with the line and where the mode belongs: kubeadm itself only warns of a field that it does not know, and goes on. With --strict it fails',
  },
  {
    id: 'FC-148',
    source: 'https://github.com/kubernetes/kubernetes/issues/84394',
    title: 'no mode is set, and somebody looks for a flag of kubeadm',
    ideal: 'info',
    plan: { documents: [cluster] },
  },
  {
    id: 'FC-149',
    source: 'https://github.com/kubernetes/kubernetes/pull/139777',
    title: 'no mode is set with 1.37, which writes iptables for it',
    ideal: 'info',
    plan: { documents: [cluster], version: 'v1.37.0' },
  },
  {
    id: 'FC-151',
    source: 'https://github.com/SlashNephy/infrastructure/pull/10295',
    title: 'Cilium serves the Services, and kube-proxy is installed beside it',
    ideal: 'info',
    plan: { mode: 'iptables', manifest: ciliumServes },
  },
  {
    id: 'FC-153',
    source: 'https://github.com/k0sproject/k0s/issues/5384',
    title: 'nftables mode beside kube-router',
    ideal: 'warning',
    plan: { mode: 'nftables', flags: { cni: ['kube-router'] } },
  },
  {
    id: 'FC-154',
    source: 'https://github.com/k0sproject/k0s/issues/5760',
    title: 'nftables mode serves no NodePort at 127.0.0.1',
    ideal: 'info',
    plan: { mode: 'nftables', proxy: 'nodePortAddresses: ["127.0.0.0/8"]\n', version: 'v1.33.0' },
  },
  {
    id: 'FC-155',
    source: 'https://github.com/kubernetes/kubernetes/pull/134024',
    title: 'nftables mode before 1.35 with local traffic told by the prefix of its interface',
    ideal: 'warning',
    plan: {
      mode: 'nftables',
      version: 'v1.33.0',
      proxy: 'detectLocalMode: InterfaceNamePrefix\ndetectLocal:\n  interfaceNamePrefix: azv\n',
    },
  },
  {
    id: 'FC-114',
    source: 'https://github.com/k3s-io/k3s/issues/7736',
    title: 'Cilium in place of kube-proxy on a host without iptables',
    ideal: 'info',
    plan: { flags: { cni: ['cilium'], skipPhases: ['addon/kube-proxy'] } },
    node: { without: ['iptables', 'ip6tables', 'iptables-save', 'iptables-restore'] },
  },
  {
    id: 'FC-174',
    source: 'https://github.com/cilium/cilium/pull/8983',
    title: 'no kube-proxy, and a kernel without xt_socket under Cilium',
    ideal: 'info',
    plan: { flags: { cni: ['cilium'], skipPhases: ['addon/kube-proxy'] } },
  },
  {
    id: 'FC-175',
    source: 'https://github.com/cilium/cilium/issues/27204',
    title: 'no kube-proxy, and old rules of Cilium in the other backend, which it cannot remove',
    ideal: 'warning',
    plan: { flags: { cni: ['cilium'], skipPhases: ['addon/kube-proxy'] } },
    node: {
      rules: known(
        rulesOf({
          legacyTables: { ipv4: known(['mangle', 'nat']), ipv6: known([]) },
          nft: chainsOf({ family: 'ip', table: 'mangle', name: 'CILIUM_PRE_mangle' }),
          saved: [
            savedOf('nft', 'ipv4', ['mangle CILIUM_PRE_mangle'], 6),
            savedOf('legacy', 'ipv4', ['mangle OLD_CILIUM_PRE_mangle'], 6),
          ],
        }),
      ),
    },
  },
  {
    id: 'FC-176',
    source: 'https://github.com/cilium/cilium/issues/18229',
    title: 'no kube-proxy, and a kernel without xt_TPROXY under Cilium',
    ideal: 'info',
    plan: { flags: { cni: ['cilium'], skipPhases: ['addon/kube-proxy'] } },
  },
  {
    id: 'FC-177',
    source: 'https://github.com/antrea-io/antrea/issues/2635',
    title: 'a kernel without xt_CT, which some network plugins use in the table raw',
    ideal: 'info',
    plan: { mode: 'iptables', flags: { cni: ['other'] } },
    node: cniWith([cniConfig('10-antrea.conflist', 'antrea', 'portmap')]),
  },
];
