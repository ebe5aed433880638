import { modulePackageFor } from '../../catalog/module-packages.ts';
import type { Args } from '../../findings/finding.ts';
import type { ModuleFact } from '../../probes/netfilter/facts.ts';
import type { CheckInput } from '../check.ts';
import type { Seen } from './seen-features.ts';

/** The module that explains a missing feature, as arguments for the words. */
export function explainModules({ facts }: CheckInput, group: readonly Seen[]): Args {
  const culprit = culpritOf(group.flatMap(({ modules }) => modules));
  const names = [
    ...new Set(
      group.flatMap(({ feature, family, variant }) =>
        feature.modules[family]
          .filter((need) => need.variant === undefined || need.variant === variant)
          .map(({ module }) => module),
      ),
    ),
  ];
  const release = facts.kernel?.known ? facts.kernel.value.release : '';
  const base = { modules: names, release };
  if (culprit === undefined)
    return {
      ...base,
      module: names[0] ?? '',
      state: 'unknown',
      option: '',
      config: '',
      blockedBy: '',
      install: '',
      note: '',
      reboot: false,
    };
  const advice = mayBePackaged(culprit)
    ? modulePackageFor(facts.os?.known ? facts.os.value : undefined, release)
    : undefined;
  return {
    ...base,
    module: culprit.module,
    state: culprit.state,
    option: culprit.option ?? '',
    config: culprit.config ?? '',
    blockedBy: culprit.blockedBy ?? '',
    install: advice?.install ?? '',
    note: advice?.note ?? '',
    reboot: advice?.reboot ?? false,
  };
}

/** The one that is the farthest from working. */
function culpritOf(modules: readonly ModuleFact[]): ModuleFact | undefined {
  const order: readonly ModuleFact['state'][] = [
    'no-module-tree',
    'absent',
    'blacklisted',
    'on-disk',
    'unknown',
    'loaded',
    'built-in',
  ];
  return modules.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];
}

/** A kernel that was built without the option has the module in no package. */
function mayBePackaged({ state, config }: ModuleFact): boolean {
  return state === 'absent' && config !== 'n';
}
