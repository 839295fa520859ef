import { describe, expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { OvertimeLayer } from '#shared/attendance/model/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, lockDays, punchAt, rowOn } from '#test/support/workdays.ts';

const cloud = useCloud();
const hours = 3600;
const day = { userId: '701', date: '2026-03-03', reason: 'said so at the desk' };

async function addOut(site: TestSite) {
  later(1);
  const wallTime = '2026-03-03T17:30:00';
  return await site.api.createCorrection({ body: { ...day, kind: 'add-time', wallTime, direction: 'out' } });
}

const dates = (rows: readonly { date: string }[] | undefined) => rows?.map(({ date }) => date);

describe('the answer to an entry', () => {
  test('carries the rows of its day and those beside it, as the sheet has them', async () => {
    const site = await aSiteWithWork(cloud, []);
    await punchAt(cloud, site, ['2026-03-03 09:00:00']);
    const { rows } = await addOut(site);
    expect(dates(rows)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    expect(rows?.[1]).toMatchObject({ status: 'present', worked: 8.5 * hours });
    // Before the queue has done anything.
    expect(await rowOn(site, 3)).toEqual(rows?.[1]);
    await cloud.settle();
    expect(await rowOn(site, 3)).toEqual(rows?.[1]);
  });

  test('of a withdrawal carries them as they are without it', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const entered = await site.api.createCorrection({
      body: { ...day, kind: 'set-status', status: 'absent' },
    });
    expect(entered.rows?.[1]).toMatchObject({ status: 'absent' });
    const params = { userId: '701', date: day.date, correctionId: entered.id };
    const withdrawn = await site.api.withdrawCorrection({ params, body: { reason: 'a mistake' } });
    expect(withdrawn).toMatchObject({ withdrawn: { reason: 'a mistake' } });
    expect(withdrawn.rows?.[1]).toMatchObject({ date: day.date, status: 'present', worked: 8 * hours });
  });

  test('of a leave and of a day override carries their days', async () => {
    const site = await aSiteWithWork(cloud, []);
    const body = { userId: '701', type: 'annual', from: '2026-03-04', to: '2026-03-06' } as const;
    const leave = await site.api.createLeave({ body: { ...body, portion: { kind: 'full' } } });
    expect(leave.warnings).toEqual([]);
    expect(leave.rows?.map(({ date, status }) => `${date} ${status}`)).toEqual([
      '2026-03-03 absent',
      '2026-03-04 leave',
      '2026-03-05 leave',
      '2026-03-06 absent',
    ]);
    const params = { userId: '701', from: '2026-03-04', leaveId: leave.id };
    const undone = await site.api.withdrawLeave({ params, body: { reason: 'a mistake' } });
    expect(undone.rows?.map(({ status }) => status)).toEqual(['absent', 'absent', 'absent', 'absent']);
    const override = await site.api.createDayOverride({
      body: { userId: '701', date: '2026-03-05', dayType: 'restday' },
    });
    expect(override.rows?.[1]).toMatchObject({ date: '2026-03-05', dayType: 'restday' });
  });

  test('carries the adjustment of a day whose period is locked', async () => {
    const site = await aSiteWithWork(cloud, [2, 3]);
    await lockDays(cloud, site, { from: '2026-03-02', to: '2026-03-04' });
    const { rows } = await addOut(site);
    const row = rows?.find(({ date }) => date === day.date);
    expect(row).toMatchObject({ worked: 8 * hours, adjustment: { worked: hours / 2 } });
  });

  test('carries the days of its week whose overtime it decides', async () => {
    const site = await aSiteWithWork(cloud, [2, 3, 4, 5, 6]);
    const layers = [OvertimeLayer.parse({ kind: 'weekly', code: 'OT', beyond: 2400 })];
    await site.set((current) => ({
      ...current,
      sheets: { ...current.sheets, rules: { overtime: { layers } } },
    }));
    await cloud.settle();
    const { rows } = await addOut(site);
    expect(dates(rows)).toContain('2026-03-06');
    expect(rows?.find(({ date }) => date === '2026-03-06')?.overtime).toMatchObject([
      { code: 'OT', seconds: hours / 2 },
    ]);
  });

  test('carries no rows of days that have not come, nor of months', async () => {
    const site = await aSiteWithWork(cloud, []);
    const portion = { kind: 'full' } as const;
    const leave = (from: string, to: string) =>
      site.api.createLeave({ body: { userId: '701', type: 'annual', from, to, portion } });
    expect((await leave('2027-01-05', '2027-01-08')).rows).toEqual([]);
    expect(await leave('2026-01-05', '2026-03-08')).toMatchObject({ noRows: 'many-days' });
  });

  test('is given where its rows cannot be computed: it is stored, and the queue computes them', async () => {
    const site = await aSiteWithWork(cloud, []);
    await punchAt(cloud, site, ['2026-03-03 09:00:00']);
    const restore = interfere(
      DynamoDb,
      'Query',
      async (asked: { ProjectionExpression?: string }, original) => {
        // The stamps of rows are read only where rows are computed.
        if (asked.ProjectionExpression?.includes('inputHash')) throw new Error('the table does not answer');
        return await original();
      },
    );
    const entered = await addOut(site);
    restore();
    expect(entered).toMatchObject({ userId: '701', noRows: 'failed' });
    expect(entered).not.toHaveProperty('rows');
    expect(cloud.logged().filter((line) => line.includes('rows of an entry not computed'))).toHaveLength(1);
    await cloud.settle();
    expect(await rowOn(site, 3)).toMatchObject({ worked: 8.5 * hours });
  });

  test('is all that shows them: lists have none', async () => {
    const site = await aSiteWithWork(cloud, []);
    const { id } = await addOut(site);
    const query = { userId: '701', from: '2026-03-03', to: '2026-03-04' };
    const { items } = await site.api.listCorrections({ query });
    expect(items).toMatchObject([{ id }]);
    expect(items[0]).not.toHaveProperty('rows');
  });
});
