import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type AttendanceRulesPatch, ClockingSchedule } from '../model/index.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

/** Monday with shifts from 8 to 12, 16 to 20 and 22 to 23. */
function thrice(punches: string[], rules: AttendanceRulesPatch = {}, more: Scenario = {}) {
  const shifts = [
    { slots: { in: '08:00', out: '12:00' } },
    { slots: { in: '16:00', out: '20:00' } },
    { slots: { in: '22:00', out: '23:00' } },
  ];
  const schedule = ClockingSchedule.parse({
    id: 'sch_three',
    name: 'Three times a day',
    kind: 'daily',
    rules,
    day: { shifts },
  });
  return dayOf({ schedules: [schedule], punches, ...more }, monday);
}

describe('what one shift of a day uses up, the later ones do not have', () => {
  test('leave by the hour covers being late once', () => {
    const leaves = [{ type: 'sample', from: monday, to: tuesday, portion: { kind: 'hours', minutes: 60 } }];
    const day = thrice(on('08:30', '12:00', '16:20', '20:00', '22:20', '23:00'), {}, { leaves });
    expect(day.late).toBe(h(0, 10));
  });

  test('short breaks are paid up to the total of the day', () => {
    const breaks = { shortBreakMinutes: 15, shortBreakTotalMinutes: 20 };
    const day = thrice(
      on(
        ...['08:00', '09:00', '09:15', '12:00'],
        ...['16:00', '17:00', '17:10', '20:00'],
        ...['22:00', '22:30', '22:40', '23:00'],
      ),
      { breaks },
    );
    expect(day.worked).toBe(h(9) - h(0, 15));
  });

  test('work of the earlier shifts is taken off what an open arrival is closed at', () => {
    const columns = { autoClose: { kind: 'remaining' as const, toleranceMinutes: 0 } };
    const day = thrice(on('08:00', '12:00', '16:00'), { columns });
    expect(day.worked).toBe(h(9));
    expect(day.furtherShifts[0]?.slots.out?.wall).toBe(`${monday}T21:00:00`);
  });

  test('a time of HR goes to the first shift only', () => {
    const corrections = [{ kind: 'set-slot', date: monday, column: 'out', wallTime: `${monday}T11:00:00` }];
    const day = thrice(on('08:00', '12:00', '16:00', '20:00'), {}, { corrections });
    expect(columnsOf(day)).toEqual({ in: '08:00', out: '11:00' });
    expect(day).toMatchObject({ worked: h(7), early: h(1) });
    expect(day.furtherShifts[0]?.slots.out?.wall).toBe(`${monday}T20:00:00`);
  });
});

test('with day rule end HR sets the times of a night on the date on which it ends', () => {
  const schedules = [plainShift('22:00', '06:00', { matching: { dayRule: 'end' } })];
  const corrections = [{ kind: 'set-slot', date: tuesday, column: 'in', wallTime: `${monday}T22:00:00` }];
  const punches = [`${monday} 22:20`, `${tuesday} 06:00`];
  const [before, day] = daysOf({ schedules, corrections, punches }, monday, '2026-03-04');
  expect(before?.worked).toBe(0);
  expect(day).toMatchObject({ worked: h(8), late: 0 });
  expect(day?.ignored).toMatchObject([{ punch: { wallTime: `${monday}T22:20:00` }, reason: 'corrected' }]);
});

describe('punches that take no part', () => {
  test('of somebody who is suspended are all listed, and may have been work', () => {
    const user = { suspended: [{ from: monday as LocalDate, to: tuesday as LocalDate }] };
    const punches = on('09:00', '09:00:30', '18:00');
    const day = dayOf({ schedules: [officeWeek()], user, punches }, monday);
    expect(day.ignored.map(({ punch, reason }) => [punch.wallTime.slice(11), reason])).toEqual([
      ['09:00:00', 'not-employed'],
      ['09:00:30', 'double'],
      ['18:00:00', 'not-employed'],
    ]);
    expect(codesOf(day)).toEqual(['unused-punch']);
  });

  test('are in doubt where one of them is, though another only repeats a punch', () => {
    const schedules = [plainShift('09:00', '18:00', { direction: { mode: 'status' } })];
    const punches = on('09:00 in', '09:00:30 in', '12:00', '18:00 out');
    const day = dayOf({ schedules, punches }, monday);
    expect(codesOf(day)).toEqual(['double-punch', 'unused-punch']);
  });

  test('of a night that is split are listed on their own date', () => {
    const schedules = [plainShift('22:00', '06:00', { matching: { dayRule: 'split' } })];
    const punches = [
      `${monday} 22:00 in`,
      `${monday} 22:00:30 in`,
      `${tuesday} 05:50 out`,
      `${tuesday} 05:50:30 out`,
      `${tuesday} 06:00 out`,
    ];
    const days = daysOf({ schedules, punches }, monday, '2026-03-04');
    expect(days.map(({ ignored }) => ignored.map(({ reason }) => reason))).toEqual([
      ['double'],
      ['replaced', 'double'],
    ]);
  });
});
