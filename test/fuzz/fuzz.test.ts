import { describe, expect, it } from 'vitest';
import { fuzzGroups } from './fuzz-groups.ts';

/** Chosen anew for each run, so that the gate does not try the same values for ever; a failure names it. */
const seed = Number(process.env['KUBE_PREFLIGHT_FUZZ_SEED'] ?? Date.now() % 2 ** 31);

for (const [group, properties] of Object.entries(fuzzGroups)) {
  describe(`${group}, with any input`, () => {
    it.each(properties)(
      '$name',
      async (property) => {
        expect(await property.try({ seed, runs: property.runs })).toBeUndefined();
      },
      60_000,
    );
  });
}
