import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { restartCommands } from '../service-start.ts';

const need =
  'one cgroup driver for the kubelet and the runtime: with two, pods do not start or lose their limits';

/** How this runtime is told to use the driver that the kubelet uses. */
function runtimeRemedy(args: Args): Remedy {
  const { runtime, kubelet } = args;
  const name = String(runtime);
  if (name.startsWith('cri-o')) {
    return {
      what: `set cgroup_manager = "${String(kubelet)}" under [crio.runtime] in a file of /etc/crio/crio.conf.d/, and restart crio`,
      now: restartCommands(args, 'crio'),
      verify: ['crictl info'],
    };
  }
  const isOne = /^containerd v?1\./u.test(name);
  const plugin = isOne ? 'io.containerd.grpc.v1.cri' : 'io.containerd.cri.v1.runtime';
  return {
    what: `set SystemdCgroup = ${kubelet === 'systemd'} under [plugins."${plugin}".containerd.runtimes.runc.options] in /etc/containerd/config.toml, before any pod runs, and restart containerd`,
    now: restartCommands(args, 'containerd'),
    verify: ['crictl info'],
  };
}

function kubeletRemedy({ driver }: Args): Remedy {
  return { what: `set cgroupDriver: ${String(driver)} in the KubeletConfiguration` };
}

export const cgroupDriverReasons: readonly Reason[] = [
  {
    code: 'cgroup-driver.same',
    means: 'Both use the same driver.',
    words: ({ driver }) => ({ says: `kubelet and runtime both use the cgroup driver ${String(driver)}` }),
  },
  {
    code: 'cgroup-driver.from-runtime',
    means: 'The kubelet takes the driver of the runtime, whatever its own configuration says.',
    words: ({ driver, kubelet }) => ({
      says: `the kubelet takes the runtime's cgroup driver ${String(driver)}; its own cgroupDriver (${String(kubelet)}) has no effect`,
    }),
  },
  {
    code: 'cgroup-driver.differs',
    means: 'Kubelet and runtime use different drivers.',
    words: (args) => ({
      says: `the runtime uses the cgroup driver ${String(args['driver'])}, the kubelet ${String(args['kubelet'])}`,
      need,
      have: `runtime ${String(args['driver'])}, kubelet ${String(args['kubelet'])}`,
      remedies: [runtimeRemedy(args), kubeletRemedy(args)],
    }),
  },
  {
    code: 'cgroup-driver.differs-from-default',
    means:
      "The runtime's driver is not the one that kubeadm gives kubelets, and the cluster's own setting is not known here.",
    words: (args) => ({
      says: `the runtime uses the cgroup driver ${String(args['driver'])}; kubelets of kubeadm use ${String(args['kubelet'])} unless the cluster says otherwise`,
      need,
      have: `runtime ${String(args['driver'])}; the kubelet-config of the cluster was not read`,
      remedies: [
        runtimeRemedy(args),
        {
          what: "leave it if the cluster's kubelets use it too",
          now: ['kubectl -n kube-system get configmap kubelet-config -o yaml'],
        },
      ],
    }),
  },
  {
    code: 'cgroup-driver.not-told',
    means: "The runtime's driver could not be told.",
    words: ({ cause }) => ({
      says: 'could not tell the cgroup driver of the runtime',
      need,
      have: String(cause),
    }),
  },
];
