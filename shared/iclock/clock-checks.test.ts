import { describe, expect, test } from 'vitest';
import { markClockSuspects, secondsAhead, settlingAfterHandshake } from './clock-checks.ts';

const offsetMinutes = 330;
const now = Date.parse('2026-11-22T03:30:00Z');
const record = (time: string) => ({
  pin: '7',
  time: `2026-11-22 ${time}`,
  status: 0,
  verify: 1,
  workCode: '',
});
const suspects = (times: readonly string[], settling?: Parameters<typeof markClockSuspects>[1]['settling']) =>
  markClockSuspects(times.map(record), { offsetMinutes, now, settling }).records.map(
    ({ clockSuspect = false }) => clockSuspect,
  );

describe('a clock that is ahead', () => {
  test('is told by the newest record, beyond five minutes', () => {
    const ahead = (time: string) => secondsAhead([record(time), record('08:00:00')], { offsetMinutes, now });
    expect(ahead('09:05:00')).toBeUndefined();
    expect(ahead('09:05:01')).toBe(301);
    expect(secondsAhead([{ ...record(''), time: 'never' }], { offsetMinutes, now })).toBeUndefined();
  });

  test('makes suspect the records from the far future alone, not those beside them', () => {
    expect(suspects(['08:59:00', '20:59:59', '21:00:00'])).toEqual([false, false, true]);
    const impossible = { ...record(''), time: '2099-01-01 00:00:00' };
    const { records } = markClockSuspects([record('08:59:00'), impossible], { offsetMinutes, now });
    expect(records).toEqual([record('08:59:00'), impossible]);
  });
});

describe('a clock that settles', () => {
  const handshake = now - 20_000;

  test('does so after the first handshake, and after one that tells another zone', () => {
    expect(settlingAfterHandshake({ stamps: {} }, 330, now)).toEqual({ since: now });
    const told = { stamps: {}, offsetMinutesSent: 330 };
    expect(settlingAfterHandshake(told, 330, now)).toBeNull();
    expect(settlingAfterHandshake(told, 345, now)).toEqual({ since: now, fromMinutes: 330 });
  });

  test('leaves no doubt about records before the handshake and after the poll', () => {
    expect(suspects(['08:12:00', '08:59:50'], { since: handshake })).toEqual([false, false]);
    expect(suspects(['08:59:59'], { since: handshake, until: now - 15_000 })).toEqual([false]);
    expect(suspects(['06:29:50'], null)).toEqual([false]);
  });

  test('makes suspect what was made meanwhile with the hour of any other zone', () => {
    expect(suspects(['06:29:50'], { since: handshake })).toEqual([true]);
    expect(suspects(['11:29:50', '11:29:55'], { since: handshake, until: now })).toEqual([true, true]);
    expect(suspects(['06:31:00'], { since: handshake })).toEqual([false]);
    // No zone is two hours and three quarters away from this one.
    expect(suspects(['06:14:50'], { since: handshake })).toEqual([false]);
  });

  test('of a known old zone is looked for with its hour alone', () => {
    const settling = { since: handshake, fromMinutes: 480 };
    expect(suspects(['11:29:50'], settling)).toEqual([true]);
    expect(suspects(['06:29:50'], settling)).toEqual([false]);
  });

  test('does not touch a log that goes on with records from before', () => {
    expect(suspects(['06:29:50', '07:03:20'], { since: handshake })).toEqual([false, false]);
    expect(suspects(['07:03:20', '06:29:50', '08:59:55'], { since: handshake })).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('is over after ten minutes, also for a terminal that never polls', () => {
    expect(suspects(['06:29:50'], { since: now - 601_000 })).toEqual([false]);
  });
});
