import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { UserPlan, zonesOf } from '../plan/index.ts';
import { plainShift } from '../testing/presets.ts';
import { prepare } from '../testing/scenario.ts';
import { openWindows } from './windows.ts';

/** Section 2, step 3 of the rules: the windows of neighbours, whatever order they come in. */

const hour = 3_600;
const midnight = Date.parse('2026-03-02T00:00:00Z') / 1_000;

function windowsOf(...shifts: [string, string, arrives?: number][]): number[][] {
  const planned = shifts.map(([start, end, arrives]) => {
    const scenario = prepare({ schedules: [plainShift(start, end)] }, '2026-03-02', '2026-03-03');
    const day = new UserPlan(
      scenario.input,
      [],
      zonesOf(scenario.input.user),
      scenario.book,
      20_514,
      20_515,
    ).on(20_514);
    expect(day.date).toBe('2026-03-02' as LocalDate);
    const [instance] = day.template.instances;
    if (!instance) throw new RangeError('a shift');
    const chosen = { planned: day, instance };
    return arrives === undefined ? chosen : { ...chosen, arrivedAt: midnight + arrives * hour };
  });
  return openWindows(planned).map(({ windowStart, windowEnd }) => [
    (windowStart - midnight) / hour,
    (windowEnd - midnight) / hour,
  ]);
}

test('a window reaches from two hours before the start to four after the end', () => {
  expect(windowsOf(['09:00', '17:00'])).toEqual([[7, 21]]);
});

test('shifts are taken in the order of their starts, then of their ends', () => {
  const expected = [
    [4, 11],
    [11, 19],
  ];
  expect(windowsOf(['06:00', '10:00'], ['13:00', '15:00'])).toEqual(expected);
  expect(windowsOf(['13:00', '15:00'], ['06:00', '10:00'])).toEqual(expected);
  expect(windowsOf(['06:00', '12:00'], ['06:00', '10:00'])).toEqual(
    windowsOf(['06:00', '10:00'], ['06:00', '12:00']),
  );
  expect(windowsOf(['06:00', '12:00'], ['06:00', '10:00'])).toEqual([
    [4, 10],
    [10, 16],
  ]);
});

test('a window never starts before the shift before it has ended', () => {
  expect(windowsOf(['06:00', '10:00'], ['11:00', '15:00'])).toEqual([
    [4, 10],
    [10, 19],
  ]);
});

test('nothing before the arrival that has chosen a shift belongs to it, and its window opens no earlier for it', () => {
  expect(windowsOf(['09:00', '17:00', 8])).toEqual([[8, 21]]);
  expect(windowsOf(['09:00', '17:00', 6])).toEqual([[7, 21]]);
});
