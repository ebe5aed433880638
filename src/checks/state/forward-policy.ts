import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { FilterChain, FirewallFacts } from '../../probes/firewall/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { chainsOfFirewalld, isFirewalldActive } from '../firewall/node-ports.ts';
import { forwardReasons } from './forward-policy-reasons.ts';
import { closedForPods } from './forwarded.ts';

const name = 'ForwardPolicy';

/** Whether the rules of this host let pass what it forwards for its pods. */
export const forwardPolicyCheck: Check = {
  name,
  title: 'forwarding for pods',
  group: 'state',
  sources: ['kubernetes#40182', 'kubernetes#124383', 'bottlerocket#3732', 'KEP-3866'],
  reasons: forwardReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['firewall', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { firewall } = input.facts;
    if (firewall?.known !== true) {
      const detail = firewall?.cause.detail ?? 'it was not looked at';
      const cause = { check: 'HostFirewall', code: 'firewall.not-told' };
      return [{ ...told(input, 'forward.not-told', 'unknown', { detail }), cause }];
    }
    const found = judgeForward(input, firewall.value);
    return found.length > 0 ? found : [told(input, 'forward.open', 'pass')];
  },
};

function judgeForward(input: CheckInput, facts: FirewallFacts): readonly Finding[] {
  const { plan } = input;
  const services = input.facts.services?.known ? input.facts.services.value : undefined;
  const isFirewalld = chainsOfFirewalld(facts, isFirewalldActive(services));
  const closed = closedForPods(facts, plan).filter((chain) => !isFirewalld(chain));
  const native = closed.filter((chain) => !chain.ofIptables);
  const shared = closed.filter((chain) => chain.ofIptables);
  // What takes kube-proxy's place brings its own rules along, and puts them before others.
  const verdict = plan.proxyMode.value === 'none' ? 'info' : 'warn';
  return [
    ...(native.length > 0 ? [ofChains(input, 'forward.closed', 'warn', native)] : []),
    ...(shared.length > 0 ? [ofChains(input, 'forward.drop', verdict, shared)] : []),
  ];
}

function ofChains(
  input: CheckInput,
  code: string,
  verdict: Verdict,
  closed: readonly FilterChain[],
): Finding {
  const { firewall } = input.facts;
  const facts = firewall?.known === true ? firewall.value : undefined;
  const chains = closed.map(({ key }) => key);
  const all = Object.keys(facts?.chains ?? {});
  const args = {
    mode: input.plan.proxyMode.value,
    chains,
    pods: input.plan.podSubnets.value,
    families: input.plan.families.value,
    ufw: facts?.ufwEnabled === true,
    docker: all.some((key) => / DOCKER\b/u.test(key)),
  };
  const excerpt = closed.map(({ key, policy }) => `chain ${key}, policy ${policy}`).join('\n');
  return told(input, code, verdict, args, [{ source: facts?.sources.join('; ') ?? '', excerpt }]);
}

function told(
  { plan }: CheckInput,
  code: string,
  verdict: Verdict,
  args: Args = {},
  evidence: readonly Evidence[] = [],
): Finding {
  return findingOf(
    { check: name, group: 'state' },
    {
      code,
      verdict,
      subject: 'FORWARD',
      args,
      evidence: [...evidence, plannedEvidence(plan.proxyMode)],
      neededBy: ['pods', 'Services'],
    },
  );
}
