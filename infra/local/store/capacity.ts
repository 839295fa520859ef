/** Counts capacity units as DynamoDB charges them: writes by 1 KB, reads by 4 KB, a copy in an index like an item. @module */

import { invalid } from './failure.ts';
import { type Fields, textField } from './fields.ts';
import { indexColumns } from './keys.ts';
import type { Table, TableIndex } from './table.ts';
import { type Item, sameValue, setAttribute, sizeOfItem } from './values.ts';

/** How much of the capacity an answer shows. */
export type CapacityDetail = 'NONE' | 'TOTAL' | 'INDEXES';

const writeUnitBytes = 1024;
const readUnitBytes = 4096;

/** What a request wants to know about its capacity. @throws StoreFailure */
export function capacityDetail(fields: Fields): CapacityDetail {
  const wanted = textField(fields, 'ReturnConsumedCapacity') ?? 'NONE';
  if (wanted === 'NONE' || wanted === 'TOTAL' || wanted === 'INDEXES') return wanted;
  throw invalid('ReturnConsumedCapacity has to be INDEXES, TOTAL or NONE');
}

/** Units for reading so many bytes. An eventually consistent read costs half. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / readUnitBytes)) / (isConsistent ? 1 : 2);
}

function writeUnits(...sizes: number[]): number {
  return Math.max(1, Math.ceil(Math.max(...sizes) / writeUnitBytes));
}

/** What of an item an index holds; `undefined` when the item is not in it. */
export function copyIn({ keys, holds }: TableIndex, item: Item): Item | undefined {
  if (indexColumns(item, keys) === undefined) return undefined;
  if (holds === undefined) return item;
  const copy: Item = {};
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined && holds.has(name)) setAttribute(copy, name, value);
  }
  return copy;
}

/** Units for changing a copy in an index: none when it stays as it is, two when it moves. */
function copyUnits(index: TableIndex, before: Item | undefined, after: Item | undefined): number {
  const old = before && copyIn(index, before);
  const fresh = after && copyIn(index, after);
  if (old === undefined && fresh === undefined) return 0;
  if (old === undefined || fresh === undefined) return writeUnits(sizeOfItem(old ?? fresh ?? {}));
  if (sameValue({ M: old }, { M: fresh })) return 0;
  const { hash, range } = index.keys;
  const moves = [hash, range].some((attribute) => {
    if (attribute === undefined) return false;
    const [from, to] = [old[attribute.name], fresh[attribute.name]];
    return from === undefined || to === undefined || !sameValue(from, to);
  });
  if (moves) return writeUnits(sizeOfItem(old)) + writeUnits(sizeOfItem(fresh));
  return writeUnits(sizeOfItem(old), sizeOfItem(fresh));
}

/** Units that a request has used of one table and its indexes. */
export class Capacity {
  readonly #table: Table;
  #own = 0;
  readonly #indexes = new Map<TableIndex, number>();

  constructor(table: Table) {
    this.#table = table;
  }

  /** Counts a write that made one item of another; either may be absent. */
  addWrite(before: Item | undefined, after: Item | undefined): void {
    this.#own += writeUnits(before ? sizeOfItem(before) : 0, after ? sizeOfItem(after) : 0);
    for (const index of this.#table.indexes) {
      const units = copyUnits(index, before, after);
      if (units > 0) this.#addTo(index, units);
    }
  }

  /** Counts a read of the table, or of an index. */
  addRead(units: number, index?: TableIndex): void {
    if (index === undefined) this.#own += units;
    else this.#addTo(index, units);
  }

  #addTo(index: TableIndex, units: number): void {
    this.#indexes.set(index, (this.#indexes.get(index) ?? 0) + units);
  }

  #shown(isGlobal: boolean): Record<string, { CapacityUnits: number }> | undefined {
    const entries = [...this.#indexes]
      .filter(([index]) => index.isGlobal === isGlobal)
      .map(([index, units]) => [index.name, { CapacityUnits: units }] as const);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  /** As an answer shows it. */
  show(detail: 'TOTAL' | 'INDEXES'): Fields {
    let total = this.#own;
    for (const units of this.#indexes.values()) total += units;
    const shown = { TableName: this.#table.definition.name, CapacityUnits: total };
    if (detail === 'TOTAL') return shown;
    return {
      ...shown,
      Table: { CapacityUnits: this.#own },
      LocalSecondaryIndexes: this.#shown(false),
      GlobalSecondaryIndexes: this.#shown(true),
    };
  }
}
