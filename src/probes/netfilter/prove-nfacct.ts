import { featuresOf } from '../../catalog/features/features-of.ts';
import { nfacctFeature, restoreText } from '../../catalog/features/iptables.ts';
import type { Family } from '../../config/plan.ts';
import type { Host } from '../../host/host.ts';
import { classify } from './classify.ts';
import type { FeatureFact, ModuleFact } from './facts.ts';
import type { ModuleEvidence } from './module-evidence.ts';
import { type IptablesPair, lockWait } from './prove-iptables.ts';
import { runInScratch, type ScratchTools } from './scratch.ts';

/**
 * kube-proxy uses `-m nfacct` wherever the kernel has nfnetlink_acct, without asking whether the
 * match is there as well: then every sync fails (kubernetes#142068). A rule cannot be loaded without
 * a counter, and no tool that is always there makes one; but iptables warns under `--test` when the
 * kernel does not know the match, and says nothing when it does.
 * @returns undefined where kube-proxy would not use it
 */
export async function proveNfacct(
  host: Host,
  tools: ScratchTools,
  pair: IptablesPair,
  family: Family,
  evidence: ModuleEvidence,
): Promise<FeatureFact | undefined> {
  const feature = featuresOf('iptables').find(({ id }) => id === nfacctFeature);
  if (feature === undefined) return undefined;
  const stdin = restoreText(feature.lines[family]);
  const argv = [pair.restore, ...lockWait, '--noflush', '--test'] as const;
  const run = await runInScratch(host, tools, [{ argv, stdin }]);
  const warned = /nfacct.*not supported|missing kernel module/u.test(run.exec.stderr);
  if (run.ok && !warned) return { feature: nfacctFeature, state: 'works' };
  const [accounting] = await evidence.factsFor([
    { module: 'nfnetlink_acct', option: 'CONFIG_NETFILTER_NETLINK_ACCT' },
  ]);
  if (!isThere(accounting)) return undefined;
  const { by, detail } = classify(run);
  if (warned || by === 'kernel') return { feature: nfacctFeature, state: 'missing', detail };
  return { feature: nfacctFeature, state: 'unknown', detail };
}

function isThere(fact: ModuleFact | undefined): boolean {
  return (
    fact?.state === 'loaded' ||
    fact?.state === 'built-in' ||
    (fact?.state === 'on-disk' && fact.blockedBy === undefined)
  );
}
