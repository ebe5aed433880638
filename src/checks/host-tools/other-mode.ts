import { tooOldNftOf } from '../../catalog/packages.ts';
import { isAtLeast } from '../../catalog/release.ts';
import { releaseOf } from '../../catalog/timeline.ts';
import { proxyToolsOf } from '../../catalog/tools.ts';
import type { Plan, ProxyMode } from '../../config/plan.ts';
import type { Facts } from '../../probes/facts.ts';

/**
 * The other way out of a missing tool: a mode whose tools are all here. '' if there is none that
 * the target release and the kernel allow.
 */
export function otherWayOut(plan: Plan, facts: Facts): string {
  const mode = plan.proxyMode.value;
  if (mode !== 'nftables' && hasTools('nftables', plan, facts)) return toNftables(plan, facts);
  if (mode !== 'iptables' && hasTools('iptables', plan, facts)) {
    return 'run kube-proxy in iptables mode, whose tools are here: mode: iptables';
  }
  return '';
}

/** A tool that this run had no cause to ask for its version counts as what the distribution ships. */
function hasTools(mode: ProxyMode, plan: Plan, { tools, os }: Facts): boolean {
  if (!tools?.known) return false;
  const { byName } = tools.value;
  const oldNft = tooOldNftOf(os?.known ? os.value : undefined);
  return proxyToolsOf(mode, plan.families.value).every(({ name, minimum }) => {
    const fact = byName[name];
    if (fact?.state !== 'sound') return false;
    const version = fact.version ?? (name === 'nft' ? oldNft : undefined);
    return minimum === undefined || version === undefined || isAtLeast(version, minimum);
  });
}

function toNftables(plan: Plan, { kernel }: Facts): string {
  const release = plan.kubernetesVersion.value;
  // kube-proxy's own gate; without a known kernel number the remedy is still right to name.
  if (kernel?.known && !isAtLeast(kernel.value.release, '5.13')) return '';
  if (!isAtLeast(release, releaseOf('nftables', 'beta'))) return '';
  const stage = isAtLeast(release, releaseOf('nftables', 'stable'))
    ? `stable since ${releaseOf('nftables', 'stable')}`
    : `beta in ${release}`;
  return `run kube-proxy in nftables mode, whose nft is here (${stage}): mode: nftables`;
}
