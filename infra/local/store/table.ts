/** A table: its columns and statements in SQLite, and what an item looks like there. @module */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DocumentPath } from './expressions/index.ts';
import { invalid } from './failure.ts';
import {
  attributesOf,
  indexColumns,
  type KeyColumn,
  requireIndexValue,
  requireScalarKeys,
  tableColumns,
} from './keys.ts';
import type { IndexDefinition, TableDefinition } from './table-definition.ts';
import { attributeOf, type Item, sizeOfItem } from './values.ts';

/** The most bytes that an item may have. */
const mostItemBytes = 409_600;

/** A secondary index with its place in the table. */
export interface TableIndex extends IndexDefinition {
  /** Number of its columns, `p<number>` and `s<number>`. */
  number: number;
  /** Names of the attributes that it holds; `undefined` for all. */
  holds: ReadonlySet<string> | undefined;
}

/** What a column can be given. */
type Bound = KeyColumn | number | null;

/** A row to be written. */
export interface Row {
  key: readonly [KeyColumn, KeyColumn];
  /** Values of all columns, in their order. */
  values: readonly Bound[];
}

/** An item as it is stored. */
export interface Stored {
  /** The item's JSON. */
  json: string;
  /** Bytes as DynamoDB counts them. */
  size: number;
}

function heldBy(index: IndexDefinition, table: TableDefinition): ReadonlySet<string> | undefined {
  if (index.projection.type === 'ALL') return undefined;
  const keys = [...attributesOf(table.keys), ...attributesOf(index.keys)].map(({ name }) => name);
  return new Set(index.projection.type === 'INCLUDE' ? [...keys, ...index.projection.names] : keys);
}

/** A table in the database. Statements are prepared once and kept: there are few forms. */
export class Table {
  readonly definition: TableDefinition;
  readonly indexes: readonly TableIndex[];
  /** Name of its table in SQLite. */
  readonly sqlName: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #columns: readonly string[];
  /** Those of nearly every request: looking one up by its text takes as long as SQLite needs for a short read. */
  #reading: StatementSync | undefined;
  #putting: StatementSync | undefined;

  constructor(database: DatabaseSync, id: number, definition: TableDefinition) {
    this.#database = database;
    this.definition = definition;
    this.sqlName = `items_${id}`;
    this.indexes = definition.indexes.map((index, at) => ({
      ...index,
      number: at + 1,
      holds: heldBy(index, definition),
    }));
    this.#columns = [
      'p',
      's',
      ...this.indexes.flatMap(({ number }) => [`p${number}`, `s${number}`]),
      'expires',
      'size',
      'item',
    ];
  }

  /** Makes its table in SQLite. @param sqlName - another name, for a copy @param indexes - those that it gets */
  create(sqlName = this.sqlName, indexes: readonly TableIndex[] = this.indexes): void {
    const columns = this.#columns.join(', ');
    this.#database.exec(`CREATE TABLE ${sqlName} (${columns}, PRIMARY KEY (p, s)) WITHOUT ROWID`);
    for (const { number } of indexes) {
      this.#database.exec(
        `CREATE INDEX ${sqlName}_index_${number} ON ${sqlName} (p${number}, s${number}, p, s) WHERE p${number} IS NOT NULL`,
      );
    }
    this.#database.exec(`CREATE INDEX ${sqlName}_expiry ON ${sqlName} (expires) WHERE expires IS NOT NULL`);
  }

  /** A statement, prepared at its first use. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Where the expiry of an item stands, in epoch seconds; `null` when it has none. */
  #expiryOf(item: Item): number | null {
    const name = this.definition.expiryAttribute;
    const value = name === undefined ? undefined : attributeOf(item, name);
    return value !== undefined && 'N' in value ? Math.floor(Number(value.N)) : null;
  }

  /** @throws StoreFailure when the item cannot stand in the table */
  rowOf(item: Item): Row {
    const key = tableColumns(item, this.definition.keys);
    for (const index of this.indexes) {
      for (const attribute of attributesOf(index.keys)) {
        const value = attributeOf(item, attribute.name);
        if (value !== undefined) requireIndexValue(value, attribute, index.name);
      }
    }
    const size = sizeOfItem(item);
    const copies = this.indexes.reduce((sum, index) => sum + this.#localCopySize(index, item, size), 0);
    if (size + copies > mostItemBytes) throw tooLarge();
    const values: Bound[] = [...key];
    for (const index of this.indexes) {
      const columns = indexColumns(item, index.keys);
      if (columns === undefined) values.push(null, null);
      else values.push(...columns);
    }
    values.push(this.#expiryOf(item), size, JSON.stringify(item));
    return { key, values };
  }

  /** Bytes that count towards the limit of an item because a local index holds them too: not the table's sort key, unless all is held. */
  #localCopySize({ isGlobal, keys, holds }: TableIndex, item: Item, size: number): number {
    if (isGlobal || indexColumns(item, keys) === undefined) return 0;
    if (holds === undefined) return size;
    const own = attributesOf(keys).map(({ name }) => name);
    const counted = Object.entries(item).filter(
      ([name]) => holds.has(name) && (name !== this.definition.keys.range?.name || own.includes(name)),
    );
    return sizeOfItem(Object.fromEntries(counted));
  }

  /** @throws StoreFailure when a path leads into an attribute that is a key */
  requireScalarKeys(paths: readonly DocumentPath[]): void {
    requireScalarKeys(paths, this.definition.keys, this.indexes);
  }

  /** Writes a row. @param sqlName - of the table, or of a copy */
  put(row: Row, sqlName = this.sqlName): void {
    if (sqlName !== this.sqlName) {
      this.statement(this.#putText(sqlName)).run(...row.values);
      return;
    }
    this.#putting ??= this.statement(this.#putText(sqlName));
    this.#putting.run(...row.values);
  }

  #putText(sqlName: string): string {
    const marks = this.#columns.map(() => '?').join(', ');
    const changes = this.#columns.slice(2).map((column) => `${column} = excluded.${column}`);
    return `INSERT INTO ${sqlName} (${this.#columns.join(', ')}) VALUES (${marks}) ON CONFLICT (p, s) DO UPDATE SET ${changes.join(', ')}`;
  }

  /** Deletes a row. @param sqlName - of the table, or of a copy */
  remove(key: Row['key'], sqlName = this.sqlName): void {
    this.statement(`DELETE FROM ${sqlName} WHERE p = ? AND s = ?`).run(...key);
  }

  /** The item with a key, if there is one. */
  get(key: Row['key']): Stored | undefined {
    this.#reading ??= this.statement(`SELECT item, size FROM ${this.sqlName} WHERE p = ? AND s = ?`);
    const row = this.#reading.get(...key);
    return row && storedOf(row);
  }

  /** Rows of an expired item, at most so many. @param now - epoch seconds */
  expired(now: number, most: number): Row['key'][] {
    const rows = this.statement(
      `SELECT p, s FROM ${this.sqlName} WHERE expires IS NOT NULL AND expires < ? AND expires > ? ORDER BY expires LIMIT ?`,
    ).all(now, now - longestPastSeconds, most);
    return rows.map((row) => [columnOf(row.p), columnOf(row.s)]);
  }
}

/** What expired longer ago than five years is kept: DynamoDB takes it for a mistake. */
const longestPastSeconds = 5 * 365 * 86_400;

/** A key column from a row of SQLite. */
export function columnOf(value: unknown): KeyColumn {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value);
  throw new Error('a key column of another type');
}

/** An item from a row of SQLite. */
export function storedOf(row: Record<string, unknown>): Stored {
  const { item, size } = row;
  if (typeof item !== 'string' || typeof size !== 'number') throw new Error('a row of another form');
  return { json: item, size };
}

/** An item has more bytes than DynamoDB takes. */
function tooLarge(): Error {
  return invalid('Item size has exceeded the maximum allowed size');
}
