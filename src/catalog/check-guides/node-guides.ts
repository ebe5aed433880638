import type { CheckGuide } from './check-guide.ts';

/** Guides to the checks of the machine, its system and its network. */
export const nodeGuides: Readonly<Record<string, CheckGuide>> = {
  IsPrivilegedUser: {
    what: 'Whether the run is by root.',
    why: 'kubeadm ends at once for anybody else; this program goes on, and says what it could not see.',
    who: ['kubeadm', 'kube-preflight'],
    look: ['id -u'],
  },
  Configuration: {
    what: 'What the kubeadm, kube-proxy and kubelet documents say, field by field.',
    why: 'kubeadm drops unknown fields with a warning: a misspelt setting is then silently the default.',
    who: ['kubeadm', 'kubelet', 'kube-proxy'],
    look: ['kube-preflight plan --config kubeadm.yaml', 'kubeadm config validate --config kubeadm.yaml'],
  },
  SystemVerification: {
    what: 'The kernel, the options it was built with, and the cgroups.',
    why: 'Containers are made of namespaces and cgroups: without them none starts.',
    who: ['kubelet', 'container runtime', 'kubeadm'],
    look: ['uname -r', 'stat -fc %T /sys/fs/cgroup', 'cat /sys/fs/cgroup/cgroup.controllers'],
    since: 'in upgrades since 1.33; cgroup v1 is refused from 1.35',
  },
  KubernetesVersion: {
    what: 'The release that is planned, and that of kubeadm.',
    why: 'kubeadm sets up its own minor release and the one before; it does not know a later one.',
    who: ['kubeadm'],
    look: ['kubeadm version -o short'],
  },
  Hostname: {
    what: 'The name of the node: whether it is a good one, of this machine alone, and whether it resolves.',
    why: "Two nodes of one name take each other's Node; a name that the API server refuses is no Node at all.",
    who: ['kubelet', 'kubeadm'],
    look: ['hostname', 'getent ahosts "$(hostname)"'],
  },
  HTTPProxy: {
    what: 'Proxies in the environment of kubeadm and of services, before the API server.',
    why: 'kubeadm hands its variables on to the control plane, which then reaches the cluster through a proxy that cannot reach it.',
    who: ['kubeadm', 'kubelet', 'container runtime'],
    look: ['env | grep -i _proxy', 'systemctl show -p Environment kubelet containerd'],
  },
  HTTPProxyCIDR: {
    what: 'Proxies before the addresses of Services and Pods.',
    why: 'What goes to a Service through a proxy does not arrive.',
    who: ['kubeadm', 'control plane'],
    look: ['env | grep -i no_proxy'],
  },
  ResolvConf: {
    what: 'The resolv.conf that the kubelet gives to Pods.',
    why: 'With a loopback server, as of systemd-resolved, CoreDNS asks itself and ends; without a file no Pod starts.',
    who: ['kubelet', 'CoreDNS'],
    look: ['cat /etc/resolv.conf', 'resolvectl status'],
  },
  NetworkOverlap: {
    what: 'The subnets of Pods and Services, beside each other and the addresses and routes of the host.',
    why: 'Where they overlap, hosts there and Pods shadow each other.',
    who: ['kube-proxy', 'CNI plugin'],
    look: ['ip -brief address', 'ip route'],
  },
  AdvertiseAddress: {
    what: 'The address that the API server tells others.',
    why: 'etcd must listen on it, and every node and Pod must reach it.',
    who: ['API server', 'etcd'],
    look: ['ip -brief address', 'ip route get 192.0.2.1'],
  },
  NumCPU: {
    what: 'The CPUs of a machine that becomes a control plane.',
    why: 'kubeadm wants two, and a control plane on less misses its deadlines.',
    who: ['kubeadm', 'control plane'],
    look: ['nproc', 'cat /sys/fs/cgroup/cpu.max'],
  },
  Mem: {
    what: 'The memory of a machine that becomes a control plane.',
    why: 'kubeadm wants 1700 MB; with less, the kernel ends parts of the control plane.',
    who: ['kubeadm', 'control plane'],
    look: ['grep MemTotal /proc/meminfo'],
  },
  Swap: {
    what: 'Swap, now and after a reboot.',
    why: 'The kubelet does not start with swap unless it is told to: a swap that a boot brings back is an outage to come.',
    who: ['kubelet'],
    look: ['swapon --show', 'grep swap /etc/fstab', 'systemctl list-unit-files --type=swap'],
  },
  FileContent: {
    what: 'Whether the kernel forwards packets, and hands those of bridges to the rules; now and after a reboot.',
    why: 'Without forwarding no packet gets from Pod to Pod, nor to another node.',
    who: ['kubeadm', 'kube-proxy', 'CNI plugin'],
    look: ['sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding', 'sysctl --system | grep forward'],
    until:
      '1.30 for bridge-nf-call-iptables, which kubeadm no longer looks at: only plugins with a bridge need it',
  },
  KubeletSysctls: {
    what: 'The sysctls that the kubelet sets at its start.',
    why: 'With protectKernelDefaults: true it ends where they are not so already.',
    who: ['kubelet'],
    look: ['sysctl vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops'],
  },
  KubeletVersion: {
    what: 'The kubelet that is installed, beside kubeadm and the control plane.',
    why: 'A kubelet that is newer than its control plane, or much older, is not supported, and kubeadm ends.',
    who: ['kubeadm'],
    look: ['kubelet --version'],
    since: '1.29: three minor releases older are allowed, before that one',
  },
  'Service-Kubelet': {
    what: 'The service of the kubelet.',
    why: 'What is not enabled does not start at the next boot.',
    who: ['kubelet', 'kubeadm'],
    look: ['systemctl is-enabled kubelet', 'systemctl status kubelet'],
    since: 'spelt Service-kubelet since 1.35',
  },
  TimeSync: {
    what: 'Whether something keeps the clock.',
    why: 'Certificates, tokens and leases count on clocks that agree.',
    who: ['API server', 'etcd', 'kubelet'],
    look: ['timedatectl', 'chronyc tracking'],
  },
  ContainerNode: {
    what: 'Whether this node is itself a container, and may do what a node does.',
    why: 'The kubelet mounts, and kube-proxy writes rules and sysctls: a container must be allowed to.',
    who: ['kubelet', 'kube-proxy'],
    look: ['systemd-detect-virt --container', 'grep CapEff /proc/self/status'],
  },
  Custom: {
    what: 'The requirements of your own, from --requirements.',
    why: 'An organisation asks more of a node than Kubernetes does.',
    who: ['you'],
    look: ['kube-preflight plan --requirements FILE'],
  },
};
