import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mainTable } from '#functions/store/tables.ts';
import { ensureTable } from './bootstrap.ts';
import { exportData, importData } from './data-file.ts';
import { startDynalite } from './dynalite.ts';
import { localNames } from './environment.ts';
import { makeStoreKey } from './store-guard/store-key.ts';

let folder: string;
const lines: string[] = [];
const log = (line: string) => void lines.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-take-over-'));
  lines.length = 0;
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A data folder as an earlier version left it. */
async function oldFolder(items: number): Promise<string> {
  const dataDir = join(folder, 'old');
  const key = makeStoreKey();
  const server = await startDynalite(
    { path: join(dataDir, 'cloud/dynamodb'), port: 0, key },
    () => undefined,
  );
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: key,
  });
  const TableName = localNames.tables.main;
  await ensureTable(client, TableName, mainTable);
  for (let at = 0; at < items; at += 1) {
    const Item = {
      pk: { S: 'org1#USER' },
      sk: { S: String(at).padStart(3, '0') },
      card: { B: Buffer.of(at, 255) },
    };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  client.destroy();
  await server.stop();
  return dataDir;
}

test('a folder of dynalite is taken over once, exported, and imported into another one', async () => {
  const dataDir = await oldFolder(30);
  const file = join(folder, 'items.ndjson');
  expect(await exportData(dataDir, file, log)).toBe(30);
  expect(lines.at(-1)).toContain('30 items have been taken over');
  expect(existsSync(join(dataDir, 'cloud/dynamodb/store.sqlite'))).toBe(true);
  expect(existsSync(join(dataDir, 'cloud/dynamodb.old'))).toBe(true);
  const [first = ''] = readFileSync(file, 'utf8').split('\n');
  expect(JSON.parse(first)).toEqual({
    table: 'main',
    item: { pk: { S: 'org1#USER' }, sk: { S: '000' }, card: { B: 'AP8=' } },
  });

  const other = join(folder, 'other');
  expect(await importData(other, file, log)).toBe(30);
  const again = join(folder, 'again.ndjson');
  expect(await exportData(other, again, log)).toBe(30);
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(file, 'utf8'));
  expect(lines).toHaveLength(2);
  await expect(importData(other, file, log)).rejects.toThrow('has items already');
});

test('a line that is no item is refused by its number', async () => {
  const file = join(folder, 'wrong.ndjson');
  writeFileSync(file, '{"table":"main","item":{"pk":{"S":"a"},"sk":{"S":"b"}}}\n{"table":"other"}\n');
  await expect(importData(join(folder, 'new'), file, log)).rejects.toThrow(`Line 2 of ${file} is no item`);
});
