/** Says which rights of IAM a request to AWS takes: action, resource and leading keys, as the AWS service would ask for them. @module */

/** One right that a request takes. */
export interface Call {
  /** Action of IAM, such as `dynamodb:PutItem`. */
  action: string;
  /** What it is done to: `main`, `operations/byKind`, `queue/sheets`, `files`, `mail`. */
  on: string;
  /** Partition keys of the items, where it is about items of a table. */
  leadingKeys: string[];
}

/** The fields of a request that rights depend on. */
export interface Asked {
  TableName?: string;
  IndexName?: string;
  Key?: Record<string, unknown>;
  Item?: Record<string, unknown>;
  KeyConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
  RequestItems?: Record<string, unknown>;
  Statements?: { Statement: string; Parameters: unknown[] }[];
  QueueUrl?: string;
  Bucket?: string;
}

const logical = (table: string): string => table.replace(/^rollcall-/, '');

/** The value that a condition on keys asks of the partition key, which stands first and is compared with `=`. */
function keyOfQuery({
  KeyConditionExpression: text = '',
  ExpressionAttributeValues: values = {},
}: Asked): string {
  const name = /^\s*\(?\s*[#\w]+\s*=\s*(:\w+)/.exec(text)?.[1];
  const value = name === undefined ? undefined : values[name];
  if (typeof value !== 'string') throw new Error(`the leading key cannot be told from "${text}"`);
  return value;
}

/** The partition key in the parameters of a statement: by its place among the fields, or behind what is set. */
function keyOfStatement(statement: string, parameters: readonly unknown[]): string {
  const place = statement.startsWith('INSERT')
    ? [...statement.matchAll(/'(\w+)': \?/g)].findIndex(([, name]) => name === 'pk')
    : [...statement.matchAll(/SET "\w+" = \?/g)].length;
  return String(parameters[place]);
}

function batchedKeys(entry: unknown): string[] {
  const requests = Array.isArray(entry)
    ? entry.map(({ PutRequest: put, DeleteRequest: remove }) => put?.Item ?? remove?.Key)
    : (entry as { Keys: Record<string, unknown>[] }).Keys;
  return requests.map(({ pk }) => String(pk));
}

/** Rights that an operation of DynamoDB takes. @param operation - such as `PutItem` */
export function callsOfTables(operation: string, asked: Asked): Call[] {
  const { TableName: table = '', IndexName: index, RequestItems: batch, Statements: statements } = asked;
  const action = `dynamodb:${operation}`;
  if (statements !== undefined) {
    return statements.map(({ Statement: statement, Parameters: parameters }) => ({
      action: statement.startsWith('INSERT') ? 'dynamodb:PartiQLInsert' : 'dynamodb:PartiQLUpdate',
      on: logical(/"([\w-]+)"/.exec(statement)?.[1] ?? ''),
      leadingKeys: [keyOfStatement(statement, parameters)],
    }));
  }
  if (batch !== undefined) {
    return Object.entries(batch).map(([name, entry]) => ({
      action,
      on: logical(name),
      leadingKeys: batchedKeys(entry),
    }));
  }
  const key = operation === 'Query' ? keyOfQuery(asked) : String((asked.Key ?? asked.Item)?.pk);
  return [{ action, on: logical(table) + (index ? `/${index}` : ''), leadingKeys: [key] }];
}

const actionsOfCommands: Record<string, string> = {
  SendMessageCommand: 'sqs:SendMessage',
  SendMessageBatchCommand: 'sqs:SendMessage',
  PutObjectCommand: 's3:PutObject',
  CreateMultipartUploadCommand: 's3:PutObject',
  UploadPartCommand: 's3:PutObject',
  CompleteMultipartUploadCommand: 's3:PutObject',
  AbortMultipartUploadCommand: 's3:AbortMultipartUpload',
  GetObjectCommand: 's3:GetObject',
  HeadObjectCommand: 's3:GetObject',
  SendEmailCommand: 'ses:SendEmail',
};

/** The right that a command of an AWS SDK client takes. @param command - such as `PutObjectCommand` */
export function callOfCommand(command: string, { QueueUrl: queue, Bucket: bucket }: Asked): Call {
  const action = actionsOfCommands[command] ?? command;
  const on = queue ? `queue/${queue.replace(/.*rollcall-/, '')}` : bucket ? 'files' : 'mail';
  return { action, on, leadingKeys: [] };
}

/**
 * What a partition key has in common with all of its kind, as a pattern of IAM: the kind of item, and the organisation only
 * where it is the reserved one.
 */
export function patternOf(partitionKey: string): string {
  const [organisation, kind = '', ...more] = partitionKey.split('#');
  const owner = organisation === '~' ? '~' : '*';
  return `${owner}#${kind}${more.length > 0 ? '#*' : ''}`;
}
