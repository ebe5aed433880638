import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { dataPlaneReasons } from './data-plane-reasons.ts';

const text = (args: Args, key: string): string => String(args[key] ?? '');

/** How each of them takes the place of kube-proxy. */
const replacing: Readonly<Record<string, string>> = {
  calico: 'have Calico serve them: linuxDataplane: BPF in its Installation',
  cilium: 'have Cilium serve them: kubeProxyReplacement: true, with k8sServiceHost and k8sServicePort',
  'kube-router': 'have kube-router serve them: --run-service-proxy=true',
};

/** The same by the other end: kube-proxy is left in, or put back. */
function bringProxy({ action }: Args): Remedy {
  return action === 'init'
    ? {
        what: 'let kubeadm install kube-proxy: take addon/kube-proxy out of skipPhases, or proxy.disabled out of the ClusterConfiguration',
        verify: ['kube-preflight plan'],
      }
    : {
        what: 'install kube-proxy, from a control-plane node',
        now: ['kubeadm init phase addon kube-proxy --config kubeadm.yaml'],
        verify: ['kubectl -n kube-system get daemonset kube-proxy'],
      };
}

function leaveProxyOut({ action }: Args): Remedy {
  return action === 'init'
    ? {
        what: 'have kubeadm leave kube-proxy out: skipPhases: [addon/kube-proxy] in the InitConfiguration, or this flag',
        now: ['kubeadm init --skip-phases=addon/kube-proxy'],
        verify: ['kubectl -n kube-system get daemonset kube-proxy'],
      }
    : {
        what: 'take kube-proxy out of the cluster; its rules go with a reboot of the node, or kube-proxy --cleanup',
        now: ['kubectl -n kube-system delete daemonset kube-proxy'],
        verify: ['kubectl -n kube-system get daemonset kube-proxy'],
      };
}

const configReasons: readonly Reason[] = [
  {
    code: 'cni.config-invalid',
    means: 'The first file of /etc/cni/net.d is no CNI configuration: containerd then has no network at all.',
    words: (args) => ({
      says: `${text(args, 'file')} is no CNI configuration: ${text(args, 'detail')}`,
      need: 'the first file by name is valid: containerd takes no other, and CRI-O the next that is',
      have: [
        text(args, 'detail'),
        ...(text(args, 'next') === '' ? [] : [`next: ${text(args, 'next')}`]),
      ].join('; '),
      remedies: [
        {
          what: 'mend the file, or move it away, where it is a rest of another plugin',
          now: [`mv ${text(args, 'file')} /root/`],
          verify: ['ls -l /etc/cni/net.d', 'crictl info'],
        },
      ],
    }),
  },
  {
    code: 'cni.other-in-force',
    means:
      'The configuration of another network plugin sorts before that of the planned one, and stays in force.',
    words: (args) => ({
      says: `${text(args, 'file')}, of ${text(args, 'there')}, stays in force beside ${text(args, 'planned')}`,
      need: `${text(args, 'own')} of ${text(args, 'planned')} is the first file by name`,
      have: `${text(args, 'file')} sorts before it, and a runtime takes the first`,
      remedies: [
        {
          what: 'move the file of the other plugin away, and start the Pods of the node again',
          now: [`mv ${text(args, 'file')} /root/`],
          verify: ['ls -l /etc/cni/net.d'],
        },
      ],
    }),
  },
];

const servicesReasons: readonly Reason[] = [
  {
    code: 'cni.both-serve',
    means: 'The network plugin serves the Services itself, and kube-proxy is planned, too.',
    words: (args) => ({
      says: `${text(args, 'title')} serves the Services itself, and kube-proxy is planned beside it`,
      need:
        args['cni'] === 'cilium'
          ? 'one of the two: the rules of kube-proxy are kept in step for nothing'
          : 'one of the two: both work on the same Services',
      have: `kube-proxy in ${text(args, 'mode')} mode`,
      remedies: [
        leaveProxyOut(args),
        ...(args['cni'] === 'calico'
          ? [
              {
                what: 'have the operator of Calico take it off the nodes: kubeProxyManagement: Enabled',
                verify: ['kubectl get installation default -o yaml'],
              },
            ]
          : []),
      ],
    }),
  },
  {
    code: 'cni.nobody-serves',
    means: 'No kube-proxy is planned, and the network plugin does not take its place.',
    words: (args) => {
      const replace = replacing[text(args, 'cni')];
      return {
        says: `nobody serves the Services: no kube-proxy is planned, and ${text(args, 'title')} does not replace it`,
        need: 'kube-proxy, or something in its place: without it not even CoreDNS reaches the API server',
        have: `no kube-proxy, and ${text(args, 'title')} without a service proxy`,
        remedies: [bringProxy(args), ...(replace === undefined ? [] : [{ what: replace }])],
      };
    },
  },
];

const toolReasons: readonly Reason[] = [
  {
    code: 'cni.tool-absent',
    means: 'A plugin of the CNI project will run a tool that this host does not have.',
    words: (args) => {
      const tool = text(args, 'tool');
      const version = text(args, 'version');
      return {
        says: `${tool} is not installed, and the CNI plugin ${text(args, 'plugin')} runs it`,
        need: `${tool}: ${text(args, 'purpose')}`,
        have: [
          'not on the search path',
          ...(version === '' ? [] : [`${text(args, 'plugin')} ${version} does not choose for itself`]),
          text(args, 'without'),
        ].join('; '),
        remedies: toolRemedies(args),
      };
    },
  },
];

function toolRemedies(args: Args): readonly Remedy[] {
  const [tool, install, note] = [text(args, 'tool'), text(args, 'install'), text(args, 'note')];
  const verify = [`command -v ${tool}`];
  const bring: Remedy =
    install === ''
      ? { what: note, verify }
      : {
          what: note === '' ? 'install its package' : `install its package. ${note}`,
          now: [install],
          verify,
          steps: [{ kind: 'package', install, done: [['command', '-v', tool]] }],
        };
  const isChosen = text(args, 'backend') !== '' || text(args, 'plugin') === 'firewall';
  if (tool !== 'iptables' || isChosen) return [bring];
  return [
    bring,
    { what: 'take CNI plugins from 1.6.0 on, which choose nftables where there is no iptables' },
  ];
}

export const cniReasons: readonly Reason[] = [
  {
    code: 'cni.fits',
    means: 'The network plugin and kube-proxy get along, as far as is known.',
    words: ({ title, mode }) => ({
      says: `${String(title)} gets along with ${mode === 'none' ? 'no kube-proxy' : `kube-proxy in ${String(mode)} mode`}`,
    }),
  },
  {
    code: 'cni.not-told',
    means: 'Which network plugin this node has could not be told.',
    words: ({ detail }) => ({
      says: 'could not tell which network plugin this node has',
      have: String(detail),
      remedies: [{ what: 'name it: --cni' }],
    }),
  },
  ...configReasons,
  ...servicesReasons,
  ...dataPlaneReasons,
  ...toolReasons,
];
