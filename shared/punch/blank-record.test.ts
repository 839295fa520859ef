import { expect, test } from 'vitest';
import { isBlankRecord } from './blank-record.ts';

const recordOf = (bytes: Buffer) => ({
  pin: '',
  time: '',
  status: 0,
  verify: 0,
  workCode: '',
  raw: bytes.toString('base64'),
});

test.each([8, 16, 36, 40, 49])(
  '%i bytes of zeros or of erased memory are blank, and one other byte is not',
  (size) => {
    expect(isBlankRecord(recordOf(Buffer.alloc(size)))).toBe(true);
    expect(isBlankRecord(recordOf(Buffer.alloc(size, 0xff)))).toBe(true);
    const one = Buffer.alloc(size);
    one[size - 1] = 1;
    expect(isBlankRecord(recordOf(one))).toBe(false);
    one.fill(0xff, 0, size - 1);
    expect(isBlankRecord(recordOf(one))).toBe(false);
  },
);

test('a record without its bytes is not called blank', () => {
  expect(isBlankRecord({ pin: '', time: '', status: 0, verify: 0, workCode: '' })).toBe(false);
});
