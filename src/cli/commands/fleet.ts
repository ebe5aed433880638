import { exitCodes } from '../../engine/exit-code.ts';
import { fleetReporters, isFleetFormat, loadFleetReport } from '../../report/fleet/registry.ts';
import { collectFlags, sharedByCollect } from '../collect-flags.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import type { FlagSpec, FlagValues } from '../flag.ts';
import { judgeFlags, kubeadmUpgradeFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { unknownWord } from '../operands.ts';
import { reportOptions } from '../output.ts';
import { texts } from '../texts.ts';

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
const reportFlags = [
  ...ownFlags,
  ...[...planFlags, ...judgeFlags, ...outputFlags].filter(({ name }) => !without.has(name)),
  ...kubeadmUpgradeFlags.filter(({ name }) => ofCluster.has(name)),
].map((flag) => (flag.name === 'output' ? { ...flag, choices: Object.keys(fleetReporters) } : flag));
const onlyReport = reportFlags.filter(({ name }) => !sharedByCollect.has(name));

export const fleetCommand: Command = {
  name: 'fleet',
  summary:
    'judge many nodes at the desk, from facts that were collected on them, and fetch these from a cluster',
  operands: 'collect | report [FILE…]',
  about:
    '`fleet report` reads what `kube-preflight facts` wrote on many nodes (files, directories, NDJSON, tar and tar.gz archives, or - for standard input), judges each for this plan and for every proxy mode, and tells what is the same on which hosts, which nodes differ from the others, what belongs to two machines, and which hosts gave nothing. No node is asked for anything, and nothing is unpacked to disk. Ends with 1 if a judged node fails. `fleet collect` brings such facts here from a running cluster: it waits until the pods of kubernetes/daemonset have looked at their nodes, and reads their logs through the API server, one file a node. What is there already it does not ask for again. A node that gave nothing gets a file that says why. Ends with 1 if there is such a node.',
  flags: [...reportFlags, ...collectFlags],
  examples: [
    {
      line: 'kube-preflight fleet collect --kubeconfig admin.conf -d nodes',
      does: 'facts of the nodes of a cluster, one file a node',
    },
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
  run(operands, values, context) {
    const [word, ...rest] = operands;
    if (word === 'report') return report(rest, values, context);
    if (word === 'collect') return collect(rest, values, context);
    throw unknownWord('fleet', word, ['collect', 'report']);
  },
};

async function collect(operands: readonly string[], values: FlagValues, context: Context): Promise<number> {
  refuseFlags('collect', onlyReport, values);
  if (operands.length > 0)
    throw new UserError(texts.surplusOperands('fleet collect', operands), exitCodes.usage);
  const { collectNodes } = await import('../collect-nodes.ts');
  return collectNodes(values, context);
}

async function report(paths: readonly string[], values: FlagValues, context: Context): Promise<number> {
  const started = performance.now();
  refuseFlags('report', collectFlags, values);
  if (paths.length === 0) {
    throw new UserError(
      'fleet report wants files or directories with facts, or - for standard input',
      exitCodes.usage,
      'kube-preflight facts makes them, one on each node; kube-preflight fleet collect fetches them from a cluster',
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
}

/** Flags of the other word would be passed over in silence. */
function refuseFlags(word: string, others: readonly FlagSpec[], values: FlagValues): void {
  const given = others.find(
    ({ name }) => values.text(name) !== undefined || values.list(name) !== undefined || values.yes(name),
  );
  if (given !== undefined)
    throw new UserError(`fleet ${word} does not take --${given.name}`, exitCodes.usage);
}
