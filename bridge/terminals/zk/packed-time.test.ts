import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePackedTime, encodePackedTime, packedTimeDecoder } from '#bridge/terminals/zk/packed-time.ts';

test('every u32 decodes to a text that packs into the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (packed) => {
      expect(encodePackedTime(decodePackedTime(packed).text)).toBe(packed);
    }),
  );
});

test('a decoder that remembers the day says the same as one that does not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200_000 })),
      fc.integer({ min: 0, max: 4e9 }),
      (steps, start) => {
        const remembering = packedTimeDecoder();
        for (const step of steps) {
          const packed = start + step;
          expect({ ...remembering(packed) }).toEqual(decodePackedTime(packed));
        }
      },
    ),
  );
});

test.each([
  '2026-13-01 00:00:00',
  '1999-12-31 23:59:59',
  '2026-01-01 24:00:00',
  'today',
  '2133-08-18 06:28:16',
])('"%s" cannot be packed', (text) => {
  expect(encodePackedTime(text)).toBeNull();
});
