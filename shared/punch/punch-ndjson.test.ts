import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPunchNdjson, writePunchLine } from '#shared/punch/punch-ndjson.ts';

const punch = {
  serial: 'SAMPLE1',
  pin: '',
  time: '2026-11-22 08:59:30',
  status: 255,
  verify: 15,
  workCode: '',
};

const anyPunch = fc.record({
  serial: fc.string({ minLength: 1 }),
  pin: fc.string(),
  time: fc.string(),
  status: fc.nat(65_535),
  verify: fc.nat(65_535),
  workCode: fc.string(),
});

test('punches that are written are read again, empty PINs and all', () => {
  fc.assert(
    fc.property(fc.array(anyPunch), (punches) => {
      const text = punches.map((each) => `${writePunchLine(each)}\n`).join('');
      const expected = punches.map((each, index) => ({ line: index + 1, ...each }));
      expect(readPunchNdjson(text)).toEqual({ rows: expected, problems: [] });
    }),
  );
});

describe('a line that is not a punch is kept with its number and its reason', () => {
  test.each([
    ['no JSON', '{"serial":', 'not a JSON object'],
    ['an array', '[1]', 'not a JSON object'],
    ['a PIN that is a number', JSON.stringify({ ...punch, pin: 7 }), 'pin: '],
    ['no serial', JSON.stringify({ ...punch, serial: '' }), 'serial: '],
    ['a negative status', JSON.stringify({ ...punch, status: -1 }), 'status: '],
  ])('%s', (_, text, reason) => {
    const { rows, problems } = readPunchNdjson(`${writePunchLine(punch)}\n\n${text}\n`);
    expect(rows).toEqual([{ line: 1, ...punch }]);
    expect(problems).toEqual([{ line: 3, text, reason: expect.stringContaining(reason) }]);
  });
});

test('any text is read as rows and problems', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { rows, problems } = readPunchNdjson(text);
      expect(rows.length + problems.length).toBe(
        text.split('\n').filter((line) => line.trim() !== '').length,
      );
    }),
  );
});
