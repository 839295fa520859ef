import { expect, test } from 'vitest';
import { computeSheets } from '#functions/domain/sheets/compute-sheets.ts';
import type { StoredPunch } from '#functions/store/stored-punch.ts';
import { AttendanceRulesPatch } from '#shared/attendance/index.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aTeam, filesOf, march, rowsIn } from '#test/support/exported.ts';
import { anId, aUserId } from '#test/support/ids.ts';
import type { TestSite } from '#test/support/site.ts';
import { actorOn } from '#test/support/stores-with.ts';
import { type TableTraffic, watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, eightHoursOn, punchAt } from '#test/support/workdays.ts';

const cloud = useCloud();
const day = '2026-03-18' as LocalDate;
const worked = Array.from({ length: 18 }, (_, index) => index + 1);

/** Items that are read to compute the one day of the user. */
async function itemsFor(site: TestSite, traffic: TableTraffic): Promise<number> {
  const before = traffic.itemsRead;
  const wanted = [{ userId: aUserId('701'), from: day, to: addDays(day, 1) }];
  expect(await computeSheets(actorOn(cloud, site), wanted, { touched: true })).toMatchObject({ users: 1 });
  return traffic.itemsRead - before;
}

/** Has the user punched, been corrected, been on leave and been planned otherwise, day by day, long before. */
async function addHistory({ stores, api }: TestSite, days: number): Promise<void> {
  const first = '2024-06-01' as LocalDate;
  const onDay = { from: day, to: addDays(day, 1) };
  const [sample] = (await stores.punches.pageOfPins([pinOfUser(aUserId('701'))], onDay, { limit: 1 })).items;
  if (!sample) throw new Error('the user has punched on the day');
  const dates = Array.from({ length: days }, (_, index) => addDays(first, index));
  const punches = dates.flatMap((date) =>
    ['09:00:00', '17:00:00'].map(
      (time): StoredPunch => ({
        ...sample,
        wallTime: `${date}T${time}` as StoredPunch['wallTime'],
        instant: `${date}T${time}Z` as Instant,
      }),
    ),
  );
  expect(await stores.punches.addAll(punches)).toEqual([]);
  const entered = {
    userId: aUserId('701'),
    author: 'key:test',
    enteredAt: sample.receivedAt,
    reason: 'sample',
  };
  await Promise.all(
    dates.flatMap((date, number) => {
      const record = { ...entered, date };
      const leave = { from: date, to: addDays(date, 1), type: 'annual', portion: { kind: 'full' } } as const;
      return [
        stores.corrections.add({ ...record, id: anId('cor', number), kind: 'set-remark', remark: 'sample' }),
        stores.overrides.add({ ...record, id: anId('ovr', number), dayType: 'workday' }),
        stores.leaves.add({ ...entered, ...leave, id: anId('lve', number) }),
      ];
    }),
  );
  await api.generateSheets({ body: { from: first, to: addDays(first, days) } });
  await cloud.settle();
}

function paid(kind: 'weekly' | 'biweekly' | 'monthly') {
  const layer = { kind, code: 'OT', beyond: 20 * 60 };
  const anchor = kind === 'biweekly' ? { biweeklyAnchor: '2026-03-02' } : {};
  return AttendanceRulesPatch.parse({ overtime: { layers: [layer], ...anchor } });
}

test.each([
  ['a day', {}, 4],
  ['a day of a week with overtime', paid('weekly'), 6],
  ['a day of two weeks with overtime', paid('biweekly'), 6],
  ['a day of a month with overtime', paid('monthly'), 21],
] as const)(
  'computing %s reads as much as its period holds, however long the history',
  async (_, rules, days) => {
    const site = await aSiteWithWork(cloud, []);
    await punchAt(cloud, site, eightHoursOn(worked));
    await site.set((current) => ({ ...current, sheets: { ...current.sheets, rules } }));
    await cloud.settle();
    const traffic = watchTables();
    const young = await itemsFor(site, traffic);
    await addHistory(site, 60);
    const older = await itemsFor(site, traffic);
    await addHistory(site, 240);
    const oldest = await itemsFor(site, traffic);
    // One item more, however many entries there are: the months in which something was entered.
    expect([older, oldest]).toEqual([young + 1, young + 1]);
    // Two punches of each day, and the plan, the settings, the terminal, the profile and the rows beside them.
    expect(young).toBeLessThanOrEqual(2 * days + 20);
  },
);

test('an export of chosen people by date reads their rows, not those of others', async () => {
  const site = await aTeam(cloud);
  for (let user = 710; user < 740; user += 1)
    await site.api.createUser({ body: { id: `${user}`, issuedOn: '2026-03-01' } });
  await site.api.generateSheets({ body: march });
  await cloud.settle();
  const traffic = watchTables();
  const { texts } = await filesOf(cloud, site, { userIds: ['702'], columns: [{ key: 'userId' }] });
  expect(rowsIn(texts[0] ?? '')).toHaveLength(7);
  expect(traffic.itemsRead).toBeLessThan(100);
});
