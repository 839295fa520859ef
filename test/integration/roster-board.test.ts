import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import type { TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const week = { from: '2026-03-02', to: '2026-03-09' };
const everyDay = (scheduleId: string | null) => ({ scheduleId });

async function saveWeek(site: TestSite, id: string, scheduleId: string): Promise<void> {
  const work = everyDay(scheduleId);
  const free = everyDay(null);
  await site.api.putRoster({
    params: { id },
    body: {
      id,
      name: id,
      kind: 'weekly',
      days: {
        monday: work,
        tuesday: work,
        wednesday: work,
        thursday: work,
        friday: work,
        saturday: free,
        sunday: free,
      },
    },
  });
}

/** 701 has the default schedule; 702 works nights, 703 to 705 early. */
async function aPlan(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  await saveShift(site, 'night', '22:00', '06:00');
  await saveShift(site, 'early', '06:00', '14:00');
  await saveWeek(site, 'nights', 'night');
  await saveWeek(site, 'earlies', 'early');
  for (const id of ['702', '703', '704', '705']) {
    const dutyRosterId = id === '702' ? 'nights' : 'earlies';
    await site.api.createUser({ body: { id, dutyRosterId, issuedOn: '2026-03-01', department: 'Stores' } });
  }
  return site;
}

async function dayOn(site: TestSite, userId: string, date: string) {
  const { items } = await site.api.getRosterBoard({ query: { ...week, userId } });
  return items[0]?.days.find((day) => day.date === date);
}

test('the board shows the shifts of rosters and of the default schedule, with hours and coverage', async () => {
  const site = await aPlan();
  const board = await site.api.getRosterBoard({ query: week });
  expect(board.items.map(({ userId, expected }) => [userId, expected / 3600])).toEqual([
    ['701', 56],
    ['702', 40],
    ['703', 40],
    ['704', 40],
    ['705', 40],
  ]);
  expect(await dayOn(site, '702', '2026-03-06')).toEqual({
    date: '2026-03-06',
    dayType: 'workday',
    scheduleIds: ['night'],
    shifts: [
      { scheduleId: 'night', start: '2026-03-06T22:00:00', end: '2026-03-07T06:00:00', expected: 28_800 },
    ],
    expected: 28_800,
  });
  expect(await dayOn(site, '702', '2026-03-07')).toMatchObject({
    dayType: 'offday',
    shifts: [],
    expected: 0,
  });
  expect(board.coverage.filter(({ date }) => date === '2026-03-02')).toEqual([
    { date: '2026-03-02', scheduleId: 'early', start: '06:00', people: 3 },
    { date: '2026-03-02', scheduleId: 'office', start: '09:00', people: 1 },
    { date: '2026-03-02', scheduleId: 'night', start: '22:00', people: 1 },
  ]);
});

test('leave, holidays, overrides and corrections of the schedule are laid over the roster', async () => {
  const site = await aPlan();
  const holidays = [{ date: '2026-03-04' as LocalDate, name: 'Sample holiday' }];
  await site.api.putCalendar({ params: { id: 'sample' }, body: { id: 'sample', name: 'Sample', holidays } });
  await site.set((current) => ({ ...current, sheets: { ...current.sheets, calendarId: 'sample' } }));
  const reason = 'sample';
  await site.api.createLeave({
    body: {
      userId: '703',
      from: '2026-03-02',
      to: '2026-03-03',
      type: 'annual',
      portion: { kind: 'full' },
      reason,
    },
  });
  await site.api.createDayOverride({
    body: { userId: '703', date: '2026-03-07', scheduleId: 'early', dayType: 'workday', reason },
  });
  await site.api.createCorrection({
    body: { kind: 'set-schedule', userId: '704', date: '2026-03-03', scheduleId: 'night', reason },
  });
  expect(await dayOn(site, '703', '2026-03-02')).toMatchObject({
    expected: 0,
    leave: [{ type: 'annual', seconds: 28_800 }],
  });
  expect(await dayOn(site, '703', '2026-03-04')).toMatchObject({
    dayType: 'holiday',
    expected: 0,
    holiday: { name: 'Sample holiday', half: false },
  });
  expect(await dayOn(site, '703', '2026-03-07')).toMatchObject({ isOverridden: true, expected: 28_800 });
  expect(await dayOn(site, '704', '2026-03-03')).toMatchObject({
    isOverridden: true,
    scheduleIds: ['night'],
  });
  expect((await dayOn(site, '705', '2026-03-03'))?.isOverridden).toBeUndefined();
  const { coverage } = await site.api.getRosterBoard({ query: week });
  const early = (date: string) =>
    coverage.find((each) => each.date === date && each.start === '06:00')?.people;
  expect([early('2026-03-02'), early('2026-03-03'), early('2026-03-04')]).toEqual([2, 2, undefined]);
});

test('what the board expects is what the sheets expect', async () => {
  const site = await aPlan();
  await site.api.generateSheets({ body: week });
  await cloud.settle();
  const rows = (await site.api.listSheets({ query: { ...week, limit: 1000 } })).items;
  const { items } = await site.api.getRosterBoard({ query: week });
  const planned = items.flatMap(({ userId, days }) =>
    days.map(({ date, dayType, expected }) => ({ userId, date, dayType, expected })),
  );
  const order = (a: { userId: string; date: string }, b: { userId: string; date: string }) =>
    `${a.date} ${a.userId}` < `${b.date} ${b.userId}` ? -1 : 1;
  expect(rows).toHaveLength(35);
  expect(planned.toSorted(order)).toEqual(
    rows.map(({ userId, date, dayType, expected }) => ({ userId, date, dayType, expected })).toSorted(order),
  );
});

test('pages, filters and refusals of the board', async () => {
  const site = await aPlan();
  const first = await site.api.getRosterBoard({ query: { ...week, limit: 2 } });
  const rest = await site.api.getRosterBoard({ query: { ...week, limit: 200, cursor: first.nextCursor } });
  const ids = [...first.items, ...rest.items].map(({ userId }) => userId);
  expect(ids).toEqual(['701', '702', '703', '704', '705']);
  expect(rest.nextCursor).toBeUndefined();
  const some = await site.api.getRosterBoard({ query: { ...week, userId: ['705', '702'] } });
  expect(some.items.map(({ userId }) => userId).sort()).toEqual(['702', '705']);
  const refused = (query: object, code: 'range.invalid' | 'user.unknown') =>
    expect(site.api.getRosterBoard({ query: { ...week, ...query } })).rejects.toSatisfy(problem(code));
  await refused({ to: '2026-03-02' }, 'range.invalid');
  await refused({ to: '2026-06-01' }, 'range.invalid');
  await refused({ userId: '999' }, 'user.unknown');
});

test('a page of the board searches for entries only of people about whom something was entered', async () => {
  const site = await aPlan();
  await site.api.getRosterBoard({ query: week });
  const traffic = watchTables();
  const queriesOf = async (act: () => Promise<unknown>) => {
    const before = traffic.requests.Query ?? 0;
    await act();
    return (traffic.requests.Query ?? 0) - before;
  };
  const board = () => site.api.getRosterBoard({ query: week });
  const quiet = await queriesOf(board);
  await site.api.createDayOverride({
    body: { userId: '703', date: '2026-03-07', dayType: 'workday', reason: 'sample' },
  });
  await cloud.settle();
  expect(await queriesOf(board)).toBe(quiet + 3);
});
