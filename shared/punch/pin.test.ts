import { describe, expect, test } from 'vitest';
import { canonicalPinOf, isPin, isReadablePin } from './pin.ts';

describe('a PIN that was read well', () => {
  test.each(['1', '0701', 'A-12', 'ａ', 'Zoë', '#', '~', '...', '9'.repeat(24)])('"%s"', (pin) => {
    expect(isReadablePin(pin)).toBe(true);
  });
});

describe('a PIN that was not read well', () => {
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

test('PINs are compared without the zeros before digits', () => {
  const pins = ['0701', '701', 'A07'].filter(isPin);
  expect(pins.map(canonicalPinOf)).toEqual(['701', '701', 'A07']);
});
