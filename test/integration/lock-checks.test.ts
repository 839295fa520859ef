import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '#shared/attendance/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, lockDays, punchAt } from '#test/support/workdays.ts';

const cloud = useCloud();
const hour = 3600;
const week = { from: '2026-03-02', to: '2026-03-07' };

/** Overtime after the end of a shift waits for approval. */
async function withApproval(site: TestSite): Promise<void> {
  const layers = [OvertimeLayer.parse({ kind: 'afterOut', code: 'OT', needsApproval: true })];
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, rules: { overtime: { layers } } },
  }));
}

/** What is said of a period on all pages of two rows each. */
async function openDays(site: TestSite, more: { department?: string } = {}) {
  const found: string[] = [];
  const counts = { looked: 0, pending: 0, incomplete: 0, toApprove: 0 };
  let cursor: string | undefined;
  do {
    const query = { ...week, ...more, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = await site.api.listOpenDays({ query });
    found.push(...page.items.map(({ date, open, toApprove }) => `${date} ${open.join(' ')} ${toApprove}`));
    counts.looked += page.counts.looked;
    counts.pending += page.counts.pending;
    counts.incomplete += page.counts.incomplete;
    counts.toApprove += page.counts.toApprove;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { found, counts };
}

describe('what is open before a period is locked', () => {
  test('is each pending and incomplete day, and overtime that nobody has approved', async () => {
    const site = await aSiteWithWork(cloud, [2]);
    await withApproval(site);
    await punchAt(cloud, site, ['2026-03-03 09:00:00', '2026-03-03 18:00:00', '2026-03-04 09:00:00']);
    expect(await openDays(site)).toEqual({
      found: [`2026-03-03 to-approve ${hour}`, '2026-03-04 incomplete 0'],
      counts: { looked: expect.any(Number), pending: 0, incomplete: 1, toApprove: 1 },
    });
    expect((await openDays(site, { department: 'Office' })).found).toEqual([]);
    expect((await openDays(site, { department: 'Stores' })).found).toHaveLength(2);
    later(1);
    const entry = { userId: '701', date: '2026-03-03', reason: 'agreed' };
    await site.api.createCorrection({
      body: { ...entry, kind: 'approve-overtime', code: null, minutes: null },
    });
    expect((await openDays(site)).found).toEqual(['2026-03-04 incomplete 0']);
  });

  test('is nothing once the period is locked', async () => {
    const site = await aSiteWithWork(cloud, [2]);
    await withApproval(site);
    await punchAt(cloud, site, ['2026-03-03 09:00:00', '2026-03-03 18:00:00']);
    expect((await openDays(site)).found).toHaveLength(1);
    expect((await lockDays(cloud, site, week)).state).toBe('locked');
    expect((await openDays(site)).found).toEqual([]);
  });

  test('is refused for a range without days', async () => {
    const site = await aSiteWithWork(cloud, []);
    const query = { from: '2026-03-05', to: '2026-03-05' };
    await expect(site.api.listOpenDays({ query })).rejects.toSatisfy(problem('range.invalid'));
    await expect(site.api.listAdjustments({ query })).rejects.toSatisfy(problem('range.invalid'));
  });
});

describe('adjustments of a period', () => {
  test('are the days that have changed since, with the number by which payroll knows the person', async () => {
    const site = await aSiteWithWork(cloud, [2, 3]);
    await site.api.updateUser({ params: { userId: '701' }, body: { employeeNumber: '0099' }, ifMatch: '*' });
    const { id } = await lockDays(cloud, site, { from: '2026-03-02', to: '2026-03-04' });
    expect((await site.api.listAdjustments({ query: week })).items).toEqual([]);
    later(1);
    const entry = { userId: '701', date: '2026-03-03', reason: 'said so at the desk' };
    const wallTime = '2026-03-03T16:00:00';
    const { id: correctionId } = await site.api.createCorrection({
      body: { ...entry, kind: 'set-slot', column: 'out', wallTime },
    });
    expect((await site.api.listAdjustments({ query: week })).items).toMatchObject([
      {
        userId: '701',
        employeeNumber: '0099',
        department: 'Stores',
        date: '2026-03-03',
        lockId: id,
        adjustment: { worked: -hour, short: hour },
      },
    ]);
    const other = { ...week, department: 'Office' };
    expect((await site.api.listAdjustments({ query: other })).items).toEqual([]);
    const params = { userId: '701', date: '2026-03-03', correctionId };
    await site.api.withdrawCorrection({ params, body: { reason: 'a mistake' } });
    expect((await site.api.listAdjustments({ query: week })).items).toEqual([]);
  });
});
