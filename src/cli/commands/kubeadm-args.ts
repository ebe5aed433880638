import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import { UserError } from '../errors.ts';
import type { FlagSpec } from '../flag.ts';
import {
  judgeFlags,
  kubeadmInitFlags,
  kubeadmJoinFlags,
  kubeadmUpgradeFlags,
  outputFlags,
  planFlags,
} from '../judging-flags.ts';
import { kubeadmRelease } from '../kubeadm-release.ts';
import { rejectOperands } from '../operands.ts';
import { planOrExit } from '../plan-or-exit.ts';
import type { Target } from '../plan-request.ts';

const ownFlags: readonly FlagSpec[] = [
  {
    name: 'for-kubeadm',
    kind: 'string',
    value: 'release',
    help: 'the release of kubeadm that will run: only what it would fail on is ignored, instead of leaving its preflight out; default: the Kubernetes release',
  },
  { name: 'quiet', short: 'q', kind: 'boolean', help: 'only the flags, and nothing of why' },
  { name: 'output', short: 'o', kind: 'string', value: 'format', choices: ['text', 'json'], help: 'format' },
];

const without = new Set(['policy', 'kubeadm-version', 'variant', 'fail-on', 'root']);
const judging = judgeFlags.filter(({ name }) => !without.has(name));
const color = outputFlags.filter(({ name }) => name === 'ascii');
const all = [
  ...planFlags,
  ...judging,
  ...ownFlags,
  ...color,
  ...kubeadmJoinFlags,
  ...kubeadmInitFlags,
  ...kubeadmUpgradeFlags,
];

export const kubeadmArgsCommand: Command = {
  name: 'kubeadm-args',
  summary: 'print the flags that make kubeadm agree with the verdict',
  operands: '[init | join [HOST:PORT] | upgrade [apply [VERSION] | node]]',
  about:
    'Judges this host, and prints on standard output what kubeadm is to be started with, for $(…): --skip-phases=preflight where all is known and well (init and join), else the shortest --ignore-preflight-errors that names what kubeadm would fail on and this program does not. Why each name is there is said on standard error. Where this program itself finds a failure it prints no flags, says why, and ends with 1.',
  // A flag that two of kubeadm's commands have stands once; the first that does something here counts.
  flags: all.filter((flag, index) => all.findIndex(({ name }) => name === flag.name) === index),
  examples: [
    { line: 'kubeadm init $(kube-preflight kubeadm-args init)', does: 'judged here, not by kubeadm again' },
    {
      line: 'kubeadm init $(kube-preflight kubeadm-args init --for-kubeadm v1.32.6)',
      does: "with kubeadm's own preflight, but for what is no failure",
    },
    { line: 'kube-preflight kubeadm-args join --config join.yaml -o json', does: 'the same as data' },
  ],
  async run(operands, flags, context) {
    const release = flags.text('for-kubeadm');
    const kubeadm = release === undefined ? undefined : kubeadmRelease(release, 'for-kubeadm');
    const planned = await planOrExit(targetOf(operands, flags.yes('control-plane')), flags, context);
    if (!planned.ok) return planned.exitCode;
    const { agreeOnHost } = await import('../agree-on-host.ts');
    const args = await agreeOnHost(planned.plan, planned.cluster, kubeadm, flags, context);
    if (flags.text('output') === 'json') {
      const { escapeJson } = await import('../../report/escape.ts');
      context.stdout.write(`${escapeJson(JSON.stringify(args, null, 2))}\n`);
    } else {
      const { kubeadmArgsText } = await import('../../report/kubeadm-args-text.ts');
      const { stdout, stderr } = kubeadmArgsText(args);
      context.stdout.write(stdout);
      // What stands against it is said in any case.
      if (!flags.yes('quiet') || !args.agrees) context.stderr.write(stderr);
    }
    return args.agrees ? exitCodes.ready : exitCodes.failure;
  },
};

function targetOf(operands: readonly string[], controlPlane: boolean): Target {
  const [action = 'init', first, second, ...surplus] = operands;
  if (action === 'init') {
    rejectOperands('kubeadm-args init', operands.slice(1));
    return { action };
  }
  if (action === 'join') {
    rejectOperands('kubeadm-args join', operands.slice(2));
    return { action, controlPlane, ...(first === undefined ? {} : { apiServerEndpoint: first }) };
  }
  if (action !== 'upgrade' || (first !== undefined && first !== 'apply' && first !== 'node')) {
    throw new UserError(
      `kubeadm-args knows init, join, upgrade apply and upgrade node, not ${JSON.stringify(operands.join(' '))}`,
      exitCodes.usage,
    );
  }
  const isNode = first === 'node';
  rejectOperands('kubeadm-args upgrade', isNode ? operands.slice(2) : surplus);
  const target = second === undefined ? {} : { kubernetesVersion: second };
  return { action, phase: isNode ? 'upgrade node' : 'upgrade apply', ...target };
}
