import { type Feature, withNeeds } from '../../catalog/features/feature.ts';
import { ipvsFeatures, ipvsRules, ipvsSets, matchedSet } from '../../catalog/features/ipvs.ts';
import { ipvsMatch, ipvsMatchWords } from '../../catalog/features/iptables.ts';
import type { Family } from '../../config/plan.ts';
import { type IptablesPair, lockWait, restoreStep } from './prove-iptables.ts';
import type { Chain, Task } from './prove.ts';
import type { Step } from './scratch.ts';

/** What ipvs mode can be tried with. Only iptables and ipset are demanded of a host; the rest is used if present. */
export interface IpvsTools {
  readonly pair: IptablesPair | undefined;
  readonly ipset: string | undefined;
  readonly ipvsadm: string | undefined;
  /** iproute2's look at generic netlink: it makes the kernel look for the family IPVS. */
  readonly genl: string | undefined;
  readonly ip: string | undefined;
  /** Several tools can be run in one namespace. */
  readonly together: boolean;
}

/** kube-proxy's own test address (pkg/proxy/ipvs, CanUseIPVSProxier), and its like for IPv6. */
const dummyServer = { ipv4: '198.51.100.0:20000', ipv6: '[2001:db8::1]:20000' } as const;

const triedRules: readonly Feature[] = [...ipvsRules, ipvsMatch];

export function ipvsTask(tools: IpvsTools, family: Family, scheduler: string): Task {
  const features = ipvsFeatures(scheduler);
  const chainFor = (feature: Feature) => stepsFor(tools, family, scheduler, feature);
  return { features, whole: wholeOf(tools, family, scheduler), stepsFor: chainFor };
}

function wholeOf(tools: IpvsTools, family: Family, scheduler: string): readonly Chain[] {
  const { pair, ipset, together } = tools;
  const rules: Chain[] = pair === undefined ? [] : [[restoreStep(pair, family, ipvsRules)]];
  const sets = ipset === undefined ? [] : [setStep(ipset, family, ipvsSets)];
  const server = serverSteps(tools, family, scheduler);
  if (!together) {
    const match = pair === undefined ? [] : [restoreStep(pair, family, withNeeds(triedRules, ipvsMatch))];
    return [...rules, ...[...sets, ...linkSteps(tools), ...server, ...match].map((step): Chain => [step])];
  }
  const match = ipset === undefined || pair === undefined ? [] : [matchStep(pair, family)];
  const rest = [...sets, ...linkSteps(tools), ...server, ...match];
  const [first, ...others] = rest;
  return first === undefined ? rules : [...rules, [first, ...others]];
}

function stepsFor(tools: IpvsTools, family: Family, scheduler: string, feature: Feature): Chain | undefined {
  const { pair, ipset, together } = tools;
  if (triedRules.includes(feature)) {
    return pair === undefined ? undefined : [restoreStep(pair, family, withNeeds(triedRules, feature))];
  }
  if (ipvsSets.includes(feature)) {
    return ipset === undefined ? undefined : [setStep(ipset, family, [feature])];
  }
  if (feature.id === 'xt.set') {
    if (ipset === undefined || pair === undefined || !together) return undefined;
    const sets = ipvsSets.filter(({ id }) => feature.needs.includes(id));
    return [setStep(ipset, family, sets), matchStep(pair)];
  }
  // It would make the kernel load br_netfilter, which changes what the bridges of the host do.
  if (feature.id === 'xt.physdev') return undefined;
  const steps =
    feature.id === 'link.dummy' ? linkSteps(tools) : ownSteps(tools, family, scheduler, feature.id);
  const [first, ...others] = steps;
  return first === undefined ? undefined : [first, ...others];
}

function ownSteps(tools: IpvsTools, family: Family, scheduler: string, id: string): readonly Step[] {
  if (id === 'ipvs.scheduler')
    return tools.ipvsadm === undefined ? [] : serverSteps(tools, family, scheduler);
  if (tools.ipvsadm !== undefined) return [{ argv: [tools.ipvsadm, '-L', '-n'] }];
  return tools.genl === undefined ? [] : [{ argv: [tools.genl, 'ctrl', 'get', 'name', 'IPVS'] }];
}

function setStep(ipset: string, family: Family, sets: readonly Feature[]): Step {
  const stdin = `${sets.flatMap((set) => set.lines[family]).join('\n')}\n`;
  return { argv: [ipset, 'restore'], stdin, proves: sets.map(({ id }) => id) };
}

/** With a family `-m ipvs`, which builds on IPVS, is tried in the same rule: one run less where all is well. */
function matchStep({ iptables }: IptablesPair, family?: Family): Step {
  const ofSet = ['-m', 'set', '--match-set', matchedSet, 'dst'];
  const ofServer = family === undefined ? [] : ipvsMatchWords(family).split(' ');
  return {
    argv: [iptables, ...lockWait, '-A', 'FORWARD', ...ofSet, ...ofServer, '-j', 'ACCEPT'],
    proves: family === undefined ? ['xt.set'] : ['xt.set', ipvsMatch.id],
  };
}

/** A virtual server, as kube-proxy makes one at its start to see whether the scheduler is there. */
function serverSteps({ ipvsadm, genl }: IpvsTools, family: Family, scheduler: string): readonly Step[] {
  if (ipvsadm !== undefined) return [{ argv: [ipvsadm, '-A', '-t', dummyServer[family], '-s', scheduler] }];
  return genl === undefined ? [] : [{ argv: [genl, 'ctrl', 'get', 'name', 'IPVS'] }];
}

function linkSteps({ ip }: IpvsTools): readonly Step[] {
  return ip === undefined ? [] : [{ argv: [ip, 'link', 'add', 'kube-ipvs0', 'type', 'dummy'] }];
}
