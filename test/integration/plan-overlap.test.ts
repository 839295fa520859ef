import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, rowsOf, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();

/** A site with a day, a late and a night shift, and a user without a roster of its own. */
async function aSiteWithShifts(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  await saveShift(site, 'early', '06:00', '14:00');
  await saveShift(site, 'night', '22:00', '10:00');
  return site;
}

async function saveCycle(site: TestSite, id: string, schedules: readonly (string | null)[]) {
  const entries = schedules.map((scheduleId) => ({ scheduleId }));
  const anchor = '2026-03-02' as never;
  await site.api.putRoster({ params: { id }, body: { id, name: id, kind: 'cycle', anchor, entries } });
}

async function give(site: TestSite, dutyRosterId: string, dutyRosterFrom: string, dutyRosterTo?: string) {
  const { version } = await site.api.getUser({ params: { userId: '701' } });
  const body = { dutyRosterId, dutyRosterFrom, ...(dutyRosterTo ? { dutyRosterTo } : {}) };
  await site.api.updateUser({ params: { userId: '701' }, body, ifMatch: `"${version}"` });
}

test('a roster whose own shifts overlap is refused, and both are named', async () => {
  const site = await aSiteWithShifts();
  await expect(saveCycle(site, 'turns', ['early', 'night', 'early', null])).rejects.toSatisfy(
    problem('plan.overlap', {
      rosterId: 'turns',
      first: 'night on 2026-03-19, 22:00–10:00',
      second: 'early on 2026-03-20, 06:00–14:00',
    }),
  );
  await expect(site.api.getRoster({ params: { id: 'turns' } })).rejects.toSatisfy(problem('roster.unknown'));
  await saveCycle(site, 'turns', ['early', 'night', null]);
});

test('a roster is followed until it repeats, the last day against the first', async () => {
  const site = await aSiteWithShifts();
  await expect(saveCycle(site, 'turns', ['early', 'early', null, null, 'night'])).rejects.toSatisfy(
    problem('plan.overlap', { rosterId: 'turns' }),
  );
});

test('a schedule is refused that overlaps in a roster that uses it, or with itself by the weekday', async () => {
  const site = await aSiteWithShifts();
  await saveCycle(site, 'turns', ['early', 'early', null]);
  const put = async (body: object) => {
    const id = 'early';
    const response = await cloud.fetch(`/v1/clocking-schedules/${id}`, {
      method: 'PUT',
      key: site.key,
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ id, name: id, ...body }),
    });
    return [response.status, ((await response.json()) as { facts?: object }).facts];
  };
  // By itself it is possible: split over the day, and on no two days in a row.
  const shifts = [{ slots: { in: '06:00', out: '10:00' } }, { slots: { in: '20:00', out: '07:00' } }];
  expect(await put({ kind: 'daily', day: { shifts } })).toEqual([
    409,
    {
      rosterId: 'turns',
      first: 'early on 2026-03-20, 20:00–07:00',
      second: 'early on 2026-03-21, 06:00–10:00',
    },
  ]);
  const [late, morning] = [
    { shifts: [{ slots: { in: '18:00', out: '08:00' } }] },
    { shifts: [{ slots: { in: '07:00', out: '12:00' } }] },
  ];
  const body = { id: 'week', name: 'week', kind: 'weekly', days: { sunday: late, monday: morning } } as const;
  await expect(site.api.putSchedule({ params: { id: 'week' }, body })).rejects.toSatisfy(
    problem('plan.overlap', {
      scheduleId: 'week',
      first: 'week on 2026-03-22, 18:00–08:00',
      second: 'week on 2026-03-23, 07:00–12:00',
    }),
  );
});

test('a roster that overlaps the plan before it is not given to a user from that day on', async () => {
  const site = await aSiteWithShifts();
  await saveCycle(site, 'days', ['early']);
  await saveCycle(site, 'nights', ['night', null]);
  await give(site, 'nights', '2026-03-02');
  // 2026-03-20 is a night of the roster; the morning after it is not free.
  await expect(give(site, 'days', '2026-03-21')).rejects.toSatisfy(
    problem('plan.overlap', {
      userId: '701',
      first: 'night on 2026-03-20, 22:00–10:00',
      second: 'early on 2026-03-21, 06:00–14:00',
    }),
  );
  await give(site, 'days', '2026-03-22');
});

test('a temporary roster ends on its date, and overlaps neither the plan before it nor the one after it', async () => {
  const site = await aSiteWithShifts();
  await saveCycle(site, 'days', ['early']);
  await saveCycle(site, 'nights', ['night', null]);
  await give(site, 'days', '2026-03-01');
  await expect(give(site, 'nights', '2026-03-10', '2026-03-13')).rejects.toSatisfy(
    problem('plan.overlap', {
      first: 'night on 2026-03-12, 22:00–10:00',
      second: 'early on 2026-03-13, 06:00–14:00',
    }),
  );
  await give(site, 'nights', '2026-03-10', '2026-03-14');
  const user = await site.api.getUser({ params: { userId: '701' } });
  expect(user).toMatchObject({ dutyRosterId: 'days' });
  expect(user.rosterAssignments).toEqual([
    { rosterId: 'days', from: '2026-03-01', to: '2026-03-10' },
    { rosterId: 'nights', from: '2026-03-10', to: '2026-03-14' },
    { rosterId: 'days', from: '2026-03-14', to: null },
  ]);
  await cloud.settle();
  expect((await rowsOf(site, 9, 14)).map(({ scheduleId }) => scheduleId)).toEqual([
    'early',
    'night',
    null,
    'night',
    null,
    'early',
  ]);
  await expect(give(site, 'nights', '2026-03-14', '2026-03-14')).rejects.toSatisfy(problem('range.invalid'));
});

test('a user is not added with a roster that overlaps the schedule of everybody before it', async () => {
  const site = await aSiteWithShifts();
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, defaultScheduleId: 'night' },
  }));
  await saveCycle(site, 'days', ['early']);
  await expect(site.api.createUser({ body: { id: '702', dutyRosterId: 'days' } })).rejects.toSatisfy(
    problem('plan.overlap', { userId: '702' }),
  );
  await site.api.createUser({ body: { id: '702', dutyRosterId: 'days', issuedOn: '2026-03-20' } });
});

test('an override that overlaps the shift beside it is refused, also beside another override', async () => {
  const site = await aSiteWithShifts();
  const override = (date: string, scheduleId: string | null) =>
    site.api.createDayOverride({ body: { userId: '701', date, scheduleId } });
  await expect(override('2026-03-24', 'night')).rejects.toSatisfy(
    problem('plan.overlap', {
      userId: '701',
      first: 'night on 2026-03-24, 22:00–10:00',
      second: 'office on 2026-03-25, 09:00–17:00',
    }),
  );
  const free = await override('2026-03-25', null);
  await override('2026-03-24', 'night');
  later(1);
  await expect(override('2026-03-25', 'early')).rejects.toSatisfy(problem('plan.overlap'));
  expect(free.scheduleId).toBeNull();
});

test('a corrected schedule counts when another one is entered beside it', async () => {
  const site = await aSiteWithShifts();
  const correct = (date: string, scheduleId: string | null) =>
    site.api.createCorrection({
      body: { userId: '701', date, scheduleId, kind: 'set-schedule', reason: 'swapped' },
    });
  await correct('2026-03-25', null);
  await correct('2026-03-24', 'night');
  const override = { userId: '701', date: '2026-03-25', scheduleId: 'early' };
  // The correction of that date beats its override: nothing overlaps.
  await site.api.createDayOverride({ body: override });
  later(1);
  await expect(correct('2026-03-25', 'early')).rejects.toSatisfy(problem('plan.overlap'));
});
