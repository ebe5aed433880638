import { apiServerManifest } from '../../catalog/node-files.ts';
import { kubeadmPortsOf, type NodePort, nodePortsOf } from '../../catalog/ports.ts';
import type { Plan } from '../../config/plan.ts';
import type { Finding, Verdict } from '../../findings/finding.ts';
import type { Facts, ProbeName } from '../../probes/facts.ts';
import type { PortFact, PortHolder, PortQuestion } from '../../probes/ports/facts.ts';
import type { Check, CheckInput, Stance } from '../check.ts';
import { isMember, memberCause, pathAt } from '../files/is-member.ts';
import { findingOf } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { isNewNode } from '../names/new-node.ts';
import { judgeNodePorts } from './judge-node-ports.ts';
import { portReasons } from './reasons.ts';
import { wordsOfHolder } from './words-of-holder.ts';

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
  needs: (plan, stance) => (isSilent(plan, stance) ? [] : neededOf(plan, stance)),
  names: () => [...usualPorts.map((port) => `Port-${port}`), 'NodePortRange'],
  judge(input) {
    const { plan, facts, stance } = input;
    if (isSilent(plan, stance)) return [];
    if (stance.policy === 'kubeadm') {
      return kubeadmPortsOf(plan, kubeadmReleaseOf(plan, stance)).map((port) => judgeAsKubeadm(port, facts));
    }
    const judged = nodePortsOf(plan)
      .filter(({ process }) => !isPlainWorker(plan, facts) || ofEveryNode.has(process))
      .flatMap((port) => judgeOne(port, input));
    return [...judged, ...judgeNodePorts(input)];
  },
};

/** A reset listens nowhere, and kubeadm tries no port in an upgrade. */
function isSilent({ action }: Plan, { policy }: Stance): boolean {
  return action === 'reset' || (policy === 'kubeadm' && action === 'upgrade');
}

function neededOf(plan: Plan, { policy }: Stance): readonly ProbeName[] {
  if (policy === 'kubeadm') return ['ports'];
  return isNewNode(plan) ? ['ports', 'paths', 'network'] : ['ports', 'paths'];
}

const ofEveryNode: ReadonlySet<string> = new Set(['kubelet', 'kube-proxy', 'kernel']);

/** `upgrade node` is for workers too, and does not say which it is on. */
function isPlainWorker({ phase }: Plan, facts: Facts): boolean {
  return phase === 'upgrade node' && pathAt(apiServerManifest, facts)?.kind === 'absent';
}

type State = { readonly code: string; readonly verdict: Verdict };

/** kubeadm calls whatever keeps it from listening "in use". */
function judgeAsKubeadm(port: NodePort, facts: Facts): Finding {
  const fact = factOf(port, facts);
  if (fact.state === 'free') return tell(port, fact, { code: 'port.free', verdict: 'pass' });
  const isTold = fact.code !== undefined || fact.state !== 'unknown';
  return tell(port, fact, isTold ? { code: 'port.in-use', verdict: 'fail' } : untold);
}

const untold: State = { code: 'port.unknown', verdict: 'unknown' };

function judgeOne(port: NodePort, input: CheckInput): readonly Finding[] {
  const { plan, facts, stance } = input;
  const fact = worstOf(port, facts);
  if (port.use === 'some') return judgeOverlay(port, fact);
  const state = stateOf(port, fact, input);
  const isOfMember = state.code === 'port.own-already' && isMember(plan, facts, stance);
  const elsewhere = state.code === 'port.no-address' ? addressCause(fact, input) : undefined;
  const cause = isOfMember ? memberCause : elsewhere;
  const finding = tell(port, fact, state);
  return [cause === undefined ? finding : { ...finding, cause }];
}

/** The finding of `AdvertiseAddress` that explains why nothing can listen there. */
function addressCause({ address }: PortFact, { plan, facts }: CheckInput): Finding['cause'] {
  const isAdvertised = isNewNode(plan) && address === plan.advertiseAddress.value;
  const isSeen = facts.network?.known === true;
  return isAdvertised && isSeen ? { check: 'AdvertiseAddress', code: 'advertise.elsewhere' } : undefined;
}

const pass = (code: string): State => ({ code, verdict: 'pass' });

function stateOf(port: NodePort, fact: PortFact, { plan, stance }: CheckInput): State {
  switch (fact.state) {
    case 'free':
      return pass('port.free');
    case 'in-use':
      return stateOfTaken(port, fact, plan.action === 'upgrade', stance);
    case 'denied':
      return { code: 'port.denied', verdict: 'unknown' };
    case 'no-address':
      return { code: 'port.no-address', verdict: 'fail' };
    default:
      return untold;
  }
}

function stateOfTaken(port: NodePort, { holders }: PortFact, isRunning: boolean, stance: Stance): State {
  const isProxys = port.process === 'kube-proxy';
  const isExpected = isRunning || (isProxys && stance.kubeProxy === 'host');
  if (isOwn(port, holders)) {
    return isExpected ? pass('port.own') : { code: 'port.own-already', verdict: 'fail' };
  }
  // Of a running node its own parts hold the ports; an ordinary user does not see who does.
  if (isExpected && holders.every(({ name }) => name === '')) {
    return { code: 'port.holder-unknown', verdict: 'unknown' };
  }
  // It serves without these two, and tries again (bindAddressHardFail is false).
  if (isProxys) return { code: 'port.proxy-waits', verdict: 'warn' };
  return { code: 'port.in-use', verdict: 'fail' };
}

/** Only a process is in the way of a tunnel that may come: one that stands is the plugin's own. */
function judgeOverlay(port: NodePort, fact: PortFact): readonly Finding[] {
  const isHeld = fact.state === 'in-use' && fact.holders.some(({ pid }) => pid > 0);
  return isHeld ? [tell(port, fact, { code: 'port.overlay', verdict: 'warn' })] : [];
}

/** /proc/PID/comm is cut at 15 characters. */
function isOwn({ process }: NodePort, holders: readonly PortHolder[]): boolean {
  return holders.some(({ name }) => name === process.slice(0, 15));
}

function factOf({ port, protocol, address }: PortQuestion, { ports }: Facts): PortFact {
  const found = ports?.known
    ? ports.value.ports.find(
        (one) => one.port === port && one.protocol === protocol && one.address === address,
      )
    : undefined;
  return found ?? { port, protocol, address, state: 'unknown', holders: [], by: 'table' };
}

const gravity: readonly PortFact['state'][] = ['in-use', 'no-address', 'denied', 'unknown', 'free'];

/** Of all the addresses where it is to listen. */
function worstOf(port: NodePort, facts: Facts): PortFact {
  const first = factOf(port, facts);
  return (port.also ?? [])
    .map((address) => factOf({ ...port, address }, facts))
    .reduce((a, b) => (gravity.indexOf(b.state) < gravity.indexOf(a.state) ? b : a), first);
}

function tell(port: NodePort, fact: PortFact, state: State): Finding {
  const holders = fact.holders.map(wordsOfHolder);
  const host = fact.address.includes(':') ? `[${fact.address}]` : fact.address || '*';
  const where = `${host}:${fact.port}`;
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
