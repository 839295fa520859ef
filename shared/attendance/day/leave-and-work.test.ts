import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { clockText } from '#shared/time/clock-text.ts';
import { ClockingSchedule, type DayResult, OvertimeLayer } from '../model/index.ts';
import { lawOptions } from '../testing/laws.ts';
import { flexiHours, hoursOfWeek, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h, type Scenario } from '../testing/scenario.ts';

/** Leave, half holidays and work on one day. */

const monday = '2026-03-02';
/** Times of which every other one arrives. */
const on = (...times: string[]) =>
  times.map((time, index) => `${monday} ${time} ${index % 2 === 0 ? 'in' : 'out'}`);
const full = { kind: 'full' };
const half = (which: 'first' | 'second') => ({ kind: 'half', half: which });
const hours = (minutes: number) => ({ kind: 'hours', minutes });
const taken = (...portions: object[]) =>
  portions.map((portion, index) => ({
    type: ['annual', 'sick', 'unpaid'][index] ?? 'other',
    from: monday,
    to: '2026-03-03',
    portion,
  }));
const halfHoliday = [{ date: monday, name: 'Half', half: true }];
/** 9:00 to 17:00, nine hours to 18:00 less nothing. */
const shift = (rules = {}) => plainShift('09:00', '17:00', rules);

function day(more: Scenario, schedule: ClockingSchedule = shift()): DayResult {
  return dayOf({ schedules: [schedule], ...more }, monday);
}

const leaveOf = (result: DayResult) => result.leave.map(({ type, seconds }) => `${type} ${seconds / 60}`);

describe('half holidays and halves of leave', () => {
  test('leave on the other half leaves nothing to be worked', () => {
    const result = day({ holidays: halfHoliday, leaves: taken(half('first')) });
    expect(result).toMatchObject({ expected: 0, status: 'leave', short: 0, late: 0 });
    expect(leaveOf(result)).toEqual(['annual 240']);
    expect(codesOf(result)).toEqual([]);
  });

  test('leave on the half that is free anyway takes nothing, and the other half is due', () => {
    const result = day({ holidays: halfHoliday, leaves: taken(half('second')) });
    expect(result).toMatchObject({ expected: h(4), status: 'absent' });
    expect(leaveOf(result)).toEqual(['annual 0']);
    expect(
      day({ holidays: halfHoliday, leaves: taken(half('second')), punches: on('09:00', '13:00') }),
    ).toMatchObject({
      status: 'present',
      short: 0,
      early: 0,
      late: 0,
    });
  });

  test('leave for both halves is a day of leave', () => {
    const result = day({ leaves: taken(half('first'), half('second')) });
    expect(result).toMatchObject({ expected: 0, status: 'leave' });
    expect(leaveOf(result)).toEqual(['annual 240', 'sick 240']);
    expect(codesOf(result)).toEqual([]);
  });

  test('leave by the hour that reaches the rest of a half holiday, or of half a day of leave', () => {
    const holiday = day({ holidays: halfHoliday, leaves: taken(hours(240)) });
    expect(holiday).toMatchObject({ expected: 0, status: 'leave' });
    const rest = day({ leaves: taken(half('second'), hours(300)) });
    expect(rest).toMatchObject({ expected: 0, status: 'leave' });
    expect(leaveOf(rest)).toEqual(['annual 240', 'sick 240']);
    expect(codesOf(rest)).toEqual(['leave-conflict']);
  });

  test('nobody is late where leave leaves nothing to be worked', () => {
    const result = day({
      holidays: halfHoliday,
      leaves: taken(half('first')),
      punches: on('14:00', '15:00'),
    });
    expect(result).toMatchObject({ late: 0, early: 0, worked: h(1), status: 'present' });
  });

  test('with several shifts a half is half of the hours, whichever shift they lie in', () => {
    const split = ClockingSchedule.parse({
      id: 'split',
      name: 'Split',
      kind: 'daily',
      day: { shifts: [{ slots: { in: '09:00', out: '12:00' } }, { slots: { in: '13:00', out: '18:00' } }] },
    });
    const free = day({ holidays: halfHoliday, leaves: taken(half('first')) }, split);
    expect(free).toMatchObject({ expected: 0, status: 'leave' });
    const worked = day({ holidays: halfHoliday, punches: on('09:00', '12:00', '13:00', '14:00') }, split);
    expect(worked).toMatchObject({ expected: h(4), worked: h(4), short: 0, late: 0, early: 0 });
  });
});

describe('leaves that want the same time', () => {
  test('two full leaves of a day: the second takes nothing, and both are named', () => {
    const result = day({ leaves: taken(full, full) });
    expect(leaveOf(result)).toEqual(['annual 480', 'sick 0']);
    expect(codesOf(result)).toEqual(['leave-conflict']);
    expect(result.reasons.map(textOf)).toContain('sick wants time that annual has taken already');
  });

  test('a leave that HR sets on a day of another leave', () => {
    const corrections = [{ kind: 'set-leave', date: monday, type: 'sick', portion: full }];
    expect(codesOf(day({ leaves: taken(full), corrections }))).toEqual(['leave-conflict']);
    const same = [{ kind: 'set-leave', date: monday, type: 'annual', portion: half('first') }];
    expect(leaveOf(day({ leaves: taken(full), corrections: same }))).toEqual(['annual 240']);
  });

  test('the same half twice', () => {
    const result = day({ leaves: taken(half('first'), half('first')) });
    expect(leaveOf(result)).toEqual(['annual 240', 'sick 0']);
    expect(result.expected).toBe(h(4));
    expect(codesOf(result)).toContain('leave-conflict');
  });
});

describe('work on a day of leave', () => {
  const office = plainShift('09:00', '17:00');
  const punches = on('08:30', '17:14');

  test('takes the leave, which is reported', () => {
    const result = day({ leaves: taken(full), punches }, office);
    expect(result).toMatchObject({ worked: h(8, 44), regular: h(8, 44), expected: h(8), status: 'present' });
    expect(leaveOf(result)).toEqual(['annual 0']);
    expect(codesOf(result)).toEqual(['worked-on-leave']);
    expect(result.reasons.map(textOf)).toContain('annual 8:00 becomes 0:00: 8:44 were worked');
  });

  test('two hours of it leave the rest of the leave', () => {
    const result = day({ leaves: taken(full), punches: on('10:00', '12:00') }, office);
    expect(result).toMatchObject({ regular: h(2), expected: h(2), short: 0, late: 0 });
    expect(leaveOf(result)).toEqual(['annual 360']);
  });

  test('beyond the hours of the day it is overtime, where a layer pays it', () => {
    const layers = [OvertimeLayer.parse({ kind: 'daily', code: 'OT' })];
    const result = day({ leaves: taken(full), punches }, shift({ overtime: { layers } }));
    expect(result).toMatchObject({ regular: h(8), overtime: [{ code: 'OT', seconds: h(0, 44) }] });
  });

  test('in the half that is free', () => {
    const layers = [OvertimeLayer.parse({ kind: 'daily', code: 'OT' })];
    const result = day(
      { leaves: taken(half('second')), punches: on('09:00', '15:00') },
      shift({ overtime: { layers } }),
    );
    expect(result).toMatchObject({ regular: h(6), overtime: [], expected: h(6) });
    expect(leaveOf(result)).toEqual(['annual 120']);
    expect(codesOf(result)).toEqual(['worked-on-leave']);
  });

  test('before the shift, with leave in its second half, it is overtime and no work on leave', () => {
    const layers = [OvertimeLayer.parse({ kind: 'daily', code: 'OT' })];
    const result = day(
      { leaves: taken(half('second')), punches: on('08:00', '13:00') },
      shift({ overtime: { layers } }),
    );
    expect(result).toMatchObject({ regular: h(4), overtime: [{ seconds: h(1) }] });
    expect(leaveOf(result)).toEqual(['annual 240']);
    // Where no layer pays it, leave and work are still no more than the day.
    expect(leaveOf(day({ leaves: taken(half('second')), punches: on('08:00', '13:00') }))).toEqual([
      'annual 180',
    ]);
  });

  test('in the time of leave by the hour', () => {
    const result = day({ leaves: taken(hours(120)), punches: on('09:00', '16:00') });
    expect(leaveOf(result)).toEqual(['annual 60']);
    expect(leaveOf(day({ leaves: taken(hours(120)), punches: on('10:00', '16:00') }))).toEqual([
      'annual 120',
    ]);
  });

  test('of several leaves the last one is less first', () => {
    const result = day({ leaves: taken(half('first'), half('second')), punches: on('09:00', '14:00') });
    expect(leaveOf(result)).toEqual(['annual 180', 'sick 0']);
  });

  test('up to a tolerance changes nothing', () => {
    const leave = { toleranceMinutes: 10 };
    const at = (end: string) =>
      leaveOf(day({ leaves: taken(half('second')), punches: on('09:00', end) }, shift({ leave })));
    expect([at('13:10'), at('13:11')]).toEqual([['annual 240'], ['annual 229']]);
  });

  test('the rules may keep the leave, or cancel it', () => {
    const kept = day(
      { leaves: taken(full), punches: on('10:00', '12:00') },
      shift({ leave: { onWork: 'keep' } }),
    );
    expect(kept).toMatchObject({ regular: h(2), expected: 0 });
    expect(leaveOf(kept)).toEqual(['annual 480']);
    expect(codesOf(kept)).toEqual(['worked-on-leave']);
    const cancelled = day(
      { leaves: taken(full), punches: on('10:00', '12:00') },
      shift({ leave: { onWork: 'cancel' } }),
    );
    expect(cancelled).toMatchObject({ regular: h(2), expected: h(8), short: h(6) });
    expect(leaveOf(cancelled)).toEqual(['annual 0']);
  });

  test('a law: leave and regular time are no more than what is due, or the leave is used up', () => {
    const portion = fc.oneof(
      fc.constant(full),
      fc.constantFrom(half('first'), half('second')),
      fc.integer({ min: 1, max: 600 }).map(hours),
    );
    const schedules = [shift(), officeWeek(), flexiHours({}, 480)];
    fc.assert(
      fc.property(
        fc.array(portion, { maxLength: 3 }),
        fc.constantFrom(...schedules),
        fc.boolean(),
        fc.integer({ min: 8 * 60, max: 13 * 60 }),
        fc.integer({ min: 1, max: 9 * 60 }),
        (portions, schedule, isHoliday, start, length) => {
          const punches = on(clockText(start * 60), clockText((start + length) * 60));
          const result = day(
            { leaves: taken(...portions), punches, holidays: isHoliday ? halfHoliday : [] },
            schedule,
          );
          const leave = result.leave.reduce((sum, { seconds }) => sum + seconds, 0);
          const due = isHoliday ? h(4) : h(8);
          expect(leave).toBeLessThanOrEqual(Math.max(0, due - Math.min(due, result.regular)) + 0);
        },
      ),
      lawOptions,
    );
  });
});

describe('leave where nothing is expected', () => {
  const rest = [{ date: monday, dayType: 'restday' }];

  test('counts nothing, unless its type says so', () => {
    expect(leaveOf(day({ leaves: taken(full), overrides: rest }))).toEqual([]);
    const leave = { types: { annual: { fullDayMinutes: 450, countsOn: ['restday' as const] } } };
    const counted = day({ leaves: taken(full), overrides: rest }, shift({ leave }));
    expect(counted).toMatchObject({ status: 'leave', expected: 0, dayType: 'restday' });
    expect(leaveOf(counted)).toEqual(['annual 450']);
    expect(leaveOf(day({ leaves: taken(half('first')), overrides: rest }, shift({ leave })))).toEqual([
      'annual 225',
    ]);
    const off = [{ date: monday, dayType: 'offday' }];
    expect(day({ leaves: taken(full), overrides: off }, shift({ leave })).status).toBe('off-day');
  });
});

describe('limits of a half day and of absence as a share of what is expected', () => {
  const shortDay = (thresholds: object) => plainShift('09:00', '13:30', { thresholds });

  test('a short Saturday that is worked whole is no half day', () => {
    const punches = on('09:00', '13:30');
    expect(day({ punches }, shortDay({ halfDayBelowMinutes: 300 })).status).toBe('half-day');
    const relative = { halfDayBelowMinutes: 300, halfDayBelowPercent: 60 };
    expect(day({ punches }, shortDay(relative)).status).toBe('present');
    expect(day({ punches: on('09:00', '11:42') }, shortDay(relative)).status).toBe('present');
    expect(day({ punches: on('09:00', '11:41') }, shortDay(relative)).status).toBe('half-day');
    expect(day({ punches: on('09:00', '10:00') }, shortDay({ absentBelowPercent: 25 })).status).toBe(
      'absent',
    );
  });

  test('with half a day of leave they look at what is left', () => {
    const thresholds = { halfDayBelowPercent: 75 };
    const result = day(
      { leaves: taken(half('second')), punches: on('09:00', '12:00') },
      shift({ thresholds }),
    );
    expect(result.status).toBe('present');
  });
});

describe('a status that HR has set', () => {
  const set = (status: string) => [{ kind: 'set-status', date: monday, status }];

  test('beats the punches, and the figures stay what they are', () => {
    const result = day({ punches: on('09:00', '17:00'), corrections: set('absent') });
    expect(result).toMatchObject({ status: 'absent', worked: h(8), regular: h(8) });
    expect(result.reasons.at(-1)).toMatchObject({ figure: 'status', rule: 'correction' });
    expect(result.reasons.map(textOf).at(-1)).toBe('absent was set by HR: sample reason');
    expect(codesOf(result)).toEqual([]);
  });

  test('beats a missing punch, a missing day and one that is still pending', () => {
    expect(day({ punches: on('09:00'), corrections: set('present') }).status).toBe('present');
    const present = day({ corrections: set('present') });
    expect([present.status, codesOf(present)]).toEqual(['present', []]);
    const pending = day({ corrections: set('leave'), completeThrough: null });
    expect([pending.status, pending.pendingUntil]).toEqual(['leave', undefined]);
  });

  test('the last one counts', () => {
    expect(day({ corrections: [...set('present'), ...set('half-day')] }).status).toBe('half-day');
  });
});

test('a contract of hours a week expects nothing of a single day, and nobody is absent on a free one', () => {
  const schedule = hoursOfWeek();
  const free = day({}, schedule);
  expect(free).toMatchObject({ expected: 0, short: 0, status: 'off-day' });
  expect(codesOf(free)).toEqual([]);
  // Leave on one of its days counts the day's share of the week.
  const leave = day({ leaves: taken(full) }, schedule);
  expect([leave.status, leaveOf(leave)]).toEqual(['leave', ['annual 240']]);
});

test('who works the longer half of an uneven shift has not worked in the time of the leave', () => {
  const leaves = taken(half('first'));
  const result = day({ leaves, punches: on('12:40', '18:00') }, officeWeek());
  expect(result).toMatchObject({ worked: h(5, 20), status: 'present', late: 0, short: 0 });
  expect(codesOf(result)).toEqual([]);
  expect(leaveOf(result)).toEqual(['annual 160']);
});
