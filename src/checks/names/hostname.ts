import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import { isNotRunning } from '../../probes/fact.ts';
import type { NamesFacts } from '../../probes/names/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { hostnameReasons } from './hostname-reasons.ts';
import { isNewNode } from './new-node.ts';
import { isAnybodysName, isNodeName, isQualifiedName, longestLabel } from './node-name.ts';

const name = 'Hostname';

/** The node's name: its form, and whether it can be resolved. */
export const hostnameCheck: Check = {
  name,
  title: 'node name',
  group: 'network',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#41220', 'kubernetes#49065', 'kubespray#3135'],
  kubeadms: true,
  reasons: hostnameReasons,
  needs: (plan) => (isNewNode(plan) ? ['names', 'os'] : []),
  names: () => [name],
  judge(input) {
    if (!isNewNode(input.plan)) return [];
    return input.stance.policy === 'kubeadm' ? asKubeadm(input) : judgeName(input);
  },
};

/** kubeadm warns of both, each by itself, and of nothing else. */
function asKubeadm(input: CheckInput): readonly Finding[] {
  const { value } = input.plan.nodeName;
  const form = isQualifiedName(value) ? [] : [told(input, 'hostname.not-qualified', 'warn')];
  const { names } = input.facts;
  if (names?.known !== true) {
    if (names?.cause.code === 'not-found') return [...form, told(input, 'hostname.absent', 'warn')];
    return [...form, untold(input)];
  }
  const found = names.value.outcome === 'found';
  if (found && form.length > 0) return form;
  return [...form, ofLookup(input, names.value, 'warn')];
}

function judgeName(input: CheckInput): readonly Finding[] {
  const { value, origin } = input.plan.nodeName;
  // An image for many nodes has no name of its own: each gets one when it boots.
  const isNodes = origin.kind !== 'host' || !isNotRunning(input.facts.names);
  if (!isNodes && (value === '' || isAnybodysName(value))) return [untold(input)];
  if (value === '') return [told(input, 'hostname.empty', 'fail')];
  if (!isNodeName(value)) return [told(input, 'hostname.bad-format', 'fail')];
  if (value.length > longestLabel) return [told(input, 'hostname.too-long', 'fail')];
  if (isAnybodysName(value)) return [told(input, 'hostname.localhost', 'warn')];
  return [...lowered(input), ...ofFacts(input)];
}

function ofFacts(input: CheckInput): readonly Finding[] {
  const { names } = input.facts;
  if (names?.known !== true) return [untold(input)];
  const { value } = names;
  const answers = value.servers.some(({ state }) => state === 'answered');
  const quiet = value.servers.filter(({ state }) => state !== 'answered').map(({ address }) => address);
  const lookup = ofLookup(input, value, 'info');
  return answers && quiet.length > 0
    ? [lookup, told(input, 'hostname.server-silent', 'warn', { servers: quiet }, lookupEvidence(value))]
    : [lookup];
}

function ofLookup(input: CheckInput, fact: NamesFacts, absent: 'info' | 'warn'): Finding {
  const servers = fact.servers.map(({ address, state, code }) =>
    state === 'answered' ? address : `${address}: ${state === 'failed' ? code : state}`,
  );
  const args = { source: fact.source, addresses: fact.addresses, servers, seconds: fact.deadlineMs / 1000 };
  const evidence = lookupEvidence(fact);
  if (fact.outcome === 'found') return told(input, 'hostname.found', 'pass', args, evidence);
  if (fact.outcome === 'unanswered') return told(input, 'hostname.unanswered', 'warn', args, evidence);
  return told(input, 'hostname.absent', absent, args, evidence);
}

function lookupEvidence(fact: NamesFacts): readonly Evidence[] {
  const hosts = {
    source: '/etc/hosts',
    ...(fact.source === 'hosts' ? { excerpt: fact.addresses.join(', ') } : {}),
  };
  if (fact.servers.length === 0) return [hosts];
  const asked = fact.servers.map(({ address, state }) => `${address}: ${state}`).join('; ');
  return [hosts, { source: '/etc/resolv.conf', excerpt: asked }];
}

/** Cloud providers that match the exact host name do not find a node in lower case. */
function lowered(input: CheckInput): readonly Finding[] {
  const { os } = input.facts;
  const { nodeName } = input.plan;
  const hostName = os?.known === true ? os.value.hostName : '';
  if (nodeName.origin.kind !== 'host' || hostName.toLowerCase() === hostName) return [];
  return [told(input, 'hostname.lowered', 'info', { hostName })];
}

function untold(input: CheckInput): Finding {
  const { names } = input.facts;
  const detail = names?.known === false ? names.cause.detail : 'it was not looked at';
  return told(input, 'hostname.not-told', 'unknown', { detail });
}

function told(
  { plan }: CheckInput,
  code: string,
  verdict: Verdict,
  args: Args = {},
  evidence: readonly Evidence[] = [],
): Finding {
  const { value } = plan.nodeName;
  return findingOf(
    { check: name, group: 'network' },
    {
      code,
      verdict,
      subject: value === '' ? 'node name' : value,
      args: { name: value, ...args },
      evidence: [plannedEvidence(plan.nodeName), ...evidence],
      neededBy: ['kubeadm', 'kubelet'],
    },
  );
}
