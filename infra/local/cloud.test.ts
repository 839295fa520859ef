import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, expect, test } from 'vitest';
import { bootstrapClients } from './bootstrap.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './cloud.ts';
import type { LambdaHandlers } from './lambda.ts';

const running: LocalCloud[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Functions that do next to nothing, so that what is seen is the cloud around them. */
function bareHandlers(changes: Partial<LambdaHandlers> = {}): LambdaHandlers {
  return {
    api: () => ({ statusCode: 200, body: '{"status":"ok"}' }),
    bridge: () => ({ statusCode: 204 }),
    iclock: () => ({ statusCode: 200 }),
    authorizer: () => ({ isAuthorized: true, context: {} }),
    tick: () => undefined,
    sheets: () => ({ batchItemFailures: [] }),
    gather: () => ({ batchItemFailures: [] }),
    exports: () => ({ batchItemFailures: [] }),
    imports: () => ({ batchItemFailures: [] }),
    deliveries: () => ({ batchItemFailures: [] }),
    ...changes,
  };
}

async function start(
  changes: Partial<LambdaHandlers>,
  options: Partial<LocalCloudOptions> = { inMemory: true },
): Promise<LocalCloud> {
  const cloud = await startLocalCloud({
    inMemory: true,
    port: 0,
    clock: false,
    handlers: async () => bareHandlers(changes),
    ...options,
  } as LocalCloudOptions);
  running.push(cloud);
  return cloud;
}

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-cloud-'));
  folders.push(folder);
  return folder;
}

const env = (name: string) => process.env[name] ?? '';

async function touch(body: string): Promise<void> {
  const sqs = new SQSClient({});
  await sqs.send(new SendMessageCommand({ QueueUrl: env('SHEETS_QUEUE_URL'), MessageBody: body }));
  sqs.destroy();
}

test('a local cloud serves the public route of the contract', async () => {
  const cloud = await start({});
  const answer = await fetch(`${cloud.url}/v1/health`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
});

test('a message for the sheets reaches its function, and settle waits for it', async () => {
  const bodies: string[] = [];
  const cloud = await start({
    sheets: async (event) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      bodies.push(...(event as SQSEvent).Records.map((record) => record.body));
      return { batchItemFailures: [] };
    },
  });
  await touch('day 1');
  expect(await cloud.settle()).toBe(0);
  expect(bodies).toEqual(['day 1']);
});

test('a scheduled event can be sent by hand', async () => {
  const events: unknown[] = [];
  const cloud = await start({ tick: (event) => void events.push(event) });
  await cloud.fire('tick');
  await cloud.fire('nightly');
  expect(events).toEqual([{ kind: 'tick' }, { kind: 'nightly' }]);
});

test('items, files and unfinished messages are there after a restart on the same folder', async () => {
  const dataDir = await dataFolder();
  let healthy = false;
  const bodies: string[] = [];
  const sheets: LambdaHandlers['sheets'] = (event) => {
    if (!healthy) throw new Error('not now');
    bodies.push(...(event as SQSEvent).Records.map((record) => record.body));
    return undefined;
  };
  const first = await start({ sheets }, { dataDir, log: () => {} });
  const { dynamodb, s3 } = bootstrapClients();
  const key = { pk: { S: 'a' }, sk: { S: 'b' } };
  await dynamodb.send(new PutItemCommand({ TableName: env('MAIN_TABLE'), Item: key }));
  const file = { Bucket: env('EXPORTS_BUCKET'), Key: 'sheets/march.csv' };
  await s3.send(new PutObjectCommand({ ...file, Body: 'user,date\r\n' }));
  await touch('day 2');
  expect(await first.stop()).toBe(1);

  healthy = true;
  const second = await start({ sheets }, { dataDir });
  expect(await second.settle()).toBe(0);
  expect(bodies).toEqual(['day 2']);
  const item = await dynamodb.send(new GetItemCommand({ TableName: env('MAIN_TABLE'), Key: key }));
  expect(item.Item).toEqual(key);
  const read = await s3.send(new GetObjectCommand(file));
  expect(await read.Body?.transformToString()).toBe('user,date\r\n');
  dynamodb.destroy();
  s3.destroy();
});

test('the key of the stores is in no file and in no line of the log', async () => {
  const dataDir = await dataFolder();
  const lines: string[] = [];
  const sheets = () => {
    throw new Error('not now');
  };
  const cloud = await start({ sheets }, { dataDir, log: (line) => void lines.push(line) });
  const wrong = new DynamoDBClient({ credentials: { accessKeyId: 'stranger', secretAccessKey: 'stranger' } });
  await expect(wrong.send(new ListTablesCommand({}))).rejects.toThrow('does not belong to this start');
  wrong.destroy();
  await touch('day 3');
  await expect.poll(() => lines.join()).toContain('not now');
  await cloud.stop();
  const secret = env('AWS_SECRET_ACCESS_KEY');
  expect(secret.length).toBeGreaterThan(40);
  expect(lines.join()).not.toContain(secret);
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    expect((await readFile(join(entry.parentPath, entry.name), 'latin1')).includes(secret)).toBe(false);
  }
});

test('a port that is taken is refused by its number, and nothing is left running', async () => {
  const cloud = await start({});
  const { port } = cloud;
  await cloud.stop();
  const { createServer } = await import('node:http');
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  await expect(start({}, { port })).rejects.toThrow(
    `Port ${port} is in use by another program. Choose another with --port`,
  );
  await new Promise((resolve) => stranger.close(resolve));
  await start({}, { port });
});

test('functions that do not load are reported, and the next start works', async () => {
  const broken = start({}, { handlers: async () => Promise.reject(new Error('no such function')) });
  await expect(broken).rejects.toThrow('no such function');
  await start({});
});
