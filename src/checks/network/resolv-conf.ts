import {
  addressAt,
  contains,
  isLinkLocal,
  isLoopback,
  parseAddress,
  parseSubnet,
} from '../../catalog/cidr.ts';
import type { Plan } from '../../config/plan.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { ResolverFacts, ResolverFile } from '../../probes/resolver/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { isNewNode } from '../names/new-node.ts';
import { resolvConfReasons } from './resolv-conf-reasons.ts';

const name = 'ResolvConf';

/** Kubernetes passes on no more of each (pkg/apis/core/validation, MaxDNSNameservers and its kin, since 1.28). */
const limits = { nameservers: 3, search: 32, searchChars: 2048 } as const;
/** `<namespace>.svc.<domain>`, `svc.<domain>` and `<domain>` stand before the host's own. */
const clusterSearches = 3;
/** The index of the cluster's DNS in its service subnet (cmd/kubeadm/app/constants, GetDNSIP). */
const dnsIndex = 10;

/** The resolv.conf that the kubelet hands to CoreDNS and to every Pod that takes the host's DNS. */
export const resolvConfCheck: Check = {
  name,
  title: 'DNS of the host, as Pods get it',
  group: 'network',
  sources: [
    'coredns plugin/loop',
    'kubernetes#45828',
    'cmd/kubeadm/app/componentconfigs/kubelet.go',
    'pkg/kubelet/network/dns',
  ],
  reasons: resolvConfReasons,
  needs: (plan) => (isNewNode(plan) ? ['resolver'] : []),
  names: () => [name],
  judge(input) {
    if (!isNewNode(input.plan)) return [];
    const { resolver } = input.facts;
    if (resolver?.known !== true) return [untold(input, resolver?.cause.detail ?? 'it was not looked at')];
    const { used } = resolver.value;
    if (used === undefined) return [told(input, undefined, 'resolv.off', 'pass')];
    if (used.error !== '') return [ofUnread(input, used, resolver.value)];
    const found = [...judgeServers(input, used), ...judgeSearch(input, used)];
    if (found.some(({ verdict }) => verdict !== 'info')) return found;
    const args = { servers: used.nameservers, chosenBy: resolver.value.chosenBy };
    return [told(input, used, 'resolv.good', 'pass', args), ...found];
  },
};

function ofUnread(input: CheckInput, used: ResolverFile, { chosenBy }: ResolverFacts): Finding {
  if (used.error !== 'ENOENT') return untold(input, `${used.path}: ${used.error}`);
  return told(input, used, 'resolv.missing', 'fail', { chosenBy, target: used.target });
}

function judgeServers(input: CheckInput, used: ResolverFile): readonly Finding[] {
  const { nameservers } = used;
  if (nameservers.length === 0) return [told(input, used, 'resolv.no-server', 'warn')];
  const loops = nameservers.filter((server) => isLoop(server, input.plan));
  const local = nameservers.filter((server) => isZoned(server));
  const more = nameservers.slice(limits.nameservers);
  return [
    ...(loops.length > 0
      ? [
          told(input, used, 'resolv.loop', loopVerdict(input.plan), {
            servers: loops,
            coreDns: !leavesOutCoreDns(input.plan),
          }),
        ]
      : []),
    ...(local.length > 0 ? [told(input, used, 'resolv.link-local', 'warn', { servers: local })] : []),
    ...(more.length > 0 ? [told(input, used, 'resolv.many-servers', 'info', { servers: more })] : []),
  ];
}

/** A server that, seen from a Pod, is CoreDNS itself or nobody. */
function isLoop(server: string, { serviceSubnets }: Plan): boolean {
  const address = parseAddress(server);
  if (address === undefined) return false;
  if (isLoopback(address)) return true;
  return serviceSubnets.value.some((cidr) => {
    const subnet = parseSubnet(cidr);
    if (subnet === undefined || !contains(subnet, address)) return false;
    return addressAt(subnet, dnsIndex)?.value === address.value;
  });
}

/** `fe80::1%eth0`: the device is not there in a Pod. */
function isZoned(server: string): boolean {
  const address = parseAddress(server.split('%')[0] ?? '');
  return address?.family === 'ipv6' && isLinkLocal(address);
}

/** CoreDNS comes with the first control plane, and ends itself when it meets a loop. */
function loopVerdict(plan: Plan): 'fail' | 'warn' {
  return plan.action === 'init' && !leavesOutCoreDns(plan) ? 'fail' : 'warn';
}

function leavesOutCoreDns({ skipPhases }: Plan): boolean {
  return skipPhases.value.some((phase) => phase === 'addon' || phase === 'addon/coredns');
}

function judgeSearch(input: CheckInput, used: ResolverFile): readonly Finding[] {
  const { dnsDomain } = input.plan;
  const cluster = ['default.svc', 'svc', ''].map((part) =>
    part === '' ? dnsDomain.value : `${part}.${dnsDomain.value}`,
  );
  const all = [...cluster, ...used.search];
  const chars = all.join(' ').length;
  if (all.length <= limits.search && chars <= limits.searchChars) return [];
  const args = { count: used.search.length, chars, most: limits.search - clusterSearches };
  return [told(input, used, 'resolv.long-search', 'warn', args)];
}

function untold(input: CheckInput, detail: string): Finding {
  return told(input, undefined, 'resolv.not-told', 'unknown', { detail });
}

function told(
  { plan }: CheckInput,
  used: ResolverFile | undefined,
  code: string,
  verdict: Verdict,
  args: Args = {},
): Finding {
  const { resolvConf } = plan.kubelet;
  const path = used?.path ?? resolvConf.value;
  const read: readonly Evidence[] =
    used === undefined || used.error !== '' ? [] : [{ source: path, excerpt: excerptOf(used) }];
  return findingOf(
    { check: name, group: 'network' },
    {
      code,
      verdict,
      subject: path === '' ? 'resolvConf' : path,
      args: { path, ...args },
      evidence: [
        ...read,
        { ...plannedEvidence(resolvConf), excerpt: `resolvConf: ${resolvConf.value || '""'}` },
      ],
      neededBy: ['kubelet', 'CoreDNS'],
    },
  );
}

function excerptOf({ nameservers, search }: ResolverFile): string {
  const servers = nameservers.slice(0, 6).map((server) => `nameserver ${server}`);
  const list =
    search.length === 0 ? [] : [`search ${search.slice(0, 6).join(' ')}${search.length > 6 ? ' …' : ''}`];
  return [...servers, ...list].join('\n');
}
