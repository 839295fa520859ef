/** Marks of terminals: read at once, right after a writer was stopped, made up for data that are older than they. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { readSheetContext } from '#functions/domain/sheets/sheet-input.ts';
import { actorFor } from '#functions/runtime.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { aReport } from '#test/support/signed-bridge.ts';
import { aSite, later } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();
const noon = '2026-03-19T12:00:00.000Z' as Instant;

function documents(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** Stores a terminal as it was stored before there were marks. */
async function storeOldTerminal({ name }: Organisation, serial: string, more: object): Promise<void> {
  const { runtime } = cloud;
  await documents().send(
    new UpdateCommand({
      TableName: runtime.environment.tables.main,
      Key: { pk: `${name}#TERMINAL#${serial}`, sk: 'TERMINAL' },
      UpdateExpression:
        'SET kindPk = :list, kindSk = :serial, serial = :serial, #state = :active, version = :one',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':list': `${name}#TERMINALS`,
        ':serial': serial,
        ':active': 'active',
        ':one': 1,
      },
    }),
  );
  for (const [field, value] of Object.entries(more)) {
    await documents().send(
      new UpdateCommand({
        TableName: runtime.environment.tables.main,
        Key: { pk: `${name}#TERMINAL#${serial}`, sk: 'TERMINAL' },
        UpdateExpression: 'SET #field = :value',
        ExpressionAttributeNames: { '#field': field },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  }
}

test('are made once from terminals that are older than they, with the marks that those have reached', async () => {
  const organisation = await cloud.organisation();
  const { terminals } = organisation.stores;
  await storeOldTerminal(organisation, 'OLD1', { completeThrough: noon, bridgeId: 'brg_X' });
  await storeOldTerminal(organisation, 'OLD2', {});
  // Before anybody has read the marks, a mark moves all the same.
  expect(await terminals.markComplete(aSerial('OLD1'), '2026-03-18T00:00:00.000Z' as Instant)).toBe(
    undefined,
  );
  expect(await terminals.markComplete(aSerial('OLD2'), noon)).toBe(noon);
  expect(await terminals.markComplete(aSerial('NOBODY'), noon)).toBe(undefined);
  const marks = await terminals.marks();
  expect(marks).toMatchObject([
    { serial: 'OLD1', state: 'active', bridgeId: 'brg_X', completeThrough: noon },
    { serial: 'OLD2', state: 'active', completeThrough: noon },
  ]);
  const traffic = watchTables();
  expect(await terminals.marks()).toEqual(marks);
  expect(traffic.requests).toEqual({ Query: 4 });
});

test('are right when the writer of a change is stopped before, between and after its writes', async () => {
  const organisation = await cloud.organisation();
  const { terminals } = organisation.stores;
  const serial = aSerial('STOP1');
  const base = { serial, state: 'active', version: 1, bridgeId: undefined, completeThrough: noon } as const;
  for (let survives = 0; survives < 4; survives += 1) {
    let writes = 0;
    const name = survives === 0 ? 'add' : 'edit';
    const stops = interfere(DynamoDb, 'UpdateItem', async (_, original) => {
      writes += 1;
      if (writes > survives) throw new Error('stopped');
      return await original();
    });
    const work = async () => {
      if (name === 'add') await terminals.add(base);
      else {
        const { version = 0 } = (await terminals.find(serial)) ?? {};
        const site = `site ${survives}`;
        await terminals.edit(serial, { site, state: survives === 1 ? 'retired' : 'active' }, version);
      }
    };
    await expect(work()).rejects.toThrow('stopped');
    stops();
    const own = await terminals.find(serial);
    const [mark] = await terminals.marks();
    expect(mark?.site).toBe(own?.site);
    expect(mark?.state).toBe(own?.state);
    if (survives === 0) await terminals.add(base);
  }
  // Two nights later nothing is left of it: the copies count again.
  await terminals.mendMarks();
  await terminals.mendMarks();
  const traffic = watchTables();
  expect(await terminals.marks()).toMatchObject([{ serial, site: 'site 3', completeThrough: noon }]);
  expect(traffic.requests).toEqual({ Query: 4 });
});

test('come together when many change a terminal at once, and no mark is lost or moves back', async () => {
  const { stores } = await cloud.organisation();
  const { terminals } = stores;
  const serial = aSerial('BUSY1');
  await terminals.add({ serial, state: 'active', version: 1 });
  const moments = Array.from({ length: 12 }, (_, hour) => instantFromEpoch(Date.parse(noon) + hour * 60_000));
  await Promise.all([
    ...moments.map((moment) => terminals.markComplete(serial, moment)),
    ...moments.map((moment, at) => terminals.noteUnread(serial, at % 2 === 0 ? moment : null)),
    terminals.observe(serial, { pushes: true }),
    ...Array.from({ length: 5 }, () => terminals.edit(serial, { site: 'west' }, 1)),
  ]);
  const own = await terminals.find(serial);
  const [mark] = await terminals.marks();
  expect(mark).toMatchObject({
    completeThrough: moments.at(-1),
    pushes: true,
    site: 'west',
  });
  expect(mark?.unreadSince).toBe(own?.unreadSince);
});

test('a heartbeat with news reads and writes its own terminals, however many others there are', async () => {
  const site = await aSite(cloud, ['OWN1', 'OWN2']);
  const traffic = watchTables();
  const news = async (records: number) => {
    const { itemsRead, writeUnits } = traffic;
    await site.bridge.beat({ reports: [aReport('OWN1', { records }), aReport('OWN2', { records })] });
    return { items: traffic.itemsRead - itemsRead, units: traffic.writeUnits - writeUnits };
  };
  const before = await news(10);
  for (let other = 0; other < 60; other += 1) {
    await site.stores.terminals.add({ serial: aSerial(`OTHER${other}`), state: 'active', version: 1 });
  }
  expect(await news(20)).toEqual(before);
  expect(before.items).toBeLessThan(10);
});

test('a terminal that its bridge no longer has is noted, also one that HR has just given to the bridge', async () => {
  const site = await aSite(cloud, ['KEPT1', 'GONE1']);
  await site.stores.terminals.add({ serial: aSerial('GIVEN1'), state: 'active', version: 1 });
  await site.api.updateTerminal({
    params: { serial: 'GIVEN1' },
    ifMatch: '"1"',
    body: { bridgeId: site.bridge.id },
  });
  await site.bridge.beat({ terminals: ['KEPT1'] });
  const unread = (await site.stores.terminals.marks()).map(({ serial, unreadSince }) => [
    serial,
    unreadSince !== undefined,
  ]);
  expect(unread).toEqual([
    ['GIVEN1', true],
    ['GONE1', true],
    ['KEPT1', false],
  ]);
});

test('a warm function reads marks anew only for messages that were sent after it has read them', async () => {
  const site = await aSite(cloud);
  const days = { from: '2026-03-02' as LocalDate, to: '2026-03-03' as LocalDate };
  const traffic = watchTables();
  const readFor = async (sentSecondsAgo: number) => {
    const actor = actorFor(
      cloud.runtime,
      site.name,
      'test',
      'system',
      cloudTime.now() - sentSecondsAgo * 1000,
    );
    const { Query: before = 0 } = traffic.requests;
    const { knownAt } = await readSheetContext(actor, days);
    return { knownAt, queries: (traffic.requests.Query ?? 0) - before };
  };
  const first = await readFor(20);
  later(5);
  const again = await readFor(20);
  expect(again.knownAt).toBe(first.knownAt);
  expect(again.queries).toBe(first.queries - 4);
  // A change is seen at once: whoever computed with it must not be overwritten by somebody who did not know it.
  await site.stores.terminals.add({ serial: aSerial('NEW1'), state: 'active', version: 1 });
  const changed = await readFor(20);
  expect(changed.knownAt).toBe(cloudTime.instant());
  expect(changed.queries).toBe(first.queries);
  later(1);
  const newer = await readFor(1);
  expect(newer.knownAt).toBe(cloudTime.instant());
  expect(newer.queries).toBe(first.queries);
});
