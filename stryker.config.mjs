/** Mutation testing of the attendance engine and its time: `npm run mutation [-- --mutate 'shared/time/*.ts']`. Not in CI. */
export default {
  testRunner: 'in-process',
  plugins: ['./scripts/mutation-runner.mjs'],
  mutate: [
    'shared/{attendance,time}/**/*.ts',
    '!**/*.test.ts',
    '!shared/attendance/{testing,rules/presets,model}/**',
    'shared/attendance/model/{slot-times,spans,stable-hash,timed-punch}.ts',
    '!**/index.ts',
  ],
  ignorePatterns: [
    '/{bench,bridge,functions,infra,scripts,test,console,dist,cdk.out,.ci,.rollcall,coverage}',
  ],
  // Stryker rewrites it with the compiler's API, which TypeScript 7 does not have; the tests do not need it.
  tsconfigFile: 'none',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  coverageAnalysis: 'perTest',
  // A mutant that is only met while a module loads would need modules of its own, and every test.
  ignoreStatic: true,
  // Mutants in front of a memory load modules that are never given back.
  maxTestRunnerReuse: 300,
  concurrency: 1,
  timeoutMS: 20_000,
  tempDirName: '.stryker',
};
