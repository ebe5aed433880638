import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { acceptCommands, forwardCommands } from './rule-commands.ts';

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
    code: 'firewall.forward-closed',
    means: 'Rules of this host stop whatever is forwarded, and so the traffic of pods.',
    words: (args) => ({
      says: 'the firewall of this host stops forwarded packets: pods reach nobody outside the node',
      need: 'forwarding for the addresses of pods; Kubernetes opens nothing in the rules of others',
      have: `chain ${chainsOf(args)} lets nothing through`,
      remedies: [
        {
          what: 'let the addresses of the pods through in this chain (POD-CIDR stands for them)',
          now: list(args['chains']).flatMap((key) =>
            forwardCommands(key, list(args['ofIptables']).includes(key)),
          ),
          verify,
        },
      ],
    }),
  },
  {
    code: 'firewall.flushes',
    means: 'nftables.service deletes all rules, those of Kubernetes too, whenever it is started or reloaded.',
    words: ({ file }) => ({
      says: 'each restart of nftables.service deletes the rules of Kubernetes with all others',
      need: 'a configuration that deletes its own tables only',
      have: `flush ruleset in ${String(file)}, and nftables.service is enabled or active`,
      remedies: [
        {
          what: "replace `flush ruleset` by `table inet filter` and `delete table inet filter`, with the names of the file's own tables",
          now: [`grep -n 'flush ruleset' ${String(file)}`],
          verify: [`nft --check --file ${String(file)}`],
        },
      ],
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
