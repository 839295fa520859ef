import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUsers, detectUserLayout } from '#bridge/terminals/zk/user-layouts.ts';
import { nameDecoder } from '#shared/punch/terminal-text.ts';

function user72(pin: string, name: Buffer | string, privilege = 0): Buffer {
  const record = Buffer.alloc(72);
  record.writeUInt16LE(7, 0);
  record.writeUInt8(privilege, 2);
  record.write('s3cret!\x01', 3, 'latin1');
  Buffer.from(name).copy(record, 11, 0, 24);
  record.writeUInt32LE(0xffff_ffff, 35);
  record.write(pin, 48);
  return record;
}

const plain = nameDecoder(undefined);

describe('a user of 72 bytes', () => {
  test('never brings its password along', () => {
    expect(JSON.stringify(decodeUsers(user72('42', 'Sample'), 'user72', plain))).not.toMatch(
      /s3cret|czNjcmV0/,
    );
  });

  test('may have a name that fills its field, which does not run on into the card number', () => {
    expect(decodeUsers(user72('42', 'A name of 24 bytes: full'), 'user72', plain)[0]).toMatchObject({
      name: 'A name of 24 bytes: full',
      card: '4294967295',
    });
  });

  test.each([
    [0, 0, 'user', false],
    [2, 1, 'enroller', false],
    [6, 3, 'admin', false],
    [14, 7, 'super-admin', false],
    [1, 0, 'user', true],
    [10, 5, 'other', false],
  ])('with privilege byte %i has level %i', (byte, privilege, privilegeLabel, disabled) => {
    expect(decodeUsers(user72('42', '', byte), 'user72', plain)[0]).toMatchObject({
      privilege,
      privilegeLabel,
      disabled,
    });
  });
});

describe('a name', () => {
  test('is UTF-8', () => expect(plain(Buffer.from('Müller\0stale'))).toBe('Müller'));
  test('is windows-1252 where it is not UTF-8', () =>
    expect(plain(Buffer.from('M\xfcller\0', 'latin1'))).toBe('Müller'));
  test('that was cut within a character loses only that', () => {
    expect(plain(Buffer.from('Ä'.repeat(12)).subarray(0, 23))).toBe('Ä'.repeat(11));
  });
  test('is read in the code page that is set', () => {
    expect(nameDecoder('gbk')(Buffer.from('d6d0cec400', 'hex'))).toBe('中文');
  });
  test('of an unknown code page is refused at once', () =>
    expect(() => nameDecoder('klingon')).toThrow(RangeError));
});

describe('the layout of users', () => {
  const user28 = Buffer.from('07000000000000005445535455534552' + '15cd5b0700010000ca860100', 'hex');
  const many72 = Buffer.concat(
    Array.from({ length: 7 }, (_, index) => user72(String(100 + index), 'Sample')),
  );
  const many28 = Buffer.concat(Array.from({ length: 18 }, () => user28));

  test.each([null, 0, 7, 18, 1000])('of 504 bytes as 7 users is 72 with the count %s', (count) => {
    expect(detectUserLayout(many72, count)).toBe('user72');
  });
  test.each([null, 0, 18, 7, 1000])('of 504 bytes as 18 users is 28 with the count %s', (count) => {
    expect(detectUserLayout(many28, count)).toBe('user28');
  });
  test('of records that look odd is what the count says', () => {
    const odd = Buffer.concat(Array.from({ length: 7 }, () => user72('', 'Sample', 0x40)));
    expect(detectUserLayout(odd, 7)).toBe('user72');
    expect(detectUserLayout(odd, null)).toBeUndefined();
  });
  test('of other bytes is unknown', () =>
    expect(detectUserLayout(Buffer.alloc(504, 0xff), null)).toBeUndefined());
});

test('any bytes decode to users or to no layout', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.option(fc.nat(20)), (bytes, count) => {
      const layout = detectUserLayout(Buffer.from(bytes), count);
      if (layout !== undefined) decodeUsers(Buffer.from(bytes), layout, plain);
    }),
  );
});
