import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

const look: Remedy = {
  what: 'see who writes to which of the two',
  now: ['iptables-nft-save', 'iptables-legacy-save', 'kube-preflight hint show'],
};

const oneBackend =
  'one backend for all: packets pass the rules of both, and a component sees and removes those of its own only';

/** Named only where the tool that read them is there. */
function emptyLegacy(what: string): Remedy {
  return {
    what,
    now: ['iptables-legacy-save | grep -v KUBE- | iptables-legacy-restore'],
    verify: ['iptables-legacy-save'],
  };
}

export const backendReasons: readonly Reason[] = [
  {
    code: 'backends.one',
    means: 'iptables rules of Kubernetes stand in one backend only, or there are none.',
    words: () => ({ says: 'no iptables rules of Kubernetes stand in two backends' }),
  },
  {
    code: 'backends.both',
    means: 'Components of Kubernetes have chains in legacy and in nft iptables at once.',
    words: ({ nft, legacy, host }) => ({
      says: 'components of Kubernetes write iptables rules to both backends, legacy and nft',
      need: oneBackend,
      have: `${String(nft)}; ${String(legacy)}`,
      remedies: [
        {
          what: `have every component write to ${String(host)}, as the iptables of this host does: current images follow the kubelet's hint chain, older network plugins have a setting. Then empty this node of pods and reboot it, which clears both`,
          now: ['kube-preflight hint show', 'reboot'],
        },
      ],
    }),
  },
  {
    code: 'backends.host-differs',
    means: 'Rules of Kubernetes stand in the backend that the iptables of this host does not write to.',
    words: ({ host, held, owners, what }) => ({
      says: `chains of ${list(owners).join(', ')} stand in ${String(held)} iptables, and the iptables of this host writes to ${String(host)}`,
      need: oneBackend,
      have: String(what),
      remedies: [
        {
          what: 'if they are of an earlier cluster, empty the node and reboot it',
          now: ['reboot'],
          verify: [`iptables-${String(held)}-save | grep -c KUBE-`],
        },
        look,
      ],
    }),
  },
  {
    code: 'backends.turns',
    means: 'So many rules stand in legacy iptables that images without a hint would choose it.',
    words: ({ count, legacy }) => ({
      says: `${String(count)} rules of others in legacy iptables make images take legacy, while this host writes to nft`,
      need: "fewer than 10 rules in legacy, or the kubelet's hint chain in nft before the first pod: images without it count rules",
      have: String(legacy),
      remedies: [
        {
          what: 'have their writer use iptables-nft, and reboot',
          now: ['iptables-legacy-save', 'ip6tables-legacy-save'],
        },
        { what: 'make the hint now, before any pod starts', now: ['kube-preflight hint ensure'] },
        emptyLegacy('if they are left of an earlier cluster, take them out'),
      ],
    }),
  },
  {
    code: 'backends.foreign',
    means: 'Rules stand in legacy and nft iptables, but those of Kubernetes in one at most.',
    words: ({ nft, legacy }) => ({
      says: 'iptables rules stand in both backends; those in one are not seen by the tools of the other, and packets pass both',
      have: `${String(nft)}; ${String(legacy)}`,
    }),
  },
  {
    code: 'backends.legacy-unseen',
    means: 'Tables of legacy iptables are registered, and there is no tool to see their rules.',
    words: ({ tables, host }) => ({
      says: `legacy iptables has tables in this kernel (${list(tables).join(', ')}), and no iptables-legacy is here to show what is in them`,
      need: 'no tables in the backend that this host does not use: who guesses takes legacy for them, and what stands in them acts unseen',
      have: `the iptables of this host writes to ${String(host)}`,
      remedies: [
        {
          what: 'find what loads them (/etc/modules-load.d, a container with legacy iptables), then unload them or reboot',
          now: list(tables).map((table) => `rmmod iptable_${table}`),
          verify: ['cat /proc/net/ip_tables_names'],
        },
      ],
    }),
  },
  {
    code: 'backends.incompatible',
    means: 'Native nft rules stand in tables of iptables, which iptables then cannot read.',
    words: ({ tables, mode }) => ({
      says: `native nft rules stand in iptables' own tables (${list(tables).join(', ')}), and iptables can no longer read these`,
      need:
        mode === 'iptables' || mode === 'ipvs'
          ? `tables of iptables with rules of iptables only: kube-proxy in ${mode} mode ends, or takes iptables for absent, where one cannot be listed`
          : 'tables of iptables with rules of iptables only',
      have: `iptables-nft-save: table is incompatible, use 'nft' tool`,
      remedies: [
        {
          what: 'find the native rules and move them to a table of their own (nft add table inet NAME), also in the file they are loaded from',
          now: list(tables).map((table) => `nft -a list table ${table}`),
          verify: ['iptables-nft-save > /dev/null', 'ip6tables-nft-save > /dev/null'],
        },
      ],
    }),
  },
  {
    code: 'backends.unreadable',
    means: 'iptables-nft ends with an error on the rules that stand here, which nft can read.',
    words: ({ protocol, mode, detail }) => ({
      says: `iptables fails on the ${String(protocol)} rules that stand here, which nft itself can read`,
      need: `tables of iptables with rules of iptables only: kube-proxy in ${String(mode)} mode reads and writes them`,
      have: String(detail),
      remedies: [
        {
          what: 'find the native rules in the tables filter, nat, mangle, raw and security, and move them to a table of their own; a newer nft than iptables writes rules that iptables cannot read as well',
          now: [`nft -a list ruleset ${String(protocol)}`],
          verify: [`${protocol === 'ip6' ? 'ip6tables' : 'iptables'}-nft-save > /dev/null`],
        },
      ],
    }),
  },
  {
    code: 'backends.not-told',
    means: 'Which rules stand in one of the backends could not be told.',
    words: ({ detail }) => ({
      says: 'whether iptables rules stand in two backends could not be told',
      need: 'a look at the rules of legacy and nft iptables, as root',
      have: String(detail),
    }),
  },
];
