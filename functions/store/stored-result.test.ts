import { expect, test } from 'vitest';
import { plainShift } from '#shared/attendance/testing/presets.ts';
import { dayOf } from '#shared/attendance/testing/scenario.ts';
import { textOf } from '#shared/reasons/index.ts';
import { resultOf } from './stored-result.ts';
import type { SheetRow } from './stored-row.ts';

const day = dayOf(
  { schedules: [plainShift('09:00', '17:00')], punches: ['2026-03-02 09:10', '2026-03-02 17:00'] },
  '2026-03-02',
);
const stored = (result: object) =>
  ({
    userId: '1042',
    date: day.date,
    status: day.status,
    inputHash: '',
    result: JSON.stringify(result),
  }) as never;
const read = (result: object) => resultOf(stored(result) satisfies SheetRow);

test('a result is read as it was written', () => {
  expect(read(day)).toEqual(JSON.parse(JSON.stringify(day)));
});

test('the sentences of a row that an earlier version has written, or sealed, are kept under a key of their own', () => {
  const reason = { figure: 'late', rule: 'thresholds.lateGraceMinutes', punches: [] };
  const change = 'changed after the period was locked: worked 8:00 → 9:00';
  const adjustment = { worked: 3_600, codes: [], status: 'present', reason: change };
  const { reasons, adjustment: adjusted } = read({
    ...day,
    reasons: [{ ...reason, text: '0:10 late: IN 09:10' }, ...day.reasons],
    adjustment,
  });
  expect(reasons).toEqual([
    { ...reason, key: 'earlier', values: { text: '0:10 late: IN 09:10' } },
    ...JSON.parse(JSON.stringify(day.reasons)),
  ]);
  expect(adjusted && textOf(adjusted.reason)).toBe(change);
});
