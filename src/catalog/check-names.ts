import { executableNames } from './executables.ts';

/**
 * Names of kubeadm's own checks, 1.28 to 1.37 (cmd/kubeadm/app/preflight/checks.go, cmd/phases/upgrade).
 * A command line made for kubeadm may ignore any of them, whether or not this program has such a check.
 */
export const kubeadmCheckNames: readonly string[] = [
  'IsPrivilegedUser',
  'NumCPU',
  'Mem',
  'KubernetesVersion',
  'Firewalld',
  'Port-6443',
  'Port-10250',
  'Port-10257',
  'Port-10259',
  'Port-2379',
  'Port-2380',
  'FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml',
  'FileAvailable--etc-kubernetes-manifests-kube-controller-manager.yaml',
  'FileAvailable--etc-kubernetes-manifests-kube-scheduler.yaml',
  'FileAvailable--etc-kubernetes-manifests-etcd.yaml',
  'FileAvailable--etc-kubernetes-kubelet.conf',
  'FileAvailable--etc-kubernetes-bootstrap-kubelet.conf',
  'FileAvailable--etc-kubernetes-pki-ca.crt',
  'DirAvailable--etc-kubernetes-manifests',
  'DirAvailable--var-lib-etcd',
  'FileContent--proc-sys-net-ipv4-ip_forward',
  'FileContent--proc-sys-net-ipv6-conf-default-forwarding',
  'FileContent--proc-sys-net-bridge-bridge-nf-call-iptables',
  'FileContent--proc-sys-net-bridge-bridge-nf-call-ip6tables',
  'HTTPProxy',
  'HTTPProxyCIDR',
  'CRI',
  'ContainerRuntimeVersion',
  'Swap',
  'SystemVerification',
  'Hostname',
  'KubeletVersion',
  'Service-Kubelet',
  'ExternalEtcdVersion',
  'ExternalEtcdClientCertificates',
  'ImagePull',
  'CoreDNSUnsupportedPlugins',
  'CoreDNSMigration',
  'CreateJob',
  'ControlPlaneNodesReady',
  'StaticPodManifest',
  ...executableNames.map((name) => `FileExisting-${name}`),
];

/** Names that hold a number or a path of the configuration. */
const open = /^(?:port-\d{1,5}|(?:fileavailable|diravailable|filecontent|fileexisting)--.+)$/u;

/** Whether kubeadm may know a check of this name. */
export function mayBeKubeadmCheck(name: string): boolean {
  const lower = name.toLowerCase();
  return open.test(lower) || kubeadmCheckNames.some((one) => one.toLowerCase() === lower);
}
