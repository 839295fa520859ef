/** Writes the items of a data folder to a file, and reads them back: one line of JSON for each item. @module */

import { createReadStream, createWriteStream, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DynamoDBClient,
  paginateScan,
  ScanCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { tables } from '#functions/store/tables.ts';
import { ensureTable } from './bootstrap.ts';
import { DataInUseError } from './cloud.ts';
import { localNames } from './environment.ts';
import { AlreadyHeldError, takeHold } from './hold.ts';
import { keepFilesPrivate, openPrivateFolder } from './private-files.ts';
import { StartFailure } from './start-failure.ts';
import { makeStoreKey } from './store-guard/store-key.ts';
import { startTables } from './tables.ts';
import { takeOverOldTables } from './take-over.ts';

/** Items of one BatchWriteItem. */
const batchSize = 25;

/** A line of the file: an item in the protocol's JSON, and the table that it is in. */
const Line = z.strictObject({
  table: z.enum(['main', 'operations']),
  item: z.record(
    z.string(),
    z.custom<AttributeValue>((raw) => typeof raw === 'object' && raw !== null),
  ),
});

/** Runs something with the tables of a data folder, which nobody else may use meanwhile. */
async function withTables<T>(
  dataDir: string,
  log: (line: string) => void,
  work: (client: DynamoDBClient) => Promise<T>,
): Promise<T> {
  keepFilesPrivate();
  const cloudDir = join(dataDir, 'cloud');
  const path = join(cloudDir, 'dynamodb');
  const hold = holdOf(cloudDir);
  try {
    openPrivateFolder(cloudDir);
    await takeOverOldTables(path, log);
    const key = makeStoreKey();
    const server = await startTables({ path, port: 0, key }, () => undefined);
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${server.port}`,
      region: 'us-east-1',
      credentials: key,
    });
    try {
      for (const table of tables) await ensureTable(client, localNames.tables[table.name], table);
      return await work(client);
    } finally {
      client.destroy();
      await server.stop();
    }
  } finally {
    hold.release();
  }
}

function holdOf(cloudDir: string) {
  try {
    return takeHold(join(cloudDir, 'lock'), `process ${process.pid}`);
  } catch (error) {
    if (error instanceof AlreadyHeldError) throw new DataInUseError(cloudDir, error.owner);
    throw error;
  }
}

async function* linesOf(client: DynamoDBClient, count: () => void): AsyncGenerator<string> {
  for (const { name: table } of tables) {
    const pages = paginateScan({ client }, { TableName: localNames.tables[table], ConsistentRead: true });
    for await (const { Items: items = [] } of pages) {
      for (const item of items) {
        count();
        yield `${JSON.stringify({ table, item }, binaryAsBase64)}\n`;
      }
    }
  }
}

/** The SDK gives binary values as bytes; the protocol writes them as base64. */
function binaryAsBase64(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/**
 * Writes all items of a data folder to a file, which is there under its name when it is whole.
 * @returns how many there are
 * @throws DataInUseError while a Rollcall runs on the folder
 */
export async function exportData(
  dataDir: string,
  file: string,
  log: (line: string) => void,
): Promise<number> {
  return await withTables(dataDir, log, async (client) => {
    let items = 0;
    const part = `${file}.part`;
    await pipeline(
      linesOf(client, () => {
        items += 1;
      }),
      createWriteStream(part, { mode: 0o600 }),
    );
    renameSync(part, file);
    return items;
  });
}

/** The SDK wants binary values as bytes. Only the type of a value has a text or a list of texts under these names. */
function binaryAsBytes(name: string, value: unknown): unknown {
  if (name === 'B' && typeof value === 'string') return Buffer.from(value, 'base64');
  if (name !== 'BS' || !Array.isArray(value)) return value;
  return value.map((each) => Buffer.from(String(each), 'base64'));
}

function readLine(text: string, number: number, file: string) {
  try {
    return Line.parse(JSON.parse(text, binaryAsBytes));
  } catch {
    throw new StartFailure(
      `Line ${number} of ${file} is no item: a line is {"table":"main" or "operations","item":{…}}. Nothing behind it was imported.`,
    );
  }
}

async function requireEmpty(client: DynamoDBClient, dataDir: string): Promise<void> {
  for (const { name } of tables) {
    const { Count: count = 0 } = await client.send(
      new ScanCommand({ TableName: localNames.tables[name], Limit: 1 }),
    );
    if (count > 0) {
      throw new StartFailure(`${dataDir} has items already: import into a new folder (--data DIR).`);
    }
  }
}

/**
 * Puts the items of a file into a data folder that has none yet.
 * @returns how many there were
 * @throws StartFailure when the folder has items, or a line is no item; DataInUseError
 */
export async function importData(
  dataDir: string,
  file: string,
  log: (line: string) => void,
): Promise<number> {
  return await withTables(dataDir, log, async (client) => {
    await requireEmpty(client, dataDir);
    let items = 0;
    let table: string | undefined;
    let batch: WriteRequest[] = [];
    const flush = async () => {
      if (table !== undefined && batch.length > 0) {
        await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
      }
      items += batch.length;
      batch = [];
    };
    let number = 0;
    for await (const text of createInterface({
      input: createReadStream(file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      if (text === '') continue;
      const line = readLine(text, number, file);
      const name = localNames.tables[line.table];
      if (name !== table || batch.length >= batchSize) await flush();
      table = name;
      batch.push({ PutRequest: { Item: line.item } });
    }
    await flush();
    return items;
  });
}
