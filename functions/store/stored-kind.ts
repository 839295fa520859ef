/**
 * Reads every kind of stored item at one edge, which brings items of earlier versions up to date and refuses unknown versions
 * and damaged items (docs/decisions/0043-versions-of-stored-items.md).
 * @module
 */

import type { Item } from './database.ts';
import { type Check, fits } from './shape.ts';

/** The version of an item without the attribute `v`, which is never written for it. */
const firstVersion = 1;

/**
 * Turns the value of one version of a kind into that of the next one, as it is read; the table keeps it as it is until somebody
 * writes the item. The release that learns to read a version still writes the one before, so a step leaves alone what has the
 * new form already, and going back by one release is safe.
 */
export type Step = (value: Record<string, unknown>) => Record<string, unknown>;

/**
 * An item that cannot be read. Nobody outside can mend it, so it is not a problem of the contract: the caller gets
 * `service.failed`, and the function's log gets this error. It names kind, key and field, and no other content.
 */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem';
  /** Such as `sheet row`. */
  readonly kind: string;
  /** The item's key, as far as it was read: queries that read a part of an item may leave it out. */
  readonly key: string;

  constructor(kind: string, item: Record<string, unknown>, reason: string) {
    const key = ['pk', 'sk']
      .flatMap((name) => (typeof item[name] === 'string' ? [item[name]] : []))
      .join(' ');
    super(`the stored ${kind} "${key}" cannot be read: ${reason}`);
    this.kind = kind;
    this.key = key;
  }
}

/**
 * Reads the version of an item, and refuses one that this code does not know.
 * @param known - the newest version that this code reads
 * @throws UnreadableItem that names the version, for an item that a later version of Rollcall has written
 */
export function requireKnownVersion(
  kind: string,
  item: Record<string, unknown>,
  known = firstVersion,
): number {
  const { v: version = firstVersion } = item;
  if (isWhole(version) && version >= firstVersion && version <= known) return version;
  throw new UnreadableItem(kind, item, `it has version ${String(version)}, and this code knows ${known}`);
}

/** The failure of an item in which a field is missing or of another type. @param path - of the field: `/origin/kind` */
export function damaged(kind: string, item: Record<string, unknown>, path: string): UnreadableItem {
  return new UnreadableItem(
    kind,
    item,
    `its ${path === '' ? 'value' : `field ${path}`} is not what it must be`,
  );
}

/** The item without the attributes that make it findable, and without its version. */
function withoutKeys(item: Item): Record<string, unknown> {
  const { pk: _pk, sk: _sk, kindPk: _kindPk, kindSk: _kindSk, v: _v, ...value } = item;
  return value;
}

/**
 * Makes the reader of a kind of item.
 * @param kind - for the message of an item that cannot be read
 * @param check - the shape of its value
 * @param findableBy - attributes besides the keys that are not part of the value
 * @param steps - from version 1 to 2, from 2 to 3 and so on
 * @returns a function that throws {@link UnreadableItem}
 */
export function readerOf<T>(
  kind: string,
  check: Check<T>,
  findableBy: readonly string[] = [],
  steps: readonly Step[] = [],
): (item: Item) => T {
  return function readItem(item) {
    const version = requireKnownVersion(kind, item, firstVersion + steps.length);
    let value = withoutKeys(item);
    for (const name of findableBy) delete value[name];
    for (const step of steps.slice(version - firstVersion)) value = step(value);
    if (!fits(check, value)) throw damaged(kind, item, check(value) ?? '');
    return value;
  };
}

/** Whether an attribute is a text; of a text with a form or a brand, the form is not checked again. */
export function isText<T extends string = string>(value: unknown): value is T {
  return typeof value === 'string';
}

/** Whether an attribute is a number. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}

/** Whether an attribute is true or false. */
export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
