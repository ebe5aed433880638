import type { CheckGuide } from './check-guide.ts';

const cluster = 'kubectl -n kube-system get';

/** Guides to the checks of the proxy mode, its tools, its rules and what stands in their way. */
export const proxyGuides: Readonly<Record<string, CheckGuide>> = {
  ProxyMode: {
    what: 'Which mode kube-proxy will really run in, who says so, and what becomes of that mode.',
    why: 'Everything else on this page depends on it, and kubeadm looks at it nowhere.',
    who: ['kube-proxy'],
    look: [
      'kube-preflight plan --config kubeadm.yaml',
      `${cluster} configmap kube-proxy -o jsonpath='{.data.config\\.conf}'`,
    ],
  },
  FileExisting: {
    what: 'The tools that the planned mode, the kubelet and kubeadm run on the host: there, working, new enough, of one build.',
    why: 'A tool that is missing and one that does not work look alike in the log of the kubelet; they are mended differently.',
    who: ['kubelet', 'kubeadm', 'kube-proxy as a service of the host', 'CNI plugins', 'operator'],
    look: ['command -v nft iptables ipset losetup mount cp', 'nft --version', 'iptables --version'],
  },
  IPTablesHint: {
    what: 'The chain KUBE-IPTABLES-HINT, by which images tell whether the node uses iptables-nft or iptables-legacy.',
    why: 'An image that guesses wrong writes rules that the kernel applies beside those of the others, or not at all.',
    who: ['kubelet', 'images with iptables-wrappers: kube-proxy, Calico, flannel'],
    look: ['kube-preflight hint show', 'iptables-nft-save -t mangle | grep KUBE-IPTABLES-HINT'],
    since: '1.24: the kubelet makes it; 1.33: a kubelet without iptables is quiet about it',
  },
  ProxyKernel: {
    what: "Whether the kernel takes every kind of rule that kube-proxy's mode writes: they are loaded in a network namespace of their own.",
    why: 'kube-proxy writes its rules as a whole: one kind that is refused stops every Service, and the node stays Ready.',
    who: ['kube-proxy'],
    look: [
      'unshare -n nft add table ip kube-preflight-test',
      'grep -E "NF_TABLES|NFT_|NETFILTER_XT|IP_VS" /boot/config-$(uname -r)',
    ],
  },
  ConntrackLimits: {
    what: 'The limits of connection tracking that kube-proxy writes at its start.',
    why: 'kube-proxy exits where it cannot write them, and a node with too low a limit drops connections.',
    who: ['kube-proxy'],
    look: ['sysctl net.netfilter.nf_conntrack_max', 'cat /sys/module/nf_conntrack/parameters/hashsize'],
  },
  NftVersionSkew: {
    what: "The nft of the host beside the one in kube-proxy's image.",
    why: 'Each reads the rules of the other: pairs are known that crash, or drop what they do not know.',
    who: ['kube-proxy (nftables)', 'operator'],
    look: ['nft --version'],
  },
  IPTablesVersion: {
    what: "The iptables of the host beside the one in kube-proxy's image.",
    why: 'Pairs are known that duplicate rules, or lose a part of them.',
    who: ['kube-proxy (iptables, ipvs)', 'kubelet'],
    look: ['iptables --version'],
  },
  Firewalld: {
    what: 'Whether firewalld runs, and lets in the ports of the node.',
    why: 'A closed port is a node that does not join; a reload may delete the rules of others.',
    who: ['kubelet', 'API server', 'etcd'],
    look: ['firewall-cmd --state', 'firewall-cmd --list-all'],
  },
  HostFirewall: {
    what: 'Whether rules of this host keep others from the ports of the node.',
    why: 'In nftables mode kube-proxy opens no holes in a firewall: a drop elsewhere stays a drop.',
    who: ['kubelet', 'API server', 'etcd'],
    look: ['nft list ruleset', 'iptables-save'],
  },
  NetfilterBackends: {
    what: 'Rules in both backends of iptables, legacy and nft.',
    why: 'Packets pass both, and a component sees and removes only the rules of its own.',
    who: ['kube-proxy', 'kubelet', 'CNI plugin'],
    look: [
      'iptables-nft-save | grep -c KUBE-',
      'iptables-legacy-save | grep -c KUBE-',
      'kube-preflight hint show',
    ],
  },
  ProxyLeftovers: {
    what: 'Rules, sets and links that another mode of kube-proxy has left behind.',
    why: 'Between iptables and ipvs mode nothing removes them: old rules go on catching packets.',
    who: ['kube-proxy'],
    look: ['iptables-save | grep KUBE-', 'nft list tables', 'ip link show kube-ipvs0', 'ipset list -n'],
  },
  CNI: {
    what: 'The network plugin beside kube-proxy and the host: who serves the Services, whose rules must move along with the mode, its files in /etc/cni/net.d, and the tools that plugins of the CNI project run.',
    why: 'A plugin that replaces kube-proxy, or writes rules of the other kind, breaks Services on a node where each alone is in order.',
    who: ['CNI plugin', 'kube-proxy', 'container runtime'],
    look: [
      'ls /etc/cni/net.d',
      `${cluster} configmap cilium-config -o yaml`,
      'kubectl get installation default -o yaml',
    ],
  },
  'CNI-Kernel': {
    what: 'Kernel modules that the network plugin asks for beyond those of kube-proxy: sets, matches, tunnels.',
    why: 'A plugin brings its tools in its image, and no kernel: without ip_set or vxlan its agent ends, while kube-proxy runs.',
    who: ['CNI plugin'],
    look: ['modinfo ip_set xt_set vxlan', 'kubectl -n kube-system logs -l k8s-app=calico-node'],
  },
  RuleWiper: {
    what: 'Services and files of this host that delete rules of others when they are started or reloaded.',
    why: 'The rules of CNI plugins are written once, at the start of a Pod: what deletes them is an outage that recurs.',
    who: ['kube-proxy', 'CNI plugin'],
    look: [
      'grep -n "flush ruleset" /etc/nftables.conf /etc/sysconfig/nftables.conf',
      'grep FlushAllOnReload /etc/firewalld/firewalld.conf',
      'systemctl is-enabled nftables firewalld iptables',
    ],
  },
  ForwardPolicy: {
    what: 'Chains of the host that drop forwarded packets.',
    why: 'Traffic of Pods is forwarded traffic: a policy DROP stops it, and in nftables mode nothing opens it.',
    who: ['kube-proxy', 'CNI plugin'],
    look: ['iptables -S FORWARD', 'nft list ruleset | grep -B1 -A3 "hook forward"'],
  },
  ConntrackPressure: {
    what: 'How full connection tracking is, and whether it has dropped packets.',
    why: 'A full table drops new connections, which looks like a network that fails now and then.',
    who: ['kube-proxy', 'Pods'],
    look: ['sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max', 'conntrack -S'],
  },
  XtablesLock: {
    what: 'The lock that all writers of iptables rules share.',
    why: 'Without it they undo each other; a holder that does not let go stops them all.',
    who: ['kube-proxy', 'kubelet', 'CNI plugin'],
    look: ['ls -l /run/xtables.lock', 'lslocks | grep xtables'],
  },
  SecurityModule: {
    what: 'What SELinux or AppArmor has denied to the tools of this node.',
    why: 'A denial looks like a tool that is broken.',
    who: ['kube-proxy', 'kubelet', 'container runtime'],
    look: ['ausearch -m avc -ts recent', 'journalctl -k --grep=DENIED'],
  },
  KubeProxyConfig: {
    what: "What the cluster's kube-proxy really runs with: its ConfigMap, or the arguments of its DaemonSet.",
    why: 'Beside --config the other flags have no effect, and without it the ConfigMap has none.',
    who: ['kube-proxy'],
    look: [`${cluster} configmap kube-proxy -o yaml`, `${cluster} daemonset kube-proxy -o yaml`],
  },
};
