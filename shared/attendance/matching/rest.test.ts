import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { flexiHours, officeWeek } from '../testing/presets.ts';
import { codesOf, columnsOf, daysOf, h } from '../testing/scenario.ts';

const alternate = { direction: { mode: 'alternate' as const } };
const days = (rules: AttendanceRulesPatch, punches: string[]) =>
  daysOf({ schedules: [flexiHours(rules)], punches }, '2026-03-02', '2026-03-06').map((day) => day.worked);

const oneForgotten = ['02 18:00', '03 09:00', '03 18:00', '04 09:00', '04 18:00'].map((t) => `2026-03-${t}`);
const fourteenHours = ['02 08:00', '02 22:00', '03 08:00', '03 22:00', '04 08:00', '04 22:00'].map(
  (t) => `2026-03-${t}`,
);

describe('a long stretch without a telling key', () => {
  test('is a rest in mode auto, when the punches after it pair up within two thirds of it', () => {
    expect(days({}, oneForgotten)).toEqual([0, h(9), h(9), 0]);
  });

  test('is work where the days after it are long as well', () => {
    expect(days({}, fourteenHours)).toEqual([h(14), h(14), h(14), 0]);
  });

  test('is work in mode alternate, where in and out take turns whatever they say', () => {
    expect(days(alternate, oneForgotten)).toEqual([h(15), h(15), 0, 0]);
  });

  test('is work where no rest is looked for', () => {
    expect(days({ matching: { restAfterMinutes: null } }, oneForgotten)).toEqual([h(15), h(15), 0, 0]);
  });
});

describe('unscheduled work never lasts longer than the longest shift', () => {
  test('a pair is not closed later than that after its arrival: both halves stay open', () => {
    const rules = { ...alternate, matching: { maxShiftMinutes: 720 } };
    expect(days(rules, ['2026-03-02 08:00', '2026-03-02 20:00'])).toEqual([h(12), 0, 0, 0]);
    const apart = daysOf(
      { schedules: [flexiHours(rules)], punches: ['2026-03-02 08:00', '2026-03-02 20:01'] },
      '2026-03-02',
      '2026-03-03',
    );
    expect(apart[0]).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(apart[0]?.furtherShifts).toHaveLength(1);
    expect(codesOf(apart[0] ?? never())).toContain('missing-out');
  });

  test('pairs do not chain: the whole group ends with the longest shift, counted from its first punch', () => {
    const everyThreeHours = Array.from({ length: 16 }, (_, i) => {
      const hour = i * 3;
      return `2026-03-0${2 + Math.floor(hour / 24)} ${String(hour % 24).padStart(2, '0')}:00`;
    });
    const rows = daysOf(
      { schedules: [flexiHours(alternate)], punches: everyThreeHours },
      '2026-03-02',
      '2026-03-05',
    );
    // 0:00 to 15:00 is one group, 18:00 to 9:00 the next, 12:00 to 21:00 the last.
    expect(rows.map((day) => [day.worked, day.furtherShifts.length])).toEqual([
      [h(18), 1],
      [h(6), 0],
      [0, 0],
    ]);
  });
});

test('a night without keys is the same night when its day is computed alone', () => {
  const nights = ['28', '01', '02', '03', '04', '05'].flatMap((day) => [
    `2026-0${day === '28' ? 2 : 3}-${day} 06:00`,
    `2026-0${day === '28' ? 2 : 3}-${day} 22:00`,
  ]);
  const scenario = { schedules: [flexiHours(alternate)], punches: nights.slice(1) };
  const week = daysOf(scenario, '2026-03-01', '2026-03-05');
  expect(week.slice(1).map((day) => day.worked)).toEqual([h(8), h(8), h(8)]);
  expect(daysOf(scenario, '2026-03-03', '2026-03-04')[0]).toEqual(week[2]);
  expect(daysOf(scenario, '2026-03-04', '2026-03-05')[0]).toEqual(week[3]);
});

test('somebody who forgot to arrive has left: the next morning is not taken by the evening before', () => {
  const punches = ['2026-03-02 18:00', '2026-03-03 09:00', '2026-03-03 12:00', '2026-03-03 13:00'];
  const [monday, tuesday] = daysOf(
    { schedules: [officeWeek(alternate)], punches },
    '2026-03-02',
    '2026-03-04',
  );
  expect(columnsOf(monday ?? never())).toEqual({ out: '18:00' });
  expect(columnsOf(tuesday ?? never())).toEqual({ in: '09:00', break: '12:00', resume: '13:00' });
});

test('no shift reaches a day, however wide its window', () => {
  const matching = { windowBeforeMinutes: 1_440, windowAfterMinutes: 1_440 };
  const punches = ['2026-03-03 08:00', '2026-03-04 07:50', '2026-03-04 08:00'];
  const schedules = [officeWeek({ ...alternate, matching })];
  const overrides = ['2026-03-02', '2026-03-04', '2026-03-05'].map((date) => ({ date, scheduleId: null }));
  const [day, next] = daysOf({ schedules, punches, overrides }, '2026-03-03', '2026-03-05');
  expect(columnsOf(day ?? never())).toEqual({ in: '08:00', out: '07:50' });
  expect(columnsOf(next ?? never())).toEqual({ in: '08:00' });
});

describe('work without fixed times and without keys is read as it was read before', () => {
  /** Hours of each day from the 2nd to the 6th. */
  const week = (...punches: string[]) =>
    daysOf(
      { schedules: [flexiHours()], punches: punches.map((text) => `2026-03-0${text}`) },
      '2026-03-02',
      '2026-03-07',
    ).map((day) => [day.worked / 3_600, day.status]);

  test('a punch that has arrived does not leave, where a later one is alone', () => {
    expect(week('3 07:00', '3 19:30', '4 07:00', '4 19:30', '5 19:30')).toEqual([
      [0, 'off-day'],
      [12.5, 'present'],
      [12.5, 'present'],
      [0, 'incomplete'],
      [0, 'off-day'],
    ]);
  });

  test('by day turns go on, and the last arrival stays open: 9:00 to 17:00 is work, whoever comes back at 19:00', () => {
    const off = [0, 'off-day'];
    expect(week('2 09:00', '2 17:00', '2 19:00')).toEqual([[8, 'incomplete'], off, off, off, off]);
    expect(week('2 07:00', '2 18:30', '2 22:00')).toEqual([[11.5, 'incomplete'], off, off, off, off]);
    expect(week('2 08:00', '2 09:00', '2 17:00')[0]).toEqual([1, 'incomplete']);
    // A night alone is doubted: nobody pays it before HR has looked.
    expect(week('2 18:00', '3 09:00', '3 18:00')).toEqual([[0, 'incomplete'], [9, 'present'], off, off, off]);
  });

  test('a rest stays one', () => {
    // From 6:00 to 22:00 of the 2nd was a rest, and 22:00 to 6:00 a night.
    expect(week('2 06:00', '2 22:00', '3 06:00', '4 06:00', '4 20:00', '6 20:00')).toEqual([
      [8, 'incomplete'],
      [0, 'off-day'],
      [14, 'present'],
      [0, 'off-day'],
      [0, 'incomplete'],
    ]);
  });

  test('a day alone begins with the end of a night where the days after it say so', () => {
    // Nights from 20:00 or 22:00 to 6:00: the first punch that is known leaves.
    const punches = ['02 06:00', '02 20:00', '03 06:00', '03 22:00', '04 06:00', '04 20:00', '05 06:00'].map(
      (text) => `2026-03-${text}`,
    );
    expect(daysOf({ schedules: [flexiHours()], punches }, '2026-03-04', '2026-03-05')).toMatchObject([
      { worked: h(10), status: 'present' },
    ]);
  });

  test('where they do not say so, somebody arrives after the longest stretch', () => {
    // Twelve hours each way: from 0:00 to 7:00 is shorter than from 7:00 to 19:00, so that 19:00 arrives.
    const punches = ['02 07:00', '02 19:00', '03 07:00', '03 19:00', '04 07:00', '05 07:00', '05 19:00'].map(
      (text) => `2026-03-${text}`,
    );
    expect(
      daysOf(
        { schedules: [flexiHours()], punches: [...punches, '2026-03-06 07:00'] },
        '2026-03-04',
        '2026-03-05',
      ),
    ).toMatchObject([{ worked: 0, status: 'off-day' }]);
  });
});

function never(): never {
  throw new Error('no such day');
}
