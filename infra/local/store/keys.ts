/** Keys: their attributes, checks, and the columns that sort as DynamoDB does. @module */

import { invalid, invalidParameter } from './failure.ts';
import { sortableNumber } from './numbers.ts';
import { type AttributeValue, attributeOf, type Item, typeOf } from './values.ts';

/** Types that a key attribute can have. */
export type KeyType = 'S' | 'N' | 'B';

/** An attribute that is part of a key. */
export interface KeyAttribute {
  name: string;
  type: KeyType;
}

/** The key of a table or an index. */
export interface KeySchema {
  hash: KeyAttribute;
  range: KeyAttribute | undefined;
}

/** What stands in a column of a key: text sorts by its UTF-8 bytes, everything else is made to sort as bytes. */
export type KeyColumn = string | Buffer;

const mostHashBytes = 2048;
const mostRangeBytes = 1024;

/** The attributes of a key, the partition key first. */
export function attributesOf({ hash, range }: KeySchema): KeyAttribute[] {
  return range === undefined ? [hash] : [hash, range];
}

/** The column for a value of a key attribute; `undefined` when it has another type. */
export function keyColumn(value: AttributeValue | undefined, type: KeyType): KeyColumn | undefined {
  if (value === undefined) return undefined;
  if (type === 'S') return 'S' in value ? value.S : undefined;
  if (type === 'N') return 'N' in value ? sortableNumber(value.N) : undefined;
  return 'B' in value ? Buffer.from(value.B, 'base64') : undefined;
}

/** The columns of an item's key in an index; `undefined` when the item is not in it. */
export function indexColumns(item: Item, { hash, range }: KeySchema): [KeyColumn, KeyColumn] | undefined {
  const first = keyColumn(attributeOf(item, hash.name), hash.type);
  const second = range === undefined ? '' : keyColumn(attributeOf(item, range.name), range.type);
  return first === undefined || second === undefined ? undefined : [first, second];
}

/** Whether a value has no content, which no key may be. */
export function isEmptyKey(value: AttributeValue): boolean {
  return ('S' in value && value.S === '') || ('B' in value && value.B === '');
}

const scalarTypes: readonly string[] = ['S', 'N', 'B'] satisfies KeyType[];

function wrongKeyType(value: AttributeValue, what: string): Error {
  if (!scalarTypes.includes(typeOf(value))) return invalid('Invalid attribute value type');
  return invalidParameter(`Type mismatch for ${what}`);
}

function requireKeyValue(value: AttributeValue, { name, type }: KeyAttribute, isHash: boolean): KeyColumn {
  const column = keyColumn(value, type);
  if (column === undefined) throw wrongKeyType(value, 'key');
  if (isEmptyKey(value)) {
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
    );
  }
  // A text has at least as many bytes as units; most keys are far from the limit.
  const limit = isHash ? mostHashBytes : mostRangeBytes;
  if (column.length * 3 > limit && Buffer.byteLength(column) > limit) {
    throw invalidParameter(
      isHash
        ? `Size of hashkey has exceeded the maximum size limit of${mostHashBytes} bytes`
        : `Aggregated size of all range keys has exceeded the size limit of ${mostRangeBytes} bytes`,
    );
  }
  return column;
}

/**
 * The columns of an item's key in its table.
 * @throws StoreFailure when an attribute is missing, empty, too long, or of another type
 */
export function tableColumns(item: Item, { hash, range }: KeySchema): [KeyColumn, KeyColumn] {
  const first = attributeOf(item, hash.name);
  const second = range && attributeOf(item, range.name);
  if (first === undefined || (range !== undefined && second === undefined)) {
    throw invalid('One of the required keys was not given a value');
  }
  const column = requireKeyValue(first, hash, true);
  return [column, range && second ? requireKeyValue(second, range, false) : ''];
}

/** The columns of a key, which has nothing but key attributes. @throws StoreFailure */
export function keyColumns(key: Item, schema: KeySchema): [KeyColumn, KeyColumn] {
  if (Object.keys(key).length !== attributesOf(schema).length) {
    throw invalid('The number of conditions on the keys is invalid');
  }
  return tableColumns(key, schema);
}

/** @throws StoreFailure when an item has a value that cannot be the key of an index */
export function requireIndexValue(value: AttributeValue, { name, type }: KeyAttribute, index: string): void {
  if (typeOf(value) !== type) throw wrongKeyType(value, 'Index Key');
  if (isEmptyKey(value)) {
    throw invalid(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. IndexName: ${index}, IndexKey: ${name}`,
    );
  }
}

/** The least text behind all texts that begin with this one; `undefined` when there is none. */
function textBehind(prefix: string): string | undefined {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    points.push(last === 0xd7ff ? 0xe000 : last + 1);
    return String.fromCodePoint(...points);
  }
  return undefined;
}

function bytesBehind(prefix: Buffer): Buffer | undefined {
  const end = prefix.findLastIndex((byte) => byte !== 0xff);
  if (end < 0) return undefined;
  const behind = Buffer.from(prefix.subarray(0, end + 1));
  behind[end] = (behind[end] ?? 0) + 1;
  return behind;
}

/** The least column behind all columns that begin with this one; `undefined` when there is none. */
export function columnBehind(prefix: KeyColumn): KeyColumn | undefined {
  return typeof prefix === 'string' ? textBehind(prefix) : bytesBehind(prefix);
}

/** @throws StoreFailure when a path leads into an attribute that is a key */
export function requireScalarKeys(
  paths: readonly (readonly (string | number)[])[],
  table: KeySchema,
  indexes: readonly { keys: KeySchema }[],
): void {
  const nested = new Set(paths.filter((path) => path.length > 1).map(([head]) => head));
  if (nested.size === 0) return;
  const found = (keys: KeySchema) => attributesOf(keys).find(({ name }) => nested.has(name))?.name;
  const refuse = (kind: string, name: string | undefined) => {
    if (name === undefined) return;
    throw invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
    );
  };
  refuse('Key', found(table));
  for (const { keys } of indexes) refuse('IndexKey', found(keys));
}
