import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import {
  afterCommand,
  afterPoll,
  afterRows,
  beginReconciliation,
  beginWithoutCount,
  countCommand,
  isProven,
  isWithin,
  missingRecords,
  type Reconciliation,
  recordsCommand,
  takesRows,
  waitsForPolls,
} from './reconciliation.ts';

const day = (text: string) => text as LocalDate;
const begun = beginReconciliation(day('2026-11-21'));
const counted = (count: number | undefined, known: number) =>
  afterCommand(begun, countCommand(begun), count, known);
const answered = (check: Reconciliation) => afterCommand(check, recordsCommand(check), undefined, 0);
/** After the terminal has answered and has nothing left to send. */
const sent = (check: Reconciliation, known: number) => afterPoll(afterPoll(answered(check), known), known);

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
    expect(counted(12, 9)).not.toBe(begun);
    expect(afterCommand(begun, { kind: 'check' }, 12, 9)).toBe(begun);
    const other = { kind: 'verify-count', from: '2026-11-21 00:00:00', to: '2026-11-22 23:59:59' } as const;
    expect(afterCommand(begun, other, 12, 9)).toBe(begun);
    expect(isWithin(begun, '2026-11-21 23:59:59')).toBe(true);
    expect(isWithin(begun, '2026-11-21T00:00:00')).toBe(true);
    expect(isWithin(begun, '2026-11-22 00:00:00')).toBe(false);
  });

  test('is moved on by an answer only when it waits for it', () => {
    expect(afterCommand(begun, recordsCommand(begun), undefined, 0)).toBe(begun);
    const querying = counted(12, 9);
    expect(afterCommand(querying, countCommand(begun), 13, 9)).toBe(querying);
  });
});

describe('the outcome', () => {
  test('is whole when nothing is missing', () => {
    expect(counted(12, 12).state).toBe('whole');
    expect(counted(11, 12).state).toBe('whole');
  });

  test('is whole when what was missing came, or what came is as much as was counted', () => {
    const querying = counted(12, 10);
    expect(querying.state).toBe('querying');
    expect(sent(querying, 12).state).toBe('whole');
    expect(sent(afterRows(querying, 12), 11).state).toBe('whole');
  });

  test('waits for rows that come after the answer, by firmware', () => {
    const querying = counted(12, 10);
    expect(waitsForPolls(querying)).toBe(false);
    const first = afterPoll(answered(querying), 10);
    expect(first.state).toBe('querying');
    const more = afterRows(first, 6);
    expect(afterPoll(more, 10).state).toBe('querying');
    expect(afterPoll(afterPoll(afterRows(more, 6), 10), 10).state).toBe('whole');
  });

  test('is short by what never came, and whole when it comes after all', () => {
    const short = sent(afterRows(counted(12, 9), 10), 9);
    expect(short.state).toBe('short');
    expect(missingRecords(short)).toBe(2);
    expect(isProven(short)).toBe(false);
    expect(missingRecords(counted(12, 9))).toBe(0);
    expect(afterPoll(short, 9)).toBe(short);
    expect(takesRows(short)).toBe(true);
    expect(afterPoll(afterRows(short, 2), 9)).toMatchObject({ state: 'whole' });
  });

  test('of a terminal that cannot count is that its days were asked for', () => {
    const asked = counted(undefined, 9);
    expect(asked.state).toBe('querying');
    expect(sent(asked, 9)).toMatchObject({ state: 'unsupported' });
    expect(isProven(sent(asked, 9))).toBe(true);
  });

  test('of an access-control terminal is that it has nothing left to send', () => {
    const begunWithout = beginWithoutCount(day('2026-11-21'));
    expect(waitsForPolls(begunWithout)).toBe(true);
    const once = afterPoll(begunWithout, 0);
    expect(isProven(once)).toBe(false);
    expect(afterPoll(once, 0)).toMatchObject({ state: 'unsupported', through: '2026-11-21' });
  });
});
