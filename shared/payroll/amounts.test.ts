import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmountFormat, writeAmount } from './amounts.ts';
import { writeDate, writeTime } from './dates.ts';
import { encoderOf, encodings } from './encode.ts';
import { date, seconds } from './testing/sample-month.ts';

const formatOf = (format: unknown) => AmountFormat.parse(format);

describe('an amount', () => {
  test.each([
    ['3:15', { as: 'decimal' }, '3.25'],
    ['3:15', { as: 'decimal', point: ',' }, '3,25'],
    ['3:15', { as: 'decimal', places: 0 }, '3'],
    ['3:30', { as: 'decimal', places: 0 }, '4'],
    ['-3:30', { as: 'decimal', places: 0 }, '-4'],
    ['0:20', { as: 'decimal', places: 4 }, '0.3333'],
    ['-0:20', { as: 'decimal' }, '-0.33'],
    ['9:20', { as: 'decimal', unit: 'days', hoursOfDay: 8 }, '1.17'],
    ['7:36', { as: 'decimal', unit: 'days', hoursOfDay: 7.6 }, '1.00'],
    ['3:15', { as: 'decimal', unit: 'minutes', places: 0 }, '195'],
    ['3:15', { as: 'clock' }, '3:15'],
    ['3:15', { as: 'clock', hourDigits: 3 }, '003:15'],
    ['-0:05', { as: 'clock' }, '-0:05'],
    ['120:00', { as: 'clock' }, '120:00'],
    ['3:15', { as: 'implied' }, '325'],
    ['-3:15', { as: 'implied', sign: 'trailing' }, '325-'],
    ['3:15', { as: 'implied', sign: 'leading' }, '+325'],
    ['0:00', { as: 'decimal', zero: 'blank' }, ''],
    ['0:20', { as: 'decimal', round: 'up' }, '0.34'],
    ['0:20', { as: 'decimal', round: 'down' }, '0.33'],
  ])('of %s as %j is %s', (duration, format, text) => {
    expect(writeAmount(seconds(duration), formatOf(format))).toEqual({ text });
  });

  test('that is more than the payroll takes has no text', () => {
    const format = formatOf({ as: 'decimal', most: 999.99 });
    expect(writeAmount(seconds('999:59'), format)).toEqual({ text: '999.98' });
    expect(writeAmount(seconds('1000:00'), format)).toEqual({ fault: 'too-much' });
  });

  test('differs from its seconds by half a place at most, and what is less mirrors what is more', () => {
    const places = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), places, (size, digits) => {
        const format = formatOf({ as: 'decimal', places: digits });
        const more = writeAmount(size, format);
        const less = writeAmount(-size, format);
        if (!('text' in more && 'text' in less)) throw new Error('no text');
        expect(Math.abs(Number(more.text) * 3600 - size)).toBeLessThanOrEqual(1800 / 10 ** digits + 1e-4);
        expect(Number(less.text)).toBe(-Number(more.text) + 0);
      }),
    );
  });
});

test.each([
  ['dd/MM/yyyy', '03/09/2026'],
  ['MM/dd/yy', '09/03/26'],
  ['d.M.yyyy', '3.9.2026'],
  ['yyyyMMdd', '20260903'],
])('a date as %s is %s', (pattern, text) => {
  expect(writeDate(date('2026-09-03'), pattern)).toBe(text);
});

test.each([
  ['HH:mm', '07:05'],
  ['H:mm', '7:05'],
  ['HHmm', '0705'],
  ['HH:mm:ss', '07:05:09'],
] as const)('a time as %s is %s', (pattern, text) => {
  expect(writeTime('2026-09-03T07:05:09', pattern)).toBe(text);
});

test.each([
  ['windows-1252', 'Zoë €', 'Zoë €'],
  ['iso-8859-15', 'Zoë €', 'Zoë €'],
  ['windows-1250', 'Łukasz', 'Łukasz'],
  ['windows-1251', 'Zoë Ж', 'Zo? Ж'],
  ['utf-8', 'Zoë 😀', 'Zoë 😀'],
  ['utf-16le', 'Zoë 😀', 'Zoë 😀'],
  ['us-ascii', 'Zoë', 'Zo?'],
] as const)('bytes of %s read back, with a question mark for what it lacks', (encoding, text, back) => {
  expect(new TextDecoder(encoding).decode(encoderOf(encoding)(text))).toBe(back);
});

test.each(encodings)('%s has every character of ASCII', (encoding) => {
  const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(at + 32)).join('');
  expect(new TextDecoder(encoding).decode(encoderOf(encoding)(ascii))).toBe(ascii);
});
