import { describe, expect, test } from 'vitest';
import { DutyRoster } from '#shared/attendance/model/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { entryOn, readCycle, restEntry, writeCycle } from './cycle-text.ts';

const ids = ['day', 'early', 'late', 'night'];
const of = (...names: (string | null)[]) =>
  names.map((name) => (name === null ? restEntry : { scheduleId: name }));

describe('a cycle that is typed or pasted', () => {
  const turn = of('late', 'late', 'late', null, 'night', 'night', 'night', null);

  test.each([
    '3 3 3 R 4 4 4 R',
    '333R444R',
    '3,3,3,r,4,4,4,r',
    '3x3 R 3×4 R',
    'late late late r night night night r',
    '3\t3\t3\tR\n4\t4\t4\tR',
  ])('%s', (text) => expect(readCycle(text, ids)).toEqual({ entries: turn }));

  test('a word that stands for nothing is named', () => {
    expect(readCycle('3 3 7 R', ids)).toEqual({ wrong: '7' });
  });

  test('never has more than 366 days', () => {
    const read = readCycle('999x1', ids);
    expect('entries' in read && read.entries.length).toBe(366);
  });

  test('what is written is read again', () => {
    expect(writeCycle(turn, ids)).toBe('3 3 3 R 4 4 4 R');
    expect(readCycle(writeCycle(turn, ids), ids)).toEqual({ entries: turn });
  });

  test('an entry with more than a word says is marked', () => {
    expect(writeCycle([{ scheduleId: 'day', furtherScheduleIds: ['late'] }], ids)).toBe('1*');
  });
});

test('a cycle goes on before and after its anchor', () => {
  const roster = DutyRoster.parse({
    id: 'c',
    name: 'Cycle',
    kind: 'cycle',
    anchor: '2026-03-02',
    entries: of('day', 'late', null),
  });
  const on = (date: string) => entryOn(roster, date as LocalDate).scheduleId;
  expect([on('2026-03-02'), on('2026-03-04'), on('2026-03-05')]).toEqual(['day', null, 'day']);
  expect([on('2026-03-01'), on('2026-02-28')]).toEqual([null, 'late']);
});
