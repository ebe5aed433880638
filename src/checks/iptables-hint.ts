import type { Plan } from '../config/plan.ts';
import type { Args, Evidence, Finding, Verdict } from '../findings/finding.ts';
import { backendOf } from '../hint/kubelet.ts';
import { type Backend, hintsIn, hintState } from '../hint/state.ts';
import type { Facts } from '../probes/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import type { Check } from './check.ts';
import { findingOf, plannedEvidence } from './finding-of.ts';
import { name, reasons } from './iptables-hint-reasons.ts';

/** Whether images of this node can tell its iptables variant by the kubelet's mark (KEP-3178). */
export const iptablesHintCheck: Check = {
  name,
  title: 'KUBE-IPTABLES-HINT',
  group: 'tools',
  sources: ['KEP-3178', 'kubernetes#109059', 'kubernetes#129826', 'kubeadm#3132', 'iptables-wrappers#10'],
  reasons,
  // kubeadm looks at no hint; under `documented` no tool is looked for.
  needs: (_, { policy }) => (policy === 'kubeadm' || policy === 'documented' ? [] : ['tools', 'rules']),
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

function judgeTool(plan: Plan, facts: Facts): Finding {
  const { tools } = facts;
  if (!tools?.known) {
    return unknownHint(tools?.cause.detail ?? 'the host tools were not looked at');
  }
  const tool = tools.value.byName['iptables'];
  if (tool === undefined || tool.state === 'unknown') {
    return unknownHint(tool?.detail ?? 'iptables was not looked for');
  }
  const evidence = [
    { source: tool.path ?? 'search path', excerpt: tool.detail ?? tool.version ?? tool.state },
  ];
  const standing = standingIn(facts);
  if (tool.state !== 'sound') return withoutTool(plan, tool, standing, evidence);
  return withTool(plan, tool, standing, evidence);
}

function unknownHint(detail: string): Finding {
  return hint('hint.unknown', 'unknown', { detail }, []);
}

interface Standing {
  /** undefined: it could not be read, as without root. */
  readonly places: readonly Backend[] | undefined;
  readonly evidence: readonly Evidence[];
}

/** Where the hint stands now. */
function standingIn({ rules }: Facts): Standing {
  if (!rules?.known) return { places: undefined, evidence: [] };
  const state = hintState(rules.value);
  const hints = hintsIn(state);
  const unread = Object.values(state).some((sides) => Object.values(sides).some((side) => !side.known));
  if (hints.length === 0 && unread) return { places: undefined, evidence: [] };
  const evidence = hints.map(({ backend, family, table, name: chain }) => ({
    source: `${family === 'ipv4' ? 'iptables' : 'ip6tables'}-${backend}-save -t ${table}`,
    excerpt: `:${chain} - [0:0]`,
  }));
  return { places: [...new Set(hints.map(({ backend }) => backend))], evidence };
}

/** kube-proxy itself reads it in these modes; CNIs may in every mode. */
function isRead(plan: Plan): boolean {
  return plan.proxyMode.value === 'iptables' || plan.proxyMode.value === 'ipvs';
}

function withTool(plan: Plan, tool: ToolFact, standing: Standing, evidence: readonly Evidence[]): Finding {
  const own = backendOf(tool);
  const { places } = standing;
  const args = { variant: own ?? 'this', mode: plan.proxyMode.value };
  const all = [...standing.evidence, ...evidence];
  if (places?.length === 0 && plan.action === 'upgrade') {
    return hint('hint.gone', isRead(plan) ? 'warn' : 'info', args, evidence);
  }
  if (places === undefined || own === undefined || places.length === 0) {
    return hint('hint.made', 'pass', args, evidence);
  }
  const [place] = places;
  if (places.length === 1 && place === own) {
    return hint('hint.present', 'pass', { ...args, place: own }, all);
  }
  return astray(plan, own, places, { ...args, own }, all);
}

/** Readers look at nft first: a hint there rules, whatever the host's own iptables is. */
function astray(
  plan: Plan,
  own: Backend,
  places: readonly Backend[],
  args: Args,
  evidence: readonly Evidence[],
): Finding {
  const told = { ...args, places: places.join(' and ') };
  if (own === 'nft') return hint('hint.left-over', 'info', told, evidence);
  return hint('hint.wrong-backend', isRead(plan) ? 'warn' : 'info', told, evidence);
}

function withoutTool(plan: Plan, tool: ToolFact, standing: Standing, evidence: readonly Evidence[]): Finding {
  const mode = plan.proxyMode.value;
  const args = {
    mode,
    release: plan.kubernetesVersion.value,
    state: tool.state === 'absent' ? 'not here' : 'not usable',
  };
  if (!isRead(plan)) return hint('hint.not-made', 'info', args, evidence);
  if (standing.places !== undefined && standing.places.length > 0) {
    const places = standing.places.join(' and ');
    return hint('hint.stays', 'info', { ...args, places }, [...standing.evidence, ...evidence]);
  }
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
