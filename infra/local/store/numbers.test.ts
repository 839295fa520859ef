import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNumbers, canonicalNumber, compareNumbers, sortableNumber } from './numbers.ts';

/** Numbers as DynamoDB has them, in odd ways to write them. */
const aNumber = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.integer({ min: -120, max: 80 }))
  .map(([negative, digits, power]) => `${negative ? '-' : ''}${digits}e${power}`);

describe('a number', () => {
  test.each([
    ['0', '0'],
    ['-0.000', '0'],
    ['1.00', '1'],
    ['+5', '5'],
    ['007', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1.5e2', '150'],
    ['100', '100'],
    ['-12.340e-1', '-1.234'],
    ['1e40', `1${'0'.repeat(40)}`],
    ['1E-7', '0.0000001'],
  ])('%s is stored as %s', (written, stored) => {
    expect(canonicalNumber(written)).toBe(stored);
  });

  test.each([
    ['', 'cannot be converted'],
    ['abc', 'cannot be converted'],
    ['1_0', 'cannot be converted'],
    ['1e126', 'overflow'],
    ['1e-131', 'underflow'],
    ['1'.repeat(39), '38 digits'],
  ])('%s is refused', (written, reason) => {
    expect(() => canonicalNumber(written)).toThrow(reason);
  });

  test('has one way to be written', () => {
    fc.assert(
      fc.property(aNumber, (written) => {
        const stored = canonicalNumber(written);
        expect(canonicalNumber(stored)).toBe(stored);
        expect(canonicalNumber(`${stored}e0`)).toBe(stored);
      }),
    );
  });

  test('sorts as bytes as it does as a number', () => {
    const scaled = (text: string) => {
      const [, sign, digits, power] = /^(-?)(\d+)e(-?\d+)$/.exec(text) ?? [];
      const value = BigInt(digits ?? '0') * 10n ** BigInt(Number(power) + 120);
      return sign === '-' ? -value : value;
    };
    fc.assert(
      fc.property(aNumber, aNumber, (one, two) => {
        const difference = scaled(one) - scaled(two);
        const expected = difference < 0n ? -1 : Number(difference > 0n);
        const [a, b] = [canonicalNumber(one), canonicalNumber(two)];
        expect(Math.sign(compareNumbers(a, b))).toBe(expected);
        expect(Buffer.compare(sortableNumber(a), sortableNumber(b))).toBe(expected);
      }),
    );
  });

  test('is added exactly', () => {
    expect(addNumbers('0.1', '0.2')).toBe('0.3');
    expect(addNumbers('1', '0.9', -1)).toBe('0.1');
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (one, two) => {
        expect(addNumbers(String(one), String(two))).toBe(String(BigInt(one) + BigInt(two)));
      }),
    );
  });
});
