import { describeOrigin } from '../config/origin.ts';
import type { Plan } from '../config/plan.ts';
import { collect } from '../engine/collect.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { surveyOf } from '../engine/survey.ts';
import type { HintMark, HintPrediction, HintReport, HintSide } from '../findings/hint-report.ts';
import { contradictions } from '../hint/contradictions.ts';
import { installedConsumers } from '../hint/installed.ts';
import { backendOf, kubeletOutlook } from '../hint/kubelet.ts';
import { predict } from '../hint/predict.ts';
import { backends, families, type HintState, hintState, marksIn, proxyCanary } from '../hint/state.ts';
import type { Host } from '../host/host.ts';
import type { Facts } from '../probes/facts.ts';
import { probes } from '../probes/registry.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { stanceOf } from './judge-host.ts';

/** Reads what stands, and foretells what follows of it. Nothing is changed, and no table is registered. */
export async function showHint(plan: Plan, flags: FlagValues, context: Context): Promise<HintReport> {
  const host = await context.host();
  const facts = await hintFacts(host, plan, flags, context.signal);
  const state = stateOf(facts);
  const consumers = await predictionsFor(host, plan, state);
  const tools = facts.tools?.known ? facts.tools.value.byName : {};
  const conflicts = contradictions(state, backendOf(tools['iptables']), consumers);
  const sides = sidesOf(state);
  const isWell = conflicts.length === 0 && sides.every(({ readable }) => readable);
  return {
    schema: 'kube-preflight/hint/v1',
    tool: { name: 'kube-preflight', version: context.version },
    subject: {
      host: host.hostName,
      kubernetes: plan.kubernetesVersion.value,
      mode: plan.proxyMode.value,
      modeOrigin: describeOrigin(plan.proxyMode.origin),
    },
    sides,
    marks: hintMarks(state),
    kubelet: kubeletOutlook(plan, facts),
    consumers,
    contradictions: conflicts,
    exitCode: isWell ? exitCodes.ready : exitCodes.failure,
  };
}

/** Read-only: a proof by rules, or a tool run too early, could make the kernel load a table's module. */
export async function hintFacts(
  host: Host,
  plan: Plan,
  flags: FlagValues,
  signal: AbortSignal,
): Promise<Facts> {
  const stance = { ...stanceOf(flags), readOnly: true };
  const survey = { ...surveyOf(plan, stance, { modes: ['iptables'] }), countRules: true } as const;
  const { facts } = await collect(host, probes, ['tools', 'rules', 'netfilter'], survey, signal);
  return facts;
}

export function stateOf({ rules }: Facts): HintState {
  if (rules?.known) return hintState(rules.value);
  const cause = rules?.cause ?? { code: 'not-collected', detail: 'the rules were not read' };
  const side = { known: false, cause } as const;
  return { nft: { ipv4: side, ipv6: side }, legacy: { ipv4: side, ipv6: side } };
}

async function predictionsFor(host: Host, plan: Plan, state: HintState): Promise<readonly HintPrediction[]> {
  const installed = await installedConsumers(host, plan);
  return predict(state).map((one) => {
    const by = installed.find(({ id }) => id === one.id)?.by;
    return by === undefined ? one : { ...one, hereBy: by };
  });
}

function sidesOf(state: HintState): readonly HintSide[] {
  return backends.flatMap((backend) =>
    families.map((family) => {
      const side = state[backend][family];
      if (!side.known) return { backend, family, readable: false, detail: side.cause.detail };
      const { rules, incompatible } = side.value;
      if (rules === undefined) {
        const detail = `there is no iptables-${backend}-save on this host`;
        return { backend, family, readable: true, detail };
      }
      const detail = incompatible.map((table) => `table ${table} holds native nft rules`).join('; ');
      return { backend, family, readable: true, rules, ...(detail === '' ? {} : { detail }) };
    }),
  );
}

function hintMarks(state: HintState): readonly HintMark[] {
  return marksIn(state).map(({ name, backend, family, table, readable }) => ({
    chain: name,
    backend,
    family,
    table,
    madeBy: name.includes(proxyCanary) ? 'kube-proxy (iptables or ipvs mode)' : 'the kubelet',
    readable,
  }));
}
