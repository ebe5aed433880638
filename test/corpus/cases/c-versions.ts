import { known } from '../../../src/probes/fact.ts';
import { sound } from '../../builders/facts.ts';
import { firewallOf } from '../../builders/firewall.ts';
import { chainsOf, rulesOf, savedOf } from '../../builders/rules.ts';
import type { FieldCase } from '../field-case.ts';
import { elEight, elNine, fedora, iptablesOf, modules, oldIptables, rockyTen, ubuntu } from '../shorthand.ts';

/** Tables that somebody but Kubernetes has made with this host's nft. */
const foreignTable = chainsOf({
  family: 'inet',
  table: 'firewalld',
  name: 'filter_FORWARD',
  hook: 'forward',
  policy: 'accept',
});
const foreign = {
  rules: known(rulesOf({ nft: foreignTable })),
  firewall: known(firewallOf([], { setTables: ['inet firewalld'] })),
};
const segfault =
  'E1023 10:00:00.000000       1 proxier.go:1265] "nftables sync failed" err="failed to run nft: signal: segmentation fault (core dumped)" logger="kube-proxy"';

/** Versions that do not go together. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-061',
    source: 'https://github.com/kubernetes/kubernetes/issues/122743',
    title: 'nft before 1.0.1 beside the rules of nftables mode',
    ideal: 'warning',
    plan: { mode: 'nftables' },
    node: { with: [sound('nft', { version: '0.9.8' })] },
  },
  {
    id: 'FC-062',
    source: 'https://github.com/kubernetes/kubernetes/pull/124152',
    title: 'kube-proxy refuses nftables mode on a kernel before 5.13',
    ideal: 'error',
    plan: { mode: 'nftables' },
    node: { release: '5.10.0-32-amd64' },
  },
  {
    id: 'FC-064',
    source: 'https://github.com/kubernetes/kubernetes/pull/122296',
    title: 'nftables mode on kernel 5.4, which cannot concatenate ranges',
    ideal: 'error',
    plan: { mode: 'nftables' },
    node: {
      system: ubuntu('20.04'),
      release: '5.4.0-190-generic',
      proof: { missing: ['nft.interval-source'], modules: modules('loaded', 'nf_tables') },
    },
  },
  {
    id: 'FC-065',
    source: 'https://github.com/kubernetes/kubernetes/issues/136786',
    title: 'tables of a newer nft crash the nft in the image of kube-proxy',
    ideal: 'error',
    plan: { mode: 'nftables', version: 'v1.35.0' },
    node: { system: fedora, with: [sound('nft', { version: '1.1.3' })], ...foreign },
  },
  {
    id: 'FC-066',
    source: 'https://github.com/k0sproject/k0s/issues/7293',
    title: 'EL10 with firewalld: its tables crash the nft in the image of kube-proxy 1.35',
    ideal: 'error',
    plan: { mode: 'nftables', version: 'v1.35.1' },
    node: { system: rockyTen, with: [sound('nft', { version: '1.1.5' })], ...foreign },
  },
  {
    id: 'FC-067',
    source: 'https://github.com/kubernetes/kubernetes/issues/140898',
    title: "a vendor's image of kube-proxy 1.36 whose nft crashes at each sync",
    ideal: 'error',
    plan: { mode: 'nftables', version: 'v1.36.0' },
    logs: [segfault],
  },
  {
    id: 'FC-068',
    source: 'https://github.com/k3s-io/k3s/issues/10882',
    title: 'native rules of a newer nft in the tables of iptables 1.8.7',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      with: [...iptablesOf('nf_tables', '1.8.7'), sound('nft', { version: '1.1.0' })],
      rules: known(
        rulesOf({ saved: [savedOf('nft', 'ipv4', ['nat POSTROUTING'], 4, { incompatible: ['nat'] })] }),
      ),
    },
  },
  {
    id: 'FC-069',
    source: 'https://github.com/kubernetes/kubernetes/issues/112477',
    title: 'iptables 1.8.8 on the host and 1.8.7 in the image: a DROP rule loses its mark',
    ideal: 'error',
    plan: { mode: 'iptables', version: 'v1.25.0' },
    node: { system: elNine, with: iptablesOf('nf_tables', '1.8.8') },
  },
  {
    id: 'FC-072',
    source: 'https://github.com/k3s-io/k3s/issues/3117',
    title: 'iptables-nft 1.8.2 does not find its own rules, and adds them for ever',
    ideal: 'error',
    plan: { mode: 'iptables', version: 'v1.24.0' },
    node: { with: iptablesOf('nf_tables', '1.8.2') },
  },
  {
    id: 'FC-076',
    source: 'https://github.com/NixOS/nixpkgs/issues/35544',
    title: 'iptables-restore 1.6.2 refuses an argument of kube-proxy 1.9',
    ideal: 'info',
    plan: { mode: 'iptables' },
    node: { with: oldIptables('1.6.2'), proof: { variant: 'legacy' } },
  },
  {
    id: 'FC-077',
    source: 'https://github.com/projectcalico/calico/issues/5011',
    title: "sets that the ipset of kube-proxy made cannot be read by Calico's",
    ideal: 'warning',
    plan: { mode: 'ipvs', flags: { cni: ['calico'] } },
    logs: [
      'ipset v7.1: Kernel and userspace incompatible: settype hash:ip,port with revision 6 not supported by userspace.',
    ],
  },
  {
    id: 'FC-078',
    source: 'https://github.com/projectcalico/calico/issues/8372',
    title: 'the same after an update of the system',
    ideal: 'warning',
    plan: { mode: 'ipvs', flags: { cni: ['calico'] } },
    logs: [
      'ipset v7.11: Kernel and userspace incompatible: settype hash:ip with revision 6 not supported by userspace.',
    ],
  },
  {
    id: 'FC-080',
    source: 'https://github.com/kubernetes/kubernetes/issues/68703',
    title: 'ipset in the image knows no names of protocols: /etc/protocols is missing there',
    ideal: 'info',
    plan: { mode: 'ipvs' },
    logs: [
      "E1023 10:00:00.000000       1 ipset.go:166] Failed to make sure ip set: exit status 1: ipset v6.34: Syntax error: cannot parse 'tcp' as a protocol",
    ],
  },
  {
    id: 'FC-081',
    source: 'https://github.com/kubernetes-sigs/kubespray/pull/11885',
    title: 'kernel 4.18 of EL8 in iptables mode',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { system: elEight, release: '4.18.0-553.el8_10.x86_64' },
  },
  {
    id: 'FC-082',
    source: 'https://github.com/kubernetes/kubernetes/issues/131898',
    title: 'kernel 5.14 of EL9',
    ideal: 'ok',
    plan: { mode: 'iptables' },
    node: { system: { ...elNine, machine: 'ppc64le' }, release: '5.14.0-585.el9.ppc64le' },
  },
  {
    id: 'FC-083',
    source: 'https://github.com/clearlinux/distribution/issues/528',
    title: 'a kernel newer than any known release of Kubernetes was tried with',
    ideal: 'ok',
    node: { release: '8.0.0' },
  },
  {
    id: 'FC-178',
    source: 'https://github.com/projectcalico/calico/issues/13068',
    title: 'nft 1.1.6 on the host, with tables, beside images of nft 1.1.0',
    ideal: 'warning',
    plan: { mode: 'nftables', version: 'v1.35.0', flags: { cni: ['calico'] } },
    node: { system: ubuntu('26.04'), with: [sound('nft', { version: '1.1.6' })], ...foreign },
  },
  {
    id: 'FC-180',
    source: 'https://github.com/kubernetes/kubernetes/issues/55043',
    title: 'a mode that the planned release has behind a gate that is off',
    ideal: 'warning',
    plan: { mode: 'nftables', version: 'v1.30.0' },
  },
];
