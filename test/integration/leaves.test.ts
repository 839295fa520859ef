import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '#shared/attendance/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, punchAt, rowOn, rowsOf, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const hours = 3600;

type NewLeave = Parameters<TestSite['api']['createLeave']>[0]['body'];

async function take(site: TestSite, leave: Omit<NewLeave, 'userId' | 'type'>) {
  const entered = await site.api.createLeave({ body: { userId: '701', type: 'annual', ...leave } });
  await cloud.settle();
  return entered;
}

describe('a leave', () => {
  test('takes every day of its range, and not the day after it', async () => {
    const site = await aSiteWithWork(cloud, []);
    await take(site, { from: '2026-03-03', to: '2026-03-05', portion: { kind: 'full' } });
    await site.api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-06' } });
    await cloud.settle();
    expect((await rowsOf(site, 2, 5)).map(({ status }) => status)).toEqual([
      'absent',
      'leave',
      'leave',
      'absent',
    ]);
    expect(await rowOn(site, 3)).toMatchObject({
      expected: 0,
      leave: [{ type: 'annual', seconds: 8 * hours }],
    });
  });

  test('of a half day or of some minutes leaves the rest to be worked', async () => {
    const site = await aSiteWithWork(cloud, []);
    await take(site, { from: '2026-03-03', to: '2026-03-04', portion: { kind: 'half', half: 'first' } });
    await punchAt(cloud, site, ['2026-03-03 13:00:00', '2026-03-03 17:00:00']);
    expect(await rowOn(site, 3)).toMatchObject({ status: 'present', expected: 4 * hours, late: 0, short: 0 });
    await take(site, { from: '2026-03-04', to: '2026-03-05', portion: { kind: 'hours', minutes: 90 } });
    expect(await rowOn(site, 4)).toMatchObject({ expected: 6.5 * hours });
  });

  test('that began months ago still holds', async () => {
    const site = await aSiteWithWork(cloud, []);
    await take(site, { from: '2025-03-20', to: '2026-03-21', portion: { kind: 'full' } });
    expect(await rowOn(site, 19)).toMatchObject({ status: 'leave' });
    const query = { userId: '701', from: '2026-03-20', to: '2026-03-21' };
    expect((await site.api.listLeaves({ query })).items).toMatchObject([{ from: '2025-03-20' }]);
    const after = { ...query, from: '2026-03-21', to: '2026-03-22' };
    expect((await site.api.listLeaves({ query: after })).items).toEqual([]);
  });

  test('that is withdrawn counts no longer and stays on record', async () => {
    const site = await aSiteWithWork(cloud, []);
    const { id, from } = await take(site, {
      from: '2026-03-03',
      to: '2026-03-05',
      portion: { kind: 'full' },
    });
    const params = { userId: '701', from, leaveId: id };
    await site.api.withdrawLeave({ params, body: { reason: 'cancelled' } });
    await cloud.settle();
    expect((await rowsOf(site, 3, 4)).map(({ status }) => status)).toEqual(['absent', 'absent']);
    const query = { userId: '701', from: '2026-03-04', to: '2026-03-05' };
    expect((await site.api.listLeaves({ query })).items).toMatchObject([
      { id, withdrawn: { reason: 'cancelled' } },
    ]);
  });

  test('of a day that has a full leave already is refused, and both are named', async () => {
    const site = await aSiteWithWork(cloud, []);
    const full = { kind: 'full' } as const;
    const first = await take(site, { from: '2026-03-03', to: '2026-03-06', portion: full });
    const again = { from: '2026-03-05', to: '2026-03-08', portion: full };
    const refused = problem('leave.overlap', {
      userId: '701',
      date: '2026-03-05',
      first: `annual (${first.id})`,
      second: 'annual',
    });
    await expect(take(site, again)).rejects.toSatisfy(refused);
    const half = (which: 'first' | 'second') => ({ kind: 'half', half: which }) as const;
    const day = { from: '2026-03-09', to: '2026-03-10' };
    await take(site, { ...day, portion: half('first') });
    await expect(take(site, { ...day, portion: half('first') })).rejects.toSatisfy(problem('leave.overlap'));
    await take(site, { ...day, portion: half('second') });
    // Once the first is withdrawn, its days are free.
    const params = { userId: '701', from: first.from, leaveId: first.id };
    await site.api.withdrawLeave({ params, body: { reason: 'cancelled' } });
    await take(site, again);
  });

  test('on days on which nothing is expected is accepted, and the answer names them', async () => {
    const site = await aSiteWithWork(cloud, []);
    await site.api.createDayOverride({ body: { userId: '701', date: '2026-03-04', dayType: 'restday' } });
    const portion = { kind: 'full' } as const;
    const entered = await take(site, { from: '2026-03-03', to: '2026-03-06', portion });
    expect(entered.warnings).toEqual([{ code: 'nothing-expected', dates: ['2026-03-04'] }]);
    const worked = await take(site, { from: '2026-03-09', to: '2026-03-11', portion });
    expect(worked.warnings).toEqual([]);
    expect((await rowOn(site, 4)).leave).toEqual([]);
    await site.set((current) => ({
      ...current,
      sheets: {
        ...current.sheets,
        rules: { leave: { types: { annual: { fullDayMinutes: 450, countsOn: ['restday'] } } } },
      },
    }));
    const query = { from: '2026-03-04', to: '2026-03-05' };
    await site.api.generateSheets({ body: query });
    await cloud.settle();
    expect((await rowOn(site, 4)).leave).toEqual([{ type: 'annual', seconds: 7.5 * hours }]);
  });

  test('later in the week moves the overtime of the days before it, where the week counts what is expected', async () => {
    const site = await aSiteWithWork(cloud, []);
    const layers = [OvertimeLayer.parse({ kind: 'weekly', code: 'WEEK', beyond: 'expected' })];
    await site.set((current) => ({
      ...current,
      sheets: { ...current.sheets, rules: { overtime: { layers } } },
    }));
    const days = [2, 3, 4, 5, 6].flatMap((day) => [`2026-03-0${day} 09:00:00`, `2026-03-0${day} 19:00:00`]);
    await punchAt(cloud, site, days);
    // Seven days of eight hours are expected, fifty hours worked.
    expect((await rowOn(site, 6)).overtime).toEqual([]);
    const leave = await take(site, { from: '2026-03-08', to: '2026-03-09', portion: { kind: 'full' } });
    expect((await rowOn(site, 6)).overtime).toMatchObject([{ code: 'WEEK', seconds: 2 * hours }]);
    const params = { userId: '701', from: leave.from, leaveId: leave.id };
    await site.api.withdrawLeave({ params, body: { reason: 'cancelled' } });
    await cloud.settle();
    expect((await rowOn(site, 6)).overtime).toEqual([]);
  });

  test('that is not possible, or not there, is refused', async () => {
    const site = await aSiteWithWork(cloud, []);
    const portion = { kind: 'full' } as const;
    for (const days of [
      { from: '2026-03-03', to: '2026-03-03' },
      { from: '2026-03-03', to: '2027-03-05' },
    ]) {
      await expect(take(site, { ...days, portion })).rejects.toSatisfy(problem('range.invalid'));
    }
    const days = { from: '2026-03-03', to: '2026-03-04' };
    await expect(
      site.api.createLeave({ body: { userId: '799', type: 'annual', ...days, portion } }),
    ).rejects.toSatisfy(problem('user.unknown'));
    await expect(take(site, { ...days, portion: { kind: 'hours', minutes: 0 } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
    const leaveId = 'lve_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    const params = { userId: '701', from: '2026-03-03', leaveId };
    await expect(site.api.withdrawLeave({ params, body: { reason: 'x' } })).rejects.toSatisfy(
      problem('leave.unknown', { leaveId }),
    );
  });
});

describe('an override of a date', () => {
  const day = { userId: '701', date: '2026-03-03' };

  async function plan(site: TestSite, what: { scheduleId?: string | null; dayType?: 'restday' | 'workday' }) {
    later(1);
    const override = await site.api.createDayOverride({ body: { ...day, ...what } });
    await cloud.settle();
    return override;
  }

  test('sets its schedule, its day type, or both; of several the last holds', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await saveShift(site, 'short', '09:00', '13:00');
    await plan(site, { scheduleId: 'short' });
    expect(await rowOn(site, 3)).toMatchObject({ scheduleId: 'short', expected: 4 * hours });
    await plan(site, { dayType: 'restday' });
    expect(await rowOn(site, 3)).toMatchObject({ scheduleId: 'office', dayType: 'restday', expected: 0 });
    await plan(site, { scheduleId: 'short', dayType: 'restday' });
    expect(await rowOn(site, 3)).toMatchObject({ scheduleId: 'short', dayType: 'restday' });
    await plan(site, { scheduleId: null });
    expect(await rowOn(site, 3)).toMatchObject({ scheduleId: null, dayType: 'offday' });
  });

  test('that is withdrawn gives way to the one before it, and that to the roster', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await saveShift(site, 'short', '09:00', '13:00');
    const first = await plan(site, { scheduleId: 'short' });
    const second = await plan(site, { dayType: 'restday' });
    const withdraw = async (overrideId: string) => {
      await site.api.withdrawDayOverride({ params: { ...day, overrideId }, body: { reason: 'no' } });
      await cloud.settle();
      return await rowOn(site, 3);
    };
    expect(await withdraw(second.id)).toMatchObject({ scheduleId: 'short', dayType: 'workday' });
    expect(await withdraw(first.id)).toMatchObject({ scheduleId: 'office', dayType: 'workday' });
    const query = { userId: '701', from: '2026-03-03', to: '2026-03-04' };
    expect((await site.api.listDayOverrides({ query })).items.map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
  });

  test('that names nothing, a schedule or a user that there is not, or is not there, is refused', async () => {
    const site = await aSiteWithWork(cloud, []);
    await expect(plan(site, {})).rejects.toSatisfy(problem('request.invalid'));
    await expect(plan(site, { scheduleId: 'nowhere' })).rejects.toSatisfy(
      problem('schedule.unknown', { scheduleId: 'nowhere' }),
    );
    await expect(
      site.api.createDayOverride({ body: { ...day, userId: '799', dayType: 'restday' } }),
    ).rejects.toSatisfy(problem('user.unknown'));
    const overrideId = 'ovr_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    await expect(
      site.api.withdrawDayOverride({ params: { ...day, overrideId }, body: { reason: 'x' } }),
    ).rejects.toSatisfy(problem('override.unknown', { overrideId }));
  });
});
