import { isLoopback, parseAddress } from '../../catalog/cidr.ts';
import { nodePortRange } from '../../catalog/node-port-range.ts';
import type { Plan } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { PortHolder } from '../../probes/ports/facts.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { wordsOfHolder } from './words-of-holder.ts';

const about = { check: 'NodePortRange', group: 'ports' } as const;
const neededBy = ['kube-proxy: NodePorts'];
const [first, last] = nodePortRange;

/** What is in the way of a Service that gets a NodePort; nothing is said where nothing is. */
export function judgeNodePorts({ plan, facts }: CheckInput): readonly Finding[] {
  return [...judgeRange(facts), ...judgeListeners(plan, facts)];
}

/** Connections of the node itself take source ports of this range; a NodePort among them is stolen at times. */
function judgeRange({ ports }: Facts): readonly Finding[] {
  const range = ports?.known ? ports.value.localRange : undefined;
  if (range === undefined || range[0] > last || range[1] < first) return [];
  const evidence = [{ source: '/proc/sys/net/ipv4/ip_local_port_range', excerpt: range.join(' ') }];
  const args = { from: range[0], to: range[1] };
  return [
    findingOf(about, {
      code: 'port.range-overlaps',
      verdict: 'warn',
      subject: 'NodePorts',
      args,
      evidence,
      neededBy,
    }),
  ];
}

/** Once a Service gets the number, what listens there is not reached from outside any more. */
function judgeListeners(plan: Plan, { ports }: Facts): readonly Finding[] {
  const listeners = (ports?.known ? (ports.value.nodePorts ?? []) : []).flatMap(({ port, holders }) => {
    const others = holders.filter((holder) => isInTheWay(holder, plan));
    return others.length === 0 ? [] : [`${port}: ${others.map(wordsOfHolder).join(', ')}`];
  });
  if (listeners.length === 0) return [];
  const evidence = [{ source: '/proc/net/tcp', excerpt: listeners.join('; ') }];
  const args = { from: first, to: last, listeners };
  return [
    findingOf(about, {
      code: 'port.node-port-taken',
      verdict: 'warn',
      subject: 'NodePorts',
      args,
      evidence,
      neededBy,
    }),
  ];
}

/** Older kube-proxies hold NodePorts themselves. On loopback NodePorts are served in iptables mode alone. */
function isInTheWay({ name, address }: PortHolder, { proxyMode, kubeProxy }: Plan): boolean {
  const parsed = parseAddress(address);
  const isLocal = parsed !== undefined && isLoopback(parsed);
  const servesLocal = proxyMode.value === 'iptables' && kubeProxy.localhostNodePorts.value;
  return name !== 'kube-proxy' && (!isLocal || servesLocal);
}
