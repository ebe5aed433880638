import type { Command } from '../command.ts';
import { judgeFlags, kubeadmResetFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands, withoutPhase } from '../operands.ts';

export const resetCommand: Command = {
  name: 'reset',
  summary: 'judge this host before `kubeadm reset`',
  about: 'Judges whether `kubeadm reset` can do its work here. kube-preflight itself resets nothing.',
  flags: [...planFlags, ...judgeFlags, ...outputFlags, ...kubeadmResetFlags],
  examples: [{ line: 'kube-preflight reset --config reset.yaml', does: 'with your configuration' }],
  async run(operands, flags, context) {
    rejectOperands('reset', withoutPhase(operands));
    const { preflight } = await import('../preflight.ts');
    return preflight({ action: 'reset' }, flags, context);
  },
};
