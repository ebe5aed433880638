import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);
const parts = (args: Args): string => list(args['parts']).join('; ');

const order = 'first stop kube-proxy on this node, then remove what it left, then start it in its new mode';

/** Nothing of it is on the disk. */
const reboot: Remedy = {
  what: `empty the node of pods and reboot it: no rule outlives that`,
  now: ['reboot'],
};

/** kube-proxy of kubeadm runs from its image, and has no program on the host. */
function runCleanup(args: Args): Remedy {
  return {
    what: `remove it with kube-proxy itself: ${order}; this flushes all of IPVS, whoever made it`,
    now: [
      `ctr --namespace k8s.io images pull ${String(args['image'])}`,
      `ctr --namespace k8s.io run --rm --privileged --net-host ${String(args['image'])} proxy-cleanup kube-proxy --cleanup`,
    ],
    verify: ['nft list tables', 'ls /sys/class/net', 'iptables-save | grep -c KUBE-SVC'],
  };
}

function removeChains(args: Args): Remedy {
  const variant = String(args['variant']);
  const names = ['iptables', 'ip6tables'].map((tool) => `${tool}-${variant}`);
  return {
    what: 'take out the chains of Kubernetes alone, in both families; the kubelet makes its own again',
    now: names.map((tool) => `${tool}-save | grep -v KUBE- | ${tool}-restore`),
    verify: names.map((tool) => `${tool}-save | grep -c KUBE-`),
  };
}

const removeTables: Remedy = {
  what: 'remove them by hand',
  now: ['nft delete table ip kube-proxy', 'nft delete table ip6 kube-proxy'],
  verify: ['nft list tables'],
};

export const leftoverReasons: readonly Reason[] = [
  {
    code: 'leftovers.none',
    means: 'kube-proxy has left nothing here in another mode or backend.',
    words: () => ({ says: 'no rules of another mode of kube-proxy are left here' }),
  },
  {
    code: 'leftovers.other-variant',
    means:
      'Rules of Services stand in the backend of iptables that nobody writes to any more, and still act.',
    words: (args) => {
      const { variant, host, present } = args;
      const whose = present === true ? "this host's iptables" : 'an image without a hint';
      return {
        says: `old rules of Services in ${String(variant)} iptables still catch their traffic, and nobody removes them`,
        need: `rules of kube-proxy in ${String(host)} iptables only, which ${whose} writes to`,
        have: parts(args),
        remedies: [reboot, removeChains(args)],
      };
    },
  },
  {
    code: 'leftovers.not-cleaned',
    means: 'kube-proxy does not remove what its iptables and ipvs modes leave to each other.',
    words: (args) => ({
      says: `rules of ${String(args['left'])} mode are left, and kube-proxy in ${String(args['planned'])} mode does not remove them`,
      need: 'no rules of the other mode: they answer for Services that have changed since',
      have: parts(args),
      remedies: [reboot, runCleanup(args)],
    }),
  },
  {
    code: 'leftovers.cleaned-at-start',
    means: 'kube-proxy removes the leftovers of the other mode when it starts.',
    words: (args) => ({
      says: `rules of ${String(args['left'])} mode are left; kube-proxy in ${String(args['planned'])} mode removes them when it starts${
        args['left'] === 'ipvs' ? ', and flushes all of IPVS with them' : ''
      }`,
      have: parts(args),
    }),
  },
  {
    code: 'leftovers.nobody-cleans',
    means: 'No kube-proxy is planned that would remove the rules of an earlier one.',
    words: (args) => ({
      says: `rules of kube-proxy in ${String(args['left'])} mode are left, and no kube-proxy is planned that would remove them`,
      need: 'no rules of kube-proxy beside what takes its place',
      have: parts(args),
      remedies: [
        reboot,
        args['left'] === 'nftables'
          ? removeTables
          : args['left'] === 'iptables'
            ? removeChains({ variant: list(args['variants'])[0] ?? 'nft' })
            : runCleanup(args),
      ],
    }),
  },
  {
    code: 'leftovers.foreign-ipvs',
    means: 'kube-proxy in nftables mode flushes all of IPVS when it starts, also what others made.',
    words: ({ count }) => ({
      says: 'kube-proxy in nftables mode flushes IPVS when it starts, and with it virtual servers that are not its own',
      need: 'no virtual servers of others (keepalived, ldirectord) on a node that runs kube-proxy in nftables mode',
      have: `virtual servers in IPVS: ${String(count)}, and no sign of kube-proxy in ipvs mode`,
      remedies: [
        {
          what: 'run that load balancer on another host, or have it write its virtual servers anew after kube-proxy has started',
          now: ['cat /proc/net/ip_vs'],
        },
      ],
    }),
  },
  {
    code: 'leftovers.not-told',
    means: 'Which rules stand on this node could not be told.',
    words: ({ detail }) => ({
      says: 'whether kube-proxy has left rules of another mode could not be told',
      need: 'a look at the rules of this host, as root',
      have: String(detail),
    }),
  },
];
