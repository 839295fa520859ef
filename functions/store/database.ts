/** All access to DynamoDB goes through this file: conditional writes, queries, and batches with back-off. @module */

import { RollcallError } from '#shared/errors.ts';
import { isAwsFailure } from './aws-failure.ts';
import { encodeCursor, foreignCursor } from './cursor.ts';
import { DynamoDb, type Operations, type WriteRequest } from './dynamodb.ts';
import type { CredentialsSource } from './dynamodb-request.ts';
import { type ConditionalPut, conditionOf, statementOf } from './put-statement.ts';
import type { TableDefinition } from './tables.ts';

/** Primary key of an item. */
export interface Key {
  pk: string;
  sk: string;
}

/** An item as stored: its key and its attributes. */
export type Item = Key & Record<string, unknown>;

/** Physical names of the tables. */
export type TableNames = Record<TableDefinition['name'], string>;

/** Part of an update expression with its names and values. */
export type Change = Pick<
  Operations['UpdateItem'][0],
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** A query on a table or an index, without the table's name and the paging. */
export type Lookup = Omit<Operations['Query'][0], 'TableName' | 'ExclusiveStartKey' | 'Limit'>;

/**
 * Stands around the writes of a table. It is told which items a write is about before the write begins, and when nothing of it
 * is under way any more; a write of items that do not concern it passes it by.
 */
export interface WriteWatch {
  concerns(key: Key): boolean;
  /**
   * Carries out a write.
   * @param keys - the items that the write is about: those that concern the watch
   * @throws whatever the write throws, and what keeps the watch from being ready for it: then nothing is written
   */
  around<T>(keys: readonly Key[], write: () => Promise<T>): Promise<T>;
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

const itemsPerBatchPut = 25;
const keysPerBatchGet = 100;
const batchTries = 8;

function chunksOf<T>(rows: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size));
  return chunks;
}

function backOff(attempt: number): Promise<void> {
  const milliseconds = Math.random() * Math.min(2_000, 25 * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Waits for all requests of a write, also where one fails: until the last has ended, any of them may still write.
 * @throws the first failure in their order
 */
async function allEnded<T>(requests: readonly Promise<T>[]): Promise<T[]> {
  const outcomes = await Promise.allSettled(requests);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** Whether a write failed because its condition did not hold. */
export function isConditionFailed(error: unknown): boolean {
  return isAwsFailure(error, 'ConditionalCheckFailedException');
}

/** Whether a statement of a batch failed because its condition did not hold. */
function isRefusal(code: string | undefined): boolean {
  return code === 'ConditionalCheckFailed' || code === 'DuplicateItem';
}

const passing = new Set([
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
  'InternalServerError',
]);

/** Whether a statement of a batch may succeed when it is sent again. */
function isPassing(code: string | undefined): boolean {
  return code !== undefined && passing.has(code);
}

/**
 * The few ways in which Rollcall uses DynamoDB: single conditional writes and idempotent batches, never a transaction.
 * One instance per table; it knows nothing about the form of keys.
 */
export class Table {
  readonly #dynamoDb: DynamoDb;
  readonly #name: string;
  readonly #watch: WriteWatch | undefined;
  #speaksStatements = true;

  constructor(dynamoDb: DynamoDb, name: string, watch?: WriteWatch) {
    this.#dynamoDb = dynamoDb;
    this.#name = name;
    this.#watch = watch;
  }

  /** The same table, whose every write a watch stands around. */
  watchedBy(watch: WriteWatch): Table {
    return new Table(this.#dynamoDb, this.#name, watch);
  }

  async #around<T>(keys: readonly Key[], write: () => Promise<T>): Promise<T> {
    const watch = this.#watch;
    const concerned = keys.flatMap((key) => (watch?.concerns(key) ? [keyOf(key)] : []));
    if (watch === undefined || concerned.length === 0) return await write();
    return await watch.around(concerned, write);
  }

  /** Reads one item, strongly consistent unless said otherwise; `undefined` when there is none. */
  async get(key: Key, options: { consistent?: boolean } = {}): Promise<Item | undefined> {
    const { Item: item } = await this.#dynamoDb.send('GetItem', {
      TableName: this.#name,
      Key: key,
      ConsistentRead: options.consistent ?? true,
    });
    return item as Item | undefined;
  }

  /** Writes an item, replacing any that is there. */
  async put(item: Item): Promise<void> {
    await this.#around([item], () => this.#dynamoDb.send('PutItem', { TableName: this.#name, Item: item }));
  }

  /** Writes an item unless its key is taken. @returns whether this call wrote it */
  async putIfAbsent(item: Item): Promise<boolean> {
    return await this.putIf(item, { ConditionExpression: 'attribute_not_exists(pk)' });
  }

  /** Writes an item under a condition. @returns false when the condition did not hold */
  async putIf(item: Item, condition: Omit<Change, 'UpdateExpression'>): Promise<boolean> {
    return await this.#around([item], () => this.#putIf(item, condition));
  }

  async #putIf(item: Item, condition: Omit<Change, 'UpdateExpression'>): Promise<boolean> {
    try {
      await this.#dynamoDb.send('PutItem', { TableName: this.#name, Item: item, ...condition });
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  /**
   * Writes items with different keys, each under its own condition, with few requests: statements in batches, each of which
   * stands or falls alone. Where the endpoint speaks no PartiQL, one request each.
   * @returns for each whether it was written
   * @throws RollcallError service.busy when the table does not keep up; some may be written
   */
  async putEachIf(puts: readonly ConditionalPut[]): Promise<boolean[]> {
    return await this.#around(
      puts.map(({ item }) => item),
      () => this.#putEachIf(puts),
    );
  }

  async #putEachIf(puts: readonly ConditionalPut[]): Promise<boolean[]> {
    const taken = await allEnded(
      chunksOf(puts, itemsPerBatchPut).map((chunk) =>
        this.#speaksStatements && chunk.length > 1 ? this.#execute(chunk) : this.#putOneByOne(chunk),
      ),
    );
    return taken.flat();
  }

  async #putOneByOne(puts: readonly ConditionalPut[]): Promise<boolean[]> {
    return await allEnded(puts.map((put) => this.#putIf(put.item, conditionOf(put))));
  }

  async #execute(puts: readonly ConditionalPut[]): Promise<boolean[]> {
    const taken = puts.map(() => false);
    let waiting = puts.map((put, index) => ({ index, statement: statementOf(this.#name, put) }));
    for (let attempt = 0; waiting.length > 0; attempt += 1) {
      if (attempt === batchTries) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
      if (attempt > 0) await backOff(attempt);
      try {
        const { Responses: responses = [] } = await this.#dynamoDb.send('BatchExecuteStatement', {
          Statements: waiting.map(({ statement }) => statement),
        });
        waiting = waiting.filter(({ index }, place) => {
          const failure = responses[place]?.Error;
          taken[index] = failure === undefined;
          if (failure === undefined || isRefusal(failure.Code)) return false;
          if (isPassing(failure.Code)) return true;
          throw new Error(`a statement failed: ${failure.Code}: ${failure.Message}`);
        });
      } catch (error) {
        if (!isAwsFailure(error, 'UnknownOperationException')) throw error;
        this.#speaksStatements = false;
        return await this.#putOneByOne(puts);
      }
    }
    return taken;
  }

  /** Changes an item under a condition. @returns the item after the change, or `null` when the condition did not hold */
  async updateIf(key: Key, change: Change): Promise<Item | null> {
    return await this.#around([key], () => this.#updateIf(key, change));
  }

  async #updateIf(key: Key, change: Change): Promise<Item | null> {
    try {
      const { Attributes: item } = await this.#dynamoDb.send('UpdateItem', {
        TableName: this.#name,
        Key: key,
        ReturnValues: 'ALL_NEW',
        ...change,
      });
      return (item ?? null) as Item | null;
    } catch (error) {
      if (isConditionFailed(error)) return null;
      throw error;
    }
  }

  /** Deletes an item, under a condition if one is given. @returns false when the condition did not hold */
  async delete(key: Key, condition: Omit<Change, 'UpdateExpression'> = {}): Promise<boolean> {
    return await this.#around([key], () => this.#delete(key, condition));
  }

  async #delete(key: Key, condition: Omit<Change, 'UpdateExpression'>): Promise<boolean> {
    try {
      await this.#dynamoDb.send('DeleteItem', { TableName: this.#name, Key: key, ...condition });
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  /**
   * One page of a query.
   * @param startKey - the position behind which the page begins; it may come from outside
   * @throws RollcallError request.cursor when no row of this query can have that position
   */
  async queryPage(
    lookup: Lookup,
    limit: number,
    startKey?: Record<string, unknown>,
  ): Promise<{ items: Item[]; lastKey: Record<string, unknown> | undefined }> {
    try {
      const { Items: items = [], LastEvaluatedKey: lastKey } = await this.#dynamoDb.send('Query', {
        TableName: this.#name,
        Limit: limit,
        ...lookup,
        ...(startKey ? { ExclusiveStartKey: startKey } : {}),
      });
      return { items: items as Item[], lastKey };
    } catch (error) {
      // The table refuses a position outside the query, such as one of another date range.
      const refused = startKey !== undefined && isAwsFailure(error, 'ValidationException');
      throw refused ? foreignCursor(encodeCursor(startKey)) : error;
    }
  }

  /** Every item of a query, page by page. */
  async queryAll(lookup: Lookup): Promise<Item[]> {
    const all: Item[] = [];
    let startKey: Record<string, unknown> | undefined;
    do {
      const page = await this.queryPage(lookup, 1_000, startKey);
      all.push(...page.items);
      startKey = page.lastKey;
    } while (startKey);
    return all;
  }

  /**
   * Reads many items by their keys, each once however often it is named. Items that do not exist are left out; the order is not kept.
   * @param projection - attributes to read; all when none is given
   * @param names - what the names in the projection that begin with # stand for
   * @throws RollcallError service.busy when the table does not keep up
   */
  async batchGet(keys: readonly Key[], projection?: string, names?: Record<string, string>): Promise<Item[]> {
    // DynamoDB refuses a batch that names a key twice.
    const different = new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key]));
    const pages = await Promise.all(
      chunksOf([...different.values()], keysPerBatchGet).map(async (chunk) => {
        const found: Item[] = [];
        let waiting: Record<string, unknown>[] = chunk.map((key) => ({ ...key }));
        for (let attempt = 0; waiting.length > 0; attempt += 1) {
          if (attempt === batchTries) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
          if (attempt > 0) await backOff(attempt);
          const { Responses: responses, UnprocessedKeys: unprocessed } = await this.#dynamoDb.send(
            'BatchGetItem',
            {
              RequestItems: {
                [this.#name]: {
                  Keys: waiting,
                  ConsistentRead: true,
                  ...(projection ? { ProjectionExpression: projection } : {}),
                  ...(names ? { ExpressionAttributeNames: names } : {}),
                },
              },
            },
          );
          found.push(...((responses?.[this.#name] ?? []) as Item[]));
          waiting = unprocessed?.[this.#name]?.Keys ?? [];
        }
        return found;
      }),
    );
    return pages.flat();
  }

  /**
   * Writes many items with different keys, replacing any that are there; retries with back-off what the table did not take.
   * @returns the items that could not be written after all tries
   */
  async batchPut(items: readonly Item[]): Promise<Item[]> {
    return await this.#around(items, async () => {
      const refused = await this.#batchWrite(items.map((item) => ({ PutRequest: { Item: item } })));
      return refused.flatMap(({ PutRequest: put }) => (put?.Item ? [put.Item as Item] : []));
    });
  }

  /**
   * Deletes many items by their keys, which must differ; those that do not exist count as deleted.
   * @throws RollcallError service.busy when the table does not keep up; some may be deleted
   */
  async batchDelete(keys: readonly Key[]): Promise<void> {
    await this.#around(keys, async () => {
      const refused = await this.#batchWrite(keys.map((key) => ({ DeleteRequest: { Key: { ...key } } })));
      if (refused.length > 0) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
    });
  }

  /** @returns the requests that the table did not take after all tries */
  async #batchWrite(requests: readonly WriteRequest[]): Promise<WriteRequest[]> {
    const refused = await allEnded(
      chunksOf(requests, itemsPerBatchPut).map(async (chunk) => {
        let waiting: WriteRequest[] = chunk;
        for (let attempt = 0; waiting.length > 0 && attempt < batchTries; attempt += 1) {
          if (attempt > 0) await backOff(attempt);
          const { UnprocessedItems: unprocessed } = await this.#dynamoDb.send('BatchWriteItem', {
            RequestItems: { [this.#name]: waiting },
          });
          waiting = unprocessed?.[this.#name] ?? [];
        }
        return waiting;
      }),
    );
    return refused.flat();
  }
}

/** The two tables of a deployment, and the clock of whoever writes to them. */
export interface Database {
  main: Table;
  operations: Table;
  /** Epoch milliseconds. */
  now: () => number;
}

/**
 * Opens the tables, on AWS or on one machine, as the environment says.
 * @param now - epoch milliseconds
 * @param credentials - default: those of the environment
 */
export function openDatabase(
  names: TableNames,
  now: () => number,
  credentials?: CredentialsSource,
): Database {
  const dynamoDb = new DynamoDb(credentials);
  return { main: new Table(dynamoDb, names.main), operations: new Table(dynamoDb, names.operations), now };
}
