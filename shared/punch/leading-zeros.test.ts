import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutLeadingZeros } from './leading-zeros.ts';

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
  expect(withoutLeadingZeros(id)).toBe(canonical);
});

test('a canonical id is its own canonical id, and zeros before digits never matter', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(withoutLeadingZeros(withoutLeadingZeros(id))).toBe(withoutLeadingZeros(id));
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n }), fc.nat(20), (id, zeros) => {
      expect(withoutLeadingZeros('0'.repeat(zeros) + String(id))).toBe(String(id));
    }),
  );
});

test('ids that are not all digits are the same only when they are written the same', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (id) => {
      fc.pre(!/^\d+$/.test(id));
      expect(withoutLeadingZeros(id)).toBe(id);
    }),
  );
});
