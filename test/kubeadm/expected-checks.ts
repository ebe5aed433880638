/**
 * What kubeadm checks, release by release and phase by phase, as published facts have it: the other side
 * of `src/catalog/kubeadm-checks.ts`, written apart from it. A line: severity, name, first and last minor.
 * E error, W warning, B both (some of its messages are warnings).
 */

/** addExecChecks; the releases named are the last patches of their branches. */
const executables = `
W FileExisting-crictl       31-31
E FileExisting-crictl       28-30
E FileExisting-conntrack    28-31
E FileExisting-ip           28-32
E FileExisting-iptables     28-32
E FileExisting-losetup      33-
E FileExisting-mount        28-
E FileExisting-cp           33-
E FileExisting-nsenter      28-32
W FileExisting-ethtool      28-32
W FileExisting-tc           28-32
W FileExisting-touch        28-32
`;

const common = `
E CRI                       28-
B ContainerRuntimeVersion   35-
W Swap                      28-
${executables}
B SystemVerification        28-
W Hostname                  28-
E KubeletVersion            28-
W Service-Kubelet           28-34
W Service-kubelet           35-
E Port-10250                28-
`;

const ipv4 = `
E FileContent--proc-sys-net-bridge-bridge-nf-call-iptables    28-29
E FileContent--proc-sys-net-ipv4-ip_forward                   28-
`;
const ipv6 = `
E FileContent--proc-sys-net-bridge-bridge-nf-call-ip6tables   28-29
E FileContent--proc-sys-net-ipv6-conf-default-forwarding      28-
`;

const controlPlane = `
E NumCPU                    28-
E Mem                       28-
B KubernetesVersion         28-
W Firewalld                 28-
E Port-6443                 28-
E Port-10259                28-
E Port-10257                28-
E FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml            28-
E FileAvailable--etc-kubernetes-manifests-kube-controller-manager.yaml   28-
E FileAvailable--etc-kubernetes-manifests-kube-scheduler.yaml            28-
E FileAvailable--etc-kubernetes-manifests-etcd.yaml                      28-
W HTTPProxy                 28-
B HTTPProxyCIDR             28-
`;

const localEtcd = `
E Port-2379                 28-
E Port-2380                 28-
E DirAvailable--var-lib-etcd 28-
`;

const joining = `
E FileAvailable--etc-kubernetes-kubelet.conf             28-
E FileAvailable--etc-kubernetes-bootstrap-kubelet.conf   28-
`;

const upgrading = `
B SystemVerification        33-
B ContainerRuntimeVersion   35-
`;

const first = 'E IsPrivilegedUser 28-\n';
const pull = 'E ImagePull 28-\n';

export const phaseTables = {
  init: first + controlPlane + common + ipv4 + localEtcd + pull,
  'init, dual-stack, external etcd with certificates':
    `${first}${controlPlane}${common}${ipv4}${ipv6}` +
    `E ExternalEtcdVersion 28-\nE ExternalEtcdClientCertificates 28-\n${pull}`,
  'join of a worker by token': `${first}${joining}${common}E FileAvailable--etc-kubernetes-pki-ca.crt 28-\nW HTTPProxy 28-\n${ipv4}`,
  'join of a worker by file': `${first}${joining}${common}E FileAvailable--etc-kubernetes-pki-ca.crt 28-\n`,
  'join of a worker by token, endpoint by name': `${first}${joining}${common}E FileAvailable--etc-kubernetes-pki-ca.crt 28-\nW HTTPProxy 28-\n`,
  'join of a control plane by token': `${first}${joining}${common}W HTTPProxy 28-\n${ipv4}${controlPlane}${localEtcd}${pull}`,
  'upgrade apply':
    `${first}${upgrading}E CoreDNSUnsupportedPlugins 28-\nE CoreDNSMigration 28-\n` +
    `B CreateJob 28-\nE ControlPlaneNodesReady 28-\nE StaticPodManifest 28-\n${pull}`,
  'upgrade node on a control plane': first + upgrading + pull,
  'upgrade node on a worker': first + upgrading,
  reset: first,
} as const;

export type PhaseName = keyof typeof phaseTables;

export interface ExpectedCheck {
  readonly name: string;
  readonly severity: string;
}

/** The checks of a minor release in a phase, each name once. */
export function expectedOf(phase: PhaseName, minor: number): readonly ExpectedCheck[] {
  const words = { E: 'error', W: 'warning', B: 'either' } as const;
  const found = new Map<string, string>();
  for (const line of phaseTables[phase].split('\n')) {
    const [, letter, name, from, to] = /^([EWB]) (\S+)\s+(\d+)-(\d*)$/u.exec(line.trim()) ?? [];
    if (name === undefined || from === undefined || to === undefined) continue;
    if (minor < Number(from) || (to !== '' && minor > Number(to))) continue;
    found.set(name, words[letter === 'E' || letter === 'W' ? letter : 'B']);
  }
  return [...found].map(([name, severity]) => ({ name, severity }));
}
