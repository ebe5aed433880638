import { cniCheck } from '../../src/checks/cni/cni.ts';
import type { CniPlan } from '../../src/config/plan.ts';
import type { CniConfig } from '../../src/probes/cni/facts.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { cniConfig, cniWith } from '../builders/cni.ts';
import { elTen, factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, type PlanOverrides, planOf } from '../builders/plan.ts';
import { servicesOf, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

type Plugins = CniPlan['plugins']['value'];

function planned(
  mode: PlanOverrides['mode'],
  plugins: Plugins,
  {
    serves,
    plane,
    removes,
  }: { serves?: boolean; plane?: 'iptables' | 'nftables' | 'ebpf' | 'auto'; removes?: boolean } = {},
) {
  return planOf({
    ...(mode === undefined ? {} : { mode }),
    cni: {
      plugins: fromFile(plugins, 'kind'),
      ...(serves === undefined ? {} : { servesServices: fromFile(serves, 'x') }),
      ...(plane === undefined ? {} : { dataPlane: fromFile(plane, 'y') }),
      ...(removes === undefined ? {} : { removesKubeProxy: fromFile(removes, 'z') }),
    },
  });
}

const fits = 'pass cni.fits';

const services: readonly CheckCase[] = [
  {
    name: 'Cilium in place of kube-proxy',
    plan: planned('none', ['cilium'], { serves: true }),
    says: [fits],
  },
  {
    name: 'Cilium and kube-proxy',
    plan: planned('iptables', ['cilium'], { serves: true }),
    says: ['info cni.both-serve CNI-Services'],
  },
  {
    name: 'Cilium beside kube-proxy, in any mode',
    plan: planned('nftables', ['cilium'], { serves: false }),
    says: [fits],
  },
  { name: 'Cilium, and nobody said more', plan: planned('ipvs', ['cilium']), says: [fits] },
  {
    name: 'Cilium without a service proxy, and no kube-proxy',
    plan: planned('none', ['cilium'], { serves: false }),
    says: ['warn cni.nobody-serves CNI-Services'],
  },
  { name: 'Cilium and no kube-proxy, and nobody said more', plan: planned('none', ['cilium']), says: [fits] },
  {
    name: 'Calico with eBPF and kube-proxy',
    plan: planned('nftables', ['calico'], { serves: true, plane: 'ebpf' }),
    says: ['warn cni.both-serve CNI-Services'],
  },
  {
    name: 'Calico with eBPF, whose operator takes kube-proxy off',
    plan: planned('iptables', ['calico'], { serves: true, plane: 'ebpf', removes: true }),
    says: [fits],
  },
  {
    name: 'Calico with iptables and no kube-proxy',
    plan: planned('none', ['calico'], { serves: false, plane: 'iptables' }),
    says: ['warn cni.nobody-serves CNI-Services'],
  },
  {
    name: 'kube-router and kube-proxy',
    plan: planned('ipvs', ['kube-router'], { serves: true }),
    says: ['warn cni.both-serve CNI-Services'],
  },
  {
    name: 'kube-router in place of kube-proxy',
    plan: planned('none', ['kube-router'], { serves: true }),
    says: [fits],
  },
  {
    name: 'kube-router without a service proxy on a worker without kube-proxy',
    plan: planOf({
      action: 'join',
      phase: 'join',
      mode: 'none',
      cni: { plugins: byDefault(['kube-router']), servesServices: byDefault(false) },
    }),
    says: ['warn cni.nobody-serves CNI-Services'],
  },
  {
    name: 'flannel and no kube-proxy',
    plan: planned('none', ['flannel']),
    says: ['warn cni.nobody-serves CNI-Services'],
  },
  {
    name: 'flannel that this host had, and no kube-proxy: somebody else may serve',
    plan: planOf({ mode: 'none' }),
    facts: factsOf(cniWith([cniConfig('10-flannel.conflist', 'flannel')])),
    says: [fits],
  },
];

const planes: readonly CheckCase[] = [
  {
    name: 'Calico with iptables, kube-proxy with nftables',
    plan: planned('nftables', ['calico'], { serves: false, plane: 'iptables' }),
    says: ['warn cni.plane-differs CNI-DataPlane'],
  },
  {
    name: 'Calico with nftables, kube-proxy with iptables',
    plan: planned('iptables', ['calico'], { serves: false, plane: 'nftables' }),
    says: ['warn cni.plane-differs CNI-DataPlane'],
  },
  {
    name: 'Calico with nftables, kube-proxy with ipvs',
    plan: planned('ipvs', ['calico'], { serves: false, plane: 'nftables' }),
    says: ['warn cni.plane-differs CNI-DataPlane'],
  },
  {
    name: 'both with nftables',
    plan: planned('nftables', ['calico'], { serves: false, plane: 'nftables' }),
    says: [fits],
  },
  {
    name: 'both with iptables',
    plan: planned('iptables', ['calico'], { serves: false, plane: 'iptables' }),
    says: [fits],
  },
  { name: 'Calico that follows', plan: planned('nftables', ['calico'], { plane: 'auto' }), says: [fits] },
  {
    name: 'Calico of which nothing more is known, nftables mode',
    plan: planned('nftables', ['calico']),
    says: ['info cni.plane-not-said CNI-DataPlane'],
  },
  {
    name: 'Calico of this host, nftables mode',
    plan: planOf({ mode: 'nftables' }),
    facts: factsOf(cniWith([cniConfig('10-calico.conflist', 'calico', 'portmap')])),
    says: ['info cni.plane-not-said CNI-DataPlane'],
  },
  {
    name: 'Calico of which nothing more is known, iptables mode',
    plan: planned('iptables', ['calico']),
    says: [fits],
  },
  {
    name: 'flannel with iptables beside nftables',
    plan: planned('nftables', ['flannel'], { serves: false, plane: 'iptables' }),
    says: ['info cni.plane-iptables CNI-DataPlane'],
  },
  {
    name: 'the same on Enterprise Linux 10',
    plan: planned('nftables', ['flannel'], { serves: false, plane: 'iptables' }),
    facts: factsOf({ system: elTen }),
    says: ['warn cni.plane-iptables CNI-DataPlane'],
  },
  {
    name: 'flannel with nftables',
    plan: planned('nftables', ['flannel'], { serves: false, plane: 'nftables' }),
    says: [fits],
  },
  {
    name: 'flannel with nftables beside iptables works',
    plan: planned('iptables', ['flannel'], { serves: false, plane: 'nftables' }),
    says: [fits],
  },
  {
    name: 'kube-router beside nftables (FC-153)',
    plan: planned('nftables', ['kube-router'], { serves: false }),
    says: ['warn cni.not-tried CNI-DataPlane'],
  },
  {
    name: 'kube-router of this host beside iptables',
    plan: planOf({ mode: 'iptables' }),
    facts: factsOf(cniWith([cniConfig('10-kuberouter.conflist', { type: 'bridge', bridge: 'kube-bridge' })])),
    says: [fits],
  },
];

const calicoFile = cniConfig('10-calico.conflist', 'calico', 'portmap');
const flannelFile = cniConfig('10-flannel.conflist', 'flannel', 'portmap');
const broken: CniConfig = {
  state: 'invalid',
  file: '/etc/cni/net.d/05-x.conflist',
  detail: 'the network has no name',
};

const files: readonly CheckCase[] = [
  { name: 'nothing there yet, nothing said: quiet', says: [] },
  {
    name: 'a plugin that is not known: quiet',
    facts: factsOf(cniWith([cniConfig('00-multus.conf', 'multus')])),
    says: [],
  },
  {
    name: '--cni other: quiet',
    plan: planned('nftables', ['other']),
    facts: factsOf(cniWith([calicoFile])),
    says: [],
  },
  {
    name: 'a broken file first',
    facts: factsOf(cniWith([broken, flannelFile])),
    says: ['warn cni.config-invalid CNI-Config'],
  },
  {
    name: 'a broken file alone, and a planned plugin',
    plan: planned('iptables', ['flannel']),
    facts: factsOf(cniWith([broken])),
    says: ['warn cni.config-invalid CNI-Config'],
  },
  {
    name: 'a broken file that no runtime takes',
    plan: planOf({ mode: 'iptables' }),
    facts: factsOf(cniWith([calicoFile, { ...broken, file: '/etc/cni/net.d/99-x.conf' }])),
    says: [fits],
  },
  {
    name: 'a file of Calico before that of flannel, which is planned',
    plan: planned('iptables', ['flannel']),
    facts: factsOf(cniWith([calicoFile, flannelFile])),
    says: ['warn cni.other-in-force CNI-Config'],
  },
  {
    name: 'a file of flannel, which that of Calico will come before',
    plan: planned('iptables', ['calico']),
    facts: factsOf(cniWith([flannelFile])),
    says: [fits],
  },
  {
    name: 'Cilium renames the files of others',
    plan: planned('iptables', ['cilium']),
    facts: factsOf(cniWith([cniConfig('01-flannel.conflist', 'flannel')])),
    says: [fits],
  },
  {
    name: 'Canal',
    plan: planned('iptables', ['calico', 'flannel']),
    facts: factsOf(cniWith([cniConfig('10-canal.conflist', 'calico', 'portmap')])),
    says: [fits],
  },
  {
    name: 'the directory may not be read',
    facts: factsOf({ cni: unknown('needs-root', '/etc/cni/net.d cannot be read: EACCES') }),
    says: ['unknown cni.not-told'],
  },
  {
    name: 'the file may not be read',
    facts: factsOf(cniWith([{ state: 'unread', file: '/etc/cni/net.d/05-cilium.conflist', code: 'EACCES' }])),
    says: ['unknown cni.not-told'],
  },
  {
    name: 'it may not be read, and somebody said',
    plan: planned('iptables', ['cilium']),
    facts: factsOf({ cni: unknown('needs-root', '/etc/cni/net.d cannot be read: EACCES') }),
    says: [fits],
  },
];

const portmap = { type: 'portmap' };
const masquerading = { type: 'bridge', bridge: 'cni0', ipMasq: true };
const nft = planOf({ mode: 'nftables' });
const noIptables = ['iptables'];
const absentTool = 'warn cni.tool-absent CNI-Tools';

function chainCase(
  name: string,
  plugins: Parameters<typeof cniConfig>[1][],
  says: readonly string[],
  rest: { plan?: CheckCase['plan']; without?: readonly string[]; versions?: Record<string, string> } = {},
): CheckCase {
  const { plan = nft, without = noIptables, versions = {} } = rest;
  const facts = factsOf({ ...cniWith([cniConfig('10-x.conflist', 'x', ...plugins)], versions), without });
  return { name, plan, facts, says };
}

const tools: readonly CheckCase[] = [
  chainCase('portmap that chooses nftables', [portmap], [], { versions: { portmap: '1.6.0' } }),
  chainCase('portmap before 1.6.0', [portmap], [absentTool], { versions: { portmap: '1.5.1' } }),
  chainCase('portmap of an unknown version: quiet', [portmap], []),
  chainCase('portmap told to use iptables', [{ ...portmap, backend: 'iptables' }], [absentTool]),
  chainCase('portmap with conditions of iptables', [{ ...portmap, iptablesOnly: true }], [absentTool]),
  chainCase('portmap with neither', [portmap], [absentTool], { without: ['iptables', 'nft'] }),
  chainCase('portmap where iptables is there', [{ ...portmap, backend: 'iptables' }], [], { without: [] }),
  chainCase('told to use nftables, in iptables mode', [{ ...portmap, backend: 'nftables' }], [absentTool], {
    plan: planOf({ mode: 'iptables' }),
    without: ['nft'],
  }),
  chainCase('what the mode demands is said elsewhere', [{ ...portmap, backend: 'iptables' }], [], {
    plan: planOf({ mode: 'iptables' }),
  }),
  chainCase('no kube-proxy, and no iptables', [{ ...portmap, backend: 'iptables' }], [absentTool], {
    plan: planOf({ mode: 'none' }),
  }),
  chainCase(
    'bridge that masquerades with iptables',
    [{ ...masquerading, backend: 'iptables' }],
    [absentTool],
  ),
  chainCase('ptp before 1.6.0', [{ type: 'ptp', ipMasq: true }], [absentTool], {
    versions: { ptp: '1.4.0' },
  }),
  chainCase('ptp that does not masquerade', [{ type: 'ptp' }], [], { versions: { ptp: '1.4.0' } }),
  chainCase('firewall without firewalld', [{ type: 'firewall' }], [absentTool]),
  chainCase('firewall told to use firewalld', [{ type: 'firewall', backend: 'firewalld' }], []),
  {
    name: 'firewall where firewalld runs',
    plan: nft,
    facts: factsOf({
      ...cniWith([cniConfig('10-x.conflist', 'x', 'firewall')]),
      services: known(servicesOf({ units: [unitOf('firewalld')] })),
      without: noIptables,
    }),
    says: [],
  },
  {
    name: 'policy documented looks at no tool',
    plan: nft,
    facts: factsOf({
      ...cniWith([cniConfig('10-x.conflist', 'x', { ...portmap, backend: 'iptables' })]),
      without: noIptables,
    }),
    stance: { policy: 'documented' },
    says: [],
  },
];

const elsewhere: readonly CheckCase[] = [
  {
    name: 'kubeadm does not look',
    plan: planned('none', ['flannel']),
    stance: { policy: 'kubeadm' },
    says: [],
  },
  {
    name: 'a node that is reset',
    plan: planOf({ action: 'reset', phase: 'reset', cni: { plugins: byDefault(['flannel']) }, mode: 'none' }),
    says: [],
  },
];

export const cases: CheckCases = {
  check: cniCheck,
  cases: [...services, ...planes, ...files, ...tools, ...elsewhere],
};
