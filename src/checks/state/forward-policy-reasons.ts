import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { forwardCommands, podPlaceholder } from '../firewall/rule-commands.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

const need = "packets from and to the pods' addresses pass each chain at the hook forward";

function asked(commands: readonly string[]): string {
  const isOpen = commands.some((command) => command.includes(podPlaceholder));
  return isOpen ? ` (${podPlaceholder} stands for the addresses of the pods)` : '';
}

function commandsFor(args: Args, ofIptables: boolean): readonly string[] {
  const pods = { subnets: list(args['pods']), families: list(args['families']) };
  return list(args['chains']).flatMap((key) => forwardCommands(key, ofIptables, pods));
}

function openChains(args: Args): Remedy {
  const now = commandsFor(args, false);
  return {
    what: `let the pods through in each of these chains, and in the file it is loaded from${asked(now)}`,
    now,
    verify: list(args['chains']).map((key) => `nft list chain ${key}`),
  };
}

function openIptables(args: Args): Remedy {
  if (args['ufw'] === true) return openUfw(args);
  const now = commandsFor(args, true);
  return {
    what: `let the pods through, and keep that for the next boot where the rules are kept${asked(now)}`,
    now,
    verify: [...new Set(now.map((command) => `${command.split(' ', 1)[0] ?? ''}-save -t filter`))],
  };
}

function openUfw(args: Args): Remedy {
  const planned = list(args['pods']);
  const pods = planned.length > 0 ? planned : [podPlaceholder];
  const now = pods.flatMap((subnet) => [`ufw route allow from ${subnet}`, `ufw route allow to ${subnet}`]);
  return { what: `let the pods through in ufw${asked(now)}`, now, verify: ['ufw status verbose'] };
}

const docker: Remedy = {
  what: 'dockerd sets this policy when it switches forwarding on; from Docker 28 on it can be told not to',
  persistent: [
    '"ip-forward-no-drop": true in /etc/docker/daemon.json, then restart docker and set the policy anew',
  ],
};

function whoOpens(mode: string): string {
  if (mode === 'nftables') return 'kube-proxy in nftables mode opens nothing in it';
  if (mode === 'none') return 'the network plugin must open it';
  return `kube-proxy in ${mode} mode lets replies and packets for Services through, and no other`;
}

export const forwardReasons: readonly Reason[] = [
  {
    code: 'forward.open',
    means: 'No chain at the hook forward stops all new connections of pods.',
    words: () => ({ says: 'no rule of this host stops what it forwards for pods' }),
  },
  {
    code: 'forward.closed',
    means: 'A chain of its own table stops whatever is forwarded; no rule of Kubernetes can open it.',
    words: (args) => ({
      says: 'a chain of this host drops forwarded packets, and no rule of Kubernetes in another table can let them through',
      need,
      have: `nothing for pods passes ${list(args['chains']).join(', ')}`,
      remedies: [openChains(args)],
    }),
  },
  {
    code: 'forward.drop',
    means: 'FORWARD of iptables drops what no rule accepts, and no rule accepts the pods.',
    words: (args) => ({
      says: `FORWARD of iptables drops the packets of pods${args['docker'] === true ? ', as Docker sets it' : ''}; ${whoOpens(String(args['mode']))}`,
      need: `${need}; some network plugins see to that themselves (Calico, Cilium, flannel), others do not`,
      have: `no rule lets pods through in ${list(args['chains']).join(', ')}`,
      remedies: [openIptables(args), ...(args['docker'] === true ? [docker] : [])],
    }),
  },
  {
    code: 'forward.not-told',
    means: 'The rules at the hook forward could not be read.',
    words: ({ detail }) => ({
      says: 'whether this host forwards packets of pods could not be told',
      need,
      have: String(detail),
    }),
  },
];
