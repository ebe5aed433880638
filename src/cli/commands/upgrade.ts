import type { Command } from '../command.ts';
import { judgeFlags, kubeadmUpgradeFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands, unknownWord } from '../operands.ts';

export const upgradeCommand: Command = {
  name: 'upgrade',
  summary: 'judge this host for an upgrade of Kubernetes',
  operands: '[apply [VERSION] | node]',
  about:
    'Judges whether the node will still work after `kubeadm upgrade apply VERSION` (control plane) or `kubeadm upgrade node`. The cluster is read with /etc/kubernetes/admin.conf, on a worker with kubelet.conf, or with --kubeconfig.',
  flags: [...planFlags, ...judgeFlags, ...outputFlags, ...kubeadmUpgradeFlags],
  examples: [{ line: 'kube-preflight upgrade apply v1.40.0', does: 'judge for the defaults of 1.40' }],
  async run(operands, flags, context) {
    const [verb, version, ...surplus] = operands;
    if (verb !== undefined && verb !== 'apply' && verb !== 'node') {
      throw unknownWord('upgrade', verb, ['apply', 'node']);
    }
    rejectOperands('upgrade', verb === 'node' && version !== undefined ? [version, ...surplus] : surplus);
    const target = version === undefined ? {} : { kubernetesVersion: version };
    const { preflight } = await import('../preflight.ts');
    return preflight({ action: 'upgrade', phase: `upgrade ${verb ?? 'apply'}`, ...target }, flags, context);
  },
};
