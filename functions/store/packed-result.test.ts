import fc from 'fast-check';
import { expect, test } from 'vitest';
import { officeWeek } from '#shared/attendance/testing/presets.ts';
import { daysOf } from '#shared/attendance/testing/scenario.ts';
import { packed, unpacked } from './packed-result.ts';

test('any text comes back as it was packed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      const wellFormed = text.toWellFormed();
      expect(unpacked(packed(wellFormed))).toBe(wellFormed);
    }),
  );
});

test('a day of four punches takes less than half a kilobyte', () => {
  const [day] = daysOf(
    {
      schedules: [officeWeek()],
      punches: ['2026-03-02 08:57', '2026-03-02 12:03', '2026-03-02 12:48', '2026-03-02 18:31'],
    },
    '2026-03-02',
    '2026-03-03',
  );
  const text = JSON.stringify(day);
  expect(packed(text).length).toBeLessThan(512);
  expect(unpacked(packed(text))).toBe(text);
});

test('what is damaged, of a later form or no packed result at all is not read', () => {
  const whole = packed('{"a":1}');
  expect(unpacked(whole.subarray(0, whole.length - 2))).toBeUndefined();
  expect(unpacked(Uint8Array.of(2, ...whole.subarray(1)))).toBeUndefined();
  expect(unpacked(new Uint8Array())).toBeUndefined();
  expect(unpacked('{"a":1}')).toBeUndefined();
});
