/** Writes down which keys DynamoDB would be asked for, and how much each request costs, instead of asking it. @module */

import type { Item } from '../../functions/store/database.ts';
import { DynamoDb, type Operation, type Operations } from '../../functions/store/dynamodb.ts';
import { tables } from '../../functions/store/tables.ts';

/** Units by partition key, of the table and of its indexes. */
export interface Load {
  writes: Map<string, number>;
  reads: Map<string, number>;
}

const indexKeys = [
  ...new Set(tables.flatMap(({ indexes }) => indexes.map(({ partitionKey }) => partitionKey))),
];

function add(load: Map<string, number>, key: string, units: number): void {
  load.set(key, (load.get(key) ?? 0) + units);
}

/** Kilobytes of an item, begun ones counted whole. */
function kilobytesOf(item: object): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(item)) / 1024);
}

/** Says that a statement cannot be carried out, so that its puts come one by one: they cost the same. */
function unknownOperation(): Error {
  return Object.assign(new Error('this table takes no statements'), { name: 'UnknownOperationException' });
}

/** A DynamoDB that takes everything and holds nothing. Whatever the stores come to ask of it passes here. */
export class RecordingDynamoDb extends DynamoDb {
  readonly #load: Load;

  constructor(load: Load) {
    super();
    this.#load = load;
  }

  #write(item: Item): void {
    const units = kilobytesOf(item);
    add(this.#load.writes, item.pk, units);
    for (const name of indexKeys) {
      const key = item[name];
      if (typeof key === 'string') add(this.#load.writes, key, units);
    }
  }

  readonly #answers: { [O in Operation]: (request: Operations[O][0]) => Operations[O][1] } = {
    GetItem: ({ Key: key }) => {
      add(this.#load.reads, (key as Item).pk, 1);
      return {};
    },
    Query: ({ ExpressionAttributeValues: values = {} }) => {
      add(this.#load.reads, String(Object.values(values)[0]), 1);
      return { Items: [], Count: 0 };
    },
    PutItem: ({ Item: item }) => {
      this.#write(item as Item);
      return {};
    },
    UpdateItem: ({ Key: key, ExpressionAttributeValues: values }) => {
      this.#write({ ...(key as Item), ...values });
      return { Attributes: { ...key } };
    },
    DeleteItem: ({ Key: key }) => {
      this.#write(key as Item);
      return {};
    },
    BatchGetItem: ({ RequestItems: requests }) => {
      for (const { Keys: keys } of Object.values(requests)) {
        for (const { pk } of keys as Item[]) add(this.#load.reads, pk, 1);
      }
      return {};
    },
    BatchWriteItem: ({ RequestItems: requests }) => {
      for (const { PutRequest: put, DeleteRequest: remove } of Object.values(requests).flat()) {
        if (put) this.#write(put.Item as Item);
        if (remove) this.#write(remove.Key as Item);
      }
      return {};
    },
    BatchExecuteStatement: () => {
      throw unknownOperation();
    },
  };

  override async send<O extends Operation>(
    operation: O,
    request: Operations[O][0],
  ): Promise<Operations[O][1]> {
    return this.#answers[operation](request);
  }
}
