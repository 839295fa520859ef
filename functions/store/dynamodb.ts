/**
 * Speaks the operations of DynamoDB that Rollcall uses. The AWS SDK would cost a multiple of the processor time
 * (docs/decisions/0017-own-client-for-dynamodb.md).
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 * @module
 */

import {
  type AttributeMap,
  type AttributeValue,
  fromAttributes,
  toAttribute,
  toAttributes,
} from './attribute-values.ts';
import { isPassingAwsFailure } from './aws-failure.ts';
import {
  askDynamoDb,
  type CredentialsSource,
  credentialsOfEnvironment,
  type Endpoint,
  endpointOfEnvironment,
} from './dynamodb-request.ts';
import type { Credentials } from './request-signature.ts';

/** Fields of an item or of a key, as Rollcall has them. */
type Fields = Record<string, unknown>;

/** A condition or a change, and what stands for the names and values in it. */
interface Expressions {
  ConditionExpression?: string | undefined;
  UpdateExpression?: string | undefined;
  KeyConditionExpression?: string | undefined;
  FilterExpression?: string | undefined;
  ProjectionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Fields | undefined;
}

type Of<Name extends keyof Expressions> = Pick<
  Expressions,
  Name | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Keys of one table to read at once. */
export interface KeysAndAttributes {
  Keys: Fields[];
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
}

/** One write of a batch. */
export interface WriteRequest {
  PutRequest?: { Item: Fields };
  DeleteRequest?: { Key: Fields };
}

/** What is refused of a batch of statements. */
interface StatementAnswer {
  Error?: { Code?: string; Message?: string };
}

/** The operations in use: what each is asked, and what it answers. Only fields that Rollcall uses are named. */
export interface Operations {
  GetItem: [{ TableName: string; Key: object; ConsistentRead?: boolean }, { Item?: Fields }];
  PutItem: [{ TableName: string; Item: Fields } & Of<'ConditionExpression'>, object];
  UpdateItem: [
    { TableName: string; Key: object; ReturnValues?: string } & Of<
      'UpdateExpression' | 'ConditionExpression'
    >,
    { Attributes?: Fields },
  ];
  DeleteItem: [{ TableName: string; Key: object } & Of<'ConditionExpression'>, object];
  Query: [
    {
      TableName: string;
      IndexName?: string | undefined;
      Limit?: number;
      ScanIndexForward?: boolean | undefined;
      ConsistentRead?: boolean | undefined;
      Select?: string | undefined;
      ExclusiveStartKey?: Fields;
    } & Of<'KeyConditionExpression' | 'FilterExpression' | 'ProjectionExpression'>,
    { Items?: Fields[]; Count?: number; LastEvaluatedKey?: Fields },
  ];
  BatchGetItem: [
    { RequestItems: Record<string, KeysAndAttributes> },
    { Responses?: Record<string, Fields[]>; UnprocessedKeys?: Record<string, KeysAndAttributes> },
  ];
  BatchWriteItem: [
    { RequestItems: Record<string, WriteRequest[]> },
    { UnprocessedItems?: Record<string, WriteRequest[]> },
  ];
  BatchExecuteStatement: [
    { Statements: { Statement: string; Parameters: unknown[] }[] },
    { Responses?: StatementAnswer[] },
  ];
}

/** Name of an operation in use. */
export type Operation = keyof Operations;

/** Fields of requests and answers that hold attributes, and how to write and read them. */
type Codec = (value: never) => unknown;

const mapped =
  (change: (fields: never) => unknown) =>
  (tables: object): object =>
    Object.fromEntries(Object.entries(tables).map(([name, value]) => [name, change(value as never)]));

/** A batch by table: keys to read, or writes. @param change - of the items and keys in it */
function batched(change: (fields: never) => unknown) {
  const write = ({ PutRequest: put, DeleteRequest: remove }: WriteRequest) => ({
    ...(put ? { PutRequest: { Item: change(put.Item as never) } } : {}),
    ...(remove ? { DeleteRequest: { Key: change(remove.Key as never) } } : {}),
  });
  return mapped((entry: KeysAndAttributes | WriteRequest[]) =>
    Array.isArray(entry)
      ? entry.map(write)
      : { ...entry, Keys: entry.Keys.map((key) => change(key as never)) },
  );
}

const writers: Record<string, Codec> = {
  Item: toAttributes,
  Key: toAttributes,
  ExclusiveStartKey: toAttributes,
  ExpressionAttributeValues: toAttributes,
  RequestItems: batched(toAttributes),
  Statements: (statements: Operations['BatchExecuteStatement'][0]['Statements']) =>
    statements.map(({ Statement, Parameters }) => ({
      Statement,
      Parameters: Parameters.map(toAttribute) satisfies AttributeValue[],
    })),
};

const readers: Record<string, Codec> = {
  Item: fromAttributes,
  Attributes: fromAttributes,
  LastEvaluatedKey: fromAttributes,
  Items: (items: AttributeMap[]) => items.map(fromAttributes),
  // Of a batch of keys; a batch of statements answers with a list, of which only the errors are read.
  Responses: (responses: Record<string, AttributeMap[]> | StatementAnswer[]) =>
    Array.isArray(responses)
      ? responses
      : mapped((items: AttributeMap[]) => items.map(fromAttributes))(responses),
  UnprocessedKeys: batched(fromAttributes),
  UnprocessedItems: batched(fromAttributes),
};

function translated(fields: object, codecs: Record<string, Codec>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const codec = codecs[name];
    result[name] = codec ? codec(value as never) : value;
  }
  return result;
}

/** Tries of one request, the first included. */
const mostTries = 5;

/** Waits before another try: at random, and twice as long at most after each. @param attempt - from 1 */
function backOff(attempt: number): Promise<void> {
  const milliseconds = Math.random() * 25 * 2 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** DynamoDB, at the endpoint and in the region that the environment names when the first request is sent. */
export class DynamoDb {
  readonly #credentials: CredentialsSource | undefined;
  #endpoint: Endpoint | undefined;
  #ownCredentials: Credentials | undefined;

  /** @param credentials - default: those of the environment, as a Lambda function has them as long as it lives */
  constructor(credentials?: CredentialsSource) {
    this.#credentials = credentials;
  }

  // The environment is slow to read, and does not change.
  async #signingCredentials(): Promise<Credentials> {
    if (this.#credentials) return await this.#credentials();
    this.#ownCredentials ??= credentialsOfEnvironment();
    return this.#ownCredentials;
  }

  async #ask(operation: Operation, body: string): Promise<object> {
    this.#endpoint ??= endpointOfEnvironment();
    return await askDynamoDb(this.#endpoint, operation, body, await this.#signingCredentials());
  }

  /**
   * Sends one operation; a failure that passes is tried again some times.
   * @throws DynamoDbFailure when DynamoDB refuses, or does not answer; TypeError for a value that it cannot hold
   */
  async send<Name extends Operation>(
    operation: Name,
    request: Operations[Name][0],
  ): Promise<Operations[Name][1]> {
    const body = JSON.stringify(translated(request, writers));
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#ask(operation, body);
        return translated(answer, readers) as Operations[Name][1];
      } catch (error) {
        if (attempt === mostTries || !isPassingAwsFailure(error)) throw error;
      }
      await backOff(attempt);
    }
  }
}
