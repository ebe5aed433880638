import type { Command } from '../command.ts';
import type { FlagSpec } from '../flag.ts';
import { judgeFlags, kubeadmInitFlags, kubeadmJoinFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands, unknownWord } from '../operands.ts';
import type { Target } from '../plan-request.ts';

const ownFlags: readonly FlagSpec[] = [
  {
    name: 'only',
    kind: 'list',
    value: 'checks',
    help: 'mend what these checks find, by name, and nothing else',
  },
  { name: 'apply', kind: 'boolean', help: 'run the steps one by one, asking before each; wants root' },
  { name: 'yes', kind: 'boolean', help: 'with --apply: do not ask' },
  { name: 'log', kind: 'string', value: 'file', help: 'with --apply: add what was done to this file' },
];
const without = new Set(['fail-on', 'v', 'color', 'ascii', 'timings', 'pull-images']);
const kept = [...planFlags, ...judgeFlags, ...outputFlags]
  .filter(({ name }) => !without.has(name))
  .map((flag) => {
    if (flag.name === 'output')
      return { ...flag, choices: ['script', 'json'], help: 'a script, or its steps as data' };
    return flag.name === 'dry-run' ? { ...flag, help: 'with --apply: only print, as without it' } : flag;
  });
// join knows what init takes without effect.
const byName = new Map([...kubeadmInitFlags, ...kubeadmJoinFlags].map((flag) => [flag.name, flag]));

export const fixCommand: Command = {
  name: 'fix',
  summary: 'a script that mends what init or join finds; --apply runs it step by step',
  operands: '[init | join [HOST:PORT]]',
  about:
    'Judges this host as init (or join) does, and prints an idempotent POSIX script that mends what fails or warns, to be read and run by root: packages, then modules, sysctls and services, each thing once, now and for the next boot, each guarded by a look whether it is done already. What wants a decision (one of several ways, a reboot, rules of others, what deletes) stands in it as comments and is never run. --apply runs the steps one by one, judges again after each, and ends at the first surprise. Ends with 0 when nothing is to be fixed, or all was applied and passes; else with 1.',
  flags: [...kept, ...ownFlags, ...byName.values()],
  examples: [
    { line: 'kube-preflight fix --config kubeadm.yaml > fix.sh', does: 'a script to read, then: sh fix.sh' },
    { line: 'kube-preflight fix join --proxy-mode nftables', does: 'for a node that joins a cluster' },
    { line: 'kube-preflight fix -o json', does: 'the steps as data' },
    { line: 'kube-preflight fix --apply --log /root/fix.log', does: 'run it, asking before each step' },
  ],
  async run(operands, flags, context) {
    const target = targetOf(operands, flags.yes('control-plane'));
    const { fixOnHost } = await import('../fix-on-host.ts');
    return fixOnHost(target, flags, context);
  },
};

function targetOf(operands: readonly string[], controlPlane: boolean): Target {
  const [action = 'init', endpoint, ...surplus] = operands;
  rejectOperands('fix', surplus);
  if (action === 'join')
    return { action, controlPlane, ...(endpoint === undefined ? {} : { apiServerEndpoint: endpoint }) };
  if (action === 'init' && endpoint === undefined) return { action };
  throw unknownWord('fix', operands.join(' '), ['init', 'join']);
}
