import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '#shared/attendance/model/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { editKey, keyParts, overlapOf, paintedShifts, pasted, shiftOnBoard } from './board-edits.ts';

const from = '2026-03-02' as LocalDate;
const next = '2026-03-03' as LocalDate;
const daily = (id: string, start: string, end: string) =>
  ClockingSchedule.parse({
    id,
    name: id,
    kind: 'daily',
    day: { shifts: [{ slots: { in: start, out: end } }] },
  });
const schedules = [
  daily('night', '22:00', '06:00'),
  daily('early', '05:30', '13:30'),
  daily('late', '14:00', '22:00'),
];

describe('what would overlap', () => {
  const on = (date: LocalDate, scheduleId: string) => ({
    date,
    shifts: paintedShifts({ scheduleId }, date, schedules, from),
  });

  test('a night and the early shift after it, with both names', () => {
    const overlap = overlapOf([on(from, 'night'), on(next, 'early')]);
    expect([overlap?.first.scheduleId, overlap?.second.scheduleId]).toEqual(['night', 'early']);
    expect([overlap?.first.date, overlap?.second.date]).toEqual([from, next]);
  });

  test('a night and the late shift after it do not', () => {
    expect(overlapOf([on(from, 'night'), on(next, 'late')])).toBeUndefined();
  });

  test('a painted day and a planned one are on one axis', () => {
    const planned = shiftOnBoard(
      { scheduleId: 'x', start: '2026-03-03T05:00:00', end: '2026-03-03T09:00:00' },
      from,
    );
    expect(planned).toEqual({ scheduleId: 'x', start: 1_740, end: 1_980 });
    expect(overlapOf([on(from, 'night'), { date: next, shifts: [planned] }])).toBeDefined();
  });

  test('a rest day has no shifts', () => {
    expect(paintedShifts({ scheduleId: null, dayType: 'restday' }, from, schedules, from)).toEqual([]);
  });
});

describe('what is pasted', () => {
  const copy = [['a', 'b']];

  test('is as large as the copy where one cell is chosen', () => {
    expect(pasted(copy, { rows: [2, 2], columns: [5, 5] })).toEqual([
      { row: 2, column: 5, value: 'a' },
      { row: 2, column: 6, value: 'b' },
    ]);
  });

  test('fills an area again and again', () => {
    const cells = pasted(copy, { rows: [0, 1], columns: [0, 2] });
    expect(cells.map(({ value }) => value).join('')).toBe('abaaba');
  });
});

test('a key has both its parts, also where an id has a bar', () => {
  expect(keyParts(editKey('a|b', from))).toEqual({ userId: 'a|b', date: from });
});
