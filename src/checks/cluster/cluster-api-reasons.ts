import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const remedies: Readonly<Record<string, Remedy>> = {
  'no-kubeconfig': { what: 'name a kubeconfig that exists: --kubeconfig FILE' },
  'bad-kubeconfig': { what: 'mend the kubeconfig, or run this as a user who may read it and what it names' },
  unsupported: {
    what: 'name a kubeconfig with a certificate or a token, such as /etc/kubernetes/admin.conf',
  },
  'exec-refused': {
    what: 'look at the program that the kubeconfig names; if it may run here, say --allow-exec-credentials',
  },
  'exec-failed': { what: 'run the program that the kubeconfig names by hand, and mend what it says' },
  unreachable: { what: 'see whether the API server runs, and whether a firewall lies between' },
  'timed-out': { what: 'see whether the API server runs, or give it more time: --api-timeout 30s' },
  untrusted: {
    what: 'take a kubeconfig of this very cluster, or renew the certificate of the API server',
    now: ['kubeadm certs check-expiration'],
  },
  unauthorized: {
    what: 'renew the client certificate or the token',
    now: ['kubeadm certs check-expiration', 'kubeadm token list'],
  },
  busy: { what: 'try again later' },
  'bad-answer': { what: 'see what listens there: it does not answer as an API server' },
  'no-pin': { what: 'take the whole join command that a control-plane node prints', now: [printJoin()] },
  'pin-mismatch': {
    what: 'this is another cluster, or its CA was changed: take the join command anew',
    now: [printJoin()],
  },
  'bad-signature': {
    what: 'the token has expired or is of another cluster: make a new one',
    now: [printJoin()],
  },
  'no-cluster-info': {
    what: 'let the control plane publish kube-public/cluster-info again',
    now: ['kubeadm init phase bootstrap-token', printJoin()],
  },
};

function printJoin(): string {
  return 'kubeadm token create --print-join-command';
}

function remedyOf({ fault }: Args): readonly Remedy[] {
  const key = String(fault);
  const remedy = Object.hasOwn(remedies, key) ? remedies[key] : undefined;
  return [remedy ?? { what: 'try again' }];
}

export const clusterApiReasons: readonly Reason[] = [
  {
    code: 'cluster.read',
    means: 'The API server answered, and the plan was completed from the cluster.',
    words: ({ server, via }) => ({ says: `the cluster was read from ${String(server)} with ${String(via)}` }),
  },
  {
    code: 'cluster.not-reached',
    means: 'The API server did not answer, or not to this caller; nothing of the cluster is known.',
    words: (args) => ({
      says: 'the cluster could not be read',
      need: 'an answer of the API server',
      have: String(args['why']),
      remedies: remedyOf(args),
    }),
  },
  {
    code: 'cluster.refused',
    means: 'The cluster is not the one that the token and its pins speak of; kubeadm join ends here too.',
    words: (args) => ({
      says: 'this cluster cannot be trusted by what was given; kubeadm join fails',
      need: 'a cluster that the token signs and whose CA the hash names',
      have: String(args['why']),
      remedies: remedyOf(args),
    }),
  },
  {
    code: 'cluster.no-kubeadm-config',
    means: 'The cluster has no kubeadm-config: kubeadm did not make it, or the ConfigMap was deleted.',
    words: ({ server, object }) => ({
      says: `the cluster has no ${String(object)}; kubeadm fails without it`,
      need: String(object),
      have: `not found at ${String(server)}`,
      remedies: [
        {
          what: 'upload it again from a control-plane node, if kubeadm made this cluster',
          now: ['kubeadm init phase upload-config kubeadm --config FILE'],
        },
      ],
    }),
  },
  {
    code: 'cluster.kubeadm-config-unread',
    means: 'kubeadm-config could not be read with these credentials.',
    words: ({ object, via }) => ({
      says: `the ${String(object)} could not be read with ${String(via)}`,
      need: 'the right to read it: group system:bootstrappers:kubeadm:default-node-token or system:nodes',
      have: 'forbidden, or no answer',
      remedies: [{ what: 'name other credentials: --kubeconfig FILE' }],
    }),
  },
];
