import type { Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { ToolFact } from '../../probes/tools/facts.ts';
import { judgeTool } from './judge-tool.ts';
import { type Demand, toolFinding } from './tool-finding.ts';

/**
 * Judges the tools that are demanded. What is amiss with several for one reason is told once: six
 * programs of one package are one failure with one remedy.
 */
export function judgeDemands(demands: readonly Demand[], facts: Facts): readonly Finding[] {
  const judged = demands.map((demand) => ({ demand, fact: factOf(demand.name, facts) }));
  return judged.flatMap(({ demand, fact }) => {
    const tellers = [trunk(demand.name), demand.leader].filter((name) => name !== demand.name);
    const isTold = tellers.some((name) => {
      const teller = judged.find((one) => one.demand.name === name);
      return teller !== undefined && isSameFault(teller.fact, fact);
    });
    if (isTold) return [];
    const also = judged.filter((one) => isTeller(demand, one.demand) && isSameFault(fact, one.fact));
    const verdict = judgeTool(demand, fact, facts);
    const names = also.map((one) => one.demand.name);
    const args = names.length === 0 ? verdict.args : { ...verdict.args, also: names };
    return [toolFinding(demand, fact, facts, { ...verdict, ...(args === undefined ? {} : { args }) })];
  });
}

/** `ip6tables-save` → `ip6tables`. */
function trunk(name: string): string {
  return name.replace(/-(?:save|restore)$/u, '');
}

function isTeller({ name }: Demand, other: Demand): boolean {
  return other.name !== name && (trunk(other.name) === name || other.leader === name);
}

function isSameFault(one: ToolFact, other: ToolFact): boolean {
  return one.state !== 'sound' && one.state === other.state && one.fault === other.fault;
}

/** A tool that was not looked for is unknown, not absent. */
export function factOf(name: string, { tools }: Facts): ToolFact {
  const found = tools?.known ? tools.value.byName[name] : undefined;
  if (found !== undefined) return found;
  const detail = tools?.known === false ? tools.cause.detail : 'it was not looked for';
  return { name, state: 'unknown', detail, links: [] };
}
