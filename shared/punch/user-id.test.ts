import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUserId, isReadablePin } from './user-id.ts';

test.each([
  ['0701', '701'],
  ['701', '701'],
  ['000', '0'],
  ['0', '0'],
  ['', ''],
  ['00A1', '00A1'],
  ['0x10', '0x10'],
  ['٠٧٠١', '٠٧٠١'],
  ['-007', '-007'],
  ['0000000000000000000000012', '12'],
  ['900719925474099312345678', '900719925474099312345678'],
])('the id "%s" is compared as "%s"', (id, canonical) => {
  expect(canonicalUserId(id)).toBe(canonical);
});

test('a canonical id is its own canonical id, and zeros before digits never matter', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(canonicalUserId(canonicalUserId(id))).toBe(canonicalUserId(id));
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n }), fc.nat(20), (id, zeros) => {
      expect(canonicalUserId('0'.repeat(zeros) + String(id))).toBe(String(id));
    }),
  );
});

test('ids that are not all digits are the same only when they are written the same', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (id) => {
      fc.pre(!/^\d+$/.test(id));
      expect(canonicalUserId(id)).toBe(id);
    }),
  );
});

describe('a PIN can be a user id', () => {
  test.each(['1', '0701', 'A-12', 'ａ', 'Zoë', '#', '~', '...', '9'.repeat(24)])('"%s"', (pin) => {
    expect(isReadablePin(pin)).toBe(true);
  });
});

describe('a PIN cannot be a user id', () => {
  test.each([
    ['empty', ''],
    ['too long', '9'.repeat(25)],
    ['that no path can name', '.'],
    ['that a path resolves', '..'],
    ['with a blank', '7 1'],
    ['with a no-break space', '7\u00a01'],
    ['with a NUL', '7\0'],
    ['with a line end', '7\n'],
    ['with a zero-width character', '7\u200b'],
    ['with half a surrogate pair', '\ud800'],
    ['with bytes that were no text', '7\ufffd'],
    ['with a private-use character', '\ue000'],
  ])('%s', (_, pin) => {
    expect(isReadablePin(pin)).toBe(false);
  });
});
