import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import { isNotRunning } from '../../probes/fact.ts';
import type { ServicesFacts } from '../../probes/services/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { firewalldReasons } from './firewalld-reasons.ts';
import {
  barriersOf,
  chainsOfFirewalld,
  isFirewalldActive,
  portsOfBarriers,
  portsOfNode,
  portWords,
} from './node-ports.ts';

const name = 'Firewalld';

/** Whether firewalld runs, and lets in what a node needs. What its reload deletes, RuleWiper judges. */
export const firewalldCheck: Check = {
  name,
  title: 'firewalld',
  group: 'network',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'rke2#10469', 'k3s#7542'],
  kubeadms: true,
  reasons: firewalldReasons,
  needs: (plan, { policy }) =>
    plan.action === 'reset' ? [] : policy === 'kubeadm' ? ['services'] : ['services', 'firewall'],
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { services } = input.facts;
    if (services?.known !== true) {
      const detail = services?.cause.detail ?? 'it was not looked at';
      return [told(input, 'firewalld.not-told', 'unknown', { detail })];
    }
    return input.stance.policy === 'kubeadm'
      ? [judgeAsKubeadm(input, services.value)]
      : judgeFirewalld(input, services.value);
  },
};

function judgeAsKubeadm(input: CheckInput, services: ServicesFacts): Finding {
  const { kubeadmSees, answer, answerDetail: detail } = services;
  if (kubeadmSees === 'none') return told(input, 'firewalld.no-manager', 'warn');
  // Its own call would end without a word, which it takes for "not active".
  if (answer === 'timed-out' && services.units['firewalld']?.load !== 'not-found')
    return told(input, 'firewalld.not-told', 'unknown', { detail });
  return isFirewalldActive(services)
    ? told(input, 'firewalld.active', 'warn', { ports: portWords(portsOfNode(input.plan)) })
    : told(input, 'firewalld.inactive', 'pass');
}

function judgeFirewalld(input: CheckInput, services: ServicesFacts): readonly Finding[] {
  const unit = services.units['firewalld'];
  const unanswered = services.answer === 'timed-out' || services.answer === 'failed';
  if (unanswered && unit?.load !== 'not-found') {
    return [told(input, 'firewalld.not-told', 'unknown', { detail: services.answerDetail })];
  }
  if (isFirewalldActive(services)) return [judgePorts(input)];
  // What its zones will let in shows where it runs.
  if (isNotRunning(input.facts.firewall) && unit?.fileState.startsWith('enabled') === true)
    return [told(input, 'firewalld.not-told', 'unknown', { detail: 'it is enabled in this image' })];
  return [told(input, 'firewalld.inactive', 'pass')];
}

/** firewalld is active: its own rules say whether the ports of a node are open. */
function judgePorts(input: CheckInput): Finding {
  const { plan, facts } = input;
  const ports = portsOfNode(plan);
  const { firewall } = facts;
  const isOwn = firewall?.known === true ? chainsOfFirewalld(firewall.value, true) : () => false;
  if (firewall?.known !== true || !Object.values(firewall.value.chains).some(isOwn)) {
    const why = firewall?.known === false ? firewall.cause.detail : 'its rules were not found';
    const args = { ports: portWords(ports), numbers: ports.map(({ port }) => `${port}/tcp`), why };
    return told(input, 'firewalld.active', 'warn', args);
  }
  const barriers = barriersOf(firewall.value, plan.families.value, ports).filter(({ chain }) => isOwn(chain));
  const closed = portsOfBarriers(barriers.filter(({ weight }) => weight === 'closed'));
  if (closed.length === 0) return told(input, 'firewalld.open', 'pass', { ports: portWords(ports) });
  const numbers = closed.map(({ port }) => `${port}/tcp`);
  return told(input, 'firewalld.closed', 'warn', { ports: portWords(closed), numbers });
}

function told(input: CheckInput, code: string, verdict: Verdict, args: Args = {}): Finding {
  const { services } = input.facts;
  // kubeadm does not look at rules.
  const firewall = input.stance.policy === 'kubeadm' ? undefined : input.facts.firewall;
  const facts = services?.known ? services.value : undefined;
  const unit = facts?.units['firewalld'];
  const evidence: readonly Evidence[] = [
    unit === undefined
      ? { source: facts?.managerSource ?? 'services' }
      : { source: unit.source, excerpt: [unit.load, unit.active].filter((word) => word !== '').join(', ') },
    ...(verdict !== 'pass' && firewall?.known === true
      ? firewall.value.sources.map((source) => ({ source }))
      : []),
  ];
  return findingOf(
    { check: name, group: 'network' },
    {
      code,
      verdict,
      subject: 'firewalld',
      args: { source: facts?.managerSource ?? '', ...args },
      evidence,
      neededBy: ['API server', 'kubelet'],
    },
  );
}
