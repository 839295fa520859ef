/** Reads every kind of stored item at one edge, which refuses unknown versions and damaged items. @module */

import type { Item } from './database.ts';
import { type Check, fits } from './shape.ts';

/** The version of every kind of item. An item without the attribute `v` has it: version 1 is never written. */
const version = 1;

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
 * Refuses an item of a version that this code does not know.
 * @throws UnreadableItem that names the version, for an item that a later version of Rollcall has written
 */
export function requireKnownVersion(kind: string, item: Record<string, unknown>): void {
  if (item.v !== undefined && item.v !== version) {
    throw new UnreadableItem(kind, item, `it has version ${String(item.v)}, and this code knows ${version}`);
  }
}

/** The failure of an item in which a field is missing or of another type. @param path - of the field: `/origin/kind` */
export function damaged(kind: string, item: Record<string, unknown>, path: string): UnreadableItem {
  return new UnreadableItem(
    kind,
    item,
    `its ${path === '' ? 'value' : `field ${path}`} is not what it must be`,
  );
}

/** The item without the attributes that make it findable. */
function withoutKeys(item: Item): Record<string, unknown> {
  const { pk: _pk, sk: _sk, kindPk: _kindPk, kindSk: _kindSk, ...value } = item;
  return value;
}

/**
 * Makes the reader of a kind of item.
 * @param kind - for the message of an item that cannot be read
 * @param check - the shape of its value
 * @param findableBy - attributes besides the keys that are not part of the value
 * @returns a function that throws {@link UnreadableItem}
 */
export function readerOf<T>(
  kind: string,
  check: Check<T>,
  findableBy: readonly string[] = [],
): (item: Item) => T {
  return function readItem(item) {
    requireKnownVersion(kind, item);
    const value = withoutKeys(item);
    for (const name of findableBy) delete value[name];
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

/** Whether an attribute is true or false. */
export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
