/** Takes over the items of a data folder that dynalite kept, as Rollcall did before it had a store of its own. @module */

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  DynamoDBClient,
  ListTablesCommand,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { tables } from '#functions/store/tables.ts';
import { ensureTable } from './bootstrap.ts';
import type { ChildServer } from './child.ts';
import { startDynalite } from './dynalite.ts';
import { localNames } from './environment.ts';
import { StartFailure } from './start-failure.ts';
import { makeStoreKey, type StoreKey } from './store-guard/store-key.ts';
import { startTables } from './tables.ts';

/** Items of one BatchWriteItem. */
const batchSize = 25;
const databaseFile = 'store.sqlite';

function clientFor({ port }: ChildServer, credentials: StoreKey): DynamoDBClient {
  return new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials });
}

async function copyTable(from: DynamoDBClient, to: DynamoDBClient, table: string): Promise<number> {
  let copied = 0;
  for await (const { Items: items = [] } of paginateScan({ client: from }, { TableName: table })) {
    const writes = items.map((Item): WriteRequest => ({ PutRequest: { Item } }));
    for (let at = 0; at < writes.length; at += batchSize) {
      const batch = writes.slice(at, at + batchSize);
      await to.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
      copied += batch.length;
    }
  }
  return copied;
}

async function copyAll(from: DynamoDBClient, to: DynamoDBClient): Promise<number> {
  const { TableNames: names = [] } = await from.send(new ListTablesCommand({}));
  let copied = 0;
  for (const table of tables) {
    const name = localNames.tables[table.name];
    await ensureTable(to, name, table);
    if (names.includes(name)) copied += await copyTable(from, to, name);
  }
  return copied;
}

/**
 * Copies the items of a folder of dynalite into a database of the embedded store, once. The old folder is kept beside
 * it under another name. A start that is stopped meanwhile leaves everything as it was.
 * @param path - folder of the tables
 * @param log - gets a line of text when there is something to take over
 * @throws StartFailure when it cannot be read
 */
export async function takeOverOldTables(path: string, log: (line: string) => void): Promise<void> {
  const oldItems = join(path, 'items');
  if (!existsSync(oldItems) || existsSync(join(path, databaseFile))) return;
  const freshPath = `${path}.new`;
  rmSync(freshPath, { recursive: true, force: true });
  const key = makeStoreKey();
  const started: ChildServer[] = [];
  const onLost = () => undefined;
  log('The tables are of an earlier version. Taking them over into the new store, once ...');
  try {
    const from = await startDynalite({ path, port: 0, key }, onLost);
    started.push(from);
    const to = await startTables({ path: freshPath, port: 0, key }, onLost);
    started.push(to);
    const clients = [clientFor(from, key), clientFor(to, key)] as const;
    const copied = await copyAll(...clients);
    for (const client of clients) client.destroy();
    log(`${copied} items have been taken over. The old tables lie in ${path}.old and are not used any more.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(
      `The tables in ${path}, which an earlier version wrote, could not be taken over: ${reason} They are unchanged.`,
    );
  } finally {
    await Promise.all(started.map((server) => server.stop()));
  }
  mkdirSync(path, { recursive: true });
  renameSync(join(freshPath, databaseFile), join(path, databaseFile));
  renameSync(oldItems, `${path}.old`);
  rmSync(freshPath, { recursive: true, force: true });
}
