import type { Args } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { enablePluginRemedy, otherSocket, restartRemedy, startRemedies, whose } from './runtime-remedies.ts';

const need = 'a container runtime that answers CRI v1: the kubelet can run no pod without one';

function at({ endpoint }: Args): string {
  return String(endpoint);
}

/** Who listens, where that was found out. */
function by({ listener }: Args): string {
  return listener === undefined ? '' : `; ${String(listener)} listens there`;
}

function fault(
  code: string,
  means: string,
  says: (args: Args) => string,
  have: (args: Args) => string,
): Reason {
  return {
    code,
    means,
    words: (args) => ({ says: says(args), need, have: have(args), remedies: startRemedies(args) }),
  };
}

/** Nobody listens. */
const dead: readonly Reason[] = [
  fault(
    'cri.absent',
    'The socket is not there: the runtime does not run, or listens elsewhere.',
    (args) => `no container runtime: ${at(args)} does not exist`,
    (args) =>
      args['program'] === ''
        ? `no such file, and ${whose(args)} is not installed`
        : `no such file (${String(args['code'])})`,
  ),
  fault(
    'cri.refused',
    'The socket is there, and nobody listens: the runtime has ended.',
    (args) => `nobody listens at ${at(args)}: ${whose(args)} does not run`,
    (args) => `connection refused; the socket was left behind (${String(args['mode'])})`,
  ),
  fault(
    'cri.not-a-socket',
    'What stands at the path is no socket.',
    (args) => `${at(args)} is not a socket`,
    (args) => `a file or directory, mode and owner ${String(args['mode'])}`,
  ),
  fault(
    'cri.bad-endpoint',
    'The endpoint is no unix socket.',
    (args) => `${at(args)} is not a unix socket, and kubeadm takes no other endpoint`,
    (args) => `${at(args)}; unix:///path is wanted`,
  ),
  fault(
    'cri.failed',
    'The runtime could not be asked, for a reason of its own or of the system.',
    (args) => `the container runtime at ${at(args)} could not be asked`,
    (args) => String(args['detail'] ?? args['code']),
  ),
];

/** Somebody listens who is of no use. */
const useless: readonly Reason[] = [
  {
    code: 'cri.timed-out',
    means: 'The runtime takes connections and does not answer in the two seconds that kubeadm waits.',
    words: (args) => ({
      says: `the container runtime at ${at(args)} does not answer within 2 s`,
      need,
      have: `connected, no answer${by(args)}`,
      remedies: [restartRemedy(args)],
    }),
  },
  {
    code: 'cri.not-grpc',
    means: 'What listens at the socket does not speak gRPC.',
    words: (args) => ({
      says: `what listens at ${at(args)} is no container runtime: it does not speak gRPC`,
      need,
      have: `${String(args['detail'])}${by(args)}`,
      remedies: [
        ...otherSocket(args),
        { what: 'set nodeRegistration.criSocket to the socket of the runtime' },
      ],
    }),
  },
  {
    code: 'cri.unimplemented',
    means: 'What listens speaks gRPC and knows no CRI v1.',
    words: (args) => ({
      says: `what listens at ${at(args)} speaks gRPC, but not CRI`,
      need,
      have: `${String(args['detail'])}${by(args)}`,
      remedies: [
        enablePluginRemedy(args),
        ...otherSocket(args),
        { what: 'set nodeRegistration.criSocket to the socket of the runtime' },
      ],
    }),
  },
  {
    code: 'cri.plugin-disabled',
    means: "containerd runs with its CRI switched off, as Docker's packages configure it.",
    words: (args) => ({
      says: `containerd runs, but its CRI is switched off in ${String(args['disabledFile'])}`,
      need,
      have: `${String(args['disabledLine'])}; it answers: ${String(args['detail'])}`,
      remedies: [enablePluginRemedy(args)],
    }),
  },
  {
    code: 'cri.v1alpha2-only',
    means: 'The runtime knows only the interface before v1, which the kubelet left in 1.26.',
    words: (args) => ({
      says: `the container runtime at ${at(args)} is too old: it knows CRI v1alpha2 only`,
      need: 'CRI v1: the kubelet of 1.26 and later speaks nothing else',
      have: String(args['detail']),
      remedies: [
        {
          what: 'update the runtime: containerd 1.6 or later (2.0 from Kubernetes 1.38 on), CRI-O 1.26 or later',
        },
      ],
    }),
  },
  {
    code: 'cri.forbidden',
    means: 'Even root may not connect to the socket: a security module or a user namespace forbids it.',
    words: (args) => ({
      says: `connecting to ${at(args)} is forbidden, even to root`,
      need,
      have: `${String(args['code'])}; mode and owner ${String(args['mode'])}`,
      remedies: [
        {
          what: 'look for what forbids it: SELinux or AppArmor denials, or a user namespace this runs in',
          now: ['ausearch -m avc -ts recent', 'journalctl -k --grep=DENIED --since -5min'],
        },
      ],
    }),
  },
  {
    code: 'cri.several',
    means: 'More than one known runtime listens, and kubeadm wants to be told which.',
    words: (args) => ({
      says: `several container runtimes listen, and kubeadm takes none of them unasked`,
      need: 'nodeRegistration.criSocket, where more than one of the known sockets answers',
      have: [String(args['path']), ...(Array.isArray(args['others']) ? args['others'] : [])].join(', '),
      remedies: [
        {
          what: `name one: nodeRegistration.criSocket: ${at(args)} (or --cri-socket), or stop the others`,
        },
      ],
    }),
  },
];

/** It answers; what it says of itself. */
const answered: readonly Reason[] = [
  {
    code: 'cri.answers',
    means: 'The runtime answers and is ready.',
    words: (args) => ({
      says: `${String(args['runtime'] ?? 'the container runtime')} answers at ${at(args)}`,
    }),
  },
  {
    code: 'cri.status-failed',
    means: 'The runtime answers, and fails when it is asked for its status.',
    words: (args) => ({
      says: `${String(args['runtime'])} cannot say how it does`,
      need: 'an answer to Status, which kubeadm and the kubelet ask for',
      have: String(args['detail']),
      remedies: [restartRemedy(args)],
    }),
  },
  {
    code: 'cri.not-ready',
    means: 'The runtime says that it is not ready.',
    words: (args) => ({
      says: `${String(args['runtime'])} says that it is not ready`,
      need: 'RuntimeReady: true',
      have: `RuntimeReady: false; ${conditionWords(args)}`,
      remedies: [restartRemedy(args)],
    }),
  },
  {
    code: 'cri.network-not-ready',
    means:
      'There is no CNI configuration yet: usual before the cluster has its network; kubeadm does not look.',
    words: () => ({
      says: 'no CNI yet: expected here; the node stays NotReady until one is installed, and kubeadm does not mind',
      have: 'NetworkReady: false',
    }),
  },
  {
    code: 'cri.network-down',
    means: 'A node that is set up has no working CNI.',
    words: (args) => ({
      says: 'the runtime has no pod network: this node is NotReady',
      need: 'NetworkReady: true on a node that runs pods',
      have: `NetworkReady: false; ${conditionWords(args)}`,
      remedies: [{ what: "mend the cluster's CNI on this node", now: ['ls -l /etc/cni/net.d /opt/cni/bin'] }],
    }),
  },
  {
    code: 'cri.slow',
    means: 'The runtime takes more than a second for an answer; kubeadm gives up after two.',
    words: (args) => ({
      says: `the container runtime took ${String(args['ms'])} ms to answer; kubeadm gives up after 2000`,
      need: 'answers within 2 s',
      have: `${String(args['ms'])} ms`,
      remedies: [restartRemedy(args)],
    }),
  },
  {
    code: 'cri.kubelet-elsewhere',
    means: 'kubeadm and the kubelet are told different endpoints.',
    words: (args) => ({
      says: `kubeadm asks the runtime at ${at(args)}, the kubelet is told another`,
      need: 'one endpoint for both: images that kubeadm pulls are in the store of the runtime that it asks',
      have: `container-runtime-endpoint: ${String(args['kubelet'])}`,
      remedies: [
        {
          what: `take container-runtime-endpoint out of kubeletExtraArgs, and set nodeRegistration.criSocket: ${String(args['kubelet'])}`,
        },
      ],
    }),
  },
  {
    code: 'cri.sandbox-image',
    means:
      'The runtime keeps pods with another pause image than kubeadm pulls: both work, each is fetched once.',
    words: (args) => ({
      says: `${String(args['runtime'])} keeps pods with ${String(args['own'])}; kubeadm pulls ${String(args['wanted'])}: without a network both are needed`,
    }),
  },
];

const others: readonly Reason[] = [
  {
    code: 'cri.left-out',
    means: 'kubeadm before 1.35 leaves its check out where it cannot connect to the runtime.',
    words: (args) => ({ says: `kubeadm of this release leaves CRI out: nothing answers it at ${at(args)}` }),
  },
  {
    code: 'cri.needs-root',
    means: 'The socket is for root.',
    words: (args) => ({
      says: `needs root: ${at(args)} is closed to this user`,
      need,
      have: `${String(args['code'])}; mode and owner ${String(args['mode'])}`,
    }),
  },
  {
    code: 'cri.not-told',
    means: 'The container runtime could not be asked.',
    words: ({ cause }) => ({
      says: 'could not tell whether a container runtime answers',
      need,
      have: String(cause),
    }),
  },
];

export const criReasons: readonly Reason[] = [...dead, ...useless, ...answered, ...others];

function conditionWords({ reason, message }: Args): string {
  const words = [reason, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
  return words === '' ? 'it gives no reason' : words;
}
