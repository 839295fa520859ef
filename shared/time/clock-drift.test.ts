import { expect, test } from 'vitest';
import { zoneShiftOf } from './clock-drift.ts';

test.each([
  [19_800, 19_800],
  [-19_800, -19_800],
  [19_838, 19_800],
  [-3600, -3600],
  [20_700 - 200, 20_700],
  [900, 900],
  [50_400, 50_400],
])('a drift of %i s is a zone that is %i s ahead', (drift, shift) => {
  expect(zoneShiftOf(drift)).toBe(shift);
});

test.each([0, 30, 90, -200, 600, -600, 19_800 + 400, 30 * 3600, 86_400 * 365])(
  'a drift of %i s is no zone',
  (drift) => {
    expect(zoneShiftOf(drift)).toBeNull();
  },
);
