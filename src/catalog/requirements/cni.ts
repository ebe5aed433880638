import type { ProxyMode } from '../../config/plan.ts';
import type { Cni } from '../cnis.ts';
import { vxlanPorts } from '../ports.ts';
import { bridgeKeys } from '../sysctls.ts';
import { kernelGate } from '../version-rules.ts';
import type { NodeRequirement, Severity } from './requirement.ts';

type Modes = readonly (ProxyMode | 'none')[];
const iptablesBased: Modes = ['iptables', 'ipvs', 'none'];

const plugin = (
  component: Cni,
  entry: Omit<NodeRequirement, 'component' | 'neededBy'> & { readonly neededBy?: readonly string[] },
): NodeRequirement => ({ neededBy: [component], ...entry, component });

function modules(
  component: Cni,
  names: readonly (readonly [module: string, option: string, purpose: string, severity?: Severity])[],
  rest: Pick<NodeRequirement, 'source' | 'without'> & { readonly modes?: Modes },
): readonly NodeRequirement[] {
  return names.map(([module, option, purpose, severity = 'required']) =>
    plugin(component, {
      id: `${component}.module.${module}`,
      kind: 'module',
      name: module,
      need: '',
      purpose,
      severity,
      modules: [{ module, option }],
      ...rest,
    }),
  );
}

function port(component: Cni, name: string, purpose: string, source: string): NodeRequirement {
  return plugin(component, {
    id: `${component}.port.${name.replace('/', '-')}`,
    kind: 'port',
    name,
    need: 'open between nodes',
    purpose,
    without: 'traffic between Pods of different nodes is lost, or what uses the port does not work',
    severity: 'recommended',
    source,
  });
}

const calicoDocs = 'docs.tigera.io/calico/latest/getting-started/kubernetes/requirements';
const ciliumDocs = 'docs.cilium.io: operations/system_requirements';

/** calico/node brings iptables, ipset and nft in its image: the host's part is the kernel. */
const calico: readonly NodeRequirement[] = [
  plugin('calico', {
    id: 'calico.kernel',
    kind: 'version',
    name: 'Linux',
    need: '>= 5.10',
    purpose: 'the oldest kernel that Calico is tried with',
    without: 'not supported',
    severity: 'required',
    source: calicoDocs,
  }),
  plugin('calico', {
    id: 'calico.kernel-nftables',
    kind: 'version',
    name: 'Linux, for the nftables data plane',
    need: `>= ${kernelGate.kernel}`,
    modes: ['nftables'],
    purpose:
      'with kube-proxy in nftables mode Calico must use its nftables data plane (linuxDataplane: Nftables)',
    without: 'the rules of kube-proxy and Calico do not work together',
    severity: 'required',
    source: 'docs.tigera.io/calico/latest/getting-started/kubernetes/nftables; KEP-5343; kubespray#12198',
  }),
  ...modules(
    'calico',
    [
      ['ip_set', 'CONFIG_IP_SET', 'policies match addresses by sets'],
      ['xt_set', 'CONFIG_NETFILTER_XT_SET', 'rules look addresses up in the sets'],
      ['xt_addrtype', 'CONFIG_NETFILTER_XT_MATCH_ADDRTYPE', 'rules know addresses of the node by it'],
      ['xt_conntrack', 'CONFIG_NETFILTER_XT_MATCH_CONNTRACK', 'rules know connections by it'],
      ['xt_mark', 'CONFIG_NETFILTER_XT_MARK', 'rules mark packets that were accepted'],
      ['xt_multiport', 'CONFIG_NETFILTER_XT_MATCH_MULTIPORT', 'policies list ports'],
      ['ipt_rpfilter', 'CONFIG_IP_NF_MATCH_RPFILTER', 'spoofed packets are dropped by it'],
      ['ipt_REJECT', 'CONFIG_IP_NF_TARGET_REJECT', 'policies refuse connections'],
    ],
    {
      modes: iptablesBased,
      without: 'Felix restarts again and again: iptables-restore or ipset fails (rke2#8498)',
      source: 'calico#13282; calico#4288',
    },
  ),
  ...modules(
    'calico',
    [['nf_conntrack_netlink', 'CONFIG_NF_CT_NETLINK', 'Felix ends connections that a policy forbids by it']],
    { without: 'Felix does not see connections', source: 'calico#13282' },
  ),
  port('calico', '179/tcp', 'BGP, where it is not switched off', calicoDocs),
  port('calico', `${vxlanPorts.assigned}/udp`, 'VXLAN, where it is switched on', calicoDocs),
  port('calico', '5473/tcp', 'Typha, on the nodes where it runs', calicoDocs),
];

const cilium: readonly NodeRequirement[] = [
  plugin('cilium', {
    id: 'cilium.kernel',
    kind: 'version',
    name: 'Linux',
    need: '>= 5.10 (4.18 of RHEL 8.10)',
    purpose: "Cilium's programs run in the kernel's BPF",
    without: 'the agent ends at its start',
    severity: 'required',
    source: ciliumDocs,
  }),
  ...['BPF', 'BPF_SYSCALL', 'BPF_JIT', 'NET_CLS_BPF', 'NET_CLS_ACT', 'NET_SCH_INGRESS', 'CGROUP_BPF'].map(
    (option) =>
      plugin('cilium', {
        id: `cilium.option.${option}`,
        kind: 'kernel-feature',
        name: `CONFIG_${option}`,
        need: 'y or m',
        purpose: "Cilium's programs are loaded and attached by it",
        without: 'the agent ends at its start',
        severity: 'required',
        source: ciliumDocs,
      }),
  ),
  ...modules(
    'cilium',
    [
      ['vxlan', 'CONFIG_VXLAN', 'Pods of different nodes reach each other through tunnels', 'recommended'],
      ['ip_set', 'CONFIG_IP_SET', 'masquerading by iptables, unless BPF does it', 'recommended'],
      ['xt_set', 'CONFIG_NETFILTER_XT_SET', 'masquerading by iptables, unless BPF does it', 'recommended'],
      ['xt_socket', 'CONFIG_NETFILTER_XT_MATCH_SOCKET', 'policies of layer 7 and of names', 'optional'],
      ['xt_TPROXY', 'CONFIG_NETFILTER_XT_TARGET_TPROXY', 'policies of layer 7 and of names', 'optional'],
    ],
    { without: 'what uses it does not work; the agent may end (cilium#18229, #27204)', source: ciliumDocs },
  ),
  port('cilium', `${vxlanPorts.early}/udp`, 'VXLAN, the default between nodes', ciliumDocs),
  port('cilium', '4240/tcp', 'health checks between the agents', ciliumDocs),
];

const flannel: readonly NodeRequirement[] = [
  ...modules(
    'flannel',
    [
      ['vxlan', 'CONFIG_VXLAN', 'Pods of different nodes reach each other through tunnels (backend vxlan)'],
      [
        'br_netfilter',
        'CONFIG_BRIDGE_NETFILTER',
        'Pods hang on a bridge, whose packets kube-proxy must see; flannel does not start without it',
      ],
    ],
    { without: 'flannel ends at its start', source: 'flannel README; flannel#1953' },
  ),
  bridgeSysctl('flannel'),
  port(
    'flannel',
    `${vxlanPorts.early}/udp`,
    'VXLAN, the default between nodes',
    'flannel: Documentation/backends.md',
  ),
];

const kubeRouter: readonly NodeRequirement[] = [
  ...modules(
    'kube-router',
    [
      ['ip_set', 'CONFIG_IP_SET', 'policies match addresses by sets'],
      ['ip_set_hash_ip', 'CONFIG_IP_SET_HASH_IP', 'sets of the addresses of Pods'],
      ['ip_set_hash_net', 'CONFIG_IP_SET_HASH_NET', 'sets of subnets, those of Pods among them'],
      ['xt_set', 'CONFIG_NETFILTER_XT_SET', 'rules look addresses up in the sets'],
    ],
    {
      without: 'network policies are not enforced: ipset save failed (dstack#792)',
      source: 'kube-router: docs/user-guide.md',
    },
  ),
  ...modules(
    'kube-router',
    [['ip_vs', 'CONFIG_IP_VS', 'it serves the Services itself (--run-service-proxy)']],
    { modes: ['none'], without: 'no Service works', source: 'kube-router: docs/user-guide.md' },
  ),
  bridgeSysctl('kube-router'),
  port('kube-router', '179/tcp', 'BGP', 'kube-router: docs/user-guide.md'),
];

function bridgeSysctl(component: Cni): NodeRequirement {
  return plugin(component, {
    id: `${component}.bridge-nf-call`,
    kind: 'sysctl',
    name: bridgeKeys.ipv4,
    need: '= 1, and br_netfilter loaded',
    modes: ['iptables', 'ipvs', 'nftables'],
    neededBy: ['kube-proxy'],
    purpose: 'Pods hang on a Linux bridge: its packets must pass the rules of kube-proxy',
    without: 'answers of a Service do not come back to a Pod on the same node',
    severity: 'recommended',
    source: 'kubeadm#3025; kubernetes#123464',
    check: 'FileContent--proc-sys-net-bridge-bridge-nf-call-iptables',
  });
}

/** They run on the host, as programs of the runtime: its tools, not an image's. */
function pluginTool(
  component: Cni,
  tool: 'iptables' | 'nft',
  rest: Pick<NodeRequirement, 'purpose' | 'without' | 'source' | 'severity'> & { readonly modes?: Modes },
): NodeRequirement {
  return plugin(component, {
    id: `${component}.${tool}`,
    kind: 'tool',
    name: tool,
    need: '',
    check: 'CNI-Tools',
    ...rest,
  });
}

const either = 'plugins#935: from 1.6.0 on; plugins#1280';
const masquerade = { purpose: 'ipMasq masquerades what leaves the node', source: either } as const;
const hostPorts = { purpose: 'hostPort of Pods is forwarded', source: either } as const;
const noMasquerade = 'with ipMasq Pods do not start';
const noHostPorts = 'Pods with a hostPort do not start';

const reference: readonly NodeRequirement[] = [
  bridgeSysctl('bridge'),
  pluginTool('bridge', 'iptables', {
    ...masquerade,
    modes: iptablesBased,
    without: `${noMasquerade}, unless nft is there (plugins 1.6.0 and later)`,
    severity: 'recommended',
  }),
  pluginTool('bridge', 'nft', {
    ...masquerade,
    modes: ['nftables'],
    without: `${noMasquerade}, unless iptables is there; plugins before 1.6.0 know iptables alone`,
    severity: 'recommended',
  }),
  pluginTool('portmap', 'iptables', {
    ...hostPorts,
    modes: iptablesBased,
    without: `${noHostPorts}, unless nft is there (plugins 1.6.0 and later)`,
    severity: 'required',
  }),
  pluginTool('portmap', 'nft', {
    ...hostPorts,
    modes: ['nftables'],
    without: `${noHostPorts}, unless iptables is there; plugins before 1.6.0 know iptables alone`,
    severity: 'required',
  }),
  pluginTool('firewall', 'iptables', {
    purpose: 'traffic of Pods is let through, where no firewalld runs',
    without: 'Pods do not start: the plugin knows firewalld and iptables alone',
    severity: 'required',
    source: 'plugins: plugins/meta/firewall; plugins#462',
  }),
];

/** Network plugins: what they ask of the host, whose packages and kernel they do not bring themselves. */
export const cniRequirements: readonly NodeRequirement[] = [
  ...calico,
  ...cilium,
  ...flannel,
  ...kubeRouter,
  ...reference,
];
