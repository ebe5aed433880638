import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

const need =
  'nothing that deletes rules of others: kube-proxy writes its own again after a while, host ports of running pods stay away';

function ownTables(file: string): Remedy {
  return {
    what: "replace `flush ruleset` by `table inet NAME` and `delete table inet NAME`, with the names of the file's own tables",
    now: [`grep -n 'flush ruleset' ${file}`],
    verify: [`nft --check --file ${file}`],
  };
}

const keepOnStop: Remedy = {
  what: "have the unit delete nothing when it is stopped or reloaded; a second line ExecStop= or ExecReload= may delete the file's own tables",
  persistent: [
    'mkdir -p /etc/systemd/system/nftables.service.d',
    "printf '[Service]\\nExecStop=\\nExecReload=\\n' > /etc/systemd/system/nftables.service.d/kubernetes.conf",
    'systemctl daemon-reload',
  ],
  verify: ['systemctl show -p ExecStop -p ExecReload nftables.service'],
};

const withoutUnit: Remedy = {
  what: 'if this host needs no rules of its own, run without it; systemctl disable alone deletes nothing',
  now: ['systemctl disable nftables.service'],
};

const keepOnReload: Remedy = {
  what: 'leave the rules of others alone',
  now: [
    "sed -i 's/^#\\?FlushAllOnReload=.*/FlushAllOnReload=no/' /etc/firewalld/firewalld.conf",
    'firewall-cmd --reload',
  ],
  verify: ['grep ^FlushAllOnReload /etc/firewalld/firewalld.conf'],
};

export const wiperReasons: readonly Reason[] = [
  {
    code: 'wiper.none',
    means: 'Nothing that is known on this host deletes rules of others.',
    words: () => ({ says: 'nothing on this host deletes the rules of Kubernetes' }),
  },
  {
    code: 'wiper.nftables',
    means: 'nftables.service deletes all rules whenever it is started, reloaded or stopped.',
    words: ({ file, line }) => ({
      says: 'each start and reload of nftables.service deletes all rules, those of Kubernetes with them, in any mode',
      need,
      have: `flush ruleset in ${String(file)}, line ${String(line)}, and nftables.service is enabled or active`,
      remedies: [ownTables(String(file)), keepOnStop, withoutUnit],
    }),
  },
  {
    code: 'wiper.nftables-stop',
    means: 'nftables.service deletes all rules when it is stopped, restarted, or on some systems reloaded.',
    words: ({ file, text }) => ({
      says: 'a stop or restart of nftables.service deletes all rules, those of Kubernetes with them, in any mode',
      need,
      have: `${String(text)} in ${String(file)}, and nftables.service is enabled or active`,
      remedies: [keepOnStop, withoutUnit],
    }),
  },
  {
    code: 'wiper.firewalld',
    means: 'A reload of firewalld deletes all rules of iptables.',
    words: ({ file, flush, backend, direct }) => ({
      says: 'a reload of firewalld deletes the iptables rules of Kubernetes: Services fail until they are written again, host ports longer',
      need: 'FlushAllOnReload=no',
      have: `${String(flush)} in ${String(file)}, where yes is the default; backend ${String(backend)}${
        direct === true ? " and direct rules, which are iptables'" : ''
      }`,
      remedies: [
        keepOnReload,
        {
          what: 'where another firewall guards the nodes, run without firewalld',
          now: ['systemctl disable --now firewalld.service'],
        },
      ],
    }),
  },
  {
    code: 'wiper.saved-cluster-rules',
    means: 'Rules of Kubernetes were saved with those of the host, and come back stale at each boot.',
    words: ({ file, unit, chains }) => ({
      says: `${String(unit)} loads old rules of Kubernetes at each boot, and replaces those in force when it is restarted`,
      need: 'rules of the host alone in the file: kube-proxy and the network plugin write theirs themselves',
      have: `chains ${String(chains)} in ${String(file)}`,
      remedies: [
        {
          what: 'take the rules of Kubernetes out of the file, and save no more while Kubernetes runs',
          now: [
            `cp ${String(file)} ${String(file)}.bak`,
            `sed -i -E '/(KUBE-|cali-|CILIUM_|FLANNEL-|CNI-)/d' ${String(file)}`,
          ],
          verify: [`iptables-restore --test ${String(file)}`],
        },
      ],
    }),
  },
  {
    code: 'wiper.restores',
    means: 'A service replaces tables of iptables as a whole when it is restarted.',
    words: ({ file, unit, tables }) => ({
      says: `a restart of ${String(unit)} replaces the iptables tables ${list(tables).join(', ')}, and the rules of Kubernetes in them; at a boot it comes first and does no harm`,
      have: `${String(file)}, loaded as a whole`,
    }),
  },
  {
    code: 'wiper.ufw',
    means: 'ufw empties the built-in chains of iptables whenever it is started or reloaded.',
    words: () => ({
      says: 'each start and reload of ufw empties the built-in chains of iptables, with the jumps to those of Kubernetes',
      need: 'MANAGE_BUILTINS=no, which is the default',
      have: 'MANAGE_BUILTINS=yes in /etc/default/ufw, and ufw is enabled or active',
      remedies: [
        {
          what: 'have ufw see to its own chains only',
          now: ["sed -i 's/^MANAGE_BUILTINS=.*/MANAGE_BUILTINS=no/' /etc/default/ufw"],
          verify: ['grep ^MANAGE_BUILTINS /etc/default/ufw'],
        },
      ],
    }),
  },
  {
    code: 'wiper.script',
    means: 'A unit or script of this host deletes rules after or beside the start of the kubelet.',
    words: ({ kind, runner, file, line, text }) => ({
      says: `${String(runner)} deletes rules of others ${when(kind)}`,
      need,
      have: `${String(text)} (${String(file)}, line ${String(line)})`,
      remedies: [
        {
          what:
            kind === 'unit'
              ? 'have it delete chains and tables of its own only, or start before the network: Before=network-pre.target and Wants=network-pre.target in its unit'
              : 'have it delete chains and tables of its own only (iptables -F NAME, nft delete table inet NAME)',
          now: [`grep -nE 'flush|-F|-restore' ${String(file)}`],
        },
      ],
    }),
  },
  {
    code: 'wiper.not-told',
    means: 'Whether something on this host deletes rules of others could not be told.',
    words: ({ detail }) => ({
      says: 'whether something on this host deletes the rules of Kubernetes could not be told',
      have: String(detail),
    }),
  },
];

function when(kind: Args[string] | undefined): string {
  if (kind === 'unit') return 'at a boot, and is not ordered before the network or the kubelet';
  if (kind === 'boot-script') return 'late in each boot, when the kubelet may have started';
  return kind === 'hook' ? 'whenever a link comes up' : 'by the clock';
}
