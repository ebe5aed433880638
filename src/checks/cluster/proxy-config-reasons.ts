import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const mode = (value: unknown): string => (value === '' ? 'no mode' : `mode ${String(value)}`);

const editSet: Remedy = {
  what: 'take --proxy-mode out of the DaemonSet, so that both say the same',
  now: ['kubectl -n kube-system edit daemonset kube-proxy'],
  verify: ['kubectl -n kube-system rollout status daemonset kube-proxy'],
};

const withConfig: Remedy = {
  what: 'start kube-proxy with --config, as kubeadm does, so that its ConfigMap counts',
  now: ['kubeadm init phase addon kube-proxy --config FILE'],
  verify: ['kubectl -n kube-system rollout status daemonset kube-proxy'],
};

/** The words of KubeProxyConfig. Which of the two rules is said in every one of them. */
export const proxyConfigReasons: readonly Reason[] = [
  {
    code: 'proxy-config.map-rules',
    means: 'kube-proxy is started with --config: its ConfigMap rules.',
    words: ({ map }) => ({
      says: `the ConfigMap kube-system/kube-proxy rules (${mode(map)}): kube-proxy is started with --config`,
    }),
  },
  {
    code: 'proxy-config.map-alone',
    means:
      'The ConfigMap was read, the DaemonSet could not be: that kube-proxy is started with --config is taken as given.',
    words: ({ map, daemonSet }) => ({
      says: `the ConfigMap kube-system/kube-proxy is taken to rule (${mode(map)}), as kubeadm starts kube-proxy`,
      have: `DaemonSet kube-system/kube-proxy: ${String(daemonSet)} with these credentials`,
    }),
  },
  {
    code: 'proxy-config.flag-ignored',
    means:
      'The flag --proxy-mode in the DaemonSet differs from the ConfigMap, and has no effect beside --config.',
    words: ({ map, argument }: Args) => ({
      says: `the ConfigMap rules (${mode(map)}); --proxy-mode=${String(argument)} of the DaemonSet is ignored beside --config`,
      need: 'one mode in the ConfigMap and in the arguments',
      have: `${mode(map)} in the ConfigMap, --proxy-mode=${String(argument)} in the DaemonSet`,
      remedies: [editSet],
    }),
  },
  {
    code: 'proxy-config.map-ignored',
    means: 'kube-proxy is started without --config: its arguments rule, and the ConfigMap has no effect.',
    words: ({ map, argument }: Args) => ({
      says: `the DaemonSet's arguments rule (${argument === '' ? 'no --proxy-mode' : `--proxy-mode=${String(argument)}`}); without --config the ConfigMap (${mode(map)}) is not read`,
      need: '--config in the arguments, or the same mode in both',
      have: `${mode(map)} in the ConfigMap, ${argument === '' ? 'no --proxy-mode' : `--proxy-mode=${String(argument)}`} in the DaemonSet`,
      remedies: [withConfig],
    }),
  },
  {
    code: 'proxy-config.arguments-rule',
    means: 'kube-proxy is started without --config, and nothing contradicts its arguments.',
    words: ({ argument }) => ({
      says: `the DaemonSet's arguments rule (${argument === '' ? 'no --proxy-mode' : `--proxy-mode=${String(argument)}`}): there is no --config`,
    }),
  },
  {
    code: 'proxy-config.no-daemonset',
    means: 'There is a ConfigMap for kube-proxy but no DaemonSet that would run it.',
    words: ({ map, isUpgrade }) => ({
      says:
        isUpgrade === true
          ? `no DaemonSet runs kube-proxy, and kubeadm upgrade will install it (${mode(map)})`
          : `no DaemonSet runs kube-proxy, though its ConfigMap is there (${mode(map)})`,
      need: 'both of them, or neither where another proxy serves the Services',
      have: 'the ConfigMap kube-system/kube-proxy without the DaemonSet',
      remedies: [
        {
          what: 'where another proxy took over, delete the ConfigMap, or kubeadm brings kube-proxy back',
          now: ['kubectl -n kube-system delete configmap kube-proxy'],
        },
        { what: 'else install it again', now: ['kubeadm init phase addon kube-proxy --config FILE'] },
      ],
    }),
  },
  {
    code: 'proxy-config.no-map',
    means: 'The DaemonSet wants the ConfigMap kube-proxy, which does not exist: its pods cannot start anew.',
    words: () => ({
      says: 'the DaemonSet kube-proxy wants a ConfigMap that does not exist: on a new node it cannot start',
      need: 'ConfigMap kube-system/kube-proxy',
      have: 'not found',
      remedies: [{ what: 'install it again', now: ['kubeadm init phase addon kube-proxy --config FILE'] }],
    }),
  },
  {
    code: 'proxy-config.none',
    means: 'The cluster has no kube-proxy of kubeadm.',
    words: () => ({ says: 'this cluster has no kube-proxy: neither ConfigMap nor DaemonSet' }),
  },
  {
    code: 'proxy-config.not-told',
    means: "What the cluster's kube-proxy runs with could not be told.",
    words: ({ why }) => ({
      says: "what the cluster's kube-proxy runs with could not be told",
      have: String(why),
      remedies: [{ what: 'name credentials that may read it, or say the mode with --proxy-mode' }],
    }),
  },
];
