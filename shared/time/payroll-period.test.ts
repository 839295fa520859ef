import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PayrollPeriod } from '#shared/contract/settings.ts';
import { addDays } from './calendar.ts';
import { payrollPeriodOf } from './payroll-period.ts';
import type { LocalDate } from './wall-time.ts';

const date = (text: string) => text as LocalDate;
const on = (day: number): PayrollPeriod => ({ kind: 'monthly', startsOnDay: day });
const twice: PayrollPeriod = { kind: 'twice-monthly', startsOnDays: [1, 16] };
const weeks = (count: number): PayrollPeriod => ({ kind: 'weeks', weeks: count, anchor: date('2026-03-02') });

test.each<[string, PayrollPeriod | undefined, string, string]>([
  ['2026-02-28', undefined, '2026-02-01', '2026-03-01'],
  ['2026-12-31', on(1), '2026-12-01', '2027-01-01'],
  ['2026-03-20', on(21), '2026-02-21', '2026-03-21'],
  ['2026-03-21', on(21), '2026-03-21', '2026-04-21'],
  ['2026-01-27', on(28), '2025-12-28', '2026-01-28'],
  ['2026-03-15', twice, '2026-03-01', '2026-03-16'],
  ['2026-03-31', twice, '2026-03-16', '2026-04-01'],
  ['2026-03-04', { kind: 'twice-monthly', startsOnDays: [5, 20] }, '2026-02-20', '2026-03-05'],
  ['2026-03-15', weeks(2), '2026-03-02', '2026-03-16'],
  ['2026-03-01', weeks(1), '2026-02-23', '2026-03-02'],
])('%s in %j lies in %s to %s', (day, period, from, to) => {
  expect(payrollPeriodOf(date(day), period)).toEqual({ from, to });
});

const periods = fc.oneof(
  fc.integer({ min: 1, max: 28 }).map(on),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 2, maxLength: 2 })
    .map((days): PayrollPeriod => ({ kind: 'twice-monthly', startsOnDays: days.toSorted((a, b) => a - b) })),
  fc.integer({ min: 1, max: 4 }).map(weeks),
);

test('every date lies in its period, and the next one begins where it ends', () => {
  fc.assert(
    fc.property(periods, fc.integer({ min: -4000, max: 4000 }), (period, days) => {
      const day = addDays(date('2026-03-02'), days);
      const { from, to } = payrollPeriodOf(day, period);
      expect(from <= day && day < to).toBe(true);
      expect(payrollPeriodOf(addDays(to, -1), period)).toEqual({ from, to });
      expect(payrollPeriodOf(to, period).from).toBe(to);
    }),
  );
});
