import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h } from '../testing/scenario.ts';

/** Section 5 of the rules: each value of the break rules on its own, at its border. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
type Breaks = NonNullable<AttendanceRulesPatch['breaks']>;
const office = (breaks: Breaks, ...times: string[]) =>
  dayOf({ schedules: [officeWeek({ breaks })], punches: on(...times) }, monday);
const none = ['09:00', '18:00'];
const lunch = ['09:00', '12:00', '13:00', '18:00'];

describe('the minimum', () => {
  test('is for breaks that were punched: without one nothing is taken off and nothing is short', () => {
    const day = office({ minimumMinutes: 45 }, ...none);
    expect(day).toMatchObject({ worked: h(9), breakTaken: 0 });
    expect(codesOf(day)).not.toContain('short-break');
  });

  test('is met by a break of that length', () => {
    const met = office({ minimumMinutes: 45 }, '09:00', '12:10', '12:55', '18:00');
    expect(met).toMatchObject({ worked: h(8, 15), breakTaken: h(0, 45) });
    expect(codesOf(met)).not.toContain('short-break');
    const missed = office({ minimumMinutes: 45 }, '09:00', '12:10', '12:54', '18:00');
    expect(missed).toMatchObject({ worked: h(8, 15), breakTaken: h(0, 45) });
    expect(codesOf(missed)).toContain('short-break');
  });

  test('counts what it takes before what was not taken: 20 minutes with a minimum of 45 leave 15 unused', () => {
    const times = ['09:00', '12:10', '12:30', '18:00'];
    const deducted = office({ minimumMinutes: 45, unused: 'deduct' }, ...times);
    expect(deducted).toMatchObject({ worked: h(8), breakTaken: h(1), overtime: [] });
    expect(office({ minimumMinutes: 45, unused: 'overtime' }, ...times)).toMatchObject({
      worked: h(8, 15),
      regular: h(8),
      overtime: [{ seconds: h(0, 15) }],
    });
  });
});

describe('a break that was not taken', () => {
  test('is taken off whole, and is a break that was taken by rule', () => {
    const day = office({ unused: 'deduct' }, ...none);
    expect(day).toMatchObject({ worked: h(8), breakTaken: h(1), short: 0 });
    expect(
      day.reasons
        .filter(({ figure }) => figure === 'breakTaken')
        .map(textOf)
        .at(0),
    ).toBe('1:00 of break, of which 1:00 by rule');
  });

  test('is what of the scheduled break lies between arrival and departure', () => {
    const overtime = (...times: string[]) =>
      office({ unused: 'overtime' }, ...times).overtime.map(({ seconds }) => seconds);
    expect(overtime('12:20 in', '18:00 out')).toEqual([h(0, 40)]);
    expect(overtime('09:00 in', '12:45 out')).toEqual([h(0, 45)]);
    expect(overtime('13:00 in', '18:00 out')).toEqual([]);
    expect(overtime(...lunch)).toEqual([]);
  });

  test.each(['scheduled', 'auto-deduct', 'auto-add', 'none'] as const)(
    'is looked for where breaks are punched, not with %s',
    (mode) => {
      const rules = { mode, deductMinutes: 0, unused: 'overtime' as const };
      expect(office(rules, ...none).overtime).toEqual([]);
      expect(office({ ...rules, unused: 'deduct' }, ...none).worked).toBe(
        office({ ...rules, unused: 'work' }, ...none).worked,
      );
    },
  );

  test('of a paid break is neither', () => {
    const shifts = [
      { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '17:00' }, paidBreak: true },
    ];
    for (const unused of ['deduct', 'overtime'] as const) {
      const schedule = ClockingSchedule.parse({
        id: 'sch',
        name: 'Paid',
        kind: 'daily',
        rules: { breaks: { unused } },
        day: { shifts },
      });
      const day = dayOf({ schedules: [schedule], punches: on('09:00', '17:00') }, monday);
      expect(day).toMatchObject({ worked: h(8), regular: h(8), overtime: [] });
    }
  });
});

describe('a rule of one mode says nothing in another', () => {
  test('giveBackMinutes only with auto-add', () => {
    expect(office({ giveBackMinutes: 30 }, ...lunch).worked).toBe(h(8));
    expect(office({ giveBackMinutes: 30, mode: 'auto-add' }, ...lunch).worked).toBe(h(8, 30));
    expect(office({ giveBackMinutes: 30, mode: 'auto-deduct', deductMinutes: 60 }, ...lunch).worked).toBe(
      h(8),
    );
  });

  test('deductMinutes only with auto-deduct', () => {
    expect(office({ deductMinutes: 90 }, ...lunch).worked).toBe(h(8));
    expect(office({ deductMinutes: 90, mode: 'auto-deduct' }, ...lunch).worked).toBe(h(7, 30));
  });
});

describe('auto-deduct', () => {
  const worked = (to: string, breaks: Breaks) =>
    dayOf(
      {
        schedules: [plainShift('06:00', '20:00', { breaks: { mode: 'auto-deduct', ...breaks } })],
        punches: on('06:00 in', `${to} out`),
      },
      monday,
    ).worked;

  test('deducts once, however long the work, unless it is told to repeat', () => {
    expect(worked('20:00', { deductAfterMinutes: 240, deductMinutes: 30 })).toBe(h(13, 30));
    expect(worked('20:00', { deductAfterMinutes: 240, deductMinutes: 30, deductRepeatedly: true })).toBe(
      h(12, 30),
    );
  });

  test('without a length of work before it deducts once from any work', () => {
    expect(worked('20:00', { deductAfterMinutes: 0, deductMinutes: 30, deductRepeatedly: true })).toBe(
      h(13, 30),
    );
    expect(worked('07:00', { deductAfterMinutes: 0, deductMinutes: 30 })).toBe(h(0, 30));
  });

  test('takes the break after the work that it follows: a premium before it stays whole', () => {
    const window = {
      kind: 'window',
      code: 'W',
      from: '06:00',
      to: '12:00',
      premium: true,
      multiplier: 0.25,
      minimumMinutes: 0,
      maximumMinutes: 1_440,
      needsApproval: false,
      wholeShift: false,
      afterDailyMinutes: 0,
      afterWeeklyMinutes: 0,
      atLeastMinutes: 0,
    } as const;
    const rules = {
      breaks: { mode: 'auto-deduct' as const, deductAfterMinutes: 360, deductMinutes: 30 },
      overtime: { layers: [window] },
    };
    const day = dayOf(
      { schedules: [plainShift('06:00', '14:00', rules)], punches: on('06:00', '14:00') },
      monday,
    );
    expect(day).toMatchObject({ worked: h(7, 30), diffOt: h(6) });
  });
});

test('a break is extended beyond the maximum and the grace, and not before', () => {
  const codes = (resume: string, maximumMinutes: number | null, breakGraceMinutes: number) => {
    const schedules = [officeWeek({ breaks: { maximumMinutes }, thresholds: { breakGraceMinutes } })];
    return codesOf(dayOf({ schedules, punches: on('09:00', '12:00', resume, '18:00') }, monday)).includes(
      'extended-break',
    );
  };
  expect([codes('13:00', null, 0), codes('13:01', null, 0)]).toEqual([false, true]);
  expect([codes('13:15', 70, 5), codes('13:16', 70, 5)]).toEqual([false, true]);
  const flexi = dayOf({ schedules: [flexiHours()], punches: on('09:00', '12:00', '14:00', '18:00') }, monday);
  expect(codesOf(flexi)).toEqual([]);
});

test('none: punched breaks are worked, and shown', () => {
  expect(office({ mode: 'none' }, ...lunch)).toMatchObject({
    worked: h(9),
    breakTaken: h(1),
    expected: h(9),
    short: 0,
  });
});
