import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const skew = 'a kubelet that is not newer than the control plane, and at most three minor releases older';
const verify = ['kubelet --version'];

const commandsOf = (args: Args): readonly string[] => {
  const { commands } = args;
  return Array.isArray(commands) ? commands : [];
};

/** The package of the planned release. */
function install(args: Args): Remedy {
  const commands = commandsOf(args);
  return { what: String(args['install']), ...(commands.length === 0 ? {} : { now: commands }), verify };
}

const have = (args: Args): string => `${String(args['path'])}: v${String(args['version'])}`;

export const kubeletVersionReasons: readonly Reason[] = [
  {
    code: 'kubelet.serves',
    means: 'The kubelet works, and its release may serve the planned control plane.',
    words: ({ version, planned }) => ({
      says: `kubelet v${String(version)} serves Kubernetes ${String(planned)}`,
    }),
  },
  {
    code: 'kubelet.absent',
    means: 'There is no kubelet in the search path.',
    words: (args) => ({
      says: 'the kubelet is not on this host',
      need: `the kubelet of ${String(args['planned'])}: kubeadm writes its configuration and starts it as a service`,
      have: 'no file of that name in the search path',
      remedies: [install(args)],
    }),
  },
  {
    code: 'kubelet.faulty',
    means: 'The kubelet is there, but does not tell its version.',
    words: (args) => ({
      says: 'the kubelet is there but does not work',
      need: 'a kubelet that answers --version with its release',
      have: [String(args['path']), String(args['detail'])].filter((part) => part !== '').join(': '),
      remedies: [{ what: 'run it by hand and read what it says', now: verify }, install(args)],
    }),
  },
  {
    code: 'kubelet.outside-path',
    means: 'The kubelet works, but kubeadm looks for it only in the PATH of its caller.',
    words: (args) => ({
      says: 'the kubelet is not in the PATH of this shell: kubeadm run from here will not find it',
      need: 'a PATH with the directory of the kubelet',
      have: have(args),
      remedies: [
        {
          what: 'add its directory to the PATH for the run of kubeadm',
          now: [`export PATH="$PATH:${String(args['path']).replace(/\/[^/]*$/u, '')}"`],
          verify,
        },
      ],
    }),
  },
  {
    code: 'kubelet.newer',
    means:
      'The kubelet is of a later minor release than the control plane, which Kubernetes does not support.',
    words: (args) => ({
      says: `kubelet v${String(args['version'])} is newer than the planned control plane ${String(args['planned'])}`,
      need: skew,
      have: have(args),
      remedies: [
        install(args),
        {
          what: 'plan the release of this kubelet, where the control plane can have it',
          verify: [`kube-preflight … --kubernetes-version v${String(args['version'])}`],
        },
      ],
    }),
  },
  {
    code: 'kubelet.older',
    means: 'The kubelet is older than the control plane allows.',
    words: (args) => ({
      says: `kubelet v${String(args['version'])} is ${String(args['behind'])} minor releases older than ${String(args['planned'])}`,
      need: `at most ${String(args['allowed'])} minor releases between them`,
      have: have(args),
      remedies: [install(args)],
    }),
  },
  {
    code: 'kubelet.older-than-kubeadm',
    means: 'The kubelet is older than this release of kubeadm serves.',
    words: (args) => ({
      says: `kubelet v${String(args['version'])} is older than kubeadm ${String(args['release'])} serves`,
      need: `v${String(args['lowest'])} or later`,
      have: have(args),
      remedies: [install(args)],
    }),
  },
  {
    code: 'kubelet.release-not-given',
    means: 'The kubelet does not fit the default release, and which one is planned was not given.',
    words: (args) => ({
      says: `whether kubelet v${String(args['version'])} fits the control plane could not be told: no release was given`,
      need: skew,
      have: `v${String(args['version'])}; ${String(args['planned'])} was taken as the default`,
      remedies: [
        {
          what: 'say which release the control plane has or will have',
          now: [`kube-preflight … --kubernetes-version v${String(args['version'])}`],
        },
      ],
    }),
  },
  {
    code: 'kubelet.not-told',
    means: 'Whether the kubelet is there and works could not be told.',
    words: (args) => ({
      says: 'whether the kubelet works could not be told',
      need: 'a kubelet that answers --version with its release',
      have: [String(args['path']), String(args['detail'])].filter((part) => part !== '').join(': '),
      remedies: [
        {
          what: 'see who owns the file and its directories, and run this as root',
          now: ['ls -l "$(command -v kubelet)"'],
        },
      ],
    }),
  },
];
