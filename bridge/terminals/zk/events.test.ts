import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '#bridge/terminals/zk/events.ts';

const tail = '010f1a0b16083b1e';
const text = `${Buffer.from('100042').toString('hex').padEnd(48, '0')}${tail}`;
const record = { pin: '100042', time: '2026-11-22 08:59:30', status: 15, verify: 1, workCode: '' };

describe('an attendance event', () => {
  test.each([
    [10, `2a00${tail}`, '42'],
    [12, `ca860100${tail}`, '100042'],
    [14, `2a00${tail}00000000`, '42'],
    [32, text, '100042'],
    [36, `${text}00000000`, '100042'],
    [37, `${text}0000000000`, '100042'],
    [52, `${text}${'00'.repeat(20)}`, '100042'],
  ])('of %i bytes is read', (length, hex, pin) => {
    const payload = Buffer.from(hex, 'hex');
    expect(payload).toHaveLength(length);
    expect(decodeEvent(1, payload)).toEqual({ code: 1, records: [{ ...record, pin }] });
  });

  test('of 36 bytes may be three of 12', () => {
    const payload = Buffer.from(`ca860100${tail}`.repeat(3), 'hex');
    expect(decodeEvent(1, payload).records).toEqual([record, record, record]);
  });

  test.each(['', '00', 'ff'.repeat(11), 'ff'.repeat(32), '00'.repeat(32)])(
    'of the form %s is a hint only',
    (hex) => {
      expect(decodeEvent(1, Buffer.from(hex, 'hex'))).toEqual({ code: 1, records: [] });
    },
  );
});

test('other events are hints without records', () => {
  expect(decodeEvent(32, Buffer.from(text, 'hex'))).toEqual({ code: 32, records: [] });
});

test('any payload is decoded or is a hint', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => void decodeEvent(1, Buffer.from(bytes))),
  );
});
