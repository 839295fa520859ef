import { expect, test } from 'vitest';
import { flaw, phrase } from '#shared/reasons/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, punchAt, rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const hours = 3_600;
const user = { userId: '701', date: '2026-03-03' };

/** A site whose user 701 works 9:00 to 17:00, with schedules for the evening, and one without fixed times. */
async function aSiteWithEvenings(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, []);
  await saveShift(site, 'evening', '18:00', '21:00');
  await saveShift(site, 'late', '16:00', '20:00');
  const flexi = { id: 'flexi', name: 'Flexi', kind: 'flexi' } as const;
  await site.api.putSchedule({ params: { id: 'flexi' }, body: flexi });
  return site;
}

const roster = (furtherScheduleIds: string[]) => ({
  params: { id: 'double' },
  body: {
    id: 'double',
    name: 'Double',
    kind: 'weekly' as const,
    days: { 'mon-fri': { scheduleId: 'office', furtherScheduleIds } },
  },
});

test('a roster gives a date two schedules, and refuses those that overlap, are not there or have no fixed times', async () => {
  const site = await aSiteWithEvenings();
  await expect(site.api.putRoster(roster(['late']))).rejects.toSatisfy(
    problem('plan.overlap', {
      rosterId: 'double',
      first: 'office on 2026-03-19, 09:00–17:00',
      second: 'late on 2026-03-19, 16:00–20:00',
    }),
  );
  await expect(site.api.putRoster(roster(['gone']))).rejects.toSatisfy(
    problem('schedule.unknown', { scheduleId: 'gone' }),
  );
  await expect(site.api.putRoster(roster(['flexi']))).rejects.toSatisfy(
    problem('request.invalid', {
      issues: [
        {
          in: 'body',
          path: '/days/monday/furtherScheduleIds',
          ...flaw(phrase('document.fixed-times', { id: 'flexi' })),
        },
      ],
    }),
  );
  await site.api.putRoster(roster(['evening']));
  const { roster: saved } = await site.api.getRoster({ params: { id: 'double' } });
  expect(saved).toMatchObject({
    days: { friday: { scheduleId: 'office', furtherScheduleIds: ['evening'] } },
  });
  // A schedule that comes to overlap in a roster is refused as well where it is not the first of its date.
  const day = { shifts: [{ slots: { in: '16:30', out: '21:00' } }] };
  const answer = await cloud.fetch('/v1/clocking-schedules/evening', {
    method: 'PUT',
    key: site.key,
    headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    body: JSON.stringify({ id: 'evening', name: 'evening', kind: 'daily', day }),
  });
  expect(await refusalOf(answer)).toEqual([409, 'plan.overlap']);
});

test('an override adds a schedule to a date, and the row holds the shifts of both', async () => {
  const site = await aSiteWithEvenings();
  const add = (furtherScheduleIds: string[]) =>
    site.api.createDayOverride({ body: { ...user, furtherScheduleIds } });
  await expect(add(['late'])).rejects.toSatisfy(problem('plan.overlap', { userId: '701' }));
  await expect(add(['evening', 'evening'])).rejects.toSatisfy(problem('request.invalid'));
  expect(await add(['evening'])).toMatchObject({ furtherScheduleIds: ['evening'] });
  await punchAt(cloud, site, [
    '2026-03-03 09:00:00',
    '2026-03-03 17:00:00',
    '2026-03-03 18:00:00',
    '2026-03-03 21:00:00',
  ]);
  expect(await rowOn(site, 3)).toMatchObject({
    scheduleId: 'office',
    furtherShifts: [{ scheduleId: 'evening' }],
    expected: 11 * hours,
    worked: 11 * hours,
    status: 'present',
  });
});

test('a correction gives a date two schedules, and they count when another entry is made beside them', async () => {
  const site = await aSiteWithEvenings();
  const correct = (scheduleId: string | null, furtherScheduleIds: string[]) =>
    site.api.createCorrection({
      body: { ...user, kind: 'set-schedule', scheduleId, furtherScheduleIds, reason: 'stood in' },
    });
  await expect(correct(null, ['evening'])).rejects.toSatisfy(problem('request.invalid'));
  await expect(correct('office', ['office'])).rejects.toSatisfy(problem('request.invalid'));
  await expect(correct('office', ['late'])).rejects.toSatisfy(problem('plan.overlap'));
  await correct('office', ['evening']);
  await cloud.settle();
  expect(await rowOn(site, 3)).toMatchObject({ expected: 11 * hours, status: 'absent' });
  later(1);
  await saveShift(site, 'night', '20:00', '08:00');
  await expect(
    site.api.createDayOverride({
      body: { userId: '701', date: '2026-03-02', furtherScheduleIds: ['night'] },
    }),
  ).resolves.toBeDefined();
});
