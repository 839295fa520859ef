/** How the tests run: four projects, decided by folder and name alone, so that no test file can fall outside of all of them. */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { routeMap } from './console/build/route-map.ts';
import { texts } from './console/build/texts.ts';

/** Real programs in processes of their own: started, killed, built, asked on their command lines. */
const endToEnd = ['test/{e2e,chaos,upgrade}/**'];
/** The built console in a browser. */
const inBrowser = ['test/browser/**'];
/** What opens sockets (the local cloud, bridges at work, simulated terminals), and what fuzzes. */
const crossing = ['{test,infra/local,scripts}/**'];
const never = ['**/node_modules/**', '{.stryker,dist,cdk.out,.rollcall}/**'];

export default defineConfig({
  // What the console is built with, for the tests beside its code.
  plugins: [routeMap(), texts(join(import.meta.dirname, 'console'))],
  test: {
    env: {
      TZ: 'UTC',
      // Programs that tests start need half the time to load what another test has loaded before.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node'),
    },
    // Vitest leaves one core to itself by default, which on two cores means one file at a time.
    maxWorkers: '100%',
    // Nobody waits for so long on a quiet machine: these only end tests that hang, also where twenty programs share a core.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...never, ...crossing, ...inBrowser, ...endToEnd],
          setupFiles: ['test/support/pure.ts'],
          // Style sheets are empty in tests, but the tokens of the themes are read by one.
          css: { include: /\/styles\.css/ },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          setupFiles: ['test/support/rights/guard.ts'],
          include: crossing.map((folder) => `${folder}/*.test.ts`),
          exclude: [...never, ...inBrowser, ...endToEnd],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser.map((folder) => `${folder}/*.test.ts`),
          exclude: never,
          globalSetup: 'test/browser/support/build-console.ts',
          setupFiles: ['test/support/rights/guard.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: endToEnd.map((folder) => `${folder}/*.test.ts`),
          exclude: never,
          // Whole programs, several of them one after the other.
          testTimeout: 480_000,
          expect: { poll: { timeout: 180_000, interval: 50 } },
        },
      },
    ],
  },
});
