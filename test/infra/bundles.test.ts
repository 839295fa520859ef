import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundle, bundleLambda, forbiddenContents } from '#infra/bundle/bundle.ts';
import { lambdaNames, lambdas } from '#infra/lambdas.ts';
import { applyEnvironment, localEnvironment } from '#infra/local/environment.ts';
import { startFauxqs } from '#infra/local/fauxqs.ts';
import { makeStoreKey } from '#infra/local/store-guard/store-key.ts';
import { startTables } from '#infra/local/tables.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-bundles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Loads a bundle as Lambda would: as one file, with nothing of the repository around it. */
async function load(name: string, built: Bundle): Promise<Record<string, unknown>> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, built.code);
  return (await import(file)) as Record<string, unknown>;
}

describe.each(lambdaNames)('the bundle of %s', (name) => {
  let built: Bundle;
  beforeAll(async () => {
    built = await bundleLambda(name);
  });

  test('is within its budget', () => {
    expect(built.code.length).toBeLessThanOrEqual(lambdas[name].budgetBytes);
  });

  test('has no code of the bridge or the local cloud, and no SQLite', () => {
    expect(forbiddenContents(built.metafile)).toEqual([]);
  });

  test('needs nothing at run time but Node, and no require', () => {
    const imports = Object.values(built.metafile.outputs).flatMap((output) => output.imports);
    expect(imports.map((imported) => imported.path).filter((path) => !isBuiltin(path))).toEqual([]);
    expect(Buffer.from(built.code).includes('Dynamic require of')).toBe(false);
  });

  test('loads as it lies and exports a handler', async () => {
    for (const variable of ['MAIN_TABLE', 'OPERATIONS_TABLE', 'EXPORTS_BUCKET']) process.env[variable] = 'x';
    for (const queue of ['SHEETS', 'GATHER', 'EXPORTS', 'IMPORTS', 'DELIVERIES'])
      process.env[`${queue}_QUEUE_URL`] = 'http://127.0.0.1/x';
    process.env.PUBLIC_URL = 'http://127.0.0.1';
    process.env.AWS_REGION = 'us-east-1';
    process.env.DEPLOYMENT_SECRET = 'x'.repeat(32);
    expect(typeof (await load(name, built)).handler).toBe('function');
  });
});

test('the built-in issuer in a bundle is noticed', async () => {
  const entry = join(folder, 'issuer.ts');
  const source = join(process.cwd(), 'infra/local/issuer/sample-people.ts');
  await writeFile(entry, `export { samplePersons } from ${JSON.stringify(source)};\n`);
  expect(forbiddenContents((await bundle(entry)).metafile)).toEqual([
    'contains infra/local/issuer/sample-people.ts, which belongs to the local cloud',
  ]);
});

test('the outbox of the bridge in a bundle is noticed', async () => {
  const entry = join(folder, 'outbox.ts');
  await writeFile(entry, "export { DatabaseSync } from 'node:sqlite';\n");
  expect(forbiddenContents((await bundle(entry)).metafile)).toEqual(['imports node:sqlite']);
});

test('what is left out of the AWS SDK is not missed: tables, queues and files work from a bundle', async () => {
  const built = await bundle('test/infra/fixtures/sdk-round-trip.ts');
  const onLost = (reason: string) => {
    throw new Error(reason);
  };
  const key = makeStoreKey();
  const [tables, fauxqs] = await Promise.all([
    startTables({ port: 0, key }, onLost),
    startFauxqs({ port: 0, key }, onLost),
  ]);
  try {
    applyEnvironment(localEnvironment({ tables: tables.port, fauxqs: fauxqs.port }, key));
    const { roundTrip } = (await load('round-trip', built)) as { roundTrip: () => Promise<unknown> };
    expect(await roundTrip()).toEqual({
      accessKeyId: key.accessKeyId,
      secondPut: 'ConditionalCheckFailedException',
      missingTable: 'ResourceNotFoundException',
      received: ['hello'],
      uploaded: 6_000_000,
      linked: 'x'.repeat(10),
      missingFile: 'NoSuchKey',
    });
  } finally {
    await Promise.all([tables.stop(), fauxqs.stop()]);
  }
});
