import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnBehind, type KeyColumn } from './keys.ts';
import { compareText } from './values.ts';

const database = new DatabaseSync(':memory:');
const before = database.prepare('SELECT ? < ? AS answer');

function isBefore(one: KeyColumn, two: KeyColumn): boolean {
  return before.get(one, two)?.answer === 1;
}

const aText = fc.string({ unit: 'binary', minLength: 1 });

test('texts sort in columns as their UTF-8 bytes do, and as conditions compare them', () => {
  fc.assert(
    fc.property(aText, aText, (one, two) => {
      const expected = Buffer.compare(Buffer.from(one), Buffer.from(two));
      expect(Math.sign(compareText(one, two))).toBe(expected);
      expect(isBefore(one, two)).toBe(expected < 0);
    }),
  );
});

test('what begins with a prefix lies between it and what is behind it, and nothing else does', () => {
  fc.assert(
    fc.property(aText, aText, aText, (prefix, rest, other) => {
      const behind = columnBehind(prefix);
      if (behind === undefined) return;
      expect(isBefore(prefix + rest, prefix)).toBe(false);
      expect(isBefore(prefix + rest, behind)).toBe(true);
      const lies = !isBefore(other, prefix) && isBefore(other, behind);
      expect(lies).toBe(other.startsWith(prefix));
    }),
  );
});

test('bytes at the end of their range have nothing behind them', () => {
  expect(columnBehind(Buffer.of(1, 255))).toEqual(Buffer.of(2));
  expect(columnBehind(Buffer.of(255, 255))).toBeUndefined();
  expect(columnBehind('\u{10ffff}')).toBeUndefined();
  expect(columnBehind('\ud7ff')).toBe('\ue000');
});
