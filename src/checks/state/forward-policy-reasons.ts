import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

const need = "packets from and to the pods' addresses pass each chain at the hook forward";
const placeholder = 'POD-CIDR';

function podsOf(args: Args): readonly string[] {
  const pods = list(args['pods']);
  return pods.length > 0 ? pods : [placeholder];
}

function asked(args: Args): string {
  return list(args['pods']).length > 0 ? '' : ` (${placeholder} stands for the addresses of the pods)`;
}

function openChain(args: Args): Remedy {
  const chain = list(args['chains'])[0] ?? '';
  return {
    what: `let the pods through in this chain, and in the file it is loaded from${asked(args)}`,
    now: podsOf(args).flatMap((pods) => {
      const protocol = pods.includes(':') ? 'ip6' : 'ip';
      return [
        `nft insert rule ${chain} ${protocol} saddr ${pods} accept`,
        `nft insert rule ${chain} ${protocol} daddr ${pods} accept`,
      ];
    }),
    verify: [`nft list chain ${chain}`],
  };
}

function openIptables(args: Args): Remedy {
  if (args['ufw'] === true) {
    return {
      what: `let the pods through in ufw${asked(args)}`,
      now: podsOf(args).flatMap((pods) => [`ufw route allow from ${pods}`, `ufw route allow to ${pods}`]),
      verify: ['ufw status verbose'],
    };
  }
  const tool = (pods: string): string => {
    const base = pods.includes(':') ? 'ip6tables' : 'iptables';
    return list(args['chains']).some((chain) => chain.startsWith('legacy ')) ? `${base}-legacy` : base;
  };
  return {
    what: `let the pods through, and keep that for the next boot where the rules are kept${asked(args)}`,
    now: podsOf(args).flatMap((pods) => [
      `${tool(pods)} -I FORWARD -s ${pods} -j ACCEPT`,
      `${tool(pods)} -I FORWARD -d ${pods} -j ACCEPT`,
    ]),
    verify: ['iptables-save -t filter'],
  };
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
      remedies: [openChain(args)],
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
