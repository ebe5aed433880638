import type { Args, ArgValue, Remedy, Words } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { problemKinds } from './problem.ts';
import {
  acceptCgroupV1,
  enableControllers,
  ignoreAll,
  kubeadmRemedies,
  mountCgroups,
  newerKernel,
  otherKernel,
  showConfig,
  useCgroupV2,
} from './remedies.ts';

const neededCgroups = 'cgroup v2 with the controllers cpu, cpuset, memory and pids';

export const systemReasons: readonly Reason[] = [
  {
    code: 'system.verified',
    means: 'Kernel and cgroups have what Kubernetes needs.',
    words: ({ release, version }) => ({
      says: `${release === '' ? 'this kernel' : `kernel ${String(release)}`} and cgroup v${String(version)} have what Kubernetes needs`,
    }),
  },
  {
    code: 'kernel.too-old',
    means: 'The kernel is older than any that Kubernetes of this release is tried with.',
    words: ({ release, minimum, kubernetes }) => ({
      says: `kernel ${String(release)} is older than Kubernetes ${String(kubernetes)} is tried with`,
      need: `${String(minimum)} or later`,
      have: `${String(release)}; what vendors carried into it from newer kernels is not seen by the number`,
      remedies: [newerKernel],
    }),
  },
  {
    code: 'kernel.options-missing',
    means: 'The kernel was built without something that containers cannot do without.',
    words: ({ options, why, source }) => ({
      says: `this kernel cannot run containers: ${list(options)} not set`,
      need: list(why, '; '),
      have: `not set in ${String(source)}`,
      remedies: [otherKernel],
    }),
  },
  {
    code: 'kernel.options-wanted',
    means: 'The kernel was built without something that defaults of Kubernetes use.',
    words: ({ options, why, source }) => ({
      says: `this kernel lacks what Kubernetes uses by default: ${list(options)} not set`,
      need: list(why, '; '),
      have: `not set in ${String(source)}`,
      remedies: [otherKernel],
    }),
  },
  {
    code: 'kernel.config-unknown',
    means: 'The configuration of the running kernel could not be read anywhere.',
    words: ({ detail, passedOver }) => ({
      says: 'could not tell what the kernel was built with: its configuration is not on this host',
      need: '/proc/config.gz, or /boot/config- with the release of the running kernel',
      have: [String(detail), list(passedOver, '; ')].find((text) => text !== '') ?? 'no such file was found',
      remedies: [showConfig],
    }),
  },
  {
    code: 'cgroups.absent',
    means: 'No cgroups are mounted.',
    words: () => ({
      says: 'no cgroups are mounted: neither the kubelet nor a runtime can start',
      need: neededCgroups,
      have: 'no mount of type cgroup or cgroup2 in /proc/mounts',
      remedies: [mountCgroups],
    }),
  },
  {
    code: 'cgroups.not-told',
    means: 'How cgroups are mounted, or what controllers they have, could not be told.',
    words: ({ detail }) => ({
      says: 'could not tell which cgroups this node has',
      need: neededCgroups,
      have: String(detail),
    }),
  },
  {
    code: 'cgroups.v1-refused',
    means: 'This kubelet ends on cgroup v1 (failCgroupV1).',
    words: (args) => ({
      says: `kubelet ${String(args['kubelet'])} ends at its start: this node has cgroup v1`,
      need: 'cgroup v2 on /sys/fs/cgroup',
      have: `${mode(args['hybrid'])}; failCgroupV1 is true${args['byDefault'] === true ? ' by default' : ''}`,
      remedies: [useCgroupV2(args), acceptCgroupV1],
    }),
  },
  {
    code: 'cgroups.v1-deprecated',
    means: 'The kubelet still takes cgroup v1, which Kubernetes is giving up.',
    words: (args) => ({
      says:
        args['told'] === true
          ? `cgroup v1 is deprecated: kubelet ${String(args['kubelet'])} takes it only because failCgroupV1 is false, and kubeadm fails on it`
          : 'cgroup v1 is deprecated: kubelets from 1.35 on refuse it by default',
      need: 'cgroup v2 on /sys/fs/cgroup before the upgrade to a Kubernetes without cgroup v1',
      have: mode(args['hybrid']),
      remedies: [
        useCgroupV2(args),
        ...(args['told'] === true
          ? [{ what: 'for kubeadm until then: --ignore-preflight-errors=SystemVerification' }]
          : []),
      ],
    }),
  },
  {
    code: 'cgroups.controllers-missing',
    means: 'Controllers that the kubelet or runtimes set limits with are not there.',
    words: (args) => ({
      says: `controllers missing from cgroup v${String(args['version'])}: ${list(args['missing'])}`,
      need: neededCgroups,
      have: list(args['why'], '; ') || 'the kernel does not offer them here',
      remedies: [enableControllers(args)],
    }),
  },
  {
    code: 'system.kubeadm-fails',
    means: "kubeadm's SystemVerification of this release fails.",
    words: (args) => kubeadmWords(args, [ignoreAll]),
  },
  {
    code: 'system.kubeadm-warns',
    means: "kubeadm's SystemVerification of this release warns.",
    words: (args) => kubeadmWords(args, []),
  },
  {
    code: 'system.kubeadm-untold',
    means: "What kubeadm's SystemVerification would say could not be told.",
    words: ({ untold }) => ({
      says: 'could not tell what kubeadm would say of this system',
      have: list(untold, '; '),
    }),
  },
];

function kubeadmWords(args: Args, more: readonly Remedy[]): Words {
  const { problems, kinds } = args;
  const all = Array.isArray(problems) ? problems : [];
  const about = problemKinds.filter((kind) => Array.isArray(kinds) && kinds.includes(kind));
  const rest = all.length > 1 ? ` (and ${all.length - 1} more)` : '';
  return {
    says: `${shortened(String(all[0] ?? ''))}${rest}`,
    need: "what this release's k8s.io/system-validators demands",
    have: list(problems, '; '),
    remedies: [...kubeadmRemedies(about, args), ...more],
  };
}

/** All options stand in `have`; a sentence of twenty would not be read. */
function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

function list(value: ArgValue | undefined, by = ', '): string {
  return Array.isArray(value) ? value.join(by) : String(value ?? '');
}

function mode(hybrid: ArgValue | undefined): string {
  return hybrid === true ? 'cgroup v1, with an empty v2 beside it (hybrid)' : 'cgroup v1';
}
