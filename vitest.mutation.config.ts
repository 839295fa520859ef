import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['shared/{attendance,time}/**/*.test.ts'],
    testTimeout: 20_000,
    // A mutant is met by the examples; the laws only have to be run.
    env: { TZ: 'UTC', PROPERTY_RUNS: '8' },
  },
});
