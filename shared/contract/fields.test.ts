import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReadablePin } from '#shared/punch/pin.ts';
import { InstantField, LocalDateField, UserId, WallTimeField } from './fields.ts';

test.each(['2026-03-29T07:59:30Z', '2026-03-29T07:59:30.5Z', '2024-02-29T00:00:00.000Z'])(
  '%s is an instant',
  (text) => {
    expect(InstantField.parse(text)).toBe(text);
  },
);

test.each([
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-03-29T24:00:00Z',
  '2026-03-29T07:59:30',
  '2026-03-29T07:59:30+01:00',
  '2026-03-29',
  '',
])('"%s" is not an instant', (text) => {
  expect(InstantField.safeParse(text).success).toBe(false);
});

test('dates and wall times that no calendar has are refused', () => {
  expect(LocalDateField.safeParse('2026-02-29').success).toBe(false);
  expect(WallTimeField.safeParse('2026-02-29T08:00:00').success).toBe(false);
  expect(WallTimeField.parse('2026-03-02 08:00:00')).toBe('2026-03-02T08:00:00');
});

test('every PIN that a terminal may send as readable can be the id of a user', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (pin) => {
      if (isReadablePin(pin)) expect(UserId.safeParse(pin).success).toBe(true);
    }),
  );
});
