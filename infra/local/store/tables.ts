/** The tables of a store: what there is, kept in the database and in memory. @module */

import type { DatabaseSync } from 'node:sqlite';
import { failure, noSuchTable } from './failure.ts';
import { Table } from './table.ts';
import type { TableDefinition } from './table-definition.ts';

/** All tables, by name. */
export class Tables {
  readonly #database: DatabaseSync;
  readonly #tables = new Map<string, { id: number; table: Table }>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(
      'CREATE TABLE IF NOT EXISTS tables (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL)',
    );
    for (const { id, definition } of database.prepare('SELECT id, definition FROM tables').all()) {
      // Written by this class only.
      this.#keep(Number(id), JSON.parse(String(definition)));
    }
  }

  #keep(id: number, definition: TableDefinition): Table {
    const table = new Table(this.#database, id, definition);
    this.#tables.set(definition.name, { id, table });
    return table;
  }

  /** @throws StoreFailure when there is none of this name */
  get(name: string): Table {
    const found = this.#tables.get(name);
    if (found === undefined) throw noSuchTable();
    return found.table;
  }

  all(): Table[] {
    return [...this.#tables.values()].map(({ table }) => table);
  }

  /** Names in order. */
  names(): string[] {
    return [...this.#tables.keys()].sort();
  }

  /** @throws StoreFailure when there is one of this name */
  create(definition: TableDefinition): Table {
    if (this.#tables.has(definition.name)) {
      throw failure('ResourceInUseException', 'Cannot create preexisting table');
    }
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO tables (name, definition) VALUES (?, ?)')
      .run(definition.name, JSON.stringify(definition));
    const table = this.#keep(Number(lastInsertRowid), definition);
    table.create();
    return table;
  }

  /** Deletes a table with its items. @throws StoreFailure when there is none of this name */
  remove(name: string): Table {
    const table = this.get(name);
    this.#database.exec(`DROP TABLE ${table.sqlName}`);
    this.#database.prepare('DELETE FROM tables WHERE name = ?').run(name);
    this.#tables.delete(name);
    return table;
  }

  /** Says in which attribute the items of a table have their expiry. */
  setExpiry(name: string, attribute: string | undefined): void {
    const { id } = this.#tables.get(name) ?? {};
    const { definition } = this.get(name);
    const { expiryAttribute: _before, ...others } = definition;
    const changed = attribute === undefined ? others : { ...others, expiryAttribute: attribute };
    const path = attribute === undefined ? null : `$."${attribute.replaceAll('"', '')}".N`;
    this.#database
      .prepare('UPDATE tables SET definition = ? WHERE name = ?')
      .run(JSON.stringify(changed), name);
    const table = this.#keep(Number(id), changed);
    this.#database
      .prepare(
        `UPDATE ${table.sqlName} SET expires = CAST(json_extract(item, ?) AS INTEGER) WHERE expires IS NOT NULL OR json_extract(item, ?) IS NOT NULL`,
      )
      .run(path, path);
  }
}
