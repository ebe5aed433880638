import { isAtLeast } from '../catalog/release.ts';
import type { Plan } from '../config/plan.ts';
import type { Args, Evidence, Finding, Verdict } from '../findings/finding.ts';
import type { Facts } from '../probes/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import type { Check, Reason } from './check.ts';
import { findingOf, plannedEvidence } from './finding-of.ts';

const name = 'IPTablesHint';

/** What the kubelet does without iptables; 1.33 made it quiet (kubernetes#129826). */
const kubeletSays = (release: Args[string] | undefined): string =>
  isAtLeast(String(release), '1.33')
    ? 'the kubelet says so in one info line'
    : 'the kubelet before 1.33 logs an error for each family, which does no harm';

const reasons: readonly Reason[] = [
  {
    code: 'hint.made',
    means: 'The kubelet can make the chain KUBE-IPTABLES-HINT.',
    words: ({ variant }) => ({
      says: `the kubelet can make its hint chain with ${String(variant)} iptables`,
    }),
  },
  {
    code: 'hint.not-made',
    means: 'No iptables on the host, so no hint chain; the planned mode does not read it.',
    words: ({ state, release, mode }) => ({
      says: `iptables is ${String(state)}, so the kubelet makes no hint chain; ${
        mode === 'none' ? 'no kube-proxy' : `${String(mode)} mode`
      } needs none: ${kubeletSays(release)}`,
    }),
  },
  {
    code: 'hint.missed',
    means: 'No hint chain, and images that use iptables must guess its variant.',
    words: ({ state, release }) => ({
      says: `iptables is ${String(state)}, so the kubelet makes no hint chain, and images guess the variant`,
      need: 'a working iptables on the host, which the kubelet marks its variant with',
      have: kubeletSays(release),
    }),
  },
  {
    code: 'hint.switched-off',
    means: 'The kubelet is told to make no iptables chains.',
    words: ({ origin }) => ({
      says: `the kubelet makes no hint chain: makeIPTablesUtilChains is false (${String(origin)})`,
    }),
  },
  {
    code: 'hint.unknown',
    means: 'Whether the kubelet can make the hint chain could not be told.',
    words: ({ detail }) => ({
      says: 'whether the kubelet can make its hint chain could not be told',
      need: 'a look at the iptables of this host',
      have: String(detail),
    }),
  },
];

/** Whether the kubelet will mark the iptables variant for the images of this node (KEP-3178). */
export const iptablesHintCheck: Check = {
  name,
  title: 'KUBE-IPTABLES-HINT',
  group: 'tools',
  sources: ['KEP-3178', 'kubernetes#109059', 'kubernetes#129826', 'kubeadm#3132'],
  reasons,
  // kubeadm looks at no hint; under `documented` no tool is looked for.
  needs: (_, { policy }) => (policy === 'kubeadm' || policy === 'documented' ? [] : ['tools']),
  names: () => [name],
  judge({ plan, facts, stance }) {
    if (stance.policy === 'kubeadm' || stance.policy === 'documented' || plan.action === 'reset') return [];
    const { makeIPTablesUtilChains: chains } = plan.kubelet;
    if (!chains.value) {
      const evidence = [plannedEvidence(chains)];
      return [hint('hint.switched-off', 'info', { origin: evidence[0]?.source ?? '' }, evidence)];
    }
    return [judgeTool(plan, facts)];
  },
};

function judgeTool(plan: Plan, { tools }: Facts): Finding {
  if (!tools?.known) {
    return hint(
      'hint.unknown',
      'unknown',
      { detail: tools?.cause.detail ?? 'the host tools were not looked at' },
      [],
    );
  }
  const tool = tools.value.byName['iptables'];
  if (tool === undefined || tool.state === 'unknown') {
    return hint('hint.unknown', 'unknown', { detail: tool?.detail ?? 'iptables was not looked for' }, []);
  }
  const evidence = [
    { source: tool.path ?? 'search path', excerpt: tool.detail ?? tool.version ?? tool.state },
  ];
  if (tool.state === 'sound') return hint('hint.made', 'pass', { variant: tool.variant ?? 'this' }, evidence);
  return withoutTool(plan, tool, evidence);
}

function withoutTool(plan: Plan, tool: ToolFact, evidence: readonly Evidence[]): Finding {
  const mode = plan.proxyMode.value;
  const args = {
    mode,
    release: plan.kubernetesVersion.value,
    state: tool.state === 'absent' ? 'not here' : 'not usable',
  };
  if (mode === 'nftables' || mode === 'none') return hint('hint.not-made', 'info', args, evidence);
  const code = tool.state === 'absent' ? 'tool.absent' : `tool.faulty.${tool.fault ?? 'failed'}`;
  const missed = hint('hint.missed', 'info', args, evidence);
  return { ...missed, cause: { check: 'FileExisting-iptables', code } };
}

function hint(code: string, verdict: Verdict, args: Args, evidence: readonly Evidence[]): Finding {
  const neededBy = ['kubelet: KUBE-IPTABLES-HINT'];
  return findingOf(
    { check: name, group: 'tools' },
    { code, verdict, subject: 'hint chain', args, evidence, neededBy },
  );
}
