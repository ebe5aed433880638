import type { HintChange, HintReport } from '../../findings/hint-report.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import type { FlagSpec, FlagValues } from '../flag.ts';
import { outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands, unknownWord } from '../operands.ts';
import { reportOptions } from '../output.ts';
import { planOrExit } from '../plan-or-exit.ts';

const actions = ['show', 'ensure', 'delete'] as const;

const ownFlags: readonly FlagSpec[] = [
  {
    name: 'log-format',
    kind: 'string',
    value: 'format',
    choices: ['text', 'klog'],
    help: "klog: lines in klog's format, on standard output, or beside -o json on standard error",
  },
];
const plan = planFlags.map((flag) =>
  flag.name === 'dry-run' ? { ...flag, help: 'with ensure and delete: only show, as show does' } : flag,
);
const output = outputFlags
  .filter(({ name }) => name !== 'timings')
  .map((flag) => (flag.name === 'output' ? { ...flag, choices: ['text', 'json'] } : flag));

export const hintCommand: Command = {
  name: 'hint',
  summary: 'KUBE-IPTABLES-HINT: what stands, what images would choose by it; make or remove it',
  operands: 'show | ensure | delete',
  about:
    'show tells in which backend the marks stand by which images choose between iptables-nft and iptables-legacy, what the kubelet will do, and what each of them would choose now and why; it changes nothing and registers no table. ensure makes the chain KUBE-IPTABLES-HINT in the table mangle of both families, as the kubelet does, with the iptables of this host. delete removes it where it is empty and nothing leads to it. ensure and delete change the host, and with --dry-run they do not; of all other commands only fix --apply changes it. Ends with 1 for a contradiction, or where the chain could not be made or removed.',
  flags: [...plan, ...output, ...ownFlags],
  examples: [
    { line: 'kube-preflight hint show -v', does: 'which backend will each image choose, and how?' },
    { line: 'kube-preflight hint ensure --log-format=klog', does: 'make the chain, and say clearly if not' },
    { line: 'kube-preflight hint delete', does: 'remove an empty one, e.g. of a backend no longer in use' },
  ],
  async run(operands, flags, context) {
    const [word, ...surplus] = operands;
    rejectOperands('hint', surplus);
    const action = actions.find((one) => one === word);
    if (action === undefined) throw unknownWord('hint', word, actions);
    const planned = await planOrExit({ action: 'init' }, flags, context);
    if (!planned.ok) return planned.exitCode;
    if (action === 'show' || flags.yes('dry-run')) {
      const { showHint } = await import('../show-hint.ts');
      return print(await showHint(planned.plan, flags, context), flags, context);
    }
    const { changeHint } = await import('../change-hint.ts');
    return print(await changeHint(action, planned.plan, flags, context), flags, context);
  },
};

async function print(report: HintReport | HintChange, flags: FlagValues, context: Context): Promise<number> {
  const isJson = flags.text('output') === 'json';
  if (isJson) {
    const { escapeJson } = await import('../../report/escape.ts');
    context.stdout.write(`${escapeJson(JSON.stringify(report, null, 2))}\n`);
  }
  if (flags.text('log-format') === 'klog') {
    const { hintChangeKlog, hintKlog } = await import('../../report/hint-klog.ts');
    const stamp = { now: new Date(), pid: process.pid };
    const lines = 'action' in report ? hintChangeKlog(report, stamp) : hintKlog(report, stamp);
    (isJson ? context.stderr : context.stdout).write(lines);
  } else if (!isJson) {
    const { hintChangeText, hintText } = await import('../../report/hint-text.ts');
    const options = reportOptions(flags, context);
    context.stdout.write('action' in report ? hintChangeText(report, options) : hintText(report, options));
  }
  return report.exitCode;
}
