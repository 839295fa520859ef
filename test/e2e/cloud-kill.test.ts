import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, expect, test } from 'vitest';
import { bootstrapClients } from '#infra/local/bootstrap.ts';
import { DataInUseError, type LocalCloud, startLocalCloud } from '#infra/local/cloud.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const here = (file: string) =>
  JSON.stringify(new URL(file, new URL('../../infra/local/', import.meta.url)).href);

/** A cloud in a process of its own, with an item in its table and a message on which its function hangs. */
const program = (dataDir: string) => `
  const { startLocalCloud } = await import(${here('cloud.ts')});
  const { bootstrapClients } = await import(${here('bootstrap.ts')});
  const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const idle = () => undefined;
  const hang = () => { process.stdout.write('working'); return new Promise(() => {}); };
  await startLocalCloud({
    dataDir: ${JSON.stringify(dataDir)},
    port: 0,
    clock: false,
    handlers: async () =>
      ({ api: idle, bridge: idle, iclock: idle, authorizer: idle, tick: idle, exports: idle, sheets: hang }),
  });
  await bootstrapClients().dynamodb.send(
    new PutItemCommand({ TableName: process.env.MAIN_TABLE, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }),
  );
  await new SQSClient({}).send(
    new SendMessageCommand({ QueueUrl: process.env.SHEETS_QUEUE_URL, MessageBody: 'a touched day' }),
  );
`;

async function hangingCloud(dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program(dataDir)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: process.cwd(),
  });
  undo.push(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

function startHere(dataDir: string, bodies: string[]): Promise<LocalCloud> {
  const idle = () => undefined;
  const sheets = (event: unknown) => {
    bodies.push(...(event as SQSEvent).Records.map((record) => record.body));
  };
  return startLocalCloud({
    dataDir,
    port: 0,
    clock: false,
    handlers: async () => ({
      api: idle,
      bridge: idle,
      iclock: idle,
      authorizer: idle,
      tick: idle,
      gather: idle,
      exports: idle,
      imports: idle,
      deliveries: idle,
      sheets,
    }),
  });
}

test('a cloud that is killed loses neither items nor the message that was being worked on', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-kill-'));
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  const killed = await hangingCloud(dataDir);
  const bodies: string[] = [];

  await expect(startHere(dataDir, bodies)).rejects.toThrow(DataInUseError);
  await expect(startHere(dataDir, bodies)).rejects.toThrow(
    `in use by another Rollcall (process ${killed.pid})`,
  );

  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const cloud = await startHere(dataDir, bodies);
  undo.push(() => cloud.stop());
  expect(await cloud.settle()).toBe(0);
  expect(bodies).toEqual(['a touched day']);
  const { dynamodb, s3 } = bootstrapClients();
  const key = { pk: { S: 'a' }, sk: { S: 'b' } };
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: process.env.MAIN_TABLE ?? '', Key: key }),
  );
  dynamodb.destroy();
  s3.destroy();
  expect(item).toEqual(key);
});
