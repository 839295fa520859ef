import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import {
  afterCount,
  afterQuery,
  afterRows,
  beginReconciliation,
  belongsTo,
  countCommand,
  isProven,
  isWithin,
  missingRecords,
  recordsCommand,
} from './reconciliation.ts';

const day = (text: string) => text as LocalDate;
const begun = beginReconciliation(day('2026-11-21'));

describe('a check', () => {
  test('begins with the last day when there was none before', () => {
    expect(begun).toEqual({ from: '2026-11-21', through: '2026-11-21', state: 'counting', received: 0 });
    expect(countCommand(begun)).toEqual({
      kind: 'verify-count',
      from: '2026-11-21 00:00:00',
      to: '2026-11-21 23:59:59',
    });
  });

  test('goes on behind the last whole day, so that nights without contact leave no gap', () => {
    const whole = { ...begun, state: 'whole' as const };
    expect(beginReconciliation(day('2026-11-25'), whole)).toMatchObject({
      from: '2026-11-22',
      through: '2026-11-25',
    });
  });

  test.each(['counting', 'querying', 'short'] as const)('that ended as %s is done again', (state) => {
    expect(beginReconciliation(day('2026-11-23'), { ...begun, state })).toMatchObject({ from: '2026-11-21' });
  });

  test('covers a month at most, and always its last day', () => {
    expect(beginReconciliation(day('2027-03-31'), begun)).toMatchObject({ from: '2027-03-01' });
    const ahead = { ...begun, through: day('2026-11-30'), state: 'whole' as const };
    expect(beginReconciliation(day('2026-11-22'), ahead)).toMatchObject({
      from: '2026-11-22',
      through: '2026-11-22',
    });
  });

  test('knows its commands and its days', () => {
    expect(belongsTo(begun, recordsCommand(begun))).toBe(true);
    expect(belongsTo(begun, { kind: 'check' })).toBe(false);
    expect(
      belongsTo(begun, { kind: 'query-log', from: '2026-11-21 00:00:00', to: '2026-11-22 23:59:59' }),
    ).toBe(false);
    expect(isWithin(begun, '2026-11-21 23:59:59')).toBe(true);
    expect(isWithin(begun, '2026-11-21T00:00:00')).toBe(true);
    expect(isWithin(begun, '2026-11-22 00:00:00')).toBe(false);
  });
});

describe('the outcome', () => {
  test('is whole when nothing is missing', () => {
    expect(afterCount(begun, 12, 12).state).toBe('whole');
    expect(afterCount(begun, 11, 12).state).toBe('whole');
  });

  test('is whole when what was missing came, or what came is as much as was counted', () => {
    const querying = afterCount(begun, 12, 10);
    expect(querying.state).toBe('querying');
    expect(afterQuery(querying, 12).state).toBe('whole');
    expect(afterQuery(afterRows(querying, 12), 11).state).toBe('whole');
  });

  test('is short by what never came', () => {
    const short = afterQuery(afterRows(afterCount(begun, 12, 9), 10), 9);
    expect(short.state).toBe('short');
    expect(missingRecords(short)).toBe(2);
    expect(isProven(short)).toBe(false);
    expect(missingRecords(afterCount(begun, 12, 9))).toBe(0);
  });

  test('of a terminal that cannot count is that its days were asked for', () => {
    const asked = afterCount(begun, undefined, 9);
    expect(asked.state).toBe('querying');
    expect(afterQuery(asked, 9)).toMatchObject({ state: 'unsupported' });
    expect(isProven(afterQuery(asked, 9))).toBe(true);
  });
});
