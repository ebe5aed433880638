import { describe, expect, it } from 'vitest';
import { cluster, goodPlan, init, join, kubelet, noticesOf, proxy } from '../../test/config/read-plan.ts';
import { describeOrigin } from './origin.ts';
import type { Planned } from './plan.ts';

const both = `${cluster}---\n${proxy}`;
const reset = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\n';
const upgrade = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n';
const told = ({ value, origin }: Planned<unknown>): string =>
  `${String(value)} from ${describeOrigin(origin)}`;

describe('loadPlan without files', () => {
  it("plans kubeadm's defaults", async () => {
    const plan = await goodPlan({});
    expect(told(plan.kubernetesVersion)).toBe('v1.36.2 from default of v1.36');
    expect(told(plan.proxyMode)).toBe('iptables from default of v1.36');
    expect(told(plan.families)).toBe('ipv4 from default of v1.36');
    expect(told(plan.serviceSubnets)).toBe('10.96.0.0/12 from default of v1.36');
    expect(told(plan.nodeName)).toBe('cp-1 from host name');
    expect(told(plan.advertiseAddress)).toBe('192.0.2.10 from address of this host');
    expect(plan.bindPort.value).toBe(6443);
    expect(plan.kubeProxy.modeSet).toBe(false);
    expect(plan.role.value).toBe('control-plane');
    expect(plan.notices).toEqual([]);
  });

  it.each([
    ['1.39', 'iptables from default of v1.39'],
    ['v1.40', 'nftables from planned default from v1.40'],
    ['v1.43.1', 'nftables from planned default from v1.40'],
    ['v1.37.0-rc.0', 'iptables from default of v1.37'],
  ])('takes the default mode of %s', async (kubernetesVersion, wanted) => {
    expect(told((await goodPlan({}, { flags: { kubernetesVersion } })).proxyMode)).toBe(wanted);
  });

  it('takes the flags', async () => {
    const plan = await goodPlan(
      {},
      {
        flags: {
          proxyMode: 'nftables',
          skipPhases: ['preflight', 'addon/coredns,mark-control-plane'],
          ignorePreflightErrors: ['Swap,NumCPU', 'swap'],
          nodeName: 'CP-2 ',
          serviceCidr: '10.96.0.0/16,fd00::/112',
          apiserverBindPort: '7443',
          dryRun: true,
        },
      },
    );
    expect(told(plan.proxyMode)).toBe('nftables from --proxy-mode');
    expect(plan.skipPhases.value).toEqual(['preflight', 'addon/coredns', 'mark-control-plane']);
    expect(plan.ignorePreflightErrors.map(told)).toEqual([
      'Swap from --ignore-preflight-errors',
      'NumCPU from --ignore-preflight-errors',
    ]);
    expect(told(plan.nodeName)).toBe('cp-2 from --node-name');
    expect(told(plan.families)).toBe('ipv4,ipv6 from --service-cidr');
    expect(plan.bindPort.value).toBe(7443);
    expect(plan.dryRun.value).toBe(true);
  });
});

describe('loadPlan: the proxy mode', () => {
  it('comes from the KubeProxyConfiguration, wherever it stands in the file', async () => {
    const plan = await goodPlan(`${proxy}mode: nftables\n---\n${cluster}`);
    expect(told(plan.proxyMode)).toBe('nftables from kubeadm.yaml:3:7');
    expect(plan.kubeProxy.modeSet).toBe(true);
    expect(plan.notices).toEqual([]);
  });

  it.each([
    ['an empty mode', `${both}mode: ""\n`],
    ['a null mode', `${both}mode:\n`],
  ])('%s is the default', async (_name, content) => {
    expect(told((await goodPlan(content)).proxyMode)).toBe('iptables from default of v1.36');
  });

  it.each([
    ['the phase in the file', `${init}skipPhases:\n- addon/kube-proxy\n`, {}, 'none from kubeadm.yaml:4:3'],
    ['its parent', `${init}skipPhases: [addon]\n`, {}, 'none from kubeadm.yaml:3:14'],
    ['the phase as a flag', cluster, { skipPhases: ['addon/kube-proxy'] }, 'none from --skip-phases'],
    ['proxy.disabled', `${cluster}proxy: {disabled: yes}\n`, {}, 'none from kubeadm.yaml:3:19'],
    ['--proxy-mode none', cluster, { proxyMode: 'none' }, 'none from --proxy-mode'],
    [
      'a flag that replaces the list',
      `${init}skipPhases: [addon/kube-proxy]\n`,
      { skipPhases: ['preflight'] },
      'iptables from default of v1.36',
    ],
  ])('%s decides whether there is one', async (_name, content, flags, wanted) => {
    expect(told((await goodPlan(content, { flags })).proxyMode)).toBe(wanted);
  });

  it.each([
    [
      'a flag and the file',
      `${both}mode: ipvs\n`,
      { proxyMode: 'nftables' },
      'nftables',
      ['6:7 config.sources-disagree'],
    ],
    ['a flag and the same in the file', `${both}mode: ipvs\n`, { proxyMode: 'ipvs' }, 'ipvs', []],
    [
      'a skipped phase and a mode',
      `${both}mode: ipvs\n---\n${init}skipPhases: [addon/kube-proxy]\n`,
      {},
      'none',
      ['6:7 config.sources-disagree'],
    ],
    [
      'a flag and a skipped phase',
      `${init}skipPhases: [addon/kube-proxy]\n`,
      { proxyMode: 'ipvs' },
      'ipvs',
      ['3:14 config.sources-disagree'],
    ],
    [
      'proxy.disabled and a document',
      `${cluster}proxy: {disabled: true}\n---\n${proxy}`,
      {},
      'none',
      ['6:7 config.sources-disagree'],
    ],
  ])('%s may disagree', async (_name, content, flags, mode, notices) => {
    expect((await goodPlan(content, { flags })).proxyMode.value).toBe(mode);
    expect(await noticesOf(content, { flags })).toEqual(notices);
  });

  it.each([
    ['mode in the ClusterConfiguration', `${cluster}mode: nftables\n`, '3:1'],
    ['proxyMode in the ClusterConfiguration', `${cluster}proxyMode: nftables\n`, '3:1'],
    ['kubeProxy.mode', `${cluster}kubeProxy:\n  mode: nftables\n`, '3:1'],
    ['kubeProxy.config.mode', `${init}kubeProxy:\n  config:\n    mode: nftables\n`, '3:1'],
    ['proxy.mode', `${cluster}proxy:\n  mode: nftables\n`, '4:3'],
    ['proxyMode in the KubeProxyConfiguration', `${both}proxyMode: nftables\n`, '6:1'],
    ['Mode in the KubeProxyConfiguration', `${both}Mode: nftables\n`, '6:1'],
    ['mode in its nftables block', `${both}nftables:\n  mode: nftables\n`, '7:3'],
  ])('%s has no effect, and is told', async (_name, content, place) => {
    const plan = await goodPlan(content);
    expect(told(plan.proxyMode)).toBe('iptables from default of v1.36');
    expect(
      plan.notices.map(({ code, args, origin }) => [code, args['mode'], describeOrigin(origin)]),
    ).toEqual([['config.mode-without-effect', 'nftables', `kubeadm.yaml:${place}`]]);
    expect(plan.notices[0]?.args['belongs']).toContain('mode: nftables');
    expect(plan.notices[0]?.excerpt).toContain('^');
  });

  it('is not known before a join has asked the cluster', async () => {
    const content = `${join}---\n${proxy}mode: nftables\n`;
    const plan = await goodPlan(content, { action: 'join' });
    expect(told(plan.proxyMode)).toBe('iptables from default of v1.36');
    expect(await noticesOf(content, { action: 'join' })).toEqual([
      'default config.mode-from-cluster',
      '2:7 config.incomplete-discovery',
      '6:7 config.mode-without-effect',
    ]);
    expect(await noticesOf(join, { action: 'join', flags: { proxyMode: 'ipvs' } })).toEqual([
      '2:7 config.incomplete-discovery',
    ]);
  });
});

describe('loadPlan: other values', () => {
  it('reads the nodeRegistration, with places', async () => {
    const plan = await goodPlan(
      `${init}nodeRegistration:\n  name: Node-1\n  criSocket: unix:///run/crio/crio.sock\n  imagePullPolicy: Never\n` +
        `  ignorePreflightErrors:\n  - Swap\n  kubeletExtraArgs:\n  - {name: cgroup-driver, value: cgroupfs}\n` +
        `localAPIEndpoint: {advertiseAddress: "fd00::1", bindPort: 0}\n`,
    );
    expect(told(plan.nodeName)).toBe('node-1 from kubeadm.yaml:4:9');
    expect(told(plan.criSocket)).toBe('unix:///run/crio/crio.sock from kubeadm.yaml:5:14');
    expect(plan.criSocket.origin).toMatchObject({ field: 'nodeRegistration.criSocket' });
    expect(told(plan.imagePullPolicy)).toBe('Never from kubeadm.yaml:6:20');
    expect(plan.ignorePreflightErrors.map(told)).toEqual(['Swap from kubeadm.yaml:8:5']);
    expect(told(plan.kubelet.cgroupDriver)).toBe('cgroupfs from kubeadm.yaml:10:34');
    expect(told(plan.advertiseAddress)).toBe('fd00::1 from kubeadm.yaml:11:38');
    expect(told(plan.bindPort)).toBe('6443 from default of v1.36');
    expect(plan.kubelet.containerRuntimeEndpoint.value).toBe('unix:///run/crio/crio.sock');
    expect(plan.families.value).toEqual(['ipv4', 'ipv6']);
  });

  it('reads the names that certificates get beside their own', async () => {
    const plan = await goodPlan(
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: {certSANs: [a.example, 10.0.0.9]}\n' +
        'etcd: {local: {serverCertSANs: [s.example], peerCertSANs: [p.example]}}\n',
    );
    expect(told(plan.certSans.apiServer)).toBe('a.example,10.0.0.9 from kubeadm.yaml:3:23');
    expect(told(plan.certSans.etcdServer)).toBe('s.example from kubeadm.yaml:4:32');
    expect(told(plan.certSans.etcdPeer)).toBe('p.example from kubeadm.yaml:4:59');
    expect(told((await goodPlan(init)).certSans.apiServer)).toBe(' from default of v1.36');
  });

  it('reads the kube-proxy block of the mode that will run', async () => {
    const blocks =
      'iptables: {masqueradeBit: 3, localhostNodePorts: no}\nnftables: {masqueradeBit: 5, masqueradeAll: on}\n';
    const nft = await goodPlan(`${both}mode: nftables\n${blocks}`);
    expect([nft.kubeProxy.masqueradeBit.value, nft.kubeProxy.masqueradeAll.value]).toEqual([5, true]);
    const ipvs = await goodPlan(`${both}mode: ipvs\n${blocks}ipvs: {scheduler: wlc, strictARP: True}\n`);
    expect([ipvs.kubeProxy.masqueradeBit.value, ipvs.kubeProxy.masqueradeAll.value]).toEqual([3, false]);
    expect([ipvs.kubeProxy.ipvsScheduler.value, ipvs.kubeProxy.ipvsStrictArp.value]).toEqual(['wlc', true]);
    expect(ipvs.kubeProxy.localhostNodePorts.value).toBe(false);
  });

  it('leaves an odd scheduler alone outside ipvs mode', async () => {
    expect((await goodPlan(`${both}ipvs: {scheduler: odd}\n`)).notices).toEqual([]);
  });

  it('knows the words of nodePortAddresses by release', async () => {
    const words = `${both}nodePortAddresses: [localhost, primary, 10.0.0.0/8]\n`;
    const plan = await goodPlan(words, { flags: { kubernetesVersion: 'v1.37.0' } });
    expect(plan.kubeProxy.nodePortAddresses.value).toEqual(['localhost', 'primary', '10.0.0.0/8']);
    expect((await goodPlan(`${both}nodePortAddresses: [primary]\n`)).notices).toEqual([]);
  });

  it('fills clusterCIDR from the pod subnet and tells when they differ', async () => {
    const subnet = 'networking: {podSubnet: 10.244.0.0/16}\n';
    expect((await goodPlan(`${cluster}${subnet}`)).kubeProxy.clusterCidr.value).toEqual(['10.244.0.0/16']);
    const content = `${cluster}${subnet}---\n${proxy}clusterCIDR: 10.1.0.0/16\n`;
    expect(await noticesOf(content)).toEqual(['3:25 config.sources-disagree']);
  });

  it('reads what the kubelet does about swap and sysctls', async () => {
    const content = `${cluster}---\n${kubelet}protectKernelDefaults: true\nmemorySwap: {swapBehavior: LimitedSwap}\n`;
    const { kubelet: node } = await goodPlan(content);
    expect(told(node.protectKernelDefaults)).toBe('true from kubeadm.yaml:6:24');
    expect(told(node.swapBehavior)).toBe('LimitedSwap from kubeadm.yaml:7:28');
  });

  it('reads the kubelet, and turns failCgroupV1 at 1.35', async () => {
    const plan = await goodPlan(`${cluster}---\n${kubelet}failSwapOn: off\nhealthzPort: 0\nresolvConf: ""\n`);
    expect(told(plan.kubelet.failSwapOn)).toBe('false from kubeadm.yaml:6:13');
    expect([plan.kubelet.healthzPort.value, plan.kubelet.resolvConf.value]).toEqual([0, '']);
    expect([plan.kubelet.protectKernelDefaults.value, plan.kubelet.swapBehavior.value]).toEqual([false, '']);
    expect(plan.kubelet.failCgroupV1.value).toBe(true);
    expect((await goodPlan({}, { flags: { kubernetesVersion: '1.34' } })).kubelet.failCgroupV1.value).toBe(
      false,
    );
  });

  it('reads external etcd', async () => {
    const { etcd } = await goodPlan(
      `${cluster}etcd:\n  external:\n    endpoints: ["https://192.0.2.9:2379"]\n    caFile: /ca\n`,
    );
    expect([etcd.external, etcd.endpoints.value, etcd.caFile.value]).toEqual([
      true,
      ['https://192.0.2.9:2379'],
      '/ca',
    ]);
  });

  it('reads a JoinConfiguration of a control plane', async () => {
    const plan = await goodPlan(
      `${join}controlPlane: {localAPIEndpoint: {bindPort: 7443}}\ndiscovery:\n  bootstrapToken:\n    apiServerEndpoint: api.example:6443\n`,
      { action: 'join' },
    );
    expect([plan.role.value, plan.bindPort.value, plan.discovery.value]).toEqual([
      'control-plane',
      7443,
      'token',
    ]);
    expect(told(plan.apiServerEndpoint)).toBe('api.example:6443 from kubeadm.yaml:6:24');
    expect((await goodPlan(join, { action: 'join' })).role.value).toBe('worker');
    expect(told((await goodPlan(join, { action: 'join', controlPlane: true })).role)).toBe(
      'control-plane from --control-plane',
    );
  });

  it('reads Reset- and UpgradeConfiguration', async () => {
    const gone = await goodPlan(
      `${reset}criSocket: unix:///x\ndryRun: true\nignorePreflightErrors: [all]\n`,
      { action: 'reset' },
    );
    expect([gone.criSocket.value, gone.dryRun.value, gone.ignorePreflightErrors[0]?.value]).toEqual([
      'unix:///x',
      true,
      'all',
    ]);
    const next = await goodPlan(
      `${upgrade}apply: {kubernetesVersion: 1.37.1, ignorePreflightErrors: [CreateJob]}\n`,
      { action: 'upgrade' },
    );
    expect([next.kubernetesVersion.value, next.ignorePreflightErrors[0]?.value]).toEqual([
      'v1.37.1',
      'CreateJob',
    ]);
  });
});
