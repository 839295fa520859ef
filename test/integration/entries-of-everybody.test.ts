import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { partition } from '#functions/store/keys.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork } from '#test/support/workdays.ts';

const cloud = useCloud();
const march = { from: '2026-03-01', to: '2026-04-01' };

async function aSiteWithTwo(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  const body = { id: '0042', name: 'Person B', issuedOn: '2026-01-01', department: 'Office' };
  await site.api.createUser({ body });
  return site;
}

async function remark(site: TestSite, userId: string, date: string) {
  later(1);
  const body = { userId, date, kind: 'set-remark', remark: 'sample', reason: 'sample' } as const;
  return await site.api.createCorrection({ body });
}

async function leave(site: TestSite, userId: string, from: string, to: string) {
  later(1);
  const portion = { kind: 'full' } as const;
  return await site.api.createLeave({ body: { userId, type: 'annual', from, to, portion } });
}

describe('entries of everybody', () => {
  test('are listed by day and user, with names, page by page and each once', async () => {
    const site = await aSiteWithTwo();
    const dates: [string, string][] = [
      ['701', '2026-03-05'],
      ['42', '2026-03-05'],
      ['701', '2026-02-28'],
      ['701', '2026-03-31'],
      ['42', '2026-04-01'],
    ];
    for (const [userId, date] of dates) await remark(site, userId, date);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...march, limit: 1, ...(cursor === undefined ? {} : { cursor }) };
      const page = await site.api.listCorrections({ query });
      found.push(...page.items.map(({ userId, date, name }) => `${date} ${userId} ${name ?? '-'}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found).toEqual(['2026-03-05 0042 Person B', '2026-03-05 701 -', '2026-03-31 701 -']);
  });

  test('of several months are in each of them, and once in a range that has all', async () => {
    const site = await aSiteWithTwo();
    const { id } = await leave(site, '42', '2026-01-20', '2026-04-03');
    const listed = async (from: string, to: string) =>
      (await site.api.listLeaves({ query: { from, to } })).items.map((each) => each.id);
    expect(await listed('2026-03-10', '2026-03-11')).toEqual([id]);
    expect(await listed('2026-01-01', '2026-05-01')).toEqual([id]);
    expect(await listed('2026-04-02', '2026-05-01')).toEqual([id]);
    expect(await listed('2026-04-03', '2026-05-01')).toEqual([]);
    expect(await listed('2026-01-01', '2026-01-20')).toEqual([]);
  });

  test('can be narrowed to a department, and to those that count', async () => {
    const site = await aSiteWithTwo();
    const first = await remark(site, '701', '2026-03-05');
    const second = await remark(site, '42', '2026-03-06');
    const params = { userId: '42', date: '2026-03-06', correctionId: second.id };
    await site.api.withdrawCorrection({ params, body: { reason: 'a mistake' } });
    const ids = async (more: object) =>
      (await site.api.listCorrections({ query: { ...march, ...more } })).items.map(({ id }) => id);
    expect(await ids({})).toEqual([first.id, second.id]);
    expect(await ids({ department: 'Office' })).toEqual([second.id]);
    expect(await ids({ counting: 'true' })).toEqual([first.id]);
    expect(await ids({ counting: 'true', userId: '42' })).toEqual([]);
    expect(await ids({ department: 'Stores', userId: '42' })).toEqual([]);
  });

  test('that an earlier version has stored are found', async () => {
    const site = await aSiteWithTwo();
    const { organisation } = site.stores;
    const entry = await remark(site, '701', '2026-03-05');
    const pk = partition(organisation, 'ENTRIES', 'CORR', '2026-03');
    // What an earlier version stores is the entry without its note.
    const tables = DynamoDBDocumentClient.from(new DynamoDBClient());
    const sk = `2026-03-05#${'701'.padStart(24, '0')}#${entry.id}`;
    const { Attributes: note } = await tables.send(
      new DeleteCommand({ TableName: process.env.MAIN_TABLE, Key: { pk, sk }, ReturnValues: 'ALL_OLD' }),
    );
    expect(note).toMatchObject({ id: entry.id });
    expect((await site.api.listCorrections({ query: march })).items).toMatchObject([{ id: entry.id }]);
  });

  test('are refused for a range that has no days, and with the cursor of another list', async () => {
    const site = await aSiteWithTwo();
    const query = { from: '2026-03-05', to: '2026-03-05' };
    await expect(site.api.listLeaves({ query })).rejects.toSatisfy(problem('range.invalid'));
    await remark(site, '701', '2026-03-05');
    await remark(site, '701', '2026-03-06');
    const { nextCursor = '' } = await site.api.listCorrections({ query: { ...march, limit: 1 } });
    await expect(site.api.listDayOverrides({ query: { ...march, cursor: nextCursor } })).rejects.toSatisfy(
      problem('request.cursor'),
    );
  });
});

describe('a single entry', () => {
  test('is read by its user, day and id', async () => {
    const site = await aSiteWithTwo();
    const correction = await remark(site, '42', '2026-03-05');
    const params = { userId: '42', date: '2026-03-05', correctionId: correction.id };
    expect(await site.api.getCorrection({ params })).toMatchObject({ id: correction.id, remark: 'sample' });
    const off = await leave(site, '42', '2026-03-10', '2026-03-12');
    expect(
      await site.api.getLeave({ params: { userId: '42', from: '2026-03-10', leaveId: off.id } }),
    ).toMatchObject({ id: off.id, to: '2026-03-12' });
    const body = { userId: '42', date: '2026-03-06', dayType: 'offday' } as const;
    const override = await site.api.createDayOverride({ body });
    expect(
      await site.api.getDayOverride({
        params: { userId: '42', date: '2026-03-06', overrideId: override.id },
      }),
    ).toMatchObject({ id: override.id, dayType: 'offday' });
    await expect(site.api.getCorrection({ params: { ...params, date: '2026-03-06' } })).rejects.toSatisfy(
      problem('correction.unknown'),
    );
    await expect(site.api.getCorrection({ params: { ...params, userId: 'nobody' } })).rejects.toSatisfy(
      problem('user.unknown'),
    );
  });
});

test('how far earlier entries are noted never goes back, whoever comes late with what he has noted', async () => {
  const { stores } = await cloud.organisation();
  const { noticeProgress: progress } = stores;
  await progress.save({ done: false, cursor: 'b' }, undefined);
  await progress.save({ done: false, cursor: 'c' }, 'b');
  await progress.save({ done: false, cursor: 'b' }, undefined);
  expect(await progress.read()).toEqual({ done: false, cursor: 'c' });
  await progress.save({ done: true }, 'c');
  await progress.save({ done: false, cursor: 'd' }, 'c');
  expect(await progress.read()).toEqual({ done: true });
});
