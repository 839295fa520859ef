import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { peopleOf } from '#bridge/terminals/zk/people.ts';
import { recordDecoder } from '#bridge/terminals/zk/record-decoder.ts';
import { recordLayouts } from '#bridge/terminals/zk/record-layouts.ts';

const time = 864_291_570;

function record40(pin: string | Buffer, packed = time): Buffer {
  const record = Buffer.alloc(40);
  Buffer.from(pin).copy(record, 2);
  record.writeUInt8(15, 26);
  record.writeUInt32LE(packed, 27);
  record.writeUInt8(255, 31);
  record.writeUInt32LE(3, 32);
  return record;
}

function decodeOne(record: Buffer) {
  return recordDecoder(recordLayouts.rec40).decode(record)[0];
}

describe('a record of 40 bytes', () => {
  test('keeps status 255, the verify code and the work code', () => {
    expect(decodeOne(record40('0701'))).toEqual({
      pin: '0701',
      time: '2026-11-22 08:59:30',
      status: 255,
      verify: 15,
      workCode: '3',
    });
  });

  test('may have an id that fills its 24 bytes', () => {
    expect(decodeOne(record40('ABCDEFGHIJKLMNOPQRSTUVWX'))?.pin).toBe('ABCDEFGHIJKLMNOPQRSTUVWX');
  });

  test('ignores what older ids left behind the NUL', () => {
    const record = record40('42\0\xff\x07stale');
    expect(decodeOne(record)).toMatchObject({ pin: '42' });
    expect(decodeOne(record)).not.toHaveProperty('raw');
  });

  test('may have an empty id', () => {
    expect(decodeOne(record40(''))).toMatchObject({ pin: '' });
    expect(decodeOne(record40(''))).not.toHaveProperty('raw');
  });

  test('may have an id beyond ASCII', () => {
    expect(decodeOne(record40('Ünal'))).toMatchObject({ pin: 'Ünal' });
    expect(decodeOne(record40('Ünal'))).not.toHaveProperty('raw');
  });

  test.each([
    ['a day that does not exist', record40('7', 840_931_200), '2026-02-31 00:00:00'],
    ['the null time', record40('7', 0), ''],
    ['a year beyond what terminals can set', record40('7', 0xffff_ffff), '2133-08-18 06:28:15'],
    ['an id that is not UTF-8', record40(Buffer.from([0xff, 0x31])), '2026-11-22 08:59:30'],
    ['an id with a control character', record40('4\x072'), '2026-11-22 08:59:30'],
  ])('with %s brings its bytes along', (_, record, text) => {
    expect(decodeOne(record)).toMatchObject({ time: text, raw: record.toString('base64') });
  });
});

test('a slot that no user has gives an empty pin and the bytes', () => {
  const record = Buffer.from('0900010012340000', 'hex');
  record.writeUInt32LE(time, 4);
  const [decoded] = recordDecoder(recordLayouts.rec8b, peopleOf([{ uid: 7, pin: '42' }])).decode(record);
  expect(decoded).toMatchObject({ pin: '', raw: record.toString('base64') });
});

test('a number takes its leading zeros from the only user who has it', () => {
  const people = peopleOf([
    { uid: 1, pin: '0701' },
    { uid: 2, pin: '000000100042' },
    { uid: 3, pin: '0008' },
    { uid: 4, pin: '08' },
    { uid: 5, pin: 'A9' },
  ]);
  const decoder = recordDecoder(recordLayouts.rec16, people);
  const pinOf = (number: number) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(number);
    record.writeUInt32LE(time, 4);
    return decoder.decode(record)[0]?.pin;
  };
  expect([701, 100_042, 8, 9].map(pinOf)).toEqual(['0701', '000000100042', '8', '9']);
});

test.each([
  ['in the byte after the flags', '0700010200000000', { status: 2, verify: 1 }],
  ['in the high nibble of the flags', '0700210000000000', { status: 2, verify: 1 }],
])('the key of an 8b record is read %s', (_, hex, expected) => {
  const record = Buffer.from(hex, 'hex');
  record.writeUInt32LE(time, 4);
  expect(
    recordDecoder(recordLayouts.rec8b, peopleOf([{ uid: 7, pin: '42' }])).decode(record)[0],
  ).toMatchObject(expected);
});

test('records cut anywhere come out the same as whole ones', () => {
  const layout = fc.constantFrom(...Object.values(recordLayouts));
  const pieces = fc.array(fc.uint8Array({ maxLength: 130 }), { maxLength: 12 });
  fc.assert(
    fc.property(layout, pieces, (chosen, parts) => {
      const whole = recordDecoder(chosen);
      const cut = recordDecoder(chosen);
      const expected = whole.decode(Buffer.concat(parts));
      expect(parts.flatMap((part) => cut.decode(Buffer.from(part)))).toEqual(expected);
      expect(cut.pendingBytes).toBe(whole.pendingBytes);
      expect(cut.uncleanPins).toBe(whole.uncleanPins);
    }),
  );
});

test('different ids never share a text, however many there are', () => {
  const pins = Array.from({ length: 20_000 }, (_, index) => String(index * 7919));
  const log = Buffer.concat(pins.map((pin) => record40(pin)));
  const decoder = recordDecoder(recordLayouts.rec40);
  expect(decoder.decode(log).map(({ pin }) => pin)).toEqual(pins);
  expect(decoder.decode(log).map(({ pin }) => pin)).toEqual(pins);
});
