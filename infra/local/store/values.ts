/** Values of attributes in the protocol's JSON: reading, checking, sizes, comparing. @module */

import { invalid, invalidParameter, unreadable } from './failure.ts';
import { canonicalNumber, compareNumbers, sizeOfNumber } from './numbers.ts';

/** A value as the protocol writes it. Numbers are canonical, sets sorted. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { L: AttributeValue[] }
  | { M: Item };

/** The attributes of an item, or of a map in one. */
export type Item = { [name: string]: AttributeValue };

/** The name of a type in the protocol. */
export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

const deepest = 32;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether something is a JSON object. */
export function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** An attribute of an item by its name, whatever the name. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Sets an attribute, whatever its name: `__proto__` is one like any other. */
export function setAttribute(item: Item, name: string, value: AttributeValue): void {
  if (name === '__proto__') {
    Object.defineProperty(item, name, { value, writable: true, enumerable: true, configurable: true });
  } else item[name] = value;
}

function text(raw: unknown): string {
  if (typeof raw !== 'string') throw unreadable('A value has to be a string here');
  return raw;
}

function binary(raw: unknown): string {
  const value = text(raw);
  if (!base64.test(value)) throw unreadable('Binary values have to be base64-encoded');
  return value;
}

function list(raw: unknown): unknown[] {
  if (!Array.isArray(raw)) throw unreadable('A value has to be a list here');
  return raw;
}

function hasDuplicates(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

function compareBinary(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left, 'base64'), Buffer.from(right, 'base64'));
}

function readTextSet(raw: unknown): AttributeValue {
  const SS = list(raw).map(text);
  if (SS.length === 0) throw invalidParameter('An string set  may not be empty');
  if (hasDuplicates(SS)) {
    throw invalidParameter(`Input collection [${SS.join(', ')}] contains duplicates`);
  }
  return { SS: SS.sort(compareText) };
}

function readNumberSet(raw: unknown): AttributeValue {
  const NS = list(raw).map((each) => canonicalNumber(text(each)));
  if (NS.length === 0) throw invalidParameter('An number set  may not be empty');
  if (hasDuplicates(NS)) throw invalid('Input collection contains duplicates');
  return { NS: NS.sort(compareNumbers) };
}

function readBinarySet(raw: unknown): AttributeValue {
  const BS = list(raw).map(binary);
  if (BS.length === 0) throw invalidParameter('Binary sets should not be empty');
  if (hasDuplicates(BS)) throw invalidParameter('Input collection of type BS contains duplicates.');
  return { BS: BS.sort(compareBinary) };
}

/** How a value of each type is read. */
const readers: Record<ValueType, (raw: unknown, depth: number) => AttributeValue> = {
  S: (raw) => ({ S: text(raw) }),
  N: (raw) => ({ N: canonicalNumber(text(raw)) }),
  B: (raw) => ({ B: binary(raw) }),
  BOOL: (raw) => {
    if (typeof raw !== 'boolean') throw unreadable('A value has to be true or false here');
    return { BOOL: raw };
  },
  NULL: (raw) => {
    if (raw !== true) throw invalidParameter('Null attribute value types must have the value of true');
    return { NULL: true };
  },
  SS: readTextSet,
  NS: readNumberSet,
  BS: readBinarySet,
  L: (raw, depth) => ({ L: list(raw).map((each) => readNested(each, depth + 1)) }),
  M: (raw, depth) => {
    if (!isRecord(raw)) throw unreadable('A value has to be a map here');
    const M: Item = {};
    for (const name of Object.keys(raw)) setAttribute(M, name, readNested(raw[name], depth + 1));
    return { M };
  },
};

function isValueType(name: string): name is ValueType {
  return Object.hasOwn(readers, name);
}

function readNested(raw: unknown, depth: number): AttributeValue {
  if (!isRecord(raw)) throw unreadable('A value has to be an object with its type here');
  if (depth > deepest) {
    throw invalid('Nesting Levels have exceeded supported limits');
  }
  let found: ValueType | undefined;
  for (const name in raw) {
    if (!isValueType(name) || raw[name] === null) continue;
    if (found !== undefined) {
      throw invalid(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
    found = name;
  }
  if (found === undefined) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  return readers[found](raw[found], depth);
}

/** Reads a value of a request. @throws StoreFailure when it is none */
export function readValue(raw: unknown): AttributeValue {
  return readNested(raw, 0);
}

/** Reads an item, a key or the values of expressions. @throws StoreFailure */
export function readItem(raw: Record<string, unknown>): Item {
  const item: Item = {};
  for (const name of Object.keys(raw)) setAttribute(item, name, readNested(raw[name], 0));
  return item;
}

/** The type of a value. */
export function typeOf(value: AttributeValue): ValueType {
  for (const name in value) if (isValueType(name)) return name;
  throw new Error('a value without a type');
}

function sizeOfBase64(value: string): number {
  return Buffer.byteLength(value, 'base64');
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}

const nestedOverhead = 3;

/** Bytes that a value counts with in the size of an item. */
export function sizeOfValue(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return sizeOfNumber(value.N);
  if ('B' in value) return sizeOfBase64(value.B);
  if ('SS' in value) return sum(value.SS, Buffer.byteLength);
  if ('NS' in value) return sum(value.NS, sizeOfNumber);
  if ('BS' in value) return sum(value.BS, sizeOfBase64);
  if ('L' in value) return nestedOverhead + value.L.length + sum(value.L, sizeOfValue);
  if ('M' in value) return nestedOverhead + Object.keys(value.M).length + sizeOfItem(value.M);
  return 1;
}

/** Size of an item in bytes as DynamoDB counts it: names and values. */
export function sizeOfItem(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) size += Buffer.byteLength(name) + sizeOfValue(value);
  }
  return size;
}

/** Puts surrogates behind all other units, as their code points are. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Compares texts as their UTF-8 bytes do. JavaScript's own order differs where there are surrogates. */
export function compareText(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Compares two values of the same ordered type; `undefined` when there is no order between them. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) return compareText(left.S, right.S);
  if ('N' in left && 'N' in right) return compareNumbers(left.N, right.N);
  if ('B' in left && 'B' in right) return compareBinary(left.B, right.B);
  return undefined;
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, at) => each === right[at]);
}

function sameMaps(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const a = attributeOf(left, name);
    const b = attributeOf(right, name);
    return a !== undefined && b !== undefined && sameValue(a, b);
  });
}

/** Whether two values are equal, type and all. */
export function sameValue(left: AttributeValue, right: AttributeValue): boolean {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('SS' in left) return 'SS' in right && sameTexts(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && sameTexts(left.NS, right.NS);
  if ('BS' in left) return 'BS' in right && sameTexts(left.BS, right.BS);
  if ('M' in left) return 'M' in right && sameMaps(left.M, right.M);
  if (!('L' in right) || left.L.length !== right.L.length) return false;
  return left.L.every((each, at) => {
    const other = right.L[at];
    return other !== undefined && sameValue(each, other);
  });
}
