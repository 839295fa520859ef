/**
 * `npm run test:prompt-indexes`, `npm run test:dynamodb-local` and `npm run test:dynalite` run the integration tests on another
 * store than `npm test`, which has the embedded one with late indexes.
 * @module
 */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JavaMissing, startDynamoDbLocal } from './test-store/dynamodb-local.ts';

/** Those that `test/support/store-under-test.ts` knows. */
const testStores = ['sqlite', 'late-indexes', 'dynalite', 'dynamodb-local'];

const help = `Runs the integration tests on another store.

  node scripts/test-store.ts STORE [FOLDER, FILE or option of Vitest]...

  STORE   ${testStores.join(', ')}

Without folders: test/integration. Exits with 2 when the store is unknown or cannot run here.
`;

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

/** Runs Vitest. @returns its exit code */
async function runVitest(what: readonly string[], environment: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [vitest, 'run', ...what], {
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main([store = '', ...what]: readonly string[]): Promise<number> {
  if (!testStores.includes(store)) {
    process.stderr.write(help);
    return 2;
  }
  const folders = what.some((each) => !each.startsWith('-')) ? what : ['test/integration', ...what];
  if (store !== 'dynamodb-local') return await runVitest(folders, { ROLLCALL_TEST_STORE: store });
  const local = await startDynamoDbLocal();
  try {
    const environment = { ROLLCALL_TEST_STORE: store, ROLLCALL_TEST_DYNAMODB_URL: local.url };
    return await runVitest(folders, environment);
  } finally {
    await local.stop();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof JavaMissing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
