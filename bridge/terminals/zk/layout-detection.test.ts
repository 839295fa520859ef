import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectRecordLayout } from '#bridge/terminals/zk/layout-detection.ts';
import { encodePackedTime } from '#bridge/terminals/zk/packed-time.ts';
import { peopleOf } from '#bridge/terminals/zk/people.ts';
import { recordLayouts } from '#bridge/terminals/zk/record-layouts.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const names = ['rec40', 'rec49', 'rec36', 'rec16', 'rec8a', 'rec8b'] as const;

function log(name: (typeof names)[number], records: number, year = 2025): Buffer {
  const { recordBytes, person, timeAt } = recordLayouts[name];
  return Buffer.concat(
    Array.from({ length: records }, (_, index) => {
      const record = Buffer.alloc(recordBytes);
      record.writeUInt16LE(1 + (index % 200), 0);
      if (person === 'number') record.writeUInt32LE(1001 + index, 0);
      if (person === 'text') record.write(String(1001 + index), 2);
      const day = String(1 + (index % 28)).padStart(2, '0');
      record.writeUInt32LE(encodePackedTime(`${year}-06-${day} 08:${10 + (index % 50)}:00`) ?? 0, timeAt);
      return record;
    }),
  );
}

describe.each(names)('%s', (name) => {
  test.each([
    ['with the right count', 360],
    ['without a count', null],
    ['with a count of zero', 0],
    ['with a count that has moved', 357],
  ])('is found %s', (_, recordCount) => {
    const sample = log(name, 360);
    const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount, nowMs });
    expect(choice).toMatchObject({ layout: { name }, certain: true });
  });

  test('is found by the right count though the terminal’s clock stands in 2000', () => {
    if (name === 'rec8a') return; // Two layouts of 8 bytes can only be told apart by plausible dates.
    const sample = log(name, 360, 2000);
    const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount: 360, nowMs });
    expect(choice?.layout.name).toBe(name);
  });
});

test('the content overrules a count that divides into another size', () => {
  const sample = log('rec40', 49);
  const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount: 40, nowMs });
  expect(choice).toMatchObject({ layout: { name: 'rec40' }, certain: false });
});

test('an unknown tail behind 40 bytes is skipped when the count gives the size', () => {
  const sample = Buffer.concat(
    Array.from({ length: 30 }, () => Buffer.concat([log('rec40', 1), Buffer.alloc(12, 1)])),
  );
  const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount: 30, nowMs });
  expect(choice).toMatchObject({ layout: { name: 'rec40+12', recordBytes: 52 }, certain: false });
});

test.each([1, 4, 5, 8, 9])(
  'an unknown tail of %i bytes wins over known sizes that divide the log',
  (tailBytes) => {
    const records = 360;
    const tail = Buffer.alloc(tailBytes, 1);
    const log40 = log('rec40', records);
    const sample = Buffer.concat(
      Array.from({ length: records }, (_, index) => [
        log40.subarray(index * 40, (index + 1) * 40),
        tail,
      ]).flat(),
    );
    const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount: records, nowMs });
    expect(choice?.layout.recordBytes).toBe(40 + tailBytes);
  },
);

test.each(names)('a count of half the records or a third loses none of %s', (name) => {
  const sample = log(name, 360);
  for (const recordCount of [180, 120]) {
    const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount, nowMs });
    expect(choice?.layout.name).toBe(name);
  }
});

describe('a log of 8 bytes from a terminal whose clock was never set', () => {
  const keys = [0, 1, 4, 255];
  const records = 400;
  const sample = Buffer.concat(
    Array.from({ length: records }, (_, index) => {
      const record = Buffer.alloc(8);
      record.writeUInt16LE(1 + (index % 20), 0);
      record.writeUInt8(1, 2);
      record.writeUInt8(keys[index % keys.length] ?? 0, 3);
      record.writeUInt32LE(60 + index * 20_000, 4);
      return record;
    }),
  );
  const people = peopleOf(Array.from({ length: 20 }, (_, uid) => ({ uid: uid + 1, pin: `${uid + 1}` })));

  test.each([records, null])('is 8b by its keys and its users, with the count %s', (recordCount) => {
    const choice = detectRecordLayout({ sample, byteCount: sample.length, recordCount, nowMs, people });
    expect(choice).toMatchObject({ layout: { name: 'rec8b' }, certain: false });
  });
});

test('noise has no layout', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 3600, maxLength: 3600 }), (noise) => {
      const choice = detectRecordLayout({
        sample: Buffer.from(noise),
        byteCount: 3600,
        recordCount: null,
        nowMs,
      });
      expect(choice).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test('any bytes and any count are decided without an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.option(fc.nat(100)), fc.nat(10_000), (bytes, recordCount, byteCount) => {
      detectRecordLayout({ sample: Buffer.from(bytes), byteCount, recordCount, nowMs });
    }),
  );
});
