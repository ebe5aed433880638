import type { Command } from '../command.ts';
import { judgeFlags, kubeadmJoinFlags, outputFlags, planFlags } from '../judging-flags.ts';
import { rejectOperands, withoutPhase } from '../operands.ts';

export const joinCommand: Command = {
  name: 'join',
  summary: 'judge this host as a node that joins a cluster',
  operands: '[HOST:PORT]',
  about:
    "Judges whether `kubeadm join` would end in a working node. The proxy mode is the cluster's, not the join file's: it is read there with --kubeconfig, a discovery file or a bootstrap token, or named with --proxy-mode.",
  flags: [...planFlags, ...judgeFlags, ...outputFlags, ...kubeadmJoinFlags],
  examples: [
    { line: 'kube-preflight join --proxy-mode nftables', does: 'a worker in a cluster of nftables mode' },
    {
      line: 'kube-preflight join --kubeconfig admin.conf',
      does: "the same, with the mode and all else read from the cluster's own configuration",
    },
    { line: 'kube-preflight join 10.0.0.1:6443 --control-plane', does: 'a further control-plane node' },
  ],
  async run(operands, flags, context) {
    const [endpoint, ...surplus] = withoutPhase(operands);
    rejectOperands('join', surplus);
    const target = endpoint === undefined ? {} : { apiServerEndpoint: endpoint };
    const { preflight } = await import('../preflight.ts');
    return preflight({ action: 'join', controlPlane: flags.yes('control-plane'), ...target }, flags, context);
  },
};
