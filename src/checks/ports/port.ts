import { kubeadmPortsOf, type NodePort, nodePortsOf } from '../../catalog/ports.ts';
import type { Finding, Verdict } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { PortFact, PortHolder } from '../../probes/ports/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { portReasons } from './reasons.ts';

/** Without configuration; others are named after their number, too. */
const usualPorts = [6443, 10_259, 10_257, 10_250, 2379, 2380, 2381, 10_248, 10_249, 10_256, 8472, 4789];

/** The ports that the parts of this node will listen on. */
export const portCheck: Check = {
  name: 'Port',
  title: 'ports',
  group: 'ports',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#138250'],
  kubeadms: true,
  reasons: portReasons,
  needs: (plan) => (plan.action === 'reset' ? [] : ['ports', 'paths']),
  names: () => [...usualPorts.map((port) => `Port-${port}`), 'NodePortRange'],
  judge(input) {
    const { plan, facts, stance } = input;
    if (plan.action === 'reset') return [];
    if (stance.policy === 'kubeadm') {
      return kubeadmPortsOf(plan, kubeadmReleaseOf(plan, stance)).map((port) => judgeAsKubeadm(port, facts));
    }
    const judged = nodePortsOf(plan).flatMap((port) => judgeOne(port, input));
    return [...judged, ...judgeRange(facts)];
  },
};

type State = { readonly code: string; readonly verdict: Verdict };

/** kubeadm calls whatever keeps it from listening "in use". */
function judgeAsKubeadm(port: NodePort, facts: Facts): Finding {
  const fact = factOf(port, facts);
  if (fact.state === 'free') return tell(port, fact, { code: 'port.free', verdict: 'pass' });
  const isTold = fact.code !== undefined || fact.state !== 'unknown';
  return tell(port, fact, isTold ? { code: 'port.in-use', verdict: 'fail' } : untold);
}

const untold: State = { code: 'port.unknown', verdict: 'unknown' };

function judgeOne(port: NodePort, { plan, facts }: CheckInput): readonly Finding[] {
  const fact = factOf(port, facts);
  // A running node: its own parts hold its ports, and whatever else does is in the way.
  if (plan.action === 'upgrade' && isOwn(port, fact.holders))
    return [tell(port, fact, { code: 'port.own', verdict: 'pass' })];
  if (port.use === 'some') return judgeOverlay(port, fact);
  const state = stateOf(port, fact);
  const isMember =
    facts.paths?.known && facts.paths.value.byPath['/etc/kubernetes/kubelet.conf']?.kind === 'file';
  const cause =
    state.code === 'port.own-already' && isMember
      ? { check: 'ClusterMember', code: 'member.already' }
      : undefined;
  const finding = tell(port, fact, state);
  return [cause === undefined ? finding : { ...finding, cause }];
}

function stateOf(port: NodePort, fact: PortFact): State {
  switch (fact.state) {
    case 'free':
      return { code: 'port.free', verdict: 'pass' };
    case 'in-use':
      return { code: isOwn(port, fact.holders) ? 'port.own-already' : 'port.in-use', verdict: 'fail' };
    case 'denied':
      return { code: 'port.denied', verdict: 'unknown' };
    case 'no-address':
      return { code: 'port.no-address', verdict: 'fail' };
    default:
      return untold;
  }
}

/** Only a process is in the way of a tunnel that may come: one that stands is the plugin's own. */
function judgeOverlay(port: NodePort, fact: PortFact): readonly Finding[] {
  const isHeld = fact.state === 'in-use' && fact.holders.some(({ pid }) => pid > 0);
  return isHeld ? [tell(port, fact, { code: 'port.overlay', verdict: 'warn' })] : [];
}

/** /proc/PID/comm is cut at 15 characters. */
function isOwn({ process }: NodePort, holders: readonly PortHolder[]): boolean {
  return (
    holders.length > 0 && holders.every(({ name }) => name !== '' && process.startsWith(name.slice(0, 15)))
  );
}

function factOf({ port, protocol, address }: NodePort, { ports }: Facts): PortFact {
  const found = ports?.known
    ? ports.value.ports.find(
        (one) => one.port === port && one.protocol === protocol && one.address === address,
      )
    : undefined;
  return found ?? { port, protocol, address, state: 'unknown', holders: [], by: 'table' };
}

function tell(port: NodePort, fact: PortFact, state: State): Finding {
  const holders = fact.holders.map(
    ({ name, pid, address }) => `${pid > 0 ? `${name} (pid ${pid})` : name || 'a process'} at ${address}`,
  );
  const where = `${fact.address === '' ? '*' : fact.address}:${fact.port}`;
  return findingOf(
    { check: `Port-${port.port}`, group: 'ports' },
    {
      ...state,
      subject: `port ${port.port}`,
      args: {
        port: port.port,
        protocol: port.protocol,
        who: port.who,
        where,
        holders,
        detail: fact.code ?? '',
      },
      evidence: [
        {
          source: fact.by === 'listen' ? `listen on ${where}` : `/proc/net/${port.protocol}`,
          excerpt: holders.length > 0 ? holders.join(', ') : (fact.code ?? fact.state),
        },
      ],
      neededBy: [port.who],
    },
  );
}

const nodePorts = [30_000, 32_767] as const;

/** Connections of the node itself take source ports of this range; a NodePort among them is stolen at times. */
function judgeRange({ ports }: Facts): readonly Finding[] {
  const range = ports?.known ? ports.value.localRange : undefined;
  if (range === undefined || range[0] > nodePorts[1] || range[1] < nodePorts[0]) return [];
  return [
    findingOf(
      { check: 'NodePortRange', group: 'ports' },
      {
        code: 'port.range-overlaps',
        verdict: 'warn',
        subject: 'NodePorts',
        args: { from: range[0], to: range[1] },
        evidence: [{ source: '/proc/sys/net/ipv4/ip_local_port_range', excerpt: range.join(' ') }],
        neededBy: ['kube-proxy: NodePorts'],
      },
    ),
  ];
}
