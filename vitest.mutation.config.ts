import { defineConfig } from 'vitest/config';

/**
 * The tests that `npm run mutation` runs against each mutant: those beside the source, and of `test/` those of
 * checks and of the catalogue. Left out are property tests, which reach every line and take seconds each, and
 * tests with real components.
 */
// oxlint-disable-next-line import/no-default-export -- vitest wants it
export default defineConfig({
  test: {
    include: [
      'src/{checks,config,catalog}/**/*.test.ts',
      'test/cri/checks.test.ts',
      'test/catalog/re*.test.ts',
      'test/kubeadm/*.test.ts',
    ],
    exclude: ['**/*.real.test.ts', '**/*.property.test.ts'],
    testTimeout: 20_000,
    maxWorkers: 1,
    // Pure functions leave nothing behind for the next file; a worker for each file costs most of the time.
    isolate: false,
    pool: 'threads',
  },
});
