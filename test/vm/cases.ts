import { plain, type Setting } from '../kube-proxy/written/script.ts';
import type { Suite } from './kernels.ts';

/** One guest: a kernel, what was taken from it, and the mode that is asked for. */
export interface VmCase {
  readonly name: string;
  readonly suite: Suite;
  readonly mode: 'nftables' | 'iptables' | 'ipvs';
  /** Which iptables the name stands for. */
  readonly iptables: 'nft' | 'legacy';
  /** Modules whose files are not there. */
  readonly removed: readonly string[];
  /** `gone`: the running kernel has no module tree, as after an upgrade without a reboot. */
  readonly tree: 'whole' | 'gone';
  /** Of a file in /etc/modprobe.d. */
  readonly modprobe: string;
  /** No module may be loaded any more (`kernel.modules_disabled`). */
  readonly locked: boolean;
  /** Of the cluster whose rules are loaded for the truth. */
  readonly setting: Setting;
  readonly config: string;
}

/** Modules to take away, one at a time: those that a mode needs, and those that it only seems to. */
const removals = {
  nftables:
    'nf_tables nf_conntrack nf_nat nft_chain_nat nft_ct nft_masq nft_nat nft_numgen nft_reject nft_reject_ipv4 nft_reject_inet nft_fib nft_fib_ipv4 nft_fib_ipv6 nft_fib_inet nft_hash nft_limit nft_compat ip_tables xt_comment br_netfilter ip_vs',
  iptables:
    'nf_tables nf_conntrack nf_nat nft_chain_nat nft_compat x_tables xt_comment xt_conntrack xt_statistic xt_recent xt_addrtype xt_mark xt_MASQUERADE xt_nat xt_tcpudp ipt_REJECT ip_tables iptable_nat xt_set nft_fib',
  legacy: 'ip_tables iptable_nat iptable_filter iptable_mangle ip6table_nat nft_compat nf_tables',
  ipvs: 'ip_vs ip_vs_rr ip_vs_lc ip_set ip_set_hash_ip ip_set_hash_ipport ip_set_hash_ipportip ip_set_hash_ipportnet ip_set_bitmap_port xt_set dummy nf_conntrack br_netfilter xt_comment ipt_REJECT xt_ipvs xt_physdev',
} as const;

function namesOf(set: keyof typeof removals): readonly string[] {
  return removals[set].split(' ');
}

function configOf(mode: VmCase['mode'], extra: string): string {
  return [
    'apiVersion: kubeadm.k8s.io/v1beta4',
    'kind: ClusterConfiguration',
    'kubernetesVersion: v1.36.2',
    'networking:',
    '  podSubnet: 10.244.0.0/16',
    '---',
    'apiVersion: kubeproxy.config.k8s.io/v1alpha1',
    'kind: KubeProxyConfiguration',
    `mode: ${mode}`,
    extra,
    '',
  ].join('\n');
}

const everywhere: Setting = { ...plain, nodePortAddresses: 'all' };

type Settings = Partial<Omit<VmCase, 'suite' | 'mode' | 'config' | 'name'>> & { readonly extra?: string };

export function caseOf(suite: Suite, mode: VmCase['mode'], what: string, settings: Settings = {}): VmCase {
  const { extra = '', ...rest } = settings;
  const variant = rest.iptables === 'legacy' ? ' (legacy)' : '';
  return {
    name: `${suite} ${mode}${variant}: ${what}`,
    suite,
    mode,
    iptables: 'nft',
    removed: [],
    tree: 'whole',
    modprobe: '',
    locked: false,
    // What the configuration leaves out: `primary` in nftables mode, every address in the others.
    setting: mode === 'nftables' ? plain : everywhere,
    config: configOf(mode, extra),
    ...rest,
  };
}

const everyAddress: Settings = {
  setting: everywhere,
  extra: 'nodePortAddresses: ["0.0.0.0/0"]',
};

function casesOf(suite: Suite): readonly VmCase[] {
  const without = (mode: VmCase['mode'], name: string, settings: Settings = {}): VmCase =>
    caseOf(suite, mode, `without ${name}`, { removed: [name], ...settings });
  return [
    ...(['nftables', 'iptables', 'ipvs'] as const).map((mode) => caseOf(suite, mode, 'whole kernel')),
    caseOf(suite, 'iptables', 'whole kernel', { iptables: 'legacy' }),
    ...namesOf('nftables').map((name) => without('nftables', name)),
    caseOf(suite, 'nftables', 'NodePorts on every address', everyAddress),
    ...['nft_fib', 'nft_fib_ipv4', 'nft_fib_ipv6'].map((name) =>
      caseOf(suite, 'nftables', `NodePorts on every address, without ${name}`, {
        ...everyAddress,
        removed: [name],
      }),
    ),
    ...namesOf('iptables').map((name) => without('iptables', name)),
    ...namesOf('legacy').map((name) => without('iptables', name, { iptables: 'legacy' })),
    ...namesOf('ipvs').map((name) => without('ipvs', name)),
    caseOf(suite, 'nftables', 'nft_numgen blacklisted', { modprobe: 'blacklist nft_numgen\n' }),
    caseOf(suite, 'nftables', 'nft_ct told to install by /bin/false', {
      modprobe: 'install nft_ct /bin/false\n',
    }),
    caseOf(suite, 'iptables', 'xt_statistic told to install by /bin/false', {
      modprobe: 'install xt_statistic /bin/false\n',
    }),
    ...(['nftables', 'iptables', 'ipvs'] as const).flatMap((mode) => [
      caseOf(suite, mode, 'no module tree', { tree: 'gone' }),
      caseOf(suite, mode, 'no more modules may be loaded', { locked: true }),
    ]),
  ];
}

/** All of them: some 70 guests a kernel. */
export const allCases: readonly VmCase[] = (['bullseye', 'bookworm', 'trixie'] as const).flatMap(casesOf);

/** What CI boots: one good kernel and one broken one a mode, and what only seems to be missing. */
export const shortCases: readonly VmCase[] = [
  'bookworm nftables: whole kernel',
  'bookworm nftables: without nft_numgen',
  'bookworm nftables: without nft_fib_ipv4',
  'bookworm nftables: NodePorts on every address, without nft_fib_ipv4',
  'bookworm iptables: without xt_statistic',
  'bookworm iptables (legacy): without iptable_nat',
  'bookworm ipvs: whole kernel',
  'bookworm ipvs: without ip_set_hash_ipportip',
  'bookworm nftables: no module tree',
].flatMap((name) => allCases.filter((one) => one.name === name));
