import type { Args } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { installRemedies } from './tool-remedies.ts';

const list = (value: Args[string] | undefined): string => (Array.isArray(value) ? value.join(', ') : '');

/** Words that belong to one policy, rather than to a tool. */
export const policyReasons: readonly Reason[] = [
  {
    code: 'tool.in-path',
    means: 'Policy kubeadm: the program is in PATH; whether it works is not asked.',
    words: ({ tool, path }) => ({ says: `${String(tool)} is in PATH: ${String(path)}` }),
  },
  {
    code: 'tool.not-in-path',
    means: 'Policy kubeadm: the program is not in PATH, as kubeadm of this release demands.',
    words: (args) => ({
      says: `${String(args['tool'])} is not in PATH`,
      need: String(args['why']),
      have:
        args['path'] === ''
          ? 'no file of that name'
          : `${String(args['path'])} ${String(args['detail'])}`.trim(),
      remedies: installRemedies(args),
    }),
  },
  {
    code: 'tool.not-needed',
    means: 'The planned mode does not run these tools on the host.',
    words: ({ mode, tools }) => ({
      says:
        mode === 'none'
          ? `without kube-proxy no proxy tool is needed on this host (${list(tools)})`
          : `${String(mode)} mode needs neither ${list(tools).replace(', ', ' nor ')} on this host`,
    }),
  },
  {
    code: 'tool.documented',
    means: 'Policy documented: no tool was looked for; what would be needed is told.',
    words: ({ mode, release, proxyTools, nodeTools }) => ({
      says: [
        'host tools were not looked for (policy documented). Needed:',
        mode === 'none'
          ? 'no proxy tool, for there is no kube-proxy;'
          : `${list(proxyTools)} (${String(mode)} mode: ${mode === 'nftables' ? '' : "kubelet's hint chain, CNI plugins, "}you);`,
        `${list(nodeTools)} (kubelet and kubeadm ${String(release)})`,
      ].join(' '),
      ...(mode === 'none' ? {} : { have: 'with kubeadm, kube-proxy brings its own copies in its image' }),
    }),
  },
];
