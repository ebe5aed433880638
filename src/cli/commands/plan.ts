import { exitCodes } from '../../engine/exit-code.ts';
import type { Action } from '../../config/plan.ts';
import type { Command } from '../command.ts';
import { UserError } from '../errors.ts';
import { factsFlag } from '../host-of.ts';
import {
  kubeadmInitFlags,
  kubeadmJoinFlags,
  outputFlags,
  ownFileFlags,
  planFlags,
} from '../judging-flags.ts';
import { reportOptions } from '../output.ts';
import { rejectOperands } from '../operands.ts';
import { planOrExit } from '../plan-or-exit.ts';

const actions = ['init', 'join', 'upgrade', 'reset'] as const satisfies readonly Action[];

function actionOf(word: string | undefined): Action {
  const action = word === undefined ? 'init' : actions.find((one) => one === word);
  if (action !== undefined) return action;
  throw new UserError(`plan knows ${actions.join(', ')}, not ${JSON.stringify(word)}`, exitCodes.usage);
}

const initOnly = kubeadmInitFlags.filter((flag) => !kubeadmJoinFlags.some((one) => one.name === flag.name));
const output = outputFlags
  .filter((flag) => flag.name !== 'timings' && flag.name !== 'v')
  .map((flag) => (flag.name === 'output' ? { ...flag, choices: ['text', 'json'] } : flag));

export const planCommand: Command = {
  name: 'plan',
  summary: 'show what the configuration asks for, and where each value comes from',
  operands: '[init | join | upgrade | reset]',
  about:
    'Prints the plan that would be judged: every value with its origin (file:line:column, flag, or the default of a release). Looks at nothing but the configuration, and with --kubeconfig at the cluster that a node joins.',
  flags: [...planFlags, ...ownFileFlags, factsFlag, ...output, ...kubeadmJoinFlags, ...initOnly],
  examples: [
    { line: 'kube-preflight plan --config kubeadm.yaml', does: 'which proxy mode will run, and who says so' },
    { line: 'kube-preflight plan -o json', does: 'the same as data (docs/schema/plan-v1.json)' },
  ],
  async run(operands, flags, context) {
    const [word, ...surplus] = operands;
    rejectOperands('plan', surplus);
    const target = {
      action: actionOf(word),
      controlPlane: flags.yes('control-plane'),
      askCluster: 'named' as const,
    };
    const planned = await planOrExit(target, flags, context);
    if (!planned.ok) return planned.exitCode;
    if (flags.text('output') === 'json') {
      const { escapeJson } = await import('../../report/escape.ts');
      context.stdout.write(`${escapeJson(JSON.stringify(planned.plan, null, 2))}\n`);
      return exitCodes.ready;
    }
    const { planLines } = await import('../../config/plan-lines.ts');
    const { tellNotices } = await import('../../engine/tell-notices.ts');
    const { escapeLine } = await import('../../report/escape.ts');
    const { plannedTable } = await import('../../report/planned-table.ts');
    context.stdout.write(plannedTable(planLines(planned.plan), reportOptions(flags, context)));
    for (const { origin, says, mend } of tellNotices(planned.plan)) {
      const todo = mend === undefined ? '' : `; ${mend}`;
      context.stderr.write(`${escapeLine(`note: ${origin}: ${says}${todo}`)}\n`);
    }
    return exitCodes.ready;
  },
};
