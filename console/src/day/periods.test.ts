/** Tests of the periods in which sheets are looked at. @module */

import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { datesOf, isIn, kindOfRange, type PeriodSettings, periodOf, stepPeriod } from './periods.ts';

const day = (text: string) => text as LocalDate;
const range = (from: string, to: string) => ({ from: day(from), to: day(to) });
const twice: PeriodSettings = { payrollPeriod: { kind: 'twice-monthly', startsOnDays: [1, 16] } };

describe('periodOf', () => {
  it('is half open: the first day after it does not belong to it', () => {
    expect(periodOf('month', day('2024-02-29'))).toEqual(range('2024-02-01', '2024-03-01'));
    expect(periodOf('day', day('2026-12-31'))).toEqual(range('2026-12-31', '2027-01-01'));
  });

  it('starts weeks on the day of the organisation', () => {
    expect(periodOf('week', day('2026-03-01'))).toEqual(range('2026-02-23', '2026-03-02'));
    expect(periodOf('week', day('2026-03-01'), { weekStartsOn: 'sunday' })).toEqual(
      range('2026-03-01', '2026-03-08'),
    );
  });

  it('takes calendar months for payroll periods where none are set', () => {
    expect(periodOf('payroll', day('2026-03-15'))).toEqual(range('2026-03-01', '2026-04-01'));
    expect(periodOf('payroll', day('2026-03-16'), twice)).toEqual(range('2026-03-16', '2026-04-01'));
  });
});

describe('stepPeriod', () => {
  it('goes to the neighbour of the same kind, whatever its length', () => {
    expect(stepPeriod(range('2026-03-01', '2026-04-01'), -1)).toEqual(range('2026-02-01', '2026-03-01'));
    expect(stepPeriod(range('2026-01-01', '2026-02-01'), 1)).toEqual(range('2026-02-01', '2026-03-01'));
    expect(stepPeriod(range('2026-03-01', '2026-03-16'), 1, twice)).toEqual(
      range('2026-03-16', '2026-04-01'),
    );
    expect(stepPeriod(range('2026-03-03', '2026-03-04'), 1)).toEqual(range('2026-03-04', '2026-03-05'));
  });

  it('moves a range of its own by its own length', () => {
    expect(stepPeriod(range('2026-03-03', '2026-03-13'), -1)).toEqual(range('2026-02-21', '2026-03-03'));
  });

  it('comes back', () => {
    const settings: PeriodSettings = { payrollPeriod: { kind: 'monthly', startsOnDay: 21 } };
    const start = periodOf('payroll', day('2026-03-03'), settings);
    expect(stepPeriod(stepPeriod(start, 1, settings), -1, settings)).toEqual(start);
  });
});

it('tells the kind of a range', () => {
  expect(kindOfRange(range('2026-03-01', '2026-04-01'))).toBe('month');
  expect(kindOfRange(range('2026-03-01', '2026-03-16'), twice)).toBe('payroll');
  expect(kindOfRange(range('2026-03-01', '2026-03-16'))).toBe('range');
  expect(kindOfRange(range('2026-03-02', '2026-03-09'))).toBe('week');
  expect(kindOfRange(range('2026-03-02', '2026-03-03'))).toBe('day');
});

it('lists the dates of a range', () => {
  expect(datesOf(range('2026-02-27', '2026-03-02'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(datesOf(range('2026-03-02', '2026-03-02'))).toEqual([]);
  expect(isIn(day('2026-03-02'), range('2026-03-01', '2026-03-02'))).toBe(false);
  expect(isIn(day('2026-03-01'), range('2026-03-01', '2026-03-02'))).toBe(true);
});
