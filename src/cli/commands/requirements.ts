import { cnis } from '../../catalog/cnis.ts';
import { components } from '../../catalog/requirements/requirement.ts';
import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import type { FlagSpec } from '../flag.ts';
import { outputFlags } from '../judging-flags.ts';
import { rejectOperands } from '../operands.ts';

const ownFlags: readonly FlagSpec[] = [
  {
    name: 'mode',
    kind: 'string',
    value: 'mode',
    choices: ['iptables', 'nftables', 'ipvs', 'none'],
    help: 'the mode of kube-proxy; default: that of the release',
  },
  {
    name: 'kubernetes-version',
    kind: 'string',
    value: 'release',
    help: 'the Kubernetes release, e.g. v1.40',
  },
  {
    name: 'kube-proxy',
    kind: 'string',
    value: 'where',
    choices: ['pod', 'host'],
    help: 'whether kube-proxy runs from its image (default) or as a service of the host',
  },
  {
    name: 'role',
    kind: 'string',
    value: 'role',
    choices: ['control-plane', 'worker'],
    help: 'what the node becomes; default: what either needs',
  },
  {
    name: 'families',
    kind: 'list',
    value: 'families',
    choices: ['ipv4', 'ipv6'],
    help: 'families in use; default: both',
  },
  { name: 'cni', kind: 'list', value: 'plugins', choices: cnis, help: 'network plugins in use' },
  {
    name: 'component',
    kind: 'list',
    value: 'components',
    choices: components,
    help: 'only what these ask for',
  },
  {
    name: 'distro',
    kind: 'string',
    value: 'system',
    help: 'packages for this distribution alone, e.g. rhel10, debian, amzn2023',
  },
  {
    name: 'diff',
    kind: 'string',
    value: 'A..B',
    help: 'what changes between two releases (v1.32..v1.37), modes (iptables..nftables) or places (pod..host)',
  },
  {
    name: 'output',
    short: 'o',
    kind: 'string',
    value: 'format',
    choices: ['table', 'markdown', 'json', 'yaml'],
    help: 'format of the list',
  },
];

const shared = outputFlags
  .filter(({ name }) => name !== 'output' && name !== 'timings')
  .map((flag) => (flag.name === 'v' ? { ...flag, help: 'show everything, with sources' } : flag));

export const requirementsCommand: Command = {
  name: 'requirements',
  summary: 'what a node needs for a mode and a release, who needs it, and what installs it',
  about:
    'Prints what the kubelet, kubeadm, kube-proxy and network plugins ask of a node: tools, versions, kernel features and modules, sysctls, ports and files, each with who needs it, for what, and its source; then the command that installs the tools, for each distribution. Looks at no host. With --diff it prints what changes instead.',
  flags: [...ownFlags, ...shared],
  examples: [
    {
      line: 'kube-preflight requirements --mode nftables --distro rhel10',
      does: 'what to install for nftables mode, and why no iptables',
    },
    {
      line: 'kube-preflight requirements --diff v1.32..v1.37',
      does: 'what nodes need more or less after the upgrades',
    },
    {
      line: 'kube-preflight requirements --diff iptables..nftables -o markdown',
      does: 'what a change of the mode asks of nodes, for a page',
    },
  ],
  async run(operands, flags, context) {
    rejectOperands('requirements', operands);
    const { listRequirements } = await import('../list-requirements.ts');
    context.stdout.write(await listRequirements(flags, context));
    return exitCodes.ready;
  },
};
