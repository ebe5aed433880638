import type { Reason } from '../check.ts';
import { asRoot, reset } from './reasons.ts';

export const memberReasons: readonly Reason[] = [
  {
    code: 'member.none',
    means: 'This node is a member of no cluster.',
    words: () => ({ says: 'this node is a member of no cluster' }),
  },
  {
    code: 'member.already',
    means: 'The kubelet of this node has credentials of a cluster: it was set up before.',
    words: ({ path }) => ({
      says: 'this node is a member of a cluster already',
      need: 'a node that no kubeadm init or join has set up',
      have: `${String(path)} stands: the kubelet joins its cluster with it`,
      remedies: [reset],
    }),
  },
  {
    code: 'member.credentials',
    means: 'Credentials of a kubelet stand, and nothing else of a cluster.',
    words: ({ path }) => ({
      says: `${String(path)} stands, and nothing else of a cluster`,
      need: 'no such file, or one of the CA that kubeadm init will use: it keeps what is there',
      have: 'credentials whose cluster is not known; of another CA they end kubeadm init later',
      remedies: [
        reset,
        {
          what: 'see which CA and which API server they are for',
          now: [`kubectl --kubeconfig ${String(path)} config view`],
        },
      ],
    }),
  },
  {
    code: 'member.unknown',
    means: 'Whether this node is a member of a cluster could not be told.',
    words: ({ path, detail }) => ({
      says: 'whether this node is a member of a cluster could not be told',
      have: `${String(path)}: ${String(detail)}`,
      remedies: [asRoot],
    }),
  },
];
