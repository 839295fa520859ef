/** DynamoDB's numbers: 38 significant digits, magnitudes from 1E-130 to 9.99E+125, exact. @module */

import { invalid } from './failure.ts';

/** A number taken apart: its value is 0.digits times ten to the power of the exponent. */
interface Decimal {
  negative: boolean;
  /** Without zeros at either end; empty for zero. */
  digits: string;
  exponent: number;
}

const mostDigits = 38;
const highestExponent = 126;
const lowestExponent = -129;
const plainInteger = /^(?:0|-?[1-9][0-9]{0,36}[1-9]|-?[1-9])$/;
const safeInteger = /^-?[0-9]{1,15}$/;
const anyNumber = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?$/;

function takeApart(text: string): Decimal | undefined {
  const found = anyNumber.exec(text);
  if (!found) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = found;
  const all = whole + fraction;
  if (all === '') return undefined;
  const first = all.search(/[1-9]/);
  if (first < 0) return { negative: false, digits: '', exponent: 0 };
  return {
    negative: sign === '-',
    digits: all.slice(first).replace(/0+$/, ''),
    exponent: whole.length - first + Number(power),
  };
}

function write({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  if (digits.length <= exponent) return sign + digits + '0'.repeat(exponent - digits.length);
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

function withinRange(decimal: Decimal): Decimal {
  if (decimal.digits === '') return decimal;
  if (decimal.exponent > highestExponent) {
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (decimal.exponent < lowestExponent) {
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (decimal.digits.length > mostDigits) {
    throw invalid('DynamoDB only supports precision up to 38 digits');
  }
  return decimal;
}

/** A number that {@link canonicalNumber} has written. */
function known(text: string): Decimal {
  return takeApart(text) ?? { negative: false, digits: '', exponent: 0 };
}

/**
 * The one way in which a number is stored and answered: plain digits without zeros at the ends.
 * @throws StoreFailure when the text is no number, or is out of range or too precise
 * @example canonicalNumber('1.50e2') // '150'
 */
export function canonicalNumber(text: string): string {
  if (plainInteger.test(text)) return text;
  const decimal = takeApart(text);
  if (!decimal) throw invalid('A value provided cannot be converted into a number');
  return write(withinRange(decimal));
}

/** Less than, equal to or greater than zero as `left` is to `right`; both canonical. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (safeInteger.test(left) && safeInteger.test(right)) return Number(left) - Number(right);
  return Buffer.compare(sortableNumber(left), sortableNumber(right));
}

function scaled({ negative, digits, exponent }: Decimal, scale: number): bigint {
  const value = BigInt(digits || '0') * 10n ** BigInt(exponent - digits.length + scale);
  return negative ? -value : value;
}

/**
 * The sum of two canonical numbers, or their difference.
 * @throws StoreFailure when the result is out of range or too precise
 */
export function addNumbers(left: string, right: string, sign: 1 | -1 = 1): string {
  const a = known(left);
  const b = known(right);
  const scale = Math.max(0, a.digits.length - a.exponent, b.digits.length - b.exponent);
  const sum = scaled(a, scale) + (sign === 1 ? scaled(b, scale) : -scaled(b, scale));
  return canonicalNumber(`${sum}e-${scale}`);
}

/** Bytes that a canonical number counts with in the size of an item. */
export function sizeOfNumber(text: string): number {
  const { negative, digits, exponent } = known(text);
  if (digits === '') return 1;
  // Two digits a byte, in pairs that begin at even powers of ten.
  const odd = digits.length % 2 !== 0 || (exponent - 1) % 2 !== 0 ? 0 : 1;
  return 1 + Math.ceil(digits.length / 2) + odd + (negative ? 1 : 0);
}

const exponentOffset = 1000;
const zeroMark = 0x80;

/** Bytes that sort as canonical numbers do. */
export function sortableNumber(text: string): Buffer {
  const { negative, digits, exponent } = known(text);
  if (digits === '') return Buffer.of(zeroMark);
  const bytes = Buffer.alloc(3 + digits.length + (negative ? 1 : 0));
  const shifted = exponent + exponentOffset;
  const flip = negative ? 0xff : 0;
  bytes[0] = negative ? zeroMark - 1 : zeroMark + 1;
  bytes[1] = (shifted >> 8) ^ flip;
  bytes[2] = (shifted & 0xff) ^ flip;
  for (let at = 0; at < digits.length; at += 1) bytes[3 + at] = (digits.charCodeAt(at) - 47) ^ flip;
  // The longer of two negative numbers with the same beginning is the smaller one.
  if (negative) bytes[3 + digits.length] = 0xff;
  return bytes;
}
