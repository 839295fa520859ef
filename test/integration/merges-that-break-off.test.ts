/** Merges that are repeated, that break off, that come at once, and that meet what has changed since. */

import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { requireUserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, later, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const reason = 'sample';
const range = { from: '2026-03-01', to: '2026-04-01' };
const day = (date: string) => date as LocalDate;

const merge = async (site: TestSite, userId: string, into: string) =>
  await site.api.mergeUser({ params: { userId }, body: { into, reason } });
const undo = async (site: TestSite, userId: string) =>
  await site.api.undoUserMerge({ params: { userId }, body: { reason } });
const userOf = async (site: TestSite, userId: string) => await site.api.getUser({ params: { userId } });
const storedOf = async (site: TestSite, userId: string) =>
  await site.stores.users.find(requireUserId(userId));

/** Edits a user as it is now. */
async function edit(site: TestSite, userId: string, body: object): Promise<void> {
  const { version } = await userOf(site, userId);
  await site.api.updateUser({ params: { userId }, ifMatch: `"${version}"`, body });
}

async function workedBy(site: TestSite, userId: string): Promise<string[]> {
  await cloud.settle();
  const { items } = await site.api.listSheets({ query: { userId, ...range } });
  return items.flatMap(({ date, worked }) => (worked > 0 ? [date] : []));
}

async function work({ bridge }: TestSite, pin: string, date: string): Promise<void> {
  const records = ['09:00:00', '17:00:00'].map((time) => aRecord({ pin, time: `${date} ${time}` }));
  await bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
}

/** Two users who have worked a day each, with a roster each. */
async function twoIds(): Promise<TestSite> {
  const site = await aSite(cloud);
  const { api } = site;
  await api.putSchedule({
    params: { id: 'rest' },
    body: { id: 'rest', name: 'rest', kind: 'daily', day: { dayType: 'restday' } },
  });
  for (const id of ['crew', 'night']) {
    await api.putRoster({
      params: { id },
      body: {
        id,
        name: id,
        kind: 'cycle',
        anchor: day('2026-01-01') as never,
        entries: [{ scheduleId: 'rest' }],
      },
    });
  }
  const crew = { dutyRosterId: 'crew' };
  await api.createUser({ body: { id: '701', name: 'Sample Ann', issuedOn: '2026-03-02', ...crew } });
  await api.createUser({ body: { id: '702', name: 'Ann Sample', issuedOn: '2026-03-04', ...crew } });
  await work(site, '701', '2026-03-03');
  await work(site, '702', '2026-03-05');
  return site;
}

test('a merge that is repeated leaves what has been edited since', async () => {
  const site = await twoIds();
  await merge(site, '701', '702');
  await edit(site, '702', { issuedOn: '2026-03-03', dutyRosterId: 'night', dutyRosterFrom: '2026-03-03' });
  const edited = await userOf(site, '702');
  await merge(site, '701', '702');
  const { issuedOn, dutyRosterId, rosterAssignments } = await userOf(site, '702');
  expect({ issuedOn, dutyRosterId, rosterAssignments }).toEqual({
    issuedOn: '2026-03-03',
    dutyRosterId: 'night',
    rosterAssignments: edited.rosterAssignments,
  });
});

test('an undoing that broke off is finished by its repeat, or by a merge that comes after it', async () => {
  for (const goesOn of [
    (site: TestSite) => undo(site, '701'),
    (site: TestSite) => merge(site, '701', '702').then(() => undo(site, '701')),
  ]) {
    const site = await twoIds();
    await merge(site, '701', '702');
    expect(await workedBy(site, '702')).toEqual(['2026-03-03', '2026-03-05']);
    const end = interfere(SQSClient, 'SendMessageBatchCommand', async () => {
      throw Object.assign(new Error('as a test wants it'), { name: 'ThrottlingException' });
    });
    await expect(undo(site, '701')).rejects.toSatisfy(problem('service.busy'));
    end();
    await goesOn(site);
    expect(await workedBy(site, '701')).toEqual(['2026-03-03']);
    expect(await workedBy(site, '702')).toEqual(['2026-03-05']);
    expect(await userOf(site, '701')).toMatchObject({ id: '701', status: 'active' });
    await expect(undo(site, '701')).rejects.toSatisfy(problem('user.not-merged'));
  }
});

test('of merges of the same users that come at once one loses, and the other is whole', async () => {
  const site = await twoIds();
  await site.api.createUser({ body: { id: '703' } });
  const crossed = await Promise.allSettled([merge(site, '701', '702'), merge(site, '702', '701')]);
  expect(crossed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = crossed.find(({ status }) => status === 'rejected');
  expect(lost).toSatisfy(({ reason: why }: PromiseRejectedResult) => problem('user.merged')(why));
  const [gone, kept] = crossed[0]?.status === 'fulfilled' ? ['701', '702'] : ['702', '701'];
  expect(await workedBy(site, kept)).toEqual(['2026-03-03', '2026-03-05']);
  await undo(site, gone);

  const apart = await Promise.allSettled([merge(site, '701', '702'), merge(site, '701', '703')]);
  expect(apart.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(apart.find(({ status }) => status === 'rejected')).toSatisfy(
    ({ reason: why }: PromiseRejectedResult) => problem('user.merged', { userId: '701' })(why),
  );
  const { into } = (await storedOf(site, '701'))?.merged ?? {};
  expect(await workedBy(site, into ?? '')).toContain('2026-03-03');
  await undo(site, '701');

  // A chain: whichever comes first, nothing is left behind.
  const chain = await Promise.allSettled([merge(site, '701', '702'), merge(site, '702', '703')]);
  if (chain[0]?.status === 'fulfilled') {
    expect(await workedBy(site, '703')).toEqual(['2026-03-03', '2026-03-05']);
  } else {
    expect(await workedBy(site, '701')).toEqual(['2026-03-03']);
    expect((await storedOf(site, '701'))?.merged).toBeUndefined();
  }
});

test('the date and the rosters go back each by itself, unless somebody has edited it', async () => {
  const site = await twoIds();
  const before = await userOf(site, '702');
  await merge(site, '701', '702');
  const merged = await userOf(site, '702');
  await edit(site, '702', { issuedOn: '2026-03-03' });
  await undo(site, '701');
  expect(await userOf(site, '702')).toMatchObject({
    issuedOn: '2026-03-03',
    rosterAssignments: before.rosterAssignments,
  });

  await edit(site, '702', { issuedOn: '2026-03-04' });
  await merge(site, '701', '702');
  expect((await userOf(site, '702')).rosterAssignments).toEqual(merged.rosterAssignments);
  await edit(site, '702', { dutyRosterId: 'night', dutyRosterFrom: '2026-03-10' });
  const edited = await userOf(site, '702');
  await undo(site, '701');
  expect(await userOf(site, '702')).toMatchObject({
    issuedOn: '2026-03-04',
    dutyRosterId: 'night',
    rosterAssignments: edited.rosterAssignments,
  });
});

test('merges into one user are undone in any order, and a renaming only when nobody else is merged into it', async () => {
  const site = await twoIds();
  await site.api.createUser({ body: { id: '703', issuedOn: '2026-03-01', dutyRosterId: 'night' } });
  const before = await userOf(site, '702');
  const plan = ({ issuedOn, rosterAssignments }: typeof before) => ({ issuedOn, rosterAssignments });
  await merge(site, '701', '702');
  await merge(site, '703', '702');
  await undo(site, '701');
  expect(plan(await userOf(site, '702'))).toEqual({
    issuedOn: '2026-03-01',
    rosterAssignments: [
      { rosterId: 'night', from: '2026-03-01', to: '2026-03-04' },
      ...before.rosterAssignments,
    ],
  });
  await undo(site, '703');
  expect(plan(await userOf(site, '702'))).toEqual(plan(before));

  await site.api.renameUser({ params: { userId: '702' }, body: { id: 'A/7', reason } });
  await merge(site, '703', 'A/7');
  await expect(undo(site, '702')).rejects.toSatisfy(problem('user.merged', { userId: '703', into: 'A/7' }));
  await undo(site, '703');
  await undo(site, '702');
  expect(plan(await userOf(site, '702'))).toEqual(plan(before));
});

test('a date that only follows the punches goes back as well, with the rosters that moved with it', async () => {
  const site = await twoIds();
  await work(site, '703', '2026-03-06');
  await site.api.createUser({ body: { id: '703', dutyRosterId: 'night' } });
  const before = await userOf(site, '703');
  expect(before.issuedOn).toBe('2026-03-06');
  await merge(site, '701', '703');
  expect((await userOf(site, '703')).issuedOn).toBe('2026-03-03');
  await undo(site, '701');
  expect(await userOf(site, '703')).toMatchObject({
    issuedOn: '2026-03-06',
    rosterAssignments: before.rosterAssignments,
  });
});

test('who is erased is erased under every id, and nothing is merged into that person or out of it', async () => {
  const site = await twoIds();
  const { api } = site;
  await api.createUser({ body: { id: '703', name: 'Third Sample' } });
  await api.createUser({ body: { id: '704', name: 'Fourth Sample' } });
  await api.renameUser({ params: { userId: '703' }, body: { id: 'B/7', reason } });
  await undo(site, '703');
  await merge(site, '701', '702');
  await merge(site, '702', '703');
  const data = await api.getPersonalData({ params: { userId: '703' }, query: {} });
  expect(JSON.stringify(data.items)).toContain('Sample Ann');

  await api.eraseUser({ params: { userId: '703' }, body: { confirm: '703' } });
  for (const id of ['701', '702', '703', 'B/7']) {
    const stored = await storedOf(site, id);
    expect([id, stored?.erasedAt]).toEqual([id, expect.any(String)]);
    expect(JSON.stringify(stored)).not.toMatch(/Ann|Third/);
  }
  for (const [change, userId] of [
    [() => undo(site, '702'), '703'],
    [() => merge(site, '704', '703'), '703'],
    [() => merge(site, '703', '704'), '703'],
    [() => api.renameUser({ params: { userId: '703' }, body: { id: 'C/7', reason } }), '703'],
  ] as const) {
    await expect(change()).rejects.toSatisfy(problem('user.erased', { userId }));
  }
  expect((await storedOf(site, '704'))?.merged).toBeUndefined();
  expect(await storedOf(site, 'C/7')).toBeUndefined();
});

test('a user that a renaming creates is announced as new', async () => {
  const site = await twoIds();
  later(86_400);
  const announced: number[] = [];
  interfere(DynamoDb, 'BatchWriteItem', async (input: { RequestItems: object }, original) => {
    for (const request of Object.values(input.RequestItems).flat()) {
      const { itemPk = '', expiresAt } = request.PutRequest?.Item ?? {};
      if (String(itemPk).endsWith('#A/7')) announced.push(Number(expiresAt));
    }
    return await original();
  });
  const { enteredAt } = await site.api.renameUser({ params: { userId: '701' }, body: { id: 'A/7', reason } });
  expect(announced).toHaveLength(1);
  expect(announced[0]).toBeGreaterThan(Date.parse(enteredAt) / 1000);
});
