/** A table that writes down which keys it is asked for, and how much each request costs, instead of asking DynamoDB. @module */

import { type Change, type Item, type Key, type Lookup, Table } from '../../functions/store/database.ts';
import { DynamoDb } from '../../functions/store/dynamodb.ts';
import { tables } from '../../functions/store/tables.ts';

/** Units by partition key, of the table and of its indexes. */
export interface Load {
  writes: Map<string, number>;
  reads: Map<string, number>;
}

const indexKeys = [
  ...new Set(tables.flatMap(({ indexes }) => indexes.map(({ partitionKey }) => partitionKey))),
];
const nowhere = new DynamoDb();

function add(load: Map<string, number>, key: string, units: number): void {
  load.set(key, (load.get(key) ?? 0) + units);
}

/** Kilobytes of an item, begun ones counted whole. */
function kilobytesOf(item: object): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(item)) / 1024);
}

/** A table that takes everything and holds nothing. */
export class RecordedTable extends Table {
  readonly load: Load;

  constructor(load: Load) {
    super(nowhere, 'recorded');
    this.load = load;
  }

  /** An organisation that keeps no log of its changes is what is simulated. */
  override watchedBy(): Table {
    return this;
  }

  #write(item: Item): void {
    const units = kilobytesOf(item);
    add(this.load.writes, item.pk, units);
    for (const name of indexKeys) {
      const key = item[name];
      if (typeof key === 'string') add(this.load.writes, key, units);
    }
  }

  override async get(key: Key): Promise<Item | undefined> {
    add(this.load.reads, key.pk, 1);
    return undefined;
  }

  override async put(item: Item): Promise<void> {
    this.#write(item);
  }

  override async putIf(item: Item): Promise<boolean> {
    this.#write(item);
    return true;
  }

  override async updateIf(key: Key, change: Change): Promise<Item | null> {
    this.#write({ ...key, ...change.ExpressionAttributeValues });
    return { ...key };
  }

  override async queryAll({ ExpressionAttributeValues: values = {} }: Lookup): Promise<Item[]> {
    const [key] = Object.values(values);
    add(this.load.reads, String(key), 1);
    return [];
  }

  override async batchGet(keys: readonly Key[]): Promise<Item[]> {
    for (const { pk } of keys) add(this.load.reads, pk, 1);
    return [];
  }

  override async batchPut(items: readonly Item[]): Promise<Item[]> {
    for (const item of items) this.#write(item);
    return [];
  }
}
