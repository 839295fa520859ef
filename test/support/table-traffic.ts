/** Counts what a test's requests to DynamoDB cost, in requests, write units and items read. @module */

import { onTestFinished, vi } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { tables } from '#functions/store/tables.ts';

type Attributes = Record<string, unknown>;

/** What a request to DynamoDB asks for, as far as its price depends on it. */
interface TableRequest {
  TableName?: string;
  Item?: Attributes;
  Key?: Attributes;
  RequestItems?: Record<string, { PutRequest?: { Item?: Attributes } }[] | { Keys?: Attributes[] }>;
}

/** Requests to the tables since the watching began. */
export interface TableTraffic {
  /** How many requests of each operation were sent. */
  requests: Record<string, number>;
  /** Write units: a kilobyte each, for the item and for each index that it stands in; a failed condition costs as much. */
  writeUnits: number;
  /** Items that were read, also those that a filter left out of the answer. */
  itemsRead: number;
}

const indexKeys = [...new Set(tables.flatMap((table) => table.indexes.map((index) => index.partitionKey)))];

/** Size of an item in bytes, as JSON: never below the size that DynamoDB charges, which counts no punctuation. */
function bytesOf(item: Attributes): number {
  return Buffer.byteLength(JSON.stringify(item));
}

/** What a request answers, as far as it was read from a table. */
interface TableAnswer {
  Item?: Attributes;
  ScannedCount?: number;
  Responses?: Record<string, Attributes[]>;
}

function itemsIn({ Item, ScannedCount = 0, Responses = {} }: TableAnswer): number {
  return (Item ? 1 : 0) + ScannedCount + Object.values(Responses).flat().length;
}

function unitsOf(item: Attributes): number {
  const copies = 1 + indexKeys.filter((key) => item[key] !== undefined).length;
  return copies * Math.ceil(bytesOf(item) / 1024);
}

/** Watches what this process asks of the tables until the test ends. Updates and deletes count as one unit. */
export function watchTables(): TableTraffic {
  const traffic: TableTraffic = { requests: {}, writeUnits: 0, itemsRead: 0 };
  const original = DynamoDb.prototype.send;
  const spy = vi.spyOn(DynamoDb.prototype, 'send').mockImplementation(function send(
    this: DynamoDb,
    ...args: unknown[]
  ) {
    const [name, request] = args as [string, TableRequest];
    traffic.requests[name] = (traffic.requests[name] ?? 0) + 1;
    if (name === 'PutItem') traffic.writeUnits += unitsOf(request.Item ?? {});
    if (name === 'UpdateItem' || name === 'DeleteItem') traffic.writeUnits += 1;
    if (name === 'BatchWriteItem') {
      for (const write of Object.values(request.RequestItems ?? {}).flat()) {
        if ('PutRequest' in write) traffic.writeUnits += unitsOf(write.PutRequest?.Item ?? {});
      }
    }
    const answer = Reflect.apply(original, this, args) as unknown as Promise<TableAnswer>;
    return answer.then((answered) => {
      traffic.itemsRead += itemsIn(answered);
      return answered;
    }) as never;
  });
  onTestFinished(() => spy.mockRestore());
  return traffic;
}
