import type { Component } from '../../logs/log-kind.ts';
import type { Command } from '../command.ts';
import type { FlagSpec } from '../flag.ts';
import { outputFlags } from '../judging-flags.ts';
import { reportOptions } from '../output.ts';

const components = ['kubelet', 'kube-proxy', 'kubeadm', 'cni'] as const satisfies readonly Component[];

const ownFlags: readonly FlagSpec[] = [
  {
    name: 'component',
    kind: 'string',
    value: 'name',
    choices: components,
    help: 'whose logs these are, where the lines and the file name do not tell',
  },
  {
    name: 'follow',
    short: 'f',
    kind: 'boolean',
    help: 'go on as the files grow; the summary comes on SIGINT',
  },
  { name: 'without-host', kind: 'boolean', help: 'do not look at this host for causes that a line hides' },
  { name: 'read-only', kind: 'boolean', help: 'look at the host without loading rules' },
  {
    name: 'output',
    short: 'o',
    kind: 'string',
    value: 'format',
    choices: ['text', 'json'],
    help: 'format of the summary',
  },
];

export const logsCommand: Command = {
  name: 'logs',
  summary: 'say what log lines about the proxy tools mean',
  operands: '[FILE…]',
  about:
    'Reads logs of the kubelet, kube-proxy and CNI plugins (files, .gz too, or standard input: klog text and JSON, journalctl -o json, container logs, kubectl logs) and says of each line about iptables, nft, ipset, IPVS and connection tracking whether a tool is absent or faulty, the kernel lacks something, a privilege is missing, or it is harmless. Ends with 1 if something needs action.',
  flags: [...ownFlags, ...outputFlags.filter(({ name }) => name !== 'output' && name !== 'fail-on')],
  examples: [
    { line: 'journalctl -u kubelet -o json | kube-preflight logs', does: 'the kubelet of this node' },
    {
      line: 'kubectl -n kube-system logs -l k8s-app=kube-proxy --prefix | kube-preflight logs --without-host',
      does: 'all kube-proxies, at the desk',
    },
  ],
  async run(operands, flags, context) {
    const { readLogs } = await import('../read-logs.ts');
    const paths = operands.length === 0 ? ['-'] : operands;
    const component = components.find((one) => one === flags.text('component'));
    const summary = await readLogs({ paths, component, follow: flags.yes('follow') }, flags, context);
    if (flags.text('output') === 'json') {
      const { escapeJson } = await import('../../report/escape.ts');
      context.stdout.write(`${escapeJson(JSON.stringify(summary, null, 2))}\n`);
    } else {
      const { logsText } = await import('../../report/logs-text.ts');
      context.stdout.write(logsText(summary, reportOptions(flags, context)));
    }
    return summary.exitCode;
  },
};
