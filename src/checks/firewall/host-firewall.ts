import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { FilterChain, FirewallFacts } from '../../probes/firewall/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { hostFirewallReasons } from './host-firewall-reasons.ts';
import {
  type Barrier,
  barriersOf,
  chainsOfFirewalld,
  isFirewalldActive,
  portsOfBarriers,
  portsOfNode,
  portWords,
} from './node-ports.ts';

const name = 'HostFirewall';

/**
 * Whether the packet filter of this host lets in what a node needs. firewalld has a check of its own;
 * ForwardPolicy judges what is forwarded, RuleWiper what deletes rules.
 */
export const hostFirewallCheck: Check = {
  name,
  title: 'the firewall of this host',
  group: 'network',
  sources: ['kubernetes#124383', 'bottlerocket#3732', 'k0s#2908'],
  reasons: hostFirewallReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['firewall', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { firewall } = input.facts;
    if (firewall?.known !== true) return [judgeUnread(input)];
    const found = judgeInput(input, firewall.value);
    const ports = portWords(portsOfNode(input.plan));
    return found.length === 0 ? [told(input, 'firewall.open', 'pass', { ports })] : found;
  },
};

function judgeUnread(input: CheckInput): Finding {
  const { firewall } = input.facts;
  const detail = firewall?.known === false ? firewall.cause.detail : 'it was not looked at';
  const needsRoot = firewall?.known === false && firewall.cause.code === 'needs-root';
  return told(input, 'firewall.not-told', 'unknown', { detail, needsRoot });
}

function judgeInput(input: CheckInput, facts: FirewallFacts): readonly Finding[] {
  const { plan } = input;
  const services = input.facts.services?.known ? input.facts.services.value : undefined;
  const isTheirs = chainsOfFirewalld(facts, isFirewalldActive(services));
  const barriers = barriersOf(facts, plan.families.value, portsOfNode(plan)).filter(
    ({ chain }) => !isTheirs(chain),
  );
  const closed = barriers.filter(({ weight }) => weight === 'closed');
  const ufw = facts.ufwEnabled && barriers.some(({ chain }) => chain.ofIptables);
  if (closed.length > 0) return [told(input, 'firewall.closed', 'warn', argsOf(closed, ufw))];
  // By source or by interface: the right way to guard a node, and the nodes among them are not known here.
  return barriers.length === 0 ? [] : [told(input, 'firewall.partly', 'info', argsOf(barriers, ufw))];
}

function argsOf(barriers: readonly Barrier[], ufw: boolean): Args {
  const ports = portsOfBarriers(barriers);
  return {
    ports: portWords(ports),
    numbers: ports.map(({ port }) => String(port)),
    ...chainArgs(barriers.map(({ chain }) => chain)),
    ufw,
  };
}

/** The chains, and which of them are for iptables to change. */
function chainArgs(chains: readonly FilterChain[]): Args {
  const ofIptables = chains.filter((chain) => chain.ofIptables);
  return {
    chains: [...new Set(chains.map(({ key }) => key))],
    ofIptables: [...new Set(ofIptables.map(({ key }) => key))],
  };
}

function told(input: CheckInput, code: string, verdict: Verdict, args: Args = {}): Finding {
  const { firewall } = input.facts;
  const sources = firewall?.known ? firewall.value.sources : [];
  const { chains } = args;
  const excerpt = Array.isArray(chains) ? { excerpt: `chain ${chains.join('; chain ')}` } : {};
  const evidence: readonly Evidence[] = sources.map((source) => ({ source, ...excerpt }));
  return findingOf(
    { check: name, group: 'network' },
    {
      code,
      verdict,
      subject: 'firewall',
      args,
      evidence: evidence.length === 0 ? [{ source: 'packet filter' }] : evidence,
      neededBy: ['API server', 'kubelet', 'network plugin'],
    },
  );
}
