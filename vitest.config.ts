import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    // Tests start real processes on two cores: a slow machine is not a failure.
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
