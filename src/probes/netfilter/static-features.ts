import type { Feature } from '../../catalog/features/feature.ts';
import type { Family } from '../../config/plan.ts';
import type { FeatureFact, ModuleFact } from './facts.ts';

/** The module facts that bear on a feature. */
export function modulesOf(
  feature: Feature,
  family: Family,
  modules: readonly ModuleFact[],
  variant?: 'legacy' | 'nft',
): readonly ModuleFact[] {
  const needs = feature.modules[family].filter(
    (need) => need.variant === undefined || need.variant === variant,
  );
  return modules.filter(({ module }) => needs.some((need) => need.module === module));
}

/**
 * What disk and /proc tell of a feature that could not be tried. Only what is in the kernel now works
 * for certain; what lies on disk would be loaded at first use, and that is not proven.
 */
export function staticFeature(
  feature: Feature,
  modules: readonly ModuleFact[],
  ofImage = false,
): FeatureFact {
  const id = feature.id;
  const absent = modules.find(({ state }) => state === 'absent');
  if (absent !== undefined) return { feature: id, state: 'missing', detail: describe(absent) };
  const blocked = modules.find(({ state }) => state === 'blacklisted');
  if (blocked !== undefined) return { feature: id, state: 'unknown', detail: describe(blocked) };
  // Of a running kernel more may be amiss; of an image there is no more to be known than its package.
  const isSure = ({ state, blockedBy }: ModuleFact): boolean =>
    state === 'loaded' || state === 'built-in' || (ofImage && state === 'on-disk' && blockedBy === undefined);
  const unsure = modules.find((module) => !isSure(module));
  if (unsure !== undefined) return { feature: id, state: 'unknown', detail: describe(unsure) };
  if (modules.length === 0) return { feature: id, state: 'unknown' };
  return { feature: id, state: 'works', detail: modules.map(describe).join('; ') };
}

function describe({ module, state, option, config, source, blockedBy }: ModuleFact): string {
  const words = {
    loaded: 'is loaded',
    'built-in': 'is built in',
    'on-disk': 'lies on disk and is not loaded yet',
    blacklisted: 'is kept from being loaded',
    absent: 'is neither loaded, built in nor on disk',
    'no-module-tree': 'cannot be looked up: the modules of the running kernel are gone',
    unknown: 'cannot be looked up',
  };
  const setting =
    option !== undefined && config !== undefined && config !== '' ? ` (${option}=${config})` : '';
  return `${module} ${words[state]}${setting}: ${blockedBy ?? source ?? ''}`.replace(/: $/u, '');
}
