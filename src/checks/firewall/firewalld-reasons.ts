import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const need = 'the ports of the node open to the other nodes';

function openPorts(args: Args): Remedy {
  const { numbers } = args;
  const all = Array.isArray(numbers) ? numbers : [];
  return {
    what: 'open them in the zone of the interface that the nodes use; pods and NodePorts (30000-32767) want rules of their own, which the network plugin names',
    now: [...all.map((number) => `firewall-cmd --permanent --add-port=${number}`), 'firewall-cmd --reload'],
    verify: ['firewall-cmd --list-all'],
  };
}

const stop: Remedy = {
  what: 'where another firewall guards the nodes, run without it',
  now: ['systemctl disable --now firewalld.service'],
};

export const firewalldReasons: readonly Reason[] = [
  {
    code: 'firewalld.inactive',
    means: 'firewalld is not there or does not run.',
    words: () => ({ says: 'firewalld does not run' }),
  },
  {
    code: 'firewalld.open',
    means: 'firewalld runs, and its rules let in what a node needs.',
    words: ({ ports }) => ({ says: `firewalld runs and lets in ${String(ports)}` }),
  },
  {
    code: 'firewalld.active',
    means: 'firewalld runs, and whether it lets in what a node needs could not be told.',
    words: (args) => ({
      says: `firewalld runs: see that it lets in ${String(args['ports'])}`,
      need,
      have: ['firewalld is active', String(args['why'] ?? '')].filter((part) => part !== '').join('; '),
      remedies: [openPorts(args), stop],
    }),
  },
  {
    code: 'firewalld.closed',
    means: 'firewalld runs, and its rules keep other hosts from ports that a node needs.',
    words: (args) => ({
      says: `firewalld keeps other hosts from ${String(args['ports'])}`,
      need,
      have: 'no rule of the zones in force lets these in',
      remedies: [openPorts(args), stop],
    }),
  },
  {
    code: 'firewalld.no-manager',
    means: 'kubeadm finds no init system, and then looks at no service.',
    words: () => ({
      says: 'kubeadm finds no init system here: it does not look whether firewalld runs',
      need: 'systemctl or openrc in the PATH',
      have: 'neither',
      remedies: [{ what: 'see whether a firewall runs', now: ['nft list ruleset'] }],
    }),
  },
  {
    code: 'firewalld.not-told',
    means: 'Whether firewalld runs could not be told.',
    words: ({ detail }) => ({
      says: 'whether firewalld runs could not be told',
      need,
      have: String(detail),
      remedies: [{ what: 'ask it by hand', now: ['firewall-cmd --state'] }],
    }),
  },
];
