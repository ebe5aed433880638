import fc from 'fast-check';
import { formatConfigError } from '../../src/config/config-error.ts';
import type { PlanFlags, PlanResult } from '../../src/config/load-plan.ts';
import { cluster, init, join, kubelet, proxy, readPlan } from '../config/read-plan.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, nastyText } from './mutations.ts';

/** Configurations as clusters have them. */
const real = {
  cluster: `${cluster}kubernetesVersion: v1.36.2\ncontrolPlaneEndpoint: "lb.example.org:6443"\nnetworking:\n  podSubnet: "10.244.0.0/16,fd00::/64"\n  serviceSubnet: 10.96.0.0/12\napiServer:\n  extraArgs:\n  - name: service-node-port-range\n    value: "30000-32767"\n  certSANs: [cp-1, 192.0.2.10]\netcd:\n  external:\n    endpoints: ["https://10.0.0.5:2379"]\n    caFile: /etc/etcd/ca.crt\nimageRepository: registry.example.org/k8s\n`,
  init: `${init}nodeRegistration:\n  name: node-1\n  criSocket: unix:///run/containerd/containerd.sock\n  taints: []\n  ignorePreflightErrors: [Swap, "all"]\n  kubeletExtraArgs:\n  - {name: node-ip, value: 10.0.0.1}\nlocalAPIEndpoint: {advertiseAddress: 192.0.2.10, bindPort: 6443}\nskipPhases:\n- addon/kube-proxy\n`,
  join: `${join}discovery:\n  bootstrapToken:\n    token: abcdef.0123456789abcdef\n    apiServerEndpoint: 192.0.2.10:6443\n    caCertHashes: ["sha256:${'0'.repeat(64)}"]\ncontrolPlane:\n  localAPIEndpoint: {bindPort: 6443}\n`,
  proxy: `${proxy}mode: nftables\nclusterCIDR: 10.244.0.0/16\nnodePortAddresses: [10.0.0.0/8]\nconntrack: &c {tcpBeLiberal: yes, min: 0, maxPerCore: 32768}\niptables: {masqueradeBit: 14, syncPeriod: 30s}\nfeatureGates: {NFTablesProxyMode: true}\n`,
  kubelet: `${kubelet}failSwapOn: false\ncgroupDriver: systemd\nresolvConf: /run/systemd/resolve/resolv.conf\nmemorySwap: {swapBehavior: LimitedSwap}\nevictionHard: {memory.available: 5%}\nserverTLSBootstrap: true\n`,
  cni: 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: calico-node, namespace: kube-system}\nspec:\n  template:\n    spec:\n      containers:\n      - name: calico-node\n        image: docker.io/calico/node:v3.29.1\n        env:\n        - {name: FELIX_BPFENABLED, value: "true"}\n',
  list: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-proxy, namespace: kube-system}\ndata:\n  config.conf: |-\n    apiVersion: kubeproxy.config.k8s.io/v1alpha1\n    kind: KubeProxyConfiguration\n    mode: ipvs\n`,
};
const documents = Object.values(real);
const action = fc.constantFrom('init', 'join', 'upgrade', 'reset');

/** Some documents, in any order and number, with any separators. */
const many = fc
  .array(
    fc.tuple(
      fc.oneof(changed(...documents), fc.constantFrom(...documents)),
      fc.constantFrom('---\n', '--- # x\n', '...\n', '\n---\n---\n', '\r\n---\r\n', ''),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.flat().join(''));

/** Places are inside the text, and the words can be printed. */
function expectSane(result: PlanResult, texts: Readonly<Record<string, string>>): void {
  const places = result.ok
    ? result.plan.notices.flatMap(({ origin }) => (origin.kind === 'file' ? [origin] : []))
    : result.errors.flatMap(({ file, line, column }) =>
        file === undefined || line === undefined || column === undefined ? [] : [{ file, line, column }],
      );
  for (const { file, line, column } of places) {
    const text = texts[file];
    demand(text !== undefined, () => `no such file: ${file}`);
    const lines = (text ?? '')
      .toWellFormed()
      .replace(/^\ufeff/u, '')
      .split('\n');
    demand(line >= 1 && line <= lines.length, () => `line ${line} of ${lines.length}`);
    const columns = Array.from(lines[line - 1] ?? '').length;
    demand(column >= 1 && column <= columns + 1, () => `column ${column} of ${columns} in line ${line}`);
  }
  const printed = result.ok
    ? result.plan.notices.map(({ excerpt }) => excerpt ?? '')
    : result.errors.map(formatConfigError);
  for (const words of printed) {
    // oxlint-disable-next-line no-control-regex -- what must not be printed
    demand(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u.test(words), () => JSON.stringify(words));
  }
}

async function readAll(
  files: Readonly<Record<string, string>>,
  how: Parameters<typeof readPlan>[1],
): Promise<void> {
  const result = await inTime(() => readPlan(files, how), 4000);
  expectSane(result, files);
}

/** Absent, and not undefined, is what was not given. */
function given(all: Record<string, unknown>): PlanFlags {
  return Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined));
}

const flags = fc.record(
  {
    proxyMode: nastyText,
    kubernetesVersion: fc.oneof(
      nastyText,
      fc.constantFrom('v1.40', 'stable-1.37', '1.36.2', `stable-1.${'9'.repeat(30)}`),
    ),
    nodeName: nastyText,
    criSocket: nastyText,
    serviceCidr: fc.oneof(nastyText, fc.constantFrom('10.0.0.0/8', 'fd00::/112', '10.0.0.0/33')),
    podNetworkCidr: nastyText,
    apiserverBindPort: nastyText,
    apiserverAdvertiseAddress: nastyText,
    cni: nastyText,
    skipPhases: fc.array(nastyText, { maxLength: 3 }),
    ignorePreflightErrors: fc.array(nastyText, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

export const configProperties: readonly FuzzProperty[] = [
  holds(
    'a changed real document is read or refused, at a place inside it',
    120,
    fc.asyncProperty(changed(...documents), action, fc.boolean(), (text, as, strict) =>
      readAll({ 'kubeadm.yaml': text }, { action: as, strict }),
    ),
  ),
  holds(
    'many documents in one file, and in two, are read or refused',
    80,
    fc.asyncProperty(many, fc.option(many, { nil: undefined }), action, (one, other, as) =>
      readAll({ 'a.yaml': one, ...(other === undefined ? {} : { 'b.yaml': other }) }, { action: as }),
    ),
  ),
  holds(
    'any flags beside a real file are taken or refused',
    80,
    fc.asyncProperty(flags, fc.constantFrom(...documents), action, (all, text, as) =>
      readAll({ 'kubeadm.yaml': text }, { action: as, flags: given(all) }),
    ),
  ),
];
