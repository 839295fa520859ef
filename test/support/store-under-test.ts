/**
 * Which store keeps the tables of tests. `ROLLCALL_TEST_STORE`, which `scripts/test-store.ts` sets, decides; without it the tests
 * of test/integration see indexes as late as those of AWS, and all others the store of `npm start`.
 * @module
 */

import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { LocalCloudOptions } from '#infra/local/cloud.ts';
import { startDynalite } from '#infra/local/dynalite.ts';
import { makeStoreKey } from '#infra/local/store-guard/store-key.ts';

/** How the cloud of a test is started, and what stops its store afterwards. */
export interface StoreUnderTest {
  options: Pick<LocalCloudOptions, 'dynamodb' | 'lateIndexes'>;
  stop(): Promise<void>;
}

/** As late as the indexes of AWS are at their worst on a usual day. */
const lateMilliseconds = 500;
const nothingToStop = async () => undefined;

async function onDynalite(): Promise<StoreUnderTest> {
  const key = makeStoreKey();
  const server = await startDynalite({ port: 0, key }, (reason) => {
    throw new Error(reason);
  });
  const url = `http://127.0.0.1:${server.port}`;
  return { options: { dynamodb: { url, region: 'us-east-1', key } }, stop: () => server.stop() };
}

/** It keeps the tables of each access key apart, and takes no other characters in one than these. */
function onDynamoDbLocal(url: string): StoreUnderTest {
  const accessKeyId = `TEST${randomBytes(8).toString('hex').toUpperCase()}`;
  const key = { accessKeyId, secretAccessKey: 'none' };
  return { options: { dynamodb: { url, region: 'us-east-1', key } }, stop: nothingToStop };
}

/** The store of the test file that runs when nobody has chosen one. */
function storeOfThisFile(): string {
  return expect.getState().testPath?.includes('/test/integration/') ? 'late-indexes' : 'sqlite';
}

/** Starts the store that the tests of this file use. */
export async function startStoreUnderTest(): Promise<StoreUnderTest> {
  const { ROLLCALL_TEST_STORE: chosen = storeOfThisFile(), ROLLCALL_TEST_SEED: seed = '1' } = process.env;
  switch (chosen) {
    case 'sqlite':
      return { options: {}, stop: nothingToStop };
    case 'late-indexes': {
      const lateIndexes = { mostMilliseconds: lateMilliseconds, seed: Number(seed) };
      return { options: { lateIndexes }, stop: nothingToStop };
    }
    case 'dynalite':
      return await onDynalite();
    case 'dynamodb-local':
      return onDynamoDbLocal(process.env.ROLLCALL_TEST_DYNAMODB_URL ?? 'http://127.0.0.1:8000');
    default:
      throw new Error(
        `ROLLCALL_TEST_STORE is sqlite, late-indexes, dynalite or dynamodb-local, not "${chosen}".`,
      );
  }
}
