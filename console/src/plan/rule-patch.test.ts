import { expect, test } from 'vitest';
import { defaultRules } from '#shared/attendance/index.ts';
import { ownCount, ownValue, ruleValue, withValue } from './rule-patch.ts';

const grace = { group: 'thresholds', key: 'lateGraceMinutes' } as const;
const half = { group: 'thresholds', key: 'halfDayBelowMinutes' } as const;

test('a value of its own lies over that of the organisation, and goes again', () => {
  const patch = withValue({}, grace, 5);
  expect(patch).toEqual({ thresholds: { lateGraceMinutes: 5 } });
  expect(ruleValue(patch, defaultRules, grace)).toBe(5);
  expect(ruleValue({}, defaultRules, grace)).toBe(0);
  expect(withValue(patch, grace, undefined)).toEqual({});
});

test('"none" is a value too', () => {
  const patch = withValue({ thresholds: { lateGraceMinutes: 5 } }, half, null);
  expect(ownValue(patch, half)).toBeNull();
  expect(ownCount(patch, [grace, half])).toBe(2);
  expect(withValue(patch, half, undefined)).toEqual({ thresholds: { lateGraceMinutes: 5 } });
});
