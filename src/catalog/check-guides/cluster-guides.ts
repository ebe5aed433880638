import type { CheckGuide } from './check-guide.ts';

const cluster = 'kubectl -n kube-system get';

/** Guides to the checks of the runtime, files, ports and the cluster. */
export const clusterGuides: Readonly<Record<string, CheckGuide>> = {
  CRI: {
    what: 'Whether the container runtime answers, and says that it and its network are ready.',
    why: 'The kubelet runs no Pod without it.',
    who: ['kubelet', 'kubeadm'],
    look: ['crictl info', 'systemctl status containerd', 'ls /etc/cni/net.d'],
    since: '1.31: kubeadm asks the socket itself, without crictl',
  },
  ContainerRuntimeVersion: {
    what: "Whether the runtime knows CRI's RuntimeConfig.",
    why: 'The kubelet learns the cgroup driver by it; later releases are to demand it.',
    who: ['kubelet', 'kubeadm'],
    look: ['containerd --version', 'crictl info'],
    since: '1.35',
  },
  CgroupDriver: {
    what: 'The cgroup driver of the kubelet, and that of the runtime.',
    why: 'Where they differ, Pods do not start, or the node falls over under load.',
    who: ['kubelet', 'container runtime'],
    look: ['crictl info | grep -i cgroup', 'grep cgroupDriver /var/lib/kubelet/config.yaml'],
  },
  ImagePull: {
    what: 'Whether the images of the control plane are in the store of the runtime.',
    why: 'kubeadm pulls them first, and ends where one cannot be had.',
    who: ['kubeadm'],
    look: ['kubeadm config images list', 'crictl images'],
  },
  ExternalEtcdVersion: {
    what: 'Whether each endpoint of an external etcd answers, and is new enough.',
    why: 'The API server does not start without etcd, and kubeadm ends where one endpoint does not answer.',
    who: ['kubeadm', 'API server'],
    look: ['curl --cacert CA --cert CERT --key KEY ENDPOINT/version'],
  },
  ExternalEtcdClientCertificates: {
    what: 'The files by which the API server shows itself to an external etcd.',
    why: 'A certificate that is missing, expired or without its key is an API server that does not start.',
    who: ['API server', 'kubeadm'],
    look: ['openssl x509 -noout -subject -issuer -dates -in CERT'],
  },
  Certificates: {
    what: 'The certificates of a control plane that stand there already.',
    why: 'kubeadm keeps what it finds: a wrong or expired one is taken over.',
    who: ['kubeadm', 'control plane'],
    look: ['kubeadm certs check-expiration', 'ls -l /etc/kubernetes/pki'],
  },
  ClusterAPI: {
    what: 'Whether the API server of the cluster answers, and is the right one.',
    why: 'The cluster alone knows the proxy mode of a node that joins; kubeadm join ends without it.',
    who: ['kubeadm', 'kube-preflight'],
    look: ['kubectl get --raw /readyz', `${cluster} configmap kubeadm-config -o yaml`],
  },
  CoreDNSUnsupportedPlugins: {
    what: 'The plugins of the Corefile that kubeadm must carry over.',
    why: 'kubeadm upgrade apply ends at a plugin that its migration does not know.',
    who: ['kubeadm'],
    look: [`${cluster} configmap coredns -o yaml`],
  },
  CoreDNSMigration: {
    what: 'The release of CoreDNS that runs, from which kubeadm goes on.',
    why: 'kubeadm upgrade apply ends where it cannot migrate from it.',
    who: ['kubeadm'],
    look: [`${cluster} deployment coredns -o jsonpath='{..image}'`],
  },
  CreateJob: {
    what: 'Whether a Job could run in the cluster.',
    why: 'kubeadm upgrade apply creates one and waits for it; this program does not, for it changes the cluster.',
    who: ['kubeadm'],
    look: ['kubectl get nodes'],
    since: 'skipped without a node that takes Pods since 1.31; waits a minute since 1.36',
  },
  ControlPlaneNodesReady: {
    what: 'Whether every control-plane node is Ready.',
    why: 'kubeadm upgrade apply ends where one is not.',
    who: ['kubeadm'],
    look: ['kubectl get nodes -l node-role.kubernetes.io/control-plane'],
  },
  ClusterMember: {
    what: 'Whether the kubelet of this node has the credentials of a cluster already.',
    why: 'What is set up anew on a node of a cluster destroys that node.',
    who: ['kubeadm'],
    look: ['ls -l /etc/kubernetes/kubelet.conf'],
  },
  FileAvailable: {
    what: 'Files that kubeadm will write.',
    why: 'kubeadm ends where one is there: it is of an earlier cluster.',
    who: ['kubeadm'],
    look: ['ls -l /etc/kubernetes /etc/kubernetes/manifests'],
  },
  DirAvailable: {
    what: 'The directory of etcd, which must be empty.',
    why: 'A new member with old data belongs to another cluster, and does not start.',
    who: ['kubeadm', 'etcd'],
    look: ['ls -A /var/lib/etcd'],
  },
  StaticPodManifest: {
    what: 'The manifests of the control plane, which an upgrade changes.',
    why: 'kubeadm upgrade apply ends where one is missing.',
    who: ['kubeadm'],
    look: ['ls -l /etc/kubernetes/manifests'],
  },
  Port: {
    what: 'The ports that Kubernetes will listen on, and what holds them.',
    why: 'What cannot listen ends.',
    who: ['kubelet', 'API server', 'scheduler', 'controller manager', 'etcd', 'kube-proxy'],
    look: ['ss -tulpn'],
    since: '1.37: kubeadm tries the configured address, before that every one',
  },
};
