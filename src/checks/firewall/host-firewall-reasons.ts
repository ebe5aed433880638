import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { acceptCommands } from './rule-commands.ts';

const need = 'the ports of the node open to the other nodes';
const verify = ['nft list ruleset'];

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);
const chainsOf = (args: Args): string => list(args['chains']).join(', ');

const rest = 'the network plugin names what pods need, and NodePorts are 30000-32767';

function openPorts(args: Args): Remedy {
  const numbers = list(args['numbers']);
  if (args['ufw'] === true) {
    return {
      what: `let them in; ${rest}`,
      now: numbers.map((port) => `ufw allow ${port}/tcp`),
      verify: ['ufw status'],
    };
  }
  const ofIptables = list(args['ofIptables']);
  const commands = list(args['chains']).flatMap((key) =>
    acceptCommands(key, ofIptables.includes(key), numbers),
  );
  return {
    what: `let them in, before the rule that stops them, and where the rules are kept for the next boot; ${rest}`,
    now: commands,
    verify,
  };
}

export const hostFirewallReasons: readonly Reason[] = [
  {
    code: 'firewall.open',
    means: 'No rule of this host keeps others from the ports of a node.',
    words: ({ ports }) => ({ says: `no firewall of this host stands before ${String(ports)}` }),
  },
  {
    code: 'firewall.closed',
    means: 'Rules of this host keep all others from ports that a node needs.',
    words: (args) => ({
      says: `${args['ufw'] === true ? 'ufw' : 'the firewall of this host'} keeps other hosts from ${String(args['ports'])}`,
      need,
      have: `no rule lets them in, in chain ${chainsOf(args)}`,
      remedies: [openPorts(args)],
    }),
  },
  {
    code: 'firewall.partly',
    means: 'Rules of this host let some in by their source or interface, and others not.',
    words: (args) => ({
      says: `the firewall of this host lets some in to ${String(args['ports'])}, by source or interface: all nodes must be among them`,
      need,
      have: `chain ${chainsOf(args)}`,
    }),
  },
  {
    code: 'firewall.not-told',
    means: 'Which rules this host has could not be told.',
    words: ({ detail, needsRoot }) => ({
      says: 'whether a firewall of this host stands before the ports of the node could not be told',
      need,
      have: String(detail),
      remedies: [
        needsRoot === true
          ? { what: 'run this as root', now: ['sudo kube-preflight …'] }
          : { what: 'look by hand, as root', now: verify },
      ],
    }),
  },
];
