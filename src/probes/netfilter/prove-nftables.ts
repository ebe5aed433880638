import { type Feature, withNeeds } from '../../catalog/features/feature.ts';
import { jsonFeature } from '../../catalog/features/features-of.ts';
import { nftablesFeatures } from '../../catalog/features/nftables.ts';
import { spellings } from '../../catalog/features/nftables-syntax.ts';
import type { Family } from '../../config/plan.ts';
import type { Chain, Task } from './prove.ts';
import type { Step } from './scratch.ts';

/** A transaction as kube-proxy sends it, then its look at what stands there. */
export function nftablesTask(nft: string, family: Family, canList: boolean): Task {
  const list: Step = { argv: [nft, '--json', 'list', 'table', ...spellings[family].table.split(' ')] };
  const load = (features: readonly Feature[]): Step => ({
    argv: [nft, '-f', '-'],
    stdin: transaction(features, family),
  });
  const whole: Chain = canList ? [load(nftablesFeatures), list] : [load(nftablesFeatures)];
  const alone: Chain = [{ argv: [nft, '--json', 'list', 'tables'] }];
  return {
    features: [...nftablesFeatures, jsonFeature],
    afterLoad: jsonFeature.id,
    whole: canList ? [whole] : [whole, alone],
    stepsFor(feature) {
      if (feature !== jsonFeature) return [load(withNeeds(nftablesFeatures, feature))];
      return canList ? [load(nftablesFeatures.filter(({ id }) => id === 'nft.table')), list] : alone;
    },
  };
}

function transaction(features: readonly Feature[], family: Family): string {
  const lines = new Set(features.flatMap((feature) => feature.lines[family]));
  return `${[...lines].join('\n')}\n`;
}
