import { expect, test } from 'vitest';
import { readPunchLine, writePunchLine } from './punch-line.ts';

test('times are read as people write them', () => {
  expect(readPunchLine('08:56 12:02, 1258;18.41')).toEqual({ minutes: [536, 722, 778, 1_121] });
  expect(readPunchLine('')).toEqual({ minutes: [] });
});

test('a time that is not later is on the next day', () => {
  expect(readPunchLine('22:00 02:00 06:10')).toEqual({ minutes: [1_320, 1_560, 1_810] });
  expect(readPunchLine('08:00 08:00')).toEqual({ minutes: [480, 1_920] });
});

test('a word that is no time is named', () => {
  expect(readPunchLine('08:00 25:00')).toEqual({ wrong: '25:00' });
  expect(readPunchLine('noon')).toEqual({ wrong: 'noon' });
});

test('what is written is read again', () => {
  const minutes = [1_320, 1_560, 1_810];
  expect(readPunchLine(writePunchLine(minutes))).toEqual({ minutes });
});
