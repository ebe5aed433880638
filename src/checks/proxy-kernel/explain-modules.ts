import { modulePackageFor } from '../../catalog/module-packages.ts';
import type { Args } from '../../findings/finding.ts';
import type { ModuleFact } from '../../probes/netfilter/facts.ts';
import type { CheckInput } from '../check.ts';
import type { Seen } from './seen-features.ts';

/** The module that explains a missing feature, as arguments for the words. */
export function explainModules({ facts }: CheckInput, group: readonly Seen[]): Args {
  const culprit = culpritOf(group.flatMap(({ modules }) => modules));
  const release = facts.kernel?.known ? facts.kernel.value.release : '';
  const system = facts.os?.known ? facts.os.value : undefined;
  const advice =
    culprit !== undefined && mayBePackaged(culprit) ? modulePackageFor(system, release) : undefined;
  const modules = [...new Set(group.flatMap(moduleNames))];
  return {
    modules,
    release,
    module: culprit?.module ?? modules[0] ?? '',
    state: culprit?.state ?? 'unknown',
    option: culprit?.option ?? '',
    config: culprit?.config ?? '',
    blockedBy: culprit?.blockedBy ?? '',
    install: advice?.install ?? '',
    note: advice?.note ?? '',
    reboot: advice?.reboot ?? false,
  };
}

/** Those that lack, where that is known; else all that bring the feature. */
function moduleNames({ feature, family, variant, modules }: Seen): readonly string[] {
  if (modules.length > 0) return telling(modules).map(({ module }) => module);
  const needs = feature.modules[family].filter(
    (need) => need.variant === undefined || need.variant === variant,
  );
  return needs.map(({ module }) => module);
}

/** Modules that are there explain nothing, unless all are. */
export function telling(modules: readonly ModuleFact[]): readonly ModuleFact[] {
  const lacking = modules.filter(({ state }) => state !== 'loaded' && state !== 'built-in');
  return lacking.length > 0 ? lacking : modules;
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
