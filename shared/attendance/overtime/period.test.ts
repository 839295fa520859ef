import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours } from '../testing/presets.ts';
import { codesOf, daysOf, h, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const date = (index: number, from = monday) => addDays(from as LocalDate, index);

/** Stretches of work from 8:00 on, one a day, in hours; 0 for a day without work. */
function workOf(hours: readonly number[], from = monday): string[] {
  return hours.flatMap((length, index) =>
    length === 0
      ? []
      : [
          `${date(index, from)} 08:00`,
          `${date(index, from)} ${String(8 + Math.floor(length)).padStart(2, '0')}:${String((length % 1) * 60).padStart(2, '0')}`,
        ],
  );
}

function week(layers: object[], hours: readonly number[], more: Partial<Scenario> & { from?: string } = {}) {
  const { from = monday, ...rest } = more;
  const overtime = {
    layers: layers.map((layer) => OvertimeLayer.parse(layer)),
    ...(rest.rules?.overtime ?? {}),
  };
  const scenario = { schedules: [flexiHours({ overtime })], punches: workOf(hours, from), ...rest };
  return daysOf(scenario, from, date(hours.length, from)).map((day) => ({
    regular: day.regular / 3_600,
    ...Object.fromEntries(day.overtime.map(({ code, seconds }) => [code, seconds / 3_600])),
  }));
}

const weekly = { kind: 'weekly', code: 'WEEK', beyond: 40 * 60 };

describe('overtime of the week', () => {
  test('work beyond 40 hours of the week so far is overtime, on the day that passes them', () => {
    expect(week([weekly], [9, 9, 9, 9, 9, 2, 0])).toEqual([
      { regular: 9 },
      { regular: 9 },
      { regular: 9 },
      { regular: 9 },
      { regular: 4, WEEK: 5 },
      { regular: 0, WEEK: 2 },
      { regular: 0 },
    ]);
  });

  test('a new week counts from nothing, on the weekday on which it starts', () => {
    const hours = [9, 9, 9, 9, 9, 9, 9, 9];
    expect(week([weekly], hours).at(-1)).toEqual({ regular: 9 });
    const overtime = { layers: [OvertimeLayer.parse(weekly)], weekStartsOn: 'sunday' as const };
    const days = daysOf(
      { schedules: [flexiHours({ overtime })], punches: workOf(hours) },
      monday,
      date(hours.length),
    );
    // From Sunday 1 March on; Saturday is the seventh day, Sunday 8 March begins anew.
    expect(days.map((day) => day.regular / 3_600)).toEqual([9, 9, 9, 9, 4, 0, 9, 9]);
  });

  test('a second that the daily layer was given does not count towards the week', () => {
    const daily = { kind: 'daily', code: 'DAY', beyond: 480 };
    expect(week([daily, weekly], [10, 10, 10, 10, 10, 6])).toEqual([
      ...Array.from({ length: 5 }, () => ({ regular: 8, DAY: 2 })),
      { regular: 0, WEEK: 6 },
    ]);
  });

  test('a second that the month was given counts towards the week: a longer period has no say in a shorter one', () => {
    const monthly = { kind: 'monthly', code: 'MONTH', beyond: 16 * 60, multiplier: 2, maximumMinutes: 60 };
    const from = '2026-06-01';
    // Of the 48 hours of the week 40 come before Saturday, whatever the month took of them.
    expect(week([weekly, monthly], [8, 8, 8, 8, 8, 8], { from })).toEqual([
      { regular: 8 },
      { regular: 8 },
      { regular: 7, MONTH: 1 },
      { regular: 7, MONTH: 1 },
      { regular: 7, MONTH: 1 },
      { regular: 0, MONTH: 1, WEEK: 7 },
    ]);
  });

  test('with `counts: worked` it counts, and is still given once', () => {
    const layers = [
      { kind: 'daily', code: 'DAY', beyond: 480 },
      { ...weekly, counts: 'worked' },
    ];
    // 40 hours are reached on Thursday evening: on Friday the last two are the day's, the eight before them the week's.
    expect(week(layers, [10, 10, 10, 10, 10])).toEqual([
      ...Array.from({ length: 4 }, () => ({ regular: 8, DAY: 2 })),
      { regular: 0, DAY: 2, WEEK: 8 },
    ]);
    expect(week(layers, [10, 10, 10, 7, 10])[4]).toEqual({ regular: 3, DAY: 2, WEEK: 5 });
  });

  test('two layers of the week nest: 40 hours at × 1.5, 48 at × 2', () => {
    const double = { kind: 'weekly', code: 'DOUBLE', beyond: 48 * 60, multiplier: 2 };
    expect(week([weekly, double], [9, 9, 9, 9, 9, 9])).toEqual([
      ...Array.from({ length: 4 }, () => ({ regular: 9 })),
      { regular: 4, WEEK: 5 },
      { regular: 0, WEEK: 3, DOUBLE: 6 },
    ]);
  });

  test('where the week and the day compete, the higher multiplier wins', () => {
    const daily = { kind: 'daily', code: 'DAY', beyond: 480 };
    const double = { ...weekly, multiplier: 2 };
    expect(week([daily, double], [8, 8, 8, 8, 8, 10])[5]).toEqual({ regular: 0, WEEK: 10 });
    expect(week([daily, weekly], [8, 8, 8, 8, 8, 10])[5]).toEqual({ regular: 0, DAY: 2, WEEK: 8 });
  });

  test('minimum and maximum are those of the day on which it is given', () => {
    expect(week([{ ...weekly, minimumMinutes: 60 }], [10, 10, 10, 10, 0.5])[4]).toEqual({ regular: 0.5 });
    expect(week([{ ...weekly, maximumMinutes: 90 }], [10, 10, 10, 10, 8])[4]).toEqual({
      regular: 6.5,
      WEEK: 1.5,
    });
  });
});

describe('overtime of longer periods', () => {
  const overtimeOf = (layer: object, days: number, from: string, rules: object = {}) => {
    const overtime = { layers: [OvertimeLayer.parse(layer)], ...rules };
    const punches = workOf(
      Array.from({ length: days }, () => 8),
      from,
    );
    return daysOf({ schedules: [flexiHours({ overtime })], punches }, from, date(days, from)).flatMap(
      (day) => (day.overtime.length > 0 ? [`${day.date} ${day.overtime[0]?.seconds}`] : []),
    );
  };

  test('two weeks are counted from the anchor', () => {
    const layer = { kind: 'biweekly', code: 'OT', beyond: 80 * 60 };
    const eleventh = ['2026-03-12 28800', '2026-03-13 28800', '2026-03-14 28800', '2026-03-15 28800'];
    expect(overtimeOf(layer, 15, monday, { biweeklyAnchor: '2026-03-02' })).toEqual(eleventh);
    expect(overtimeOf(layer, 15, monday, { biweeklyAnchor: '2026-02-02' })).toEqual(eleventh);
    // The period that began a week earlier ends after seven days.
    expect(overtimeOf(layer, 15, monday, { biweeklyAnchor: '2026-02-23' })).toEqual([]);
  });

  test('without an anchor two weeks are counted from the week of 5 January 1970', () => {
    const layer = { kind: 'biweekly', code: 'OT', beyond: 80 * 60 };
    // 2026-03-02 lies 2930 weeks after it: an even number.
    expect(overtimeOf(layer, 14, monday)).toHaveLength(4);
    expect(overtimeOf(layer, 14, '2026-03-09')).toEqual([]);
  });

  test('a month is the calendar month', () => {
    const layer = { kind: 'monthly', code: 'OT', beyond: 160 * 60 };
    expect(overtimeOf(layer, 24, '2026-02-05')).toEqual([
      '2026-02-25 28800',
      '2026-02-26 28800',
      '2026-02-27 28800',
      '2026-02-28 28800',
    ]);
  });
});

describe('days in a row', () => {
  const seventh = { kind: 'consecutiveDays', code: 'ROW', multiplier: 2 };

  test('all work on the seventh day in a row and those that follow is overtime', () => {
    expect(week([seventh], [4, 4, 4, 4, 4, 4, 4, 3, 0, 5])).toEqual([
      ...Array.from({ length: 6 }, () => ({ regular: 4 })),
      { regular: 0, ROW: 4 },
      { regular: 0, ROW: 3 },
      { regular: 0 },
      { regular: 5 },
    ]);
  });

  test('a day without work begins the count anew', () => {
    expect(week([{ ...seventh, days: 3 }], [4, 4, 0, 4, 4, 4])).toEqual([
      { regular: 4 },
      { regular: 4 },
      { regular: 0 },
      { regular: 4 },
      { regular: 4 },
      { regular: 0, ROW: 4 },
    ]);
  });

  test('within a week only, and only beyond some hours, where the layer says so', () => {
    const layer = { ...seventh, days: 3, withinWeek: true, beyond: 120 };
    expect(week([layer], [0, 0, 0, 0, 0, 4, 4, 4, 4, 4])).toEqual([
      ...Array.from({ length: 5 }, () => ({ regular: 0 })),
      { regular: 4 },
      { regular: 4 },
      { regular: 4 },
      { regular: 4 },
      { regular: 2, ROW: 2 },
    ]);
  });
});

test('a layer may be limited to weekdays: Saturday × 1.5, Sunday × 2', () => {
  const layers = [
    { kind: 'daily', code: 'SAT', beyond: 0, weekdays: ['saturday'] },
    { kind: 'daily', code: 'SUN', beyond: 0, weekdays: ['sunday'], multiplier: 2 },
  ];
  expect(week(layers, [8, 8, 8, 8, 8, 4, 3])).toEqual([
    ...Array.from({ length: 5 }, () => ({ regular: 8 })),
    { regular: 0, SAT: 4 },
    { regular: 0, SUN: 3 },
  ]);
});

test('a window on a weekday begins on that weekday: a Sunday premium of a night from Saturday', () => {
  const premium = {
    kind: 'window',
    code: 'SUNDAY',
    from: '00:00',
    to: '00:00',
    weekdays: ['sunday'],
    multiplier: 0.5,
  };
  const overtime = { layers: [OvertimeLayer.parse(premium)] };
  const punches = ['2026-03-07 22:00', '2026-03-08 06:00', '2026-03-08 22:00', '2026-03-09 06:00'];
  const days = daysOf({ schedules: [flexiHours({ overtime })], punches }, '2026-03-07', '2026-03-09');
  expect(days.map((day) => day.diffOt)).toEqual([h(6), h(2)]);
});

test('a week of work beyond the limit is an exception, from the day that passes it', () => {
  const rules = { exceptions: { overWeeklyMinutes: 40 * 60 } };
  const days = daysOf({ rules, punches: workOf([9, 9, 9, 9, 4, 1, 0]) }, monday, date(7));
  expect(days.map((day) => codesOf(day).includes('over-weekly'))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    false,
  ]);
});

test('an earlier day of the week that changes is another input of the later one', () => {
  const scenario = (hours: number[]) => ({
    schedules: [flexiHours({ overtime: { layers: [OvertimeLayer.parse(weekly)] } })],
    punches: workOf(hours),
  });
  const hashOf = (hours: number[]) => daysOf(scenario(hours), date(4), date(5))[0]?.inputHash;
  expect(hashOf([9, 9, 9, 9, 9])).toBe(hashOf([9, 9, 9, 9, 9, 3]));
  expect(hashOf([9, 9, 9, 9, 9])).not.toBe(hashOf([8, 9, 9, 9, 9]));
});
