import { describe, expect, it } from 'vitest';
import { cluster, goodPlan, proxy, readPlan } from '../../../test/config/read-plan.ts';
import { memoryIo } from '../../../test/config/memory-io.ts';
import type { ClusterIo, CniObject } from '../cluster-io.ts';
import { loadPlan } from '../load-plan.ts';
import { describeOrigin } from '../origin.ts';
import type { CniPlan } from '../plan.ts';

const kubeadm = `${cluster}---\n${proxy}mode: nftables\n`;

/** `plugins [plane=…] [serves=…] [removes=…]`. */
function words({ plugins, dataPlane, servesServices: serves, removesKubeProxy: removes }: CniPlan): string {
  return [
    plugins.value.join('+'),
    ...(dataPlane === undefined ? [] : [`plane=${dataPlane.value}`]),
    ...(serves === undefined ? [] : [`serves=${String(serves.value)}`]),
    ...(removes === undefined ? [] : [`removes=${String(removes.value)}`]),
  ].join(' ');
}

async function cniOf(manifest: string, flag?: readonly string[]): Promise<string> {
  const flags = flag === undefined ? {} : { cni: flag };
  const plan = await goodPlan({ 'kubeadm.yaml': kubeadm, 'cni.yaml': manifest }, { flags });
  expect(plan.notices).toEqual([]);
  return words(plan.cni);
}

const installation = (spec: string): string =>
  `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec: ${spec}\n`;
const felix = (spec: string, group = 'crd.projectcalico.org/v1'): string =>
  `apiVersion: ${group}\nkind: FelixConfiguration\nmetadata: {name: default}\nspec: ${spec}\n`;
const configMap = (name: string, data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: kube-system}\ndata: ${data}\n`;
const flannel = (net: string): string => configMap('kube-flannel-cfg', `\n  net-conf.json: |\n    ${net}`);
const daemonSet = (name: string, container: string): string =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ${name}}\nspec: {template: {spec: {containers: [${container}]}}}\n`;

describe('planCni: what documents say', () => {
  it.each([
    ['Calico by its operator', installation('{}'), 'calico'],
    [
      'with iptables',
      installation('{calicoNetwork: {linuxDataplane: Iptables}}'),
      'calico plane=iptables serves=false',
    ],
    [
      'with nftables',
      installation('{calicoNetwork: {linuxDataplane: Nftables}}'),
      'calico plane=nftables serves=false',
    ],
    ['with VPP, of which nothing is known', installation('{calicoNetwork: {linuxDataplane: VPP}}'), 'calico'],
    [
      'with BPF, and kube-proxy taken off by it',
      installation('{calicoNetwork: {linuxDataplane: BPF, kubeProxyManagement: Enabled}}'),
      'calico plane=ebpf serves=true removes=true',
    ],
    [
      'with BPF, and kube-proxy left to you',
      installation('{calicoNetwork: {linuxDataplane: BPF, kubeProxyManagement: Disabled}}'),
      'calico plane=ebpf serves=true removes=false',
    ],
    ['Felix with BPF', felix('{bpfEnabled: true, nftablesMode: Enabled}'), 'calico plane=ebpf serves=true'],
    [
      'Felix with nftables',
      felix('{nftablesMode: Enabled}', 'projectcalico.org/v3'),
      'calico plane=nftables serves=false',
    ],
    ['Felix that follows kube-proxy', felix('{nftablesMode: Auto}'), 'calico plane=auto serves=false'],
    ['Felix without BPF', felix('{bpfEnabled: false}'), 'calico serves=false'],
    [
      'Felix by its environment',
      daemonSet(
        'calico-node',
        '{name: x}, {name: calico-node, env: [{name: FELIX_BPFENABLED, value: "true"}]}',
      ),
      'calico plane=ebpf serves=true',
    ],
    ['Cilium', configMap('cilium-config', '{kube-proxy-replacement: "true"}'), 'cilium serves=true'],
    ['Cilium beside', configMap('cilium-config', '{kube-proxy-replacement: "false"}'), 'cilium serves=false'],
    [
      'Cilium before 1.14',
      configMap('cilium-config', '{kube-proxy-replacement: strict}'),
      'cilium serves=true',
    ],
    ['Cilium in part', configMap('cilium-config', '{kube-proxy-replacement: partial}'), 'cilium'],
    ['Cilium, not said', configMap('cilium-config', '{debug: "false"}'), 'cilium'],
    [
      'values of the chart of Cilium',
      'kubeProxyReplacement: true\nk8sServicePort: 6443\n',
      'cilium serves=true',
    ],
    [
      'values of the chart of Calico',
      'installation: {calicoNetwork: {linuxDataplane: Nftables}}\n',
      'calico plane=nftables serves=false',
    ],
    ['flannel', flannel('{"EnableNFTables": true}'), 'flannel plane=nftables serves=false'],
    ['flannel, not said', flannel('{"Network": "10.244.0.0/16"}'), 'flannel plane=iptables serves=false'],
    ['flannel that is broken', flannel('{"Network"'), 'flannel serves=false'],
    [
      'kube-router',
      daemonSet('kube-router', '{args: [--run-router=true, --run-service-proxy=true]}'),
      'kube-router serves=true',
    ],
    [
      'kube-router, not said',
      daemonSet('kube-router', '{args: [--run-router=true]}'),
      'kube-router serves=true',
    ],
    [
      'kube-router beside',
      daemonSet('kube-router', '{args: [--run-service-proxy=false]}'),
      'kube-router serves=false',
    ],
    [
      'Calico and flannel, as Canal',
      `${flannel('{}')}---\n${felix('{bpfEnabled: true}')}`,
      'calico+flannel plane=ebpf serves=true',
    ],
    [
      'a manifest with much else, and blank documents',
      `---\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n${flannel('{}')}---\nkind: Service\n`,
      'flannel plane=iptables serves=false',
    ],
  ])('%s', async (_, manifest, expected) => {
    expect(await cniOf(manifest)).toBe(expected);
  });

  it('names the line', async () => {
    const plan = await goodPlan({
      'kubeadm.yaml': kubeadm,
      'cni.yaml': configMap('cilium-config', '\n  kube-proxy-replacement: "true"'),
    });
    const { plugins, servesServices } = plan.cni;
    expect(describeOrigin(plugins.origin)).toBe('cni.yaml:2:7');
    expect(servesServices?.origin).toMatchObject({
      line: 5,
      column: 27,
      field: 'data.kube-proxy-replacement',
    });
  });

  it('needs no document of kubeadm beside it', async () => {
    const plan = await goodPlan({ 'cni.yaml': flannel('{}') });
    expect(plan.proxyMode).toMatchObject({ value: 'iptables', origin: { kind: 'default' } });
    expect(plan.cni.plugins.value).toEqual(['flannel']);
  });

  it('reads one among documents of kubeadm, which kubeadm refuses or ignores as before', async () => {
    const plan = await goodPlan(`${kubeadm}---\n${installation('{}')}`);
    expect(plan.cni.plugins.value).toEqual(['calico']);
    expect(plan.notices.map(({ code }) => code)).toEqual(['config.ignored-document']);
    const refused = await readPlan(`${kubeadm}---\n${flannel('{}')}`);
    expect(refused).toMatchObject({ ok: false, errors: [{ code: 'config.bad-api-version' }] });
  });

  it('takes other documents for what they were', async () => {
    const refused = await readPlan({ 'kubeadm.yaml': kubeadm, 'x.yaml': configMap('other', '{}') });
    expect(refused).toMatchObject({ ok: false, errors: [{ code: 'config.bad-api-version' }] });
  });
});

describe('planCni: the flag', () => {
  it('wins, and is told by what documents of the same plugin say', async () => {
    expect(await cniOf(flannel('{}'), ['flannel', 'portmap'])).toBe(
      'flannel+portmap plane=iptables serves=false',
    );
    expect(await cniOf(flannel('{}'), ['cilium'])).toBe('cilium');
    expect(await cniOf(flannel('{}'), ['other'])).toBe('other');
  });

  it('must be known', async () => {
    const result = await readPlan(kubeadm, { flags: { cni: ['callico'] } });
    expect(result).toMatchObject({
      ok: false,
      errors: [{ code: 'config.unknown-value', found: 'callico', suggestion: 'calico' }],
    });
  });

  it('is not there: nobody said', async () => {
    const { cni } = await goodPlan(kubeadm);
    expect(words(cni)).toBe('');
    expect(cni.plugins.origin.kind).toBe('default');
  });
});

async function cniOfCluster(io: ClusterIo, flag?: readonly string[]): Promise<CniPlan> {
  const access = { unsafeSkipCAVerification: false, memberFiles: [], allowExec: false, kubeconfig: 'x' };
  const request = {
    action: 'join',
    files: [],
    flags: { kubernetesVersion: 'v1.36.2', ...(flag === undefined ? {} : { cni: flag }) },
    cluster: access,
    strict: false,
    host: { hostName: 'n', addresses: ['192.0.2.10'] },
  } as const;
  const result = await loadPlan(request, memoryIo({}), io);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan.cni;
}

describe('planCni: the cluster', () => {
  const notFound = { state: 'not-found', detail: 'it does not exist' } as const;
  const clusterIo = (...cni: readonly CniObject[]): ClusterIo => ({
    read: () =>
      Promise.resolve({
        reached: true,
        via: 'admin.conf',
        server: 'https://192.0.2.1:6443',
        objects: {
          kubeadmConfig: notFound,
          proxyConfig: notFound,
          kubeletConfig: notFound,
          proxyDaemonSet: notFound,
          cni,
        },
      }),
  });
  const cilium: CniObject = {
    name: 'ConfigMap kube-system/cilium-config',
    text: JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cilium-config' },
      data: { 'kube-proxy-replacement': 'true' },
    }),
  };

  it('says what it runs, and where', async () => {
    const cni = await cniOfCluster(clusterIo(cilium));
    expect(words(cni)).toBe('cilium serves=true');
    expect(cni.servesServices && describeOrigin(cni.servesServices.origin)).toBe(
      'ConfigMap kube-system/cilium-config (data.kube-proxy-replacement)',
    );
  });

  it('counts for what the flag names, and says nothing where it has nothing', async () => {
    expect(words(await cniOfCluster(clusterIo(cilium), ['calico']))).toBe('calico');
    expect(words(await cniOfCluster(clusterIo()))).toBe('');
    expect(words(await cniOfCluster(clusterIo({ name: 'x', text: '{' })))).toBe('');
  });
});
