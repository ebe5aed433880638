import { exitCodes } from '../../engine/exit-code.ts';
import { fleetReporters, isFleetFormat, loadFleetReport } from '../../report/fleet/registry.ts';
import type { Command } from '../command.ts';
import { UserError } from '../errors.ts';
import type { FlagSpec } from '../flag.ts';
import { judgeFlags, kubeadmUpgradeFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { reportOptions } from '../output.ts';

const ownFlags: readonly FlagSpec[] = [
  {
    name: 'action',
    kind: 'string',
    value: 'action',
    choices: ['auto', 'init', 'join', 'upgrade'],
    help: 'what the nodes are judged for; auto (default): members of a cluster as they are upgraded, others as they join',
  },
  {
    name: 'role',
    kind: 'string',
    value: 'role',
    choices: ['worker', 'control-plane'],
    help: 'what joining nodes become (default worker)',
  },
  {
    name: 'expect',
    kind: 'string',
    value: 'file',
    completes: 'files',
    help: 'host names, one a line: those that nothing came of are told as unreachable',
  },
  {
    name: 'golden',
    kind: 'string',
    value: 'node|file',
    completes: 'files',
    help: 'a node as all should be: tell what every other has otherwise',
  },
  {
    name: 'since',
    kind: 'paths',
    value: 'path',
    help: 'an earlier collection: tell what changed on each machine; may be repeated',
  },
];

/** Of one host, or of a look at it. */
const without = new Set([
  'node-name',
  'apiserver-advertise-address',
  'dry-run',
  'read-only',
  'pull-images',
  'timings',
]);
const ofCluster = new Set(['kubeconfig', 'api-timeout', 'allow-exec-credentials']);
const flags = [
  ...ownFlags,
  ...[...planFlags, ...judgeFlags, ...outputFlags].filter(({ name }) => !without.has(name)),
  ...kubeadmUpgradeFlags.filter(({ name }) => ofCluster.has(name)),
].map((flag) => (flag.name === 'output' ? { ...flag, choices: Object.keys(fleetReporters) } : flag));

export const fleetCommand: Command = {
  name: 'fleet',
  summary: 'judge many nodes at the desk, from facts that were collected on them',
  operands: 'report FILE…',
  about:
    'Reads what `kube-preflight facts` wrote on many nodes (files, directories, NDJSON, tar and tar.gz archives, or - for standard input), judges each for this plan and for every proxy mode, and tells what is the same on which hosts, which nodes differ from the others, what belongs to two machines, and which hosts gave nothing. No node is asked for anything, and nothing is unpacked to disk. Ends with 1 if a judged node fails.',
  flags,
  examples: [
    { line: 'kube-preflight fleet report facts/', does: 'all nodes whose facts are in a directory' },
    {
      line: 'kube-preflight fleet report --kubernetes-version v1.40 facts.tar.gz',
      does: 'which nodes break when the default becomes nftables?',
    },
    {
      line: 'kube-preflight fleet report --expect hosts.txt --since last-week/ -o json today.ndjson',
      does: 'who is missing, and what changed, as data',
    },
  ],
  async run(operands, values, context) {
    const started = performance.now();
    const [word, ...paths] = operands;
    if (word !== 'report') {
      const given = word === undefined ? 'nothing' : JSON.stringify(word);
      throw new UserError(`fleet knows report, not ${given}`, exitCodes.usage);
    }
    if (paths.length === 0) {
      throw new UserError(
        'fleet report wants files or directories with facts, or - for standard input',
        exitCodes.usage,
        'kube-preflight facts makes them, one on each node',
      );
    }
    const { reportFleet } = await import('../report-fleet.ts');
    const reported = await reportFleet(paths, started, values, context);
    if (!reported.ok) return reported.exitCode;
    const format = values.text('output');
    const render = await loadFleetReport(format !== undefined && isFleetFormat(format) ? format : 'text');
    const rendered = render(reported.report, reportOptions(values, context));
    context.stdout.write(rendered.stdout);
    context.stderr.write(rendered.stderr);
    return reported.report.exitCode;
  },
};
