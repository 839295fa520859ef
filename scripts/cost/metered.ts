/** Counts what this process asks of DynamoDB and SQS, in units that AWS charges. @module */

import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { tables } from '#functions/store/tables.ts';

/** What some work has used. */
export interface Units {
  readUnits: number;
  writeUnits: number;
  tableRequests: number;
  messages: number;
  /** Processor time of this process, in milliseconds: the function's, the gateway's and the caller's. */
  processorMilliseconds: number;
}

interface Capacity {
  CapacityUnits?: number;
}

interface Answer {
  ConsumedCapacity?: Capacity | Capacity[];
}

interface Request {
  Item?: Record<string, unknown>;
  RequestItems?: Record<string, unknown>;
}

const indexKeys = [
  ...new Set(tables.flatMap(({ indexes }) => indexes.map(({ partitionKey }) => partitionKey))),
];

/** In how many indexes an item stands; each takes a copy of it. */
function copiesOf(item: Record<string, unknown> | undefined): number {
  return indexKeys.filter((key) => item?.[key] !== undefined).length;
}

function unitsIn({ ConsumedCapacity: capacity }: Answer): number {
  const all = Array.isArray(capacity) ? capacity : [capacity];
  return all.reduce((sum, each) => sum + (each?.CapacityUnits ?? 0), 0);
}

/** Bytes of what was last put, by the first word of its sort key: `PUNCH`, `SHEET`. */
export type Sizes = Record<string, number>;

/** Bytes are stored as they are, not as a list of numbers: a Buffer would already have turned itself into one. */
function asStored(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const held = this[name];
  return held instanceof Uint8Array ? ' '.repeat(held.length) : value;
}

function noteSize(sizes: Sizes, item: Record<string, unknown> | undefined): void {
  const kind = typeof item?.sk === 'string' ? (item.sk.split('#')[0] ?? '') : '';
  if (kind !== '') sizes[kind] = Buffer.byteLength(JSON.stringify(item, asStored)) * (1 + copiesOf(item));
}

/**
 * Meters this process from now on.
 * @param sizes - filled with the sizes of items, indexes included
 * @returns reads the meter, since the beginning
 */
export function startMeter(sizes: Sizes = {}): () => Units {
  const total = { readUnits: 0, writeUnits: 0, tableRequests: 0, messages: 0 };
  const began = process.cpuUsage();
  const { send } = DynamoDb.prototype;
  DynamoDb.prototype.send = function metered(this: DynamoDb, ...args: unknown[]) {
    const [name, request] = args as [string, Request & { ReturnConsumedCapacity?: string }];
    const isRead = /^(Get|BatchGet|Query)/.test(name);
    request.ReturnConsumedCapacity = 'TOTAL';
    total.tableRequests += 1;
    noteSize(sizes, request.Item);
    const writes = Object.values(request.RequestItems ?? {}).flat() as {
      PutRequest?: { Item?: Record<string, unknown> };
    }[];
    if (!isRead) for (const { PutRequest: put } of writes) noteSize(sizes, put?.Item);
    const answered = Reflect.apply(send, this, args) as unknown as Promise<Answer>;
    return answered.then(
      (answer) => {
        const units = unitsIn(answer);
        if (isRead) total.readUnits += units;
        else total.writeUnits += units;
        return answer;
      },
      (error: unknown) => {
        // A condition that does not hold costs a unit as well.
        if (!isRead) total.writeUnits += 1;
        throw error;
      },
    ) as never;
  } as typeof send;
  const sendMessages = SQSClient.prototype.send;
  SQSClient.prototype.send = function counted(this: SQSClient, ...args: unknown[]) {
    const [command] = args;
    if (command instanceof SendMessageBatchCommand) total.messages += command.input.Entries?.length ?? 0;
    return Reflect.apply(sendMessages, this, args) as never;
  } as typeof sendMessages;
  return () => {
    const { user, system } = process.cpuUsage(began);
    return { ...total, processorMilliseconds: (user + system) / 1000 };
  };
}

/** What was used between two readings, for each of so many. */
export function between(before: Units, after: Units, each: number): Units {
  const part = (name: keyof Units) => Math.round(((after[name] - before[name]) / each) * 1000) / 1000;
  return {
    readUnits: part('readUnits'),
    writeUnits: part('writeUnits'),
    tableRequests: part('tableRequests'),
    messages: part('messages'),
    processorMilliseconds: part('processorMilliseconds'),
  };
}
