import { isAtLeast } from '../catalog/release.ts';
import { describeOrigin } from '../config/origin.ts';
import type { Family, Plan } from '../config/plan.ts';
import type { KubeletOutlook } from '../findings/hint-report.ts';
import type { Facts } from '../probes/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import type { Backend } from './state.ts';

/** The kubelet since 1.33 hides the cause in one info line (kubernetes#129826). */
function withoutWords(release: string): string {
  return isAtLeast(release, '1.33')
    ? 'it says so in one info line, and does not try again until it is started anew'
    : 'it logs an error for each family, which does no harm by itself';
}

/** What the kubelet does on this host for its hint chain. */
export function kubeletOutlook(plan: Plan, facts: Facts): KubeletOutlook {
  const { makeIPTablesUtilChains: chains } = plan.kubelet;
  if (!chains.value) {
    const origin = describeOrigin(chains.origin);
    return { does: 'makes-none', says: `makes no chain: makeIPTablesUtilChains is false (${origin})` };
  }
  if (facts.tools?.known !== true) {
    const detail = facts.tools?.cause.detail ?? 'the tools were not looked at';
    return { does: 'unknown', says: `could not be told: ${detail}` };
  }
  const { byName } = facts.tools.value;
  const words = withoutWords(plan.kubernetesVersion.value);
  return toolOutlook(byName['iptables'], words) ?? kernelOutlook(facts, words) ?? makes(byName);
}

function toolOutlook(tool: ToolFact | undefined, words: string): KubeletOutlook | undefined {
  if (tool === undefined || tool.state === 'unknown') {
    return { does: 'unknown', says: `could not be told: ${tool?.detail ?? 'iptables was not looked for'}` };
  }
  if (tool.state === 'absent') {
    return { does: 'makes-none', says: `makes no chain: there is no iptables on this host; ${words}` };
  }
  if (tool.state === 'sound') return undefined;
  const why = tool.detail ?? tool.fault ?? 'it does not work';
  return {
    does: 'cannot',
    says: `cannot make it: ${tool.path ?? 'iptables'} does not work (${why}); ${words}`,
  };
}

/** Since 1.33 it asks for the table nat first (`iptables -S POSTROUTING -t nat`), then it writes to mangle. */
function kernelOutlook({ netfilter }: Facts, words: string): KubeletOutlook | undefined {
  if (netfilter?.known !== true) return undefined;
  const missing = (['nat', 'mangle'] as const).filter((table) =>
    netfilter.value.proofs.some(
      ({ mode, family, proof }) =>
        mode === 'iptables' &&
        family === 'ipv4' &&
        proof.known &&
        proof.value.features.some(
          ({ feature, state }) => feature === `xt.table-${table}` && state === 'missing',
        ),
    ),
  );
  if (missing.length === 0) return undefined;
  const tables = missing.join(' and ');
  return { does: 'cannot', says: `cannot make it: the kernel has no table ${tables} for iptables; ${words}` };
}

function makes(byName: Readonly<Record<string, ToolFact>>): KubeletOutlook {
  const backend = backendOf(byName['iptables']);
  const six = byName['ip6tables'];
  const only: readonly Family[] = six?.state === 'absent' || six?.state === 'faulty' ? ['ipv4'] : [];
  const where = backend === undefined ? '' : ` in ${backend}`;
  const families = only.length > 0 ? 'for IPv4 only: ip6tables does not work here' : 'for both families';
  return {
    does: 'makes',
    ...(backend === undefined ? {} : { backend }),
    says: `makes KUBE-IPTABLES-HINT${where} when it starts, ${families}`,
  };
}

/**
 * The backend of a tool: as it tells with its version, else by the names of the files behind it, for not
 * every plan asks for the version. undefined where neither tells.
 */
export function backendOf(tool: ToolFact | undefined): Backend | undefined {
  if (tool?.state !== 'sound') return undefined;
  if (tool.variant === 'nf_tables') return 'nft';
  if (tool.variant === 'legacy') return 'legacy';
  const names = [tool.path ?? '', ...tool.links].map((path) => path.slice(path.lastIndexOf('/') + 1));
  if (names.some((name) => /^(?:xtables|ip6?tables)-nft(?:-multi)?$/u.test(name))) return 'nft';
  return names.some((name) => /^(?:xtables|ip6?tables)-legacy(?:-multi)?$/u.test(name))
    ? 'legacy'
    : undefined;
}
