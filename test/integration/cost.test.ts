import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, withTick } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();
const pins = Array.from({ length: 25 }, (_, index) => String(700 + index));

/** 500 records of 25 users: twenty punches each, on one day. */
function aFullBatch(day: string) {
  return Array.from({ length: 500 }, (_, index) => {
    const hour = String(Math.floor(index / 25)).padStart(2, '0');
    return aRecord({ pin: pins[index % 25] ?? '', time: `${day} ${hour}:15:00` });
  });
}

async function aSiteWithUsers() {
  const site = await aSite(cloud, ['TEST1'], withTick);
  const push = async (batchId: string, day: string) =>
    await site.bridge.api.storePunches({ body: { batchId, terminal: 'TEST1', records: aFullBatch(day) } });
  await push(aBatchId(), '2026-03-02');
  await cloud.settle();
  return { ...site, push };
}

test('500 new punches of 25 known users cost two write units each, in 20 batches, and the same batch again none', async () => {
  const { push } = await aSiteWithUsers();
  await push(aBatchId(), '2026-03-03');
  await cloud.settle();
  const batchId = aBatchId();
  // The worker of the sheets would write at the same time: it is not told of these.
  interfere(SQSClient, 'SendMessageBatchCommand', async () => ({ Successful: [] }));
  const traffic = watchTables();
  const { results } = await push(batchId, '2026-03-04');
  expect(results.every(({ result }) => result === 'stored')).toBe(true);
  const { requests } = traffic;
  expect(requests.BatchWriteItem).toBe(20);
  // Whether the punches are there. That no link says whose they are is known from the batch before.
  expect(requests.BatchGetItem).toBe(5);
  // The terminal and the settings, before and after; whether links have changed; whether the log of changes is kept.
  expect(requests.GetItem).toBeLessThanOrEqual(6);
  expect(traffic.writeUnits / 500).toBeLessThanOrEqual(2);
  expect(Object.keys(requests).filter((name) => /Put|Update|Delete/.test(name))).toEqual([]);
  const before = traffic.writeUnits;
  await push(batchId, '2026-03-04');
  expect(traffic.writeUnits).toBe(before);
});

test('a heartbeat that reports what it has reported costs one write, and asks for its tasks', async () => {
  const site = await aSite(cloud, ['TEST1', 'TEST2']);
  const traffic = watchTables();
  for (let beat = 0; beat < 5; beat += 1) await site.bridge.beat({ terminals: ['TEST2', 'TEST1'], take: 5 });
  expect(traffic.writeUnits).toBe(5);
  expect(traffic.requests).toEqual({ UpdateItem: 5, Query: 5 });
});

test('sheets that have not changed are read, and not written', async () => {
  const site = await aSiteWithUsers();
  await site.api.generateSheets({ body: { from: '2026-03-01', to: '2026-03-06' } });
  await cloud.settle();
  const traffic = watchTables();
  const job = await site.api.generateSheets({ body: { from: '2026-03-01', to: '2026-03-06' } });
  await cloud.settle();
  // The job with its place in the list and its announcement there, its line in the audit trail and what keeps
  // that one, the number of its parts, and the report of the one part.
  expect(traffic.writeUnits).toBe(7);
  // Of each user the stamps, the punches and where they punched: nobody has entered anything.
  expect(traffic.requests.Query).toBeLessThan(25 * 4);
  expect(await site.api.getGeneration({ params: { jobId: job.id } })).toMatchObject({
    rows: 125,
    changed: 0,
  });
});
