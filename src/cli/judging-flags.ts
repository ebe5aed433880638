import { cniNames } from '../catalog/cnis.ts';
import { reporters } from '../report/registry.ts';
import type { FlagSpec } from './flag.ts';
import { factsFlag, rootFlag } from './host-of.ts';

const text = (name: string, value: string, help: string): FlagSpec => ({ name, kind: 'string', value, help });
const file = (name: string, help: string): FlagSpec => ({
  ...text(name, 'file', help),
  completes: 'files',
});
const silent = (name: string, kind: FlagSpec['kind'] = 'string'): FlagSpec => ({
  name,
  kind,
  help: 'accepted as kubeadm does; decides nothing here',
  noEffect: true,
});

/** Flags that decide the Plan: every judging command and `plan` take them. */
export const planFlags: readonly FlagSpec[] = [
  {
    name: 'config',
    kind: 'paths',
    value: 'file',
    help: 'kubeadm, kube-proxy and kubelet documents: a file, a directory, or - for standard input; may be repeated',
  },
  {
    name: 'proxy-mode',
    kind: 'string',
    value: 'mode',
    choices: ['iptables', 'nftables', 'ipvs', 'none'],
    help: 'judge for this kube-proxy mode, whatever the configuration says',
  },
  text('kubernetes-version', 'release', 'judge for this Kubernetes release, e.g. v1.40'),
  {
    name: 'skip-phases',
    kind: 'list',
    value: 'phases',
    help: 'phases kubeadm will skip; addon/kube-proxy means no kube-proxy',
  },
  {
    name: 'ignore-preflight-errors',
    kind: 'list',
    value: 'checks',
    completes: 'checks',
    help: 'checks whose failures become warnings, by name; "all" for every check',
  },
  {
    name: 'cni',
    kind: 'list',
    value: 'plugins',
    choices: cniNames,
    help: 'network plugins of the cluster; default: as documents, the cluster or /etc/cni/net.d tell',
  },
  text('node-name', 'name', 'name of the node'),
  text('cri-socket', 'path', 'socket of the container runtime'),
  text('apiserver-advertise-address', 'ip', 'address the API server will advertise'),
  text('apiserver-bind-port', 'port', 'port of the API server'),
  text('pod-network-cidr', 'cidr', 'addresses of the pods'),
  text('service-cidr', 'cidr', 'addresses of the Services'),
  text('service-dns-domain', 'domain', 'DNS domain of the Services'),
  { name: 'dry-run', kind: 'boolean', help: 'as for kubeadm; kube-preflight never changes the host' },
  { name: 'strict', kind: 'boolean', help: 'configuration that kubeadm would only warn of is an error' },
];

/** Files of this program's own: every judging command and `plan` take them. */
export const ownFileFlags: readonly FlagSpec[] = [
  {
    name: 'waivers',
    kind: 'paths',
    value: 'file',
    help: 'failures that somebody answers for until a day: a file of kind Waivers; may be repeated',
  },
  {
    name: 'requirements',
    kind: 'paths',
    value: 'file',
    help: 'requirements of your own: a file of kind Requirements; may be repeated',
  },
];

/** Flags that decide how the host is looked at and judged. */
export const judgeFlags: readonly FlagSpec[] = [
  ...ownFileFlags,
  rootFlag,
  factsFlag,
  {
    name: 'policy',
    kind: 'string',
    value: 'policy',
    choices: ['mode-aware', 'either', 'documented', 'kubeadm'],
    help: 'which host tools are demanded: those of the mode (default), iptables or nft, none, or exactly those of the kubeadm release',
  },
  text(
    'kubeadm-version',
    'release',
    'with --policy kubeadm: the kubeadm release to reproduce; default: the Kubernetes release',
  ),
  {
    name: 'host-tools',
    kind: 'string',
    value: 'weight',
    choices: ['required', 'advisory'],
    help: 'advisory: a missing host tool warns when the kernel is shown to be able',
  },
  {
    name: 'kube-proxy',
    kind: 'string',
    value: 'where',
    choices: ['pod', 'host'],
    help: "pod (default): kube-proxy brings its own tools; host: it runs as a service and uses the host's",
  },
  {
    name: 'variant',
    kind: 'string',
    value: 'variant',
    choices: ['in-force', 'legacy', 'nft', 'both'],
    help: 'which iptables variants to prove; another than the one in force may make the kernel load modules',
  },
  {
    name: 'read-only',
    kind: 'boolean',
    help: 'no proof by rules: on a modular kernel a proof makes the kernel load the modules that the mode itself would load',
  },
  {
    name: 'pull-images',
    kind: 'boolean',
    help: 'have the container runtime pull the images that kubeadm would pull; the only check that changes the host',
  },
  {
    name: 'fail-on',
    kind: 'list',
    value: 'verdicts',
    choices: ['warn', 'unknown'],
    help: 'exit 1 for warnings or unknowns too',
  },
];

/** Flags that decide what is printed. */
export const outputFlags: readonly FlagSpec[] = [
  {
    name: 'output',
    short: 'o',
    kind: 'string',
    value: 'format',
    choices: Object.keys(reporters),
    help: 'format of the report',
  },
  {
    name: 'output-file',
    kind: 'string',
    value: 'file',
    completes: 'files',
    help: 'write what goes to standard output to this file, whole or not at all; -: standard output',
  },
  { name: 'v', short: 'v', kind: 'level', value: 'level', help: 'show what passed, too' },
  {
    name: 'color',
    kind: 'string',
    value: 'when',
    choices: ['auto', 'always', 'never'],
    help: 'colour; auto: on a terminal, unless NO_COLOR is set',
  },
  { name: 'ascii', kind: 'boolean', help: 'no characters beyond ASCII' },
  { name: 'timings', kind: 'boolean', help: 'show how long each probe took' },
];

const kubeadmCommon = [silent('rootfs'), silent('patches'), silent('certificate-key')];

/** How join and upgrade ask the cluster. */
const clusterFlags: readonly FlagSpec[] = [
  file('kubeconfig', "credentials to read the cluster's own configuration with, the proxy mode above all"),
  text('api-timeout', 'duration', 'how long to wait for the API server altogether, e.g. 20s (default 5s)'),
  {
    name: 'allow-exec-credentials',
    kind: 'boolean',
    help: 'run the program that the kubeconfig names for credentials',
  },
];

export const kubeadmInitFlags: readonly FlagSpec[] = [
  ...kubeadmCommon,
  silent('token'),
  silent('kubeconfig'),
  silent('apiserver-cert-extra-sans', 'list'),
  silent('cert-dir'),
  silent('control-plane-endpoint'),
  silent('feature-gates'),
  silent('image-repository'),
  silent('skip-certificate-key-print', 'boolean'),
  silent('skip-token-print', 'boolean'),
  silent('token-ttl'),
  silent('upload-certs', 'boolean'),
];

export const kubeadmJoinFlags: readonly FlagSpec[] = [
  ...kubeadmCommon,
  { name: 'control-plane', kind: 'boolean', help: 'the node becomes a control-plane node' },
  ...clusterFlags,
  file('discovery-file', 'kubeconfig to find the cluster by'),
  text('discovery-token', 'token', 'bootstrap token to find the cluster by'),
  {
    name: 'discovery-token-ca-cert-hash',
    kind: 'list',
    value: 'hashes',
    help: "public keys that the cluster's CA may have, sha256:<hex>",
  },
  {
    name: 'discovery-token-unsafe-skip-ca-verification',
    kind: 'boolean',
    help: 'find the cluster by a token without knowing its CA',
  },
  text('tls-bootstrap-token', 'token', 'bootstrap token to read the cluster with'),
  text('token', 'token', 'both tokens'),
];

export const kubeadmUpgradeFlags: readonly FlagSpec[] = [
  ...kubeadmCommon,
  silent('token'),
  ...clusterFlags,
  silent('allow-experimental-upgrades', 'boolean'),
  silent('allow-release-candidate-upgrades', 'boolean'),
  silent('certificate-renewal', 'boolean'),
  silent('etcd-upgrade', 'boolean'),
  silent('feature-gates'),
  silent('force', 'boolean'),
  silent('print-config', 'boolean'),
  silent('yes', 'boolean'),
];

export const kubeadmResetFlags: readonly FlagSpec[] = [
  ...kubeadmCommon,
  silent('token'),
  silent('kubeconfig'),
  silent('cert-dir'),
  silent('cleanup-tmp-dir', 'boolean'),
  silent('force', 'boolean'),
];
