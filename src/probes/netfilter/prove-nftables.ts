import { type Feature, withNeeds } from '../../catalog/features/feature.ts';
import { jsonFeature } from '../../catalog/features/features-of.ts';
import { nftablesFeatures } from '../../catalog/features/nftables.ts';
import { spellings } from '../../catalog/features/nftables-syntax.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Family } from '../../config/plan.ts';
import type { Chain, Task } from './prove.ts';
import type { Step } from './scratch.ts';

/** What a proof has to know of nft. */
export interface Nft {
  readonly path: string;
  /** undefined: it did not tell. */
  readonly version: string | undefined;
}

/**
 * Before that nft opens /dev/stdin by its name, which works on the pipe of kube-proxy, and not on the socket that Node
 * makes for a child. Seen of 0.9.8; 1.0.6 reads what it was given.
 */
const readsSockets = '1.0.6';

/** A transaction as kube-proxy sends it, then its look at what stands there. */
export function nftablesTask({ path: nft, version }: Nft, family: Family, canList: boolean): Task {
  const list: Step = { argv: [nft, '--json', 'list', 'table', ...spellings[family].table.split(' ')] };
  const load = (features: readonly Feature[]): Step => {
    const rules = transaction(features, family);
    if (version === undefined || isAtLeast(version, readsSockets))
      return { argv: [nft, '-f', '-'], stdin: rules };
    return { argv: [nft, rules], shown: [nft, '-f', '-'] };
  };
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
