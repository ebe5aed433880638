import { prefixOf } from './addresses.ts';
import {
  flagAt,
  flagsAt,
  listAt,
  numberAt,
  textAt,
  textsAt,
  type ConfigDocument,
  type Documents,
} from './config-document.ts';
import { safeText } from './excerpt.ts';
import type { KubeProxyPlan, Planned } from './plan.ts';
import type { ModePlan } from './plan-mode.ts';
import { addValueError, type Problems } from './problems.ts';
import { minorOf, shortRelease } from './releases.ts';
import { fromDefault, settle } from './settle.ts';
import { suggest } from './suggest.ts';
import { refuseProxyValues } from './validation/refuse-proxy-values.ts';

/** What the kernel's IPVS offers; kube-proxy hands the name through. */
const schedulers = ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'sh', 'dh', 'sed', 'nq', 'mh', 'fo', 'ovf'];
const localModes = ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'];

export async function planProxy(
  { proxyMode, modeSet, askedCluster }: ModePlan,
  documents: Documents,
  podSubnets: Planned<readonly string[]>,
  release: string,
  problems: Problems,
): Promise<KubeProxyPlan> {
  const proxy = documents.get('KubeProxyConfiguration');
  // nftables mode has fields of its own; iptables and ipvs share the block `iptables`.
  const block = proxyMode.value === 'nftables' ? 'nftables' : 'iptables';
  const masqueradeBit = numberAt(proxy, `${block}.masqueradeBit`) ?? fromDefault(14, release);
  judgeRange(masqueradeBit, `${block}.masqueradeBit`, 0, 31, problems);
  const score = numberAt(proxy, 'oomScoreAdj');
  if (score !== undefined) judgeRange(score, 'oomScoreAdj', -1000, 1000, problems);
  const detectLocalMode = textAt(proxy, 'detectLocalMode') ?? fromDefault('ClusterCIDR', release);
  oneOf(detectLocalMode, 'detectLocalMode', localModes, problems);
  const ipvsScheduler = textAt(proxy, 'ipvs.scheduler') ?? fromDefault('rr', release);
  // kube-proxy itself looks at this block in ipvs mode only.
  if (proxyMode.value === 'ipvs') oneOf(ipvsScheduler, 'ipvs.scheduler', schedulers, problems);
  const nodePortAddresses = listAt(proxy, 'nodePortAddresses') ?? fromDefault([], release);
  await refuseProxyValues(proxy, proxyMode.value, problems);
  await judgeNodePorts(textsAt(proxy, 'nodePortAddresses') ?? [], release, problems);
  return {
    modeSet,
    ...(askedCluster === true ? { askedCluster } : {}),
    nodePortAddresses,
    masqueradeBit,
    masqueradeAll: flagAt(proxy, `${block}.masqueradeAll`) ?? fromDefault(false, release),
    localhostNodePorts: flagAt(proxy, 'iptables.localhostNodePorts') ?? fromDefault(true, release),
    ipvsScheduler,
    ipvsStrictArp: flagAt(proxy, 'ipvs.strictARP') ?? fromDefault(false, release),
    clusterCidr: await planClusterCidr(proxy, podSubnets, problems),
    detectLocalMode,
    detectLocalBridge: textAt(proxy, 'detectLocal.bridgeInterface') ?? fromDefault('', release),
    detectLocalPrefix: textAt(proxy, 'detectLocal.interfaceNamePrefix') ?? fromDefault('', release),
    ...planConntrack(proxy, release, problems),
    featureGates: flagsAt(proxy, 'featureGates') ?? fromDefault({}, release),
  };
}

function planConntrack(
  proxy: ConfigDocument | undefined,
  release: string,
  problems: Problems,
): Pick<KubeProxyPlan, 'conntrackMaxPerCore' | 'conntrackMin' | 'conntrackTcpBeLiberal'> {
  const conntrackMaxPerCore = numberAt(proxy, 'conntrack.maxPerCore') ?? fromDefault(32_768, release);
  const conntrackMin = numberAt(proxy, 'conntrack.min') ?? fromDefault(131_072, release);
  judgeRange(conntrackMaxPerCore, 'conntrack.maxPerCore', 0, 2 ** 31 - 1, problems);
  judgeRange(conntrackMin, 'conntrack.min', 0, 2 ** 31 - 1, problems);
  const conntrackTcpBeLiberal = flagAt(proxy, 'conntrack.tcpBeLiberal') ?? fromDefault(false, release);
  return { conntrackMaxPerCore, conntrackMin, conntrackTcpBeLiberal };
}

function judgeRange(
  planned: Planned<number>,
  field: string,
  min: number,
  max: number,
  problems: Problems,
): void {
  if (planned.value >= min && planned.value <= max) return;
  addValueError(problems, planned.origin, {
    code: 'config.out-of-range',
    message: `${field} is out of range`,
    found: String(planned.value),
    allowed: [`${min} to ${max}`],
  });
}

function oneOf(
  planned: Planned<string>,
  field: string,
  allowed: readonly string[],
  problems: Problems,
): void {
  if (allowed.includes(planned.value)) return;
  const near = suggest(planned.value, allowed);
  addValueError(problems, planned.origin, {
    code: 'config.unknown-value',
    message: `${field} has no such value`,
    found: safeText(planned.value),
    allowed,
    ...(near === undefined ? {} : { suggestion: near }),
  });
}

/** kubeadm fills clusterCIDR with the pod subnet and warns when the two differ. */
async function planClusterCidr(
  proxy: ConfigDocument | undefined,
  podSubnets: Planned<readonly string[]>,
  problems: Problems,
): Promise<Planned<readonly string[]>> {
  const text = textAt(proxy, 'clusterCIDR');
  if (text === undefined) return podSubnets;
  const value = text.value.split(',').map((part) => part.trim());
  for (const cidr of value) {
    if ((await prefixOf(cidr)) !== undefined) continue;
    addValueError(problems, text.origin, {
      code: 'config.bad-cidr',
      message: 'clusterCIDR must be an address and a prefix length',
      found: safeText(cidr),
      suggestion: 'such as 10.244.0.0/16',
    });
  }
  const written = { value, origin: text.origin };
  return settle(
    problems,
    'clusterCIDR',
    [written, podSubnets.value.length > 0 ? podSubnets : undefined],
    written,
  );
}

const wordsSince: Readonly<Record<string, number>> = { primary: 31, localhost: 37, all: 37 };

/** CIDRs, and the words that the planned release knows (#123105, #138427). */
async function judgeNodePorts(
  entries: readonly Planned<string>[],
  release: string,
  problems: Problems,
): Promise<void> {
  const minor = minorOf(release);
  const words = Object.entries(wordsSince).flatMap(([word, since]) => (minor >= since ? [word] : []));
  for (const { value, origin } of entries) {
    const since = Object.hasOwn(wordsSince, value) ? wordsSince[value] : undefined;
    const found = safeText(value);
    const allowed = ['CIDRs', ...words];
    if (since !== undefined && minor < since) {
      const message = `nodePortAddresses takes ${value} from 1.${since} on, and ${shortRelease(release)} is planned`;
      addValueError(problems, origin, { code: 'config.unknown-value', message, found, allowed });
    } else if (value === 'primary' && minor < 37 && entries.length > 1) {
      const message = 'before 1.37 primary stands alone in nodePortAddresses';
      addValueError(problems, origin, { code: 'config.unknown-value', message, found });
    } else if (since === undefined && (await prefixOf(value)) === undefined) {
      const near = suggest(value, words);
      const message = 'nodePortAddresses takes CIDRs and a few words; this is neither';
      const hint = near === undefined ? {} : { suggestion: near };
      addValueError(problems, origin, { code: 'config.bad-cidr', message, found, allowed, ...hint });
    }
  }
}
