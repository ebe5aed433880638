import { exitCodes } from '../../engine/exit-code.ts';
import type { Command } from '../command.ts';
import { judgeFlags, kubeadmInitFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands } from '../operands.ts';
import { reportOptions } from '../output.ts';
import { planOrExit } from '../plan-or-exit.ts';

const without = new Set(['fail-on', 'v', 'timings']);
const flags = [...planFlags, ...judgeFlags, ...outputFlags, ...kubeadmInitFlags]
  .filter((flag) => !without.has(flag.name))
  .map((flag) => (flag.name === 'output' ? { ...flag, choices: ['text', 'json'] } : flag));

export const modesCommand: Command = {
  name: 'modes',
  summary: 'all proxy modes side by side: which of them would work on this host',
  about:
    'Proves every kube-proxy mode on this host and shows what blocks each, what a move from the planned mode would change, and how this host stands to the releases to come. On a modular kernel a proof makes the kernel load the modules that the mode itself would load; they are listed, and --read-only forbids it.',
  flags,
  examples: [
    { line: 'kube-preflight modes', does: 'which mode can this host run?' },
    { line: 'kube-preflight modes --kubernetes-version v1.40', does: 'judged for a release to come' },
    { line: 'kube-preflight modes -o json', does: 'the same as data' },
  ],
  /** Exit 0 when the mode that is planned is ready (or none is planned), else 1. */
  async run(operands, values, context) {
    const started = performance.now();
    rejectOperands('modes', operands);
    const planned = await planOrExit({ action: 'init' }, values, context);
    if (!planned.ok) return planned.exitCode;
    const { compareOnHost } = await import('../compare-on-host.ts');
    const comparison = await compareOnHost(planned.plan, started, values, context);
    if (values.text('output') === 'json') {
      const { escapeJson } = await import('../../report/escape.ts');
      context.stdout.write(`${escapeJson(JSON.stringify(comparison, null, 2))}\n`);
    } else {
      const { modesText } = await import('../../report/modes-text.ts');
      context.stdout.write(modesText(comparison, reportOptions(values, context)));
    }
    const present = comparison.modes.find((mode) => mode.present);
    return present?.readiness === 'not-ready' ? exitCodes.failure : exitCodes.ready;
  },
};
