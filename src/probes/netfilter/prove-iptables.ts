import { type Feature, withNeeds } from '../../catalog/features/feature.ts';
import { featuresOf } from '../../catalog/features/features-of.ts';
import {
  iptablesFeatures,
  nfacctFeature,
  restoreText,
  startupFeature,
} from '../../catalog/features/iptables.ts';
import type { Family } from '../../config/plan.ts';
import type { Chain, Task } from './prove.ts';
import type { Step } from './scratch.ts';

/** Paths of the two programs of one family and variant. */
export interface IptablesPair {
  readonly iptables: string;
  readonly restore: string;
}

/** One restore into nat, filter and mangle as kube-proxy runs it, then its test at start-up. */
export function iptablesTask(pair: IptablesPair, family: Family, together: boolean): Task {
  const startup: Step = { argv: [pair.iptables, ...lockWait, '-S', 'POSTROUTING', '-t', 'nat'] };
  const load = restoreStep(pair, family, iptablesFeatures);
  return {
    features: featuresOf('iptables').filter(({ id }) => id !== nfacctFeature),
    whole: together ? [[load, startup]] : [[load], [startup]],
    stepsFor(feature): Chain {
      if (feature.id === startupFeature) return [startup];
      return [restoreStep(pair, family, withNeeds(iptablesFeatures, feature))];
    },
  };
}

/** Proofs run beside each other, and iptables-legacy locks one file in all of them: kube-proxy waits as long. */
export const lockWait = ['-w', '5'] as const;

/** `--test` proves nothing (extensions that are missing give a warning and exit 0): loaded for real. */
export function restoreStep(pair: IptablesPair, family: Family, features: readonly Feature[]): Step {
  const lines = [...new Set(features.flatMap((feature) => feature.lines[family]))];
  const proves = features.map(({ id }) => id);
  return { argv: [pair.restore, ...lockWait, '--noflush', '--counters'], stdin: restoreText(lines), proves };
}
