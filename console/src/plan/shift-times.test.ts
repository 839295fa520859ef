import { describe, expect, test } from 'vitest';
import { Shift } from '#shared/attendance/model/index.ts';
import {
  bordersOf,
  boundsOf,
  furtherShift,
  plannedMinutes,
  scheduledTimes,
  windowOf,
  withMinute,
  withPair,
  withTime,
} from './shift-times.ts';

const shift = (slots: Record<string, string>, more: object = {}) => Shift.parse({ slots, ...more });
const office = shift({
  in: '09:00',
  break: '12:00',
  resume: '13:00',
  out: '18:00',
  ot: '18:30',
  done: '21:00',
});
const night = shift({ in: '22:00', out: '06:00' });

describe('times on the axis', () => {
  test('a time earlier than the one before it is on the next day', () => {
    expect(scheduledTimes(night)).toEqual([
      { column: 'in', at: 1_320 },
      { column: 'out', at: 1_800 },
    ]);
  });

  test('a duty of 24 hours ends at the same time of the next day', () => {
    const duty = shift({ in: '08:00', out: '08:00' }, { outOnNextDay: true });
    expect(scheduledTimes(duty).at(-1)?.at).toBe(1_920);
  });
});

describe('moving a column', () => {
  test('it stays between its neighbours', () => {
    expect(withMinute(office, 'break', 9_999).slots.break).toBe('12:59');
    expect(withMinute(office, 'resume', 0).slots.resume).toBe('12:01');
    expect(boundsOf(office, 'break')).toEqual({ min: 541, max: 779 });
  });

  test('OUT goes over midnight, and IN not before the midnight of its day', () => {
    expect(withMinute(night, 'out', 1_805).slots).toEqual({ in: '22:00', out: '06:05' });
    expect(withMinute(office, 'in', -30).slots.in).toBe('00:00');
  });

  test('no shift grows to a whole day', () => {
    expect(withMinute(night, 'out', 5_000).slots.out).toBe('21:59');
    expect(Shift.safeParse(withMinute(night, 'out', 5_000)).success).toBe(true);
  });

  test('IN stays on its day also where OUT is on the next one', () => {
    expect(withMinute(night, 'in', 1_700).slots.in).toBe('23:59');
  });
});

describe('pairs of columns', () => {
  test('come at usual times and go together', () => {
    const plain = shift({ in: '08:00', out: '17:00' });
    const withBreak = withPair(plain, 'break', true);
    expect(withBreak.slots).toMatchObject({ break: '12:00', resume: '13:00' });
    expect(withPair(withBreak, 'break', false).slots).toEqual(plain.slots);
    const withOvertime = withPair(plain, 'overtime', true);
    expect(withOvertime.slots).toMatchObject({ ot: '17:30', done: '20:00' });
    expect(Shift.safeParse(withPair(night, 'overtime', true)).success).toBe(true);
  });

  test('a column that goes takes its range with it', () => {
    const ranged = shift(
      { in: '08:00', break: '12:00', resume: '13:00', out: '17:00' },
      {
        rangeUntil: { break: '12:20' },
      },
    );
    expect(withTime(ranged, 'break', undefined).rangeUntil).toEqual({});
  });
});

test('borders are midpoints unless they are set, also over midnight', () => {
  expect(bordersOf(office).map(({ at }) => at)).toEqual([630, 750, 930, 1_095, 1_185]);
  const ranged = shift({ in: '22:00', out: '06:00' }, { rangeUntil: { in: '01:00' } });
  expect(bordersOf(ranged)).toEqual([{ column: 'in', at: 1_500, isSet: true }]);
});

test('a shift may have a window of its own', () => {
  const rules = { windowBeforeMinutes: 120, windowAfterMinutes: null };
  expect(windowOf(night, rules)).toEqual({ from: 1_200, to: null });
  const own = shift({ in: '22:00', out: '06:00' }, { rules: { matching: { windowBeforeMinutes: 30 } } });
  expect(windowOf(own, rules).from).toBe(1_290);
});

test('an unpaid break is not planned work', () => {
  expect(plannedMinutes(office)).toBe(480);
  expect(plannedMinutes({ ...office, paidBreak: true })).toBe(540);
});

test('a further shift comes after the last one', () => {
  const further = furtherShift([office]);
  expect(scheduledTimes(further)[0]?.at).toBeGreaterThanOrEqual(1_260);
});
