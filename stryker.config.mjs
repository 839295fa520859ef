/** Mutation testing of the attendance engine and its time: `npm run mutation [-- --mutate 'shared/time/*.ts']`. Not in CI. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: [
    'shared/{attendance,time}/**/*.ts',
    '!**/*.test.ts',
    '!shared/attendance/{testing,presets,model}/**',
    '!shared/attendance/index.ts',
  ],
  ignorePatterns: [
    '/{bench,bridge,functions,infra,scripts,test,console,dist,cdk.out,.ci,.rollcall,coverage}',
  ],
  // Stryker rewrites it with the compiler's API, which TypeScript 7 does not have; the tests do not need it.
  tsconfigFile: 'none',
  plugins: ['@stryker-mutator/vitest-runner'],
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  coverageAnalysis: 'perTest',
  // A mutant that is only seen when a module loads needs every test anyway.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  tempDirName: '.stryker',
};
