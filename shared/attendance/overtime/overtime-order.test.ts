import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours, plainShift } from '../testing/presets.ts';
import { daysOf, h, type Scenario } from '../testing/scenario.ts';

const dates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07'];

/** Paid seconds by pay code of the first days of a week with eleven hours each. */
function paidByDay(layers: object[], more: Scenario = {}): Record<string, number>[] {
  const overtime = { layers: layers.map((layer) => OvertimeLayer.parse(layer)) };
  const punches = dates.flatMap((date) => [`${date} 07:00`, `${date} 18:00`]);
  const days = daysOf(
    { schedules: [flexiHours({ overtime })], punches, ...more },
    '2026-03-02',
    '2026-03-08',
  );
  return days.map(({ overtime: paid, regular, worked }) => {
    const entries = paid.map(({ code, seconds }): [string, number] => [code, seconds]);
    expect(regular + entries.reduce((sum, [, seconds]) => sum + seconds, 0)).toBe(worked);
    return Object.fromEntries(entries);
  });
}

const daily = (code: string, hours: number, multiplier = 1.5) => ({
  kind: 'daily',
  code,
  beyond: hours * 60,
  multiplier,
});
const weekly = (code: string, hours: number, multiplier = 1.5) => ({
  ...daily(code, hours, multiplier),
  kind: 'weekly',
});

describe('layers of one kind nest', () => {
  test('of equal multipliers the one that begins later is served first, whatever their order in the rules', () => {
    const layers = [daily('D7', 7), daily('D9', 9), daily('D10', 10)];
    const expected = { D7: h(2), D9: h(1), D10: h(1) };
    expect(paidByDay(layers)[0]).toEqual(expected);
    expect(paidByDay(layers.toReversed())[0]).toEqual(expected);
  });

  test('thresholds of the week with equal multipliers part where the later one begins', () => {
    const days = paidByDay([weekly('W30', 30), weekly('W50', 50)]);
    expect(days.slice(0, 5)).toEqual([{}, {}, { W30: h(3) }, { W30: h(11) }, { W30: h(6), W50: h(5) }]);
  });
});

describe('a day type', () => {
  const holidays = [{ date: '2026-03-02', name: 'Sample' }];
  const holiday = (multiplier: number) => ({
    kind: 'dayType',
    code: 'HOL',
    dayTypes: ['holiday'],
    multiplier,
  });

  test('gets what a daily layer of the same multiplier leaves', () => {
    expect(paidByDay([holiday(1.5), daily('D8', 8)], { holidays })[0]).toEqual({ D8: h(3), HOL: h(8) });
    expect(paidByDay([holiday(2), daily('D8', 8)], { holidays })[0]).toEqual({ HOL: h(11) });
  });

  test('is not counted towards the week', () => {
    const days = paidByDay([holiday(1.5), weekly('W30', 30)], { holidays });
    expect(days.slice(0, 4)).toEqual([{ HOL: h(11) }, {}, {}, { W30: h(3) }]);
  });
});

describe('what counts towards a period', () => {
  test('is what its own layers are given too, also where they beat a daily layer', () => {
    // Thursday begins with 24:00, passes 30:00 after six hours, and the ninth hour goes to the week, which pays more.
    const days = paidByDay([daily('D8', 8), weekly('W30', 30, 2)]);
    expect(days.slice(0, 5)).toEqual([
      { D8: h(3) },
      { D8: h(3) },
      { D8: h(3) },
      { W30: h(5) },
      { W30: h(11) },
    ]);
    const later = paidByDay([daily('D8', 8), weekly('W30', 30, 2), weekly('W40', 40, 3)]);
    // Thursday counts eleven hours, since no second of it was daily overtime: 35:00 on its evening.
    expect(later[4]).toEqual({ W30: h(5), W40: h(6) });
  });
});

describe('which seconds an amount takes', () => {
  /** Paid hours by pay code of a day from 9:00 to 18:00 with OUT 17:00. */
  const paid = (from: string, to: string) => {
    const layers = [
      { kind: 'daily', code: 'D6', beyond: 360, multiplier: 2 },
      { kind: 'afterOut', code: 'AFTER', multiplier: 1.5 },
      { kind: 'window', code: 'WINDOW', from, to, premium: false, multiplier: 1.1 },
    ];
    const overtime = { layers: layers.map((layer) => OvertimeLayer.parse(layer)) };
    const [day] = daysOf(
      {
        schedules: [plainShift('09:00', '17:00', { overtime })],
        punches: ['2026-03-02 09:00', '2026-03-02 18:00'],
      },
      '2026-03-02',
      '2026-03-03',
    );
    return day?.overtime.map(({ code, seconds }) => `${code} ${seconds / 3_600}`);
  };

  test('are those after OUT first, and then the last ones before it', () => {
    // Three hours beyond six: from 17:00 to 18:00 and from 15:00 to 17:00, so that 13:00 to 15:00 is left.
    expect(paid('15:00', '17:00')).toEqual(['D6 3']);
    expect(paid('13:00', '15:00')).toEqual(['D6 3', 'WINDOW 2']);
  });
});
