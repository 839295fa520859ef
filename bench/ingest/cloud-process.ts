/** The ingest benchmark's cloud runs in a process of its own and takes its parent's orders by IPC. @module */

import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { makeFirstKey } from '../../functions/first-start.ts';
import { openRuntime } from '../../functions/runtime.ts';
import { arrivalShards, partition, shardOf } from '../../functions/store/keys.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { loadHandlers } from '../../infra/local/load-handlers.ts';
import { benchRecords, benchSerial } from './workload.ts';

/** What the parent can ask for. */
export type Order =
  | { order: 'bare'; records: number; users: number }
  | { order: 'count' }
  | { order: 'stop' };

/** What this process answers. */
export type Report =
  | { report: 'ready'; url: string; key: string }
  | { report: 'bare'; seconds: number }
  | { report: 'count'; punches: number; peakRssBytes: number }
  | { report: 'failed'; reason: string };

const batchesAtOnce = 8;
const itemsPerBatch = 25;

function tell(report: Report): void {
  process.send?.(report);
}

/** The same items as the ingest writes, by a loop that does nothing else. */
async function bareLoop(count: number, users: number): Promise<number> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const table = process.env.MAIN_TABLE ?? '';
  const receivedAt = new Date().toISOString();
  const items = benchRecords(count, users).map((record, order) => {
    const wallTime = record.time.replace(' ', 'T');
    const pk = partition('bare', 'PIN', record.pin);
    const sk = `PUNCH#${wallTime}#${benchSerial}#${record.status}`;
    return {
      pk,
      sk,
      arrivalPk: partition('bare', 'ARRIVAL', receivedAt.slice(0, 10), shardOf(pk, arrivalShards)),
      arrivalSk: `${receivedAt}#${pk}#${sk}`,
      serial: benchSerial,
      pin: record.pin,
      wallTime,
      instant: `${wallTime}Z`,
      status: record.status,
      verify: record.verify,
      workCode: record.workCode,
      receivedAt,
      batchId: 'bat_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
      order,
    };
  });
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const chunk = items.slice(next, next + itemsPerBatch);
      next += itemsPerBatch;
      await documents.send(
        new BatchWriteCommand({ RequestItems: { [table]: chunk.map((Item) => ({ PutRequest: { Item } })) } }),
      );
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, lane));
  return (performance.now() - start) / 1000;
}

async function countPunches(): Promise<number> {
  const client = new DynamoDBClient({});
  let punches = 0;
  let startKey: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: process.env.MAIN_TABLE,
        IndexName: 'byArrival',
        Select: 'COUNT',
        ...(startKey ? { ExclusiveStartKey: startKey } : {}),
      }),
    );
    punches += page.Count ?? 0;
    startKey = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (startKey);
  return punches;
}

const cloud = await startLocalCloud({
  inMemory: true,
  port: 0,
  clock: false,
  handlers: async () => ({ ...(await loadHandlers()), sheets: async () => ({ batchItemFailures: [] }) }),
});
const key = await makeFirstKey(openRuntime(), 'bench');

process.on('message', async (order: Order) => {
  try {
    if (order.order === 'bare') tell({ report: 'bare', seconds: await bareLoop(order.records, order.users) });
    if (order.order === 'count') {
      tell({
        report: 'count',
        punches: await countPunches(),
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
      });
    }
    if (order.order === 'stop') {
      await cloud.stop();
      process.disconnect();
    }
  } catch (error) {
    tell({ report: 'failed', reason: String(error) });
  }
});
tell({ report: 'ready', url: cloud.url, key });
