import type { Command } from '../command.ts';
import { judgeFlags, kubeadmInitFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands, withoutPhase } from '../operands.ts';

export const initCommand: Command = {
  name: 'init',
  summary: 'judge this host as the first control-plane node',
  about:
    'Judges whether `kubeadm init` with this configuration would end in a working node: the plan is read, the host is looked at, nothing is changed.',
  flags: [...planFlags, ...judgeFlags, ...outputFlags, ...kubeadmInitFlags],
  examples: [
    { line: 'kube-preflight init', does: "with kubeadm's defaults" },
    { line: 'kube-preflight init --config kubeadm.yaml', does: 'with your configuration' },
    { line: 'kube-preflight init --proxy-mode nftables', does: 'would nftables mode work here?' },
    {
      line: 'kube-preflight init --kubernetes-version v1.40',
      does: 'would this host survive the new default?',
    },
    { line: 'kube-preflight init --facts node-7.json', does: 'judge what was collected of another host' },
  ],
  async run(operands, flags, context) {
    rejectOperands('init', withoutPhase(operands));
    const { preflight } = await import('../preflight.ts');
    return preflight({ action: 'init' }, flags, context);
  },
};
