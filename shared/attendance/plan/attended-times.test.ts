import { describe, expect, test } from 'vitest';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const shifts = {
  // 9:00 to 17:00; each half ends in the middle, at 13:00.
  'without a break': plainShift,
  // 9:00 to 18:00, a break from 12:00 to 13:00.
  'with a break': (_from: string, _to: string, rules: object) => officeWeek(rules),
};

type Mode = 'auto' | 'alternate' | 'first-last';

/** The column of the only punch of a day of which one half is free. */
function columnOf(shift: keyof typeof shifts, mode: Mode, free: 'first' | 'second', time: string) {
  const { slots } = dayOf(
    {
      schedules: [shifts[shift]('09:00', '17:00', { direction: { mode } })],
      punches: [`${monday} ${time}`],
      leaves: [{ type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: free } }],
    },
    monday,
  );
  return Object.entries(slots).flatMap(([column, slot]) => (slot ? [column] : []));
}

describe.each(['auto', 'alternate', 'first-last'] as const)(
  'one punch of half a day, in the mode %s',
  (mode) => {
    test.each([
      ['without a break', 'first', '12:48', 'in'],
      ['without a break', 'first', '14:48', 'in'],
      ['without a break', 'first', '15:12', 'out'],
      ['without a break', 'second', '10:48', 'in'],
      ['without a break', 'second', '11:12', 'out'],
      ['without a break', 'second', '14:48', 'out'],
    ] as const)('%s, the %s half free: %s is %s', (shift, free, time, column) => {
      expect(columnOf(shift, mode, free, time)).toEqual([column]);
    });
  },
);

describe('with a break, the punch stands in the column of the half that is attended', () => {
  test.each([
    ['auto', 'first', '14:48', 'resume'],
    ['auto', 'first', '15:45', 'out'],
    ['auto', 'second', '10:15', 'in'],
    ['auto', 'second', '11:12', 'break'],
    ['first-last', 'first', '14:48', 'in'],
    ['first-last', 'first', '15:45', 'out'],
    ['first-last', 'second', '10:15', 'in'],
    ['first-last', 'second', '11:12', 'out'],
  ] as const)('in the mode %s, the %s half free: %s is %s', (mode, free, time, column) => {
    expect(columnOf('with a break', mode, free, time)).toEqual([column]);
  });
});

describe('without a break, somebody who comes in the attended half has come, and closes it however late', () => {
  const late = (free: 'first' | 'second' | null, came: string) =>
    dayOf(
      {
        schedules: [plainShift('09:00', '18:00')],
        // The window of the shift ends at 22:00.
        punches: [`${monday} ${came}`, `${monday} 22:30`],
        leaves:
          free === null
            ? []
            : [{ type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: free } }],
      },
      monday,
    );

  test('the first half free, 14:00 arrives; of a whole day it would have left', () => {
    const day = late('first', '14:00');
    expect(columnsOf(day)).toEqual({ in: '14:00', out: '22:30' });
    expect(day).toMatchObject({ worked: h(8, 30), late: h(0, 30) });
    expect(columnsOf(late(null, '14:00'))).toEqual({ out: '14:00' });
  });

  test('the second half free, 12:30 has left; of a whole day it would have come', () => {
    const day = late('second', '12:30');
    expect(columnsOf(day)).toEqual({ out: '12:30' });
    expect(codesOf(day)).toContain('missing-in');
    expect(late(null, '12:30')).toMatchObject({ worked: h(10) });
  });
});
