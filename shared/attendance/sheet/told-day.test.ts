import { expect, test } from 'vitest';
import { plainShift } from '../testing/presets.ts';
import { dayOf } from '../testing/scenario.ts';
import { adjustLockedDay } from './adjust-locked-day.ts';
import { toldDay } from './told-day.ts';

/** What a reader of a day is told in sentences, and that nothing else of the day is touched. */

const monday = '2026-03-02';
const dayWith = (...times: string[]) =>
  dayOf(
    { schedules: [plainShift('09:00', '17:00')], punches: times.map((time) => `${monday} ${time}`) },
    monday,
  );

test('the reasons of a day get their sentences', () => {
  const day = dayWith('09:20', '17:00');
  const { reasons } = toldDay(day);
  expect(reasons).toHaveLength(day.reasons.length);
  expect(reasons?.map(({ key }) => key)).toEqual(day.reasons.map(({ key }) => key));
  expect(reasons?.map(({ text }) => text)).toContain('09:20–17:00 make 7:40');
});

test('a punch that takes no part says why, beside all that it had', () => {
  const day = dayWith('09:00', '09:00:20', '17:00');
  expect(toldDay(day).ignored).toEqual([
    {
      ...day.ignored[0],
      reason: expect.objectContaining({
        key: 'ignored.double',
        text: 'a second punch within the time of a double punch',
      }),
    },
  ]);
});

test('an adjustment says what has changed since the lock, beside its figures', () => {
  const row = adjustLockedDay(dayWith('09:00', '17:00'), dayWith('09:00', '16:00'));
  expect(toldDay(row).adjustment).toEqual({
    ...row.adjustment,
    reason: {
      ...row.adjustment?.reason,
      text: expect.stringMatching(/^changed after the period was locked: worked 8:00 → 7:00/),
    },
  });
});

test('what a summary of a day does not have, it does not get', () => {
  const { date, worked, reasons } = dayWith('09:00', '17:00');
  const summary: { date: string; worked: number; reasons?: typeof reasons } = { date, worked };
  expect(toldDay(summary)).toStrictEqual({ date, worked });
  expect(Object.keys(toldDay({ reasons }))).toEqual(['reasons']);
});

test('all other fields of a day stay as they are', () => {
  const day = dayWith('09:00', '17:00');
  expect(toldDay(day)).toEqual({ ...day, reasons: expect.any(Array) });
});
