import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { type AttendanceRulesPatch, ClockingSchedule, OvertimeLayer } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h } from '../testing/scenario.ts';

/** Section 5 of the rules: breaks given back in steps, the fixed break, the lunch and short breaks. */

const monday = '2026-03-02';
/** Times that alternate in and out, by key. */
const keyed = (...times: string[]) =>
  times.map((time, index) => `${monday} ${time} ${index % 2 === 0 ? 'in' : 'out'}`);
type Breaks = NonNullable<AttendanceRulesPatch['breaks']>;
const office = (breaks: Breaks, times: string[], more: AttendanceRulesPatch = {}) =>
  dayOf({ schedules: [officeWeek({ breaks, ...more })], punches: keyed(...times) }, monday);
const flexi = (breaks: Breaks, ...times: string[]) =>
  dayOf({ schedules: [flexiHours({ breaks })], punches: keyed(...times) }, monday);

describe('a break that is given back in steps', () => {
  const giveBackSteps = [
    { afterMinutes: 240, minutes: 15 },
    { afterMinutes: 480, minutes: 30 },
  ];
  const back = (...times: string[]) => flexi({ mode: 'auto-add', giveBackSteps }, ...times);

  test('is as much as the highest step says that is reached', () => {
    expect(back('09:00', '12:00', '13:00', '13:59').worked).toBe(h(3, 59));
    expect(back('09:00', '12:00', '13:00', '14:00')).toMatchObject({ worked: h(4, 15), breakTaken: h(1) });
    expect(back('09:00', '12:00', '13:00', '17:59').worked).toBe(h(8, 14));
    expect(back('09:00', '12:00', '13:00', '18:00').worked).toBe(h(8, 30));
  });

  test('is never longer than the break was', () => {
    expect(back('09:00', '12:00', '12:20', '18:00').worked).toBe(h(9));
    expect(back('09:00', '18:00').worked).toBe(h(9));
  });

  test('is regular time, or has a pay code of its own and is no longer regular', () => {
    const times = ['09:00', '12:00', '13:00', '18:00'];
    expect(flexi({ mode: 'auto-add', giveBackSteps }, ...times)).toMatchObject({
      regular: h(8, 30),
      overtime: [],
    });
    const coded = flexi(
      { mode: 'auto-add', giveBackSteps, giveBackCode: 'PAUSE', giveBackMultiplier: 1.25 },
      ...times,
    );
    expect(coded).toMatchObject({
      worked: h(8, 30),
      regular: h(8),
      overtime: [{ code: 'PAUSE', multiplier: 1.25, seconds: h(0, 30), approved: true }],
    });
    expect(
      coded.reasons
        .filter(({ rule }) => rule === 'breaks.giveBackCode')
        .map(textOf)
        .at(0),
    ).toBe('PAUSE × 1.25: 0:30 break that was given back');
  });

  test('keeps its code beside the layers, and no second is in two', () => {
    const overtime = { layers: [OvertimeLayer.parse({ code: 'OT', kind: 'daily', beyond: 480 })] };
    const day = office(
      { mode: 'auto-add', giveBackMinutes: 20, giveBackCode: 'PAUSE' },
      ['09:00', '12:00', '13:00', '18:10'],
      { overtime },
    );
    expect(day).toMatchObject({ worked: h(8, 30), regular: h(8) });
    expect(day.overtime.map(({ code, seconds }) => [code, seconds])).toEqual([
      ['PAUSE', h(0, 20)],
      ['OT', h(0, 10)],
    ]);
  });

  test('leaves a minimum break unpaid before it gives anything back', () => {
    const breaks: Breaks = {
      mode: 'auto-add',
      giveBackMinutes: 20,
      giveBackCode: 'PAUSE',
      minimumMinutes: 45,
    };
    // Forty minutes of break count as 45: of the 20 given back five make up for that, and fifteen are paid.
    expect(flexi(breaks, '09:00', '12:00', '12:40', '18:00')).toMatchObject({
      worked: h(8, 35),
      overtime: [{ code: 'PAUSE', seconds: h(0, 15) }],
    });
  });

  test('over midnight with the day rule split is on the date on which it lies', () => {
    const breaks: Breaks = { mode: 'auto-add', giveBackMinutes: 30, giveBackCode: 'PAUSE' };
    const schedules = [plainShift('20:00', '04:00', { breaks, matching: { dayRule: 'split' } })];
    const punches = [
      '2026-03-02 20:00 in',
      '2026-03-02 23:45 out',
      '2026-03-03 00:30 in',
      '2026-03-03 04:00 out',
    ];
    const paid = (date: string) => {
      const day = dayOf({ schedules, punches }, date);
      return [day.worked, day.regular, ...day.overtime.map(({ seconds }) => seconds)];
    };
    expect(paid(monday)).toEqual([h(4), h(3, 45), h(0, 15)]);
    expect(paid('2026-03-03')).toEqual([h(3, 45), h(3, 30), h(0, 15)]);
  });
});

describe('a fixed break', () => {
  const fixed = (...times: string[]) => office({ mode: 'fixed' }, times);

  test.each([
    ['not punched', ['09:00', '18:00']],
    ['punched as scheduled', ['09:00', '12:00', '13:00', '18:00']],
    ['punched shorter', ['09:00', '12:10', '12:40', '18:00']],
    ['punched longer', ['09:00', '12:00', '13:40', '18:00']],
    ['punched at another time', ['09:00', '14:00', '14:20', '18:00']],
    ['punched in two parts', ['09:00', '12:00', '12:20', '12:50', '13:20', '18:00']],
  ])('takes the scheduled hour off 9:00 to 18:00: %s', (_how, times) => {
    const day = fixed(...times);
    expect(day).toMatchObject({ worked: h(8), breakTaken: h(1), short: 0, status: 'present' });
    expect(codesOf(day)).not.toContain('missing-break');
  });

  test.each([
    ['12:05', 'RESUME'],
    ['12:55', 'BREAK'],
  ])('needs no punch: with %s alone %s is not missed', (time) => {
    const punches = ['09:00', time, '18:00'].map((each) => `${monday} ${each}`);
    const day = dayOf({ schedules: [officeWeek({ breaks: { mode: 'fixed' } })], punches }, monday);
    expect(day).toMatchObject({ worked: h(8), status: 'present' });
  });

  test('is what of it lies between coming and leaving', () => {
    expect(fixed('09:00', '12:00')).toMatchObject({ worked: h(3), breakTaken: 0 });
    expect(fixed('09:00', '12:30')).toMatchObject({ worked: h(3), breakTaken: h(0, 30) });
    expect(fixed('13:30', '18:00')).toMatchObject({ worked: h(4, 30), breakTaken: 0 });
  });

  test('says when the lunch was longer, and takes more off only beyond the longest break', () => {
    expect(codesOf(fixed('09:00', '12:00', '13:01', '18:00'))).toContain('extended-break');
    const times = ['09:00', '12:00', '13:40', '18:00'];
    expect(office({ mode: 'fixed', maximumMinutes: 90 }, times)).toMatchObject({
      worked: h(7, 50),
      breakTaken: h(1, 10),
    });
    const late = ['09:00', '14:00', '15:40', '18:00'];
    expect(office({ mode: 'fixed', maximumMinutes: 30 }, late).worked).toBe(h(7, 20));
  });

  test('takes nothing off a shift whose break is paid, and what was punched where none is scheduled', () => {
    const shift = { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' }, paidBreak: true };
    const schedules = [
      ClockingSchedule.parse({
        id: 'sch',
        name: 'Sample',
        kind: 'daily',
        rules: { breaks: { mode: 'fixed' } },
        day: { shifts: [shift] },
      }),
    ];
    const punches = keyed('09:00', '12:00', '13:10', '18:00');
    expect(dayOf({ schedules, punches }, monday).worked).toBe(h(9));
    expect(flexi({ mode: 'fixed' }, '09:00', '12:00', '13:10', '18:00').worked).toBe(h(7, 50));
  });

  test('does not join overtime that begins later: from OUT to OT nobody works', () => {
    const slots = { in: '09:00', break: '12:00', resume: '13:00', out: '18:00', ot: '19:00', done: '21:00' };
    const schedules = [
      ClockingSchedule.parse({
        id: 'sch',
        name: 'Sample',
        kind: 'daily',
        rules: { breaks: { mode: 'fixed' } },
        day: { shifts: [{ slots }] },
      }),
    ];
    const punches = keyed('09:00', '12:00', '12:30', '18:00', '19:00', '21:00');
    expect(dayOf({ schedules, punches }, monday).worked).toBe(h(10));
  });
});

describe('lunch and short breaks', () => {
  const shortBreaks = { shortBreakMinutes: 15 };

  test('a break no longer than a short one is paid, a longer one is not', () => {
    expect(flexi(shortBreaks, '09:00', '10:20', '10:35', '12:00', '13:00', '18:00')).toMatchObject({
      worked: h(8),
      breakTaken: h(1, 15),
    });
    expect(flexi(shortBreaks, '09:00', '10:20', '10:36', '12:00', '13:00', '18:00').worked).toBe(h(7, 44));
  });

  test('short breaks are paid up to so much a day, the first ones', () => {
    const times = ['09:00', '10:00', '10:15', '11:00', '11:15', '15:00', '15:15', '18:00'];
    expect(flexi({ ...shortBreaks, shortBreakTotalMinutes: 20 }, ...times).worked).toBe(h(8, 35));
    expect(flexi({ ...shortBreaks, shortBreakTotalMinutes: 0 }, ...times).worked).toBe(h(8, 15));
    expect(flexi(shortBreaks, ...times).worked).toBe(h(9));
  });

  test('the total is that of the day, also where it has two shifts', () => {
    const schedules = [
      ClockingSchedule.parse({
        id: 'sch',
        name: 'Sample',
        kind: 'daily',
        rules: { breaks: { ...shortBreaks, shortBreakTotalMinutes: 20 } },
        day: { shifts: [{ slots: { in: '08:00', out: '12:00' } }, { slots: { in: '14:00', out: '18:00' } }] },
      }),
    ];
    const punches = keyed('08:00', '09:00', '09:15', '12:00', '14:00', '16:00', '16:15', '18:00');
    // Eight hours without half an hour of breaks, of which twenty minutes are paid.
    expect(dayOf({ schedules, punches }, monday).worked).toBe(h(7, 50));
  });

  test('the lunch is the break nearest to the scheduled one, or the longest', () => {
    const times = ['09:00', '12:10', '12:40', '15:00', '16:00', '18:00'];
    const paid = (lunch: Breaks['lunch']) => office({ lunch, lunchPaidMinutes: 60 }, times).worked;
    // Breaks of 30 and 60 minutes: without lunch 7:30.
    expect([paid('none'), paid('nearest'), paid('longest')]).toEqual([h(7, 30), h(8), h(8, 30)]);
  });

  test('a lunch as short as a short break is the lunch and is not paid as one', () => {
    const times = ['09:00', '12:20', '12:35', '18:00'];
    expect(office(shortBreaks, times).worked).toBe(h(9));
    expect(office({ ...shortBreaks, lunch: 'nearest' }, times).worked).toBe(h(8, 45));
  });

  test('a short break far from the scheduled one is not the lunch, although it is the only break', () => {
    const times = ['09:00', '10:20', '10:35', '18:00'];
    expect(office({ ...shortBreaks, lunch: 'nearest' }, times).worked).toBe(h(9));
    expect(office({ ...shortBreaks, lunch: 'longest' }, times).worked).toBe(h(9));
  });

  test('only a lunch that is too long is an exception; coffee does not count towards it', () => {
    const times = (back: string) => ['09:00', '10:20', '10:35', '12:00', back, '18:00'];
    const codes = (breaks: Breaks, back: string) => codesOf(office(breaks, times(back)));
    expect(codes({}, '13:00')).toContain('extended-break');
    expect(codes({ lunch: 'nearest' }, '13:00')).not.toContain('extended-break');
    expect(codes({ lunch: 'nearest' }, '13:01')).toContain('extended-break');
    expect(codes({ lunch: 'nearest', lunchMaximumMinutes: 45 }, '12:45')).not.toContain('extended-break');
    expect(codes({ lunch: 'nearest', lunchMaximumMinutes: 45 }, '12:46')).toContain('extended-break');
    expect(codes({ lunch: 'nearest', lunchMaximumMinutes: 90 }, '13:30')).not.toContain('extended-break');
  });

  test('what is paid is not deducted again, and a lunch that was not taken is', () => {
    const deduct: Breaks = {
      ...shortBreaks,
      mode: 'auto-deduct',
      deductAfterMinutes: 360,
      deductMinutes: 45,
    };
    // The coffee break is paid, so it is not a part of the 45 minutes.
    expect(flexi(deduct, '09:00', '10:20', '10:35', '18:00')).toMatchObject({
      worked: h(8, 15),
      breakTaken: h(1),
    });
    const unused: Breaks = { ...shortBreaks, lunch: 'nearest', unused: 'deduct' };
    expect(office(unused, ['09:00', '10:20', '10:35', '18:00']).worked).toBe(h(8));
  });

  test('seconds count: a break of 15:00 is short, by punches that are not cut a second more is not', () => {
    const rounding = { cutSeconds: false };
    const worked = (back: string) =>
      dayOf(
        {
          schedules: [flexiHours({ breaks: shortBreaks, rounding })],
          punches: keyed('09:00:00', '10:20:00', back, '18:00:00'),
        },
        monday,
      ).worked;
    expect([worked('10:35:00'), worked('10:35:01')]).toEqual([h(9), h(8, 45) - 1]);
  });
});
