import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { allowedActions, rights } from '#infra/constructs/grants.ts';
import { type LambdaName, lambdaNames } from '#infra/lambdas.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';
import { localNames } from '#infra/local/environment.ts';
import type { LambdaHandlers } from '#infra/local/lambda.ts';
import { loadHandlers } from '#infra/local/load-handlers.ts';
import { openApi } from '#infra/local/start/api-client.ts';
import { startLocalBridge } from '#infra/local/start/bridge.ts';
import { doMainJob } from '#infra/local/start/main-job.ts';
import { addSample, saveFirstSettings } from '#infra/local/start/set-up.ts';
import { datesOf, startTerminals } from '#infra/local/start/terminals.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { aClock } from '#test/support/clock.ts';
import { until } from '#test/support/until.ts';

/** What a function called: an action of IAM and what it was done to. */
interface Call {
  lambda: LambdaName;
  action: string;
  on: string;
}

const inside = new AsyncLocalStorage<LambdaName>();
const calls: Call[] = [];

interface Asked {
  TableName?: string;
  RequestItems?: object;
  Statements?: { Statement: string }[];
  QueueUrl?: string;
  Bucket?: string;
}

interface Command {
  constructor: { name: string };
  input: Asked;
}

/** Keeps what the function at work asks of AWS. @param name - of a command of the SDK, or of an operation of DynamoDB */
function note(name: string, { TableName, RequestItems, Statements, QueueUrl, Bucket }: Asked): void {
  const lambda = inside.getStore();
  if (!lambda) return;
  if (Bucket !== undefined) calls.push({ lambda, action: `s3:${name}`, on: 'files' });
  else if (QueueUrl !== undefined) {
    calls.push({ lambda, action: `sqs:${name}`, on: QueueUrl.replace(/.*rollcall-/, '') });
  } else if (Statements !== undefined) {
    for (const { Statement } of Statements) {
      const action = Statement.startsWith('INSERT') ? 'dynamodb:PartiQLInsert' : 'dynamodb:PartiQLUpdate';
      calls.push({ lambda, action, on: /"rollcall-(\w+)"/.exec(Statement)?.[1] ?? '' });
    }
  } else {
    const [table = TableName ?? ''] = Object.keys(RequestItems ?? {});
    calls.push({ lambda, action: `dynamodb:${name}`, on: table.replace('rollcall-', '') });
  }
}

/** The real functions, each of which is known by its name while it works. */
async function watchedHandlers(): Promise<LambdaHandlers> {
  const handlers = await loadHandlers();
  const watched = lambdaNames.map((name) => {
    const watch: LambdaHandlers[LambdaName] = (event, context) =>
      inside.run(name, () => handlers[name](event, context));
    return [name, watch] as const;
  });
  return Object.fromEntries(watched) as LambdaHandlers;
}

/** What HR enters and takes back, and a period that is locked and opened again. */
async function workOfHr(api: ReturnType<typeof openApi>, date: LocalDate): Promise<void> {
  const [user] = (await api.listUsers({})).items;
  if (!user) throw new Error('the main job creates users');
  const { id: userId } = user;
  const reason = 'sample';
  const days = { from: date, to: addDays(date, 1) };
  const remark = { userId, date, reason, kind: 'set-remark', remark: 'sample' } as const;
  const correction = await api.createCorrection({ body: remark });
  const params = { userId, date, correctionId: correction.id };
  await api.withdrawCorrection({ params, body: { reason } });
  await api.createLeave({ body: { userId, type: 'annual', ...days, portion: { kind: 'full' } } });
  await api.createDayOverride({ body: { userId, date, dayType: 'restday' } });
  const lock = await api.lockPeriod({ body: { ...days, force: true } });
  await api.getLock({ params: { lockId: lock.id } });
  await api.unlockPeriod({ params: { lockId: lock.id }, body: { reason } });
}

/** A report and an export are sent by e-mail. */
async function mailsOfHr(api: ReturnType<typeof openApi>): Promise<void> {
  const contents = [
    { what: 'report', name: 'exceptions' },
    { what: 'export', export: {} },
  ] as const;
  for (const content of contents) {
    const params = { scheduleId: content.what };
    const body = {
      content,
      days: 'yesterday',
      at: '07:00',
      rhythm: { every: 'day' },
      recipients: ['hr@example.com'],
    } as const;
    await api.putReportSchedule({ params, body: { ...body, recipients: [...body.recipients] } });
    const { id } = await api.sendReportNow({ params });
    const isSent = async () => {
      const { items } = await api.listReportRuns({ params });
      return items.some((run) => run.id === id && run.state === 'sent');
    };
    await until(isSent);
  }
}

/** A month at a customer's in a few seconds: set up, download, generate, export, tidy up. */
async function mainJobAndMore(dataDir: string): Promise<void> {
  const cloud = await startLocalCloud({
    inMemory: true,
    port: 0,
    clock: false,
    mailFolder: join(dataDir, 'mails'),
    handlers: watchedHandlers,
  });
  const undo: (() => Promise<unknown>)[] = [() => cloud.stop()];
  try {
    const api = openApi(cloud.url, await makeFirstKey(openRuntime(), 'test'));
    await saveFirstSettings(api, 'UTC');
    const from = addDays(aClock({ at: 'now' }).today(), -5);
    await addSample(api, from);
    const { terminals, commKey } = await startTerminals({ kind: 'sample', from }, 'UTC');
    undo.push(() => Promise.all(terminals.map((terminal) => terminal.close())));
    const bridge = await startLocalBridge({
      dataDir,
      cloudUrl: cloud.url,
      zone: 'UTC',
      terminals,
      commKey,
      api,
      log: () => {},
    });
    undo.push(() => bridge.stop());
    const registered = async () => (await api.listTerminals({})).items.length === terminals.length;
    await until(registered);
    const { range, download } = await doMainJob({
      api,
      terminals: terminals.map((terminal) => terminal.serial),
      dates: datesOf(terminals.flatMap((terminal) => terminal.records())),
      dataDir,
      tell: () => {},
      signal: AbortSignal.timeout(120_000),
    });
    expect(download.state).toBe('done');
    expect((await api.startExport({ body: range ?? { from, to: addDays(from, 1) } })).state).toBe('done');
    // Of a year: too much to be made while somebody waits.
    const wanted = await api.startExport({ body: { from, to: addDays(from, 365) } });
    const finished = () => api.getExport({ params: { exportId: wanted.id } });
    await until(async () => (await finished()).state === 'done');
    expect((await fetch((await finished()).url ?? '')).status).toBe(200);
    const serial = 'PUSH000001';
    const punches = [{ pin: '9001', time: `${from} 08:00:00`, status: 0, verify: 1, workCode: '' }];
    const pushing = new PushTerminalSimulator({ server: cloud.url, serial, punches, waitScale: 0 });
    expect(await pushing.settle()).toBe(false);
    await api.registerTerminal({ body: { serial, push: { open: true } } });
    expect(await pushing.settle()).toBe(true);
    // Enough rows for a job, of few people.
    const two = (value: number): string => String(value).padStart(2, '0');
    const lines = Array.from({ length: 600 }, (_, line) => {
      const time = `${two(8 + Math.floor(line / 60))}:${two(line % 60)}:00`;
      return `${9002 + (line % 3)}\t${from} ${time}\t1\t0\t1\t0\r\n`;
    });
    const contentBase64 = Buffer.from(lines.join('')).toString('base64');
    await api.importFile({ body: { terminal: serial, format: 'attlog', contentBase64 } });
    await workOfHr(api, from);
    await mailsOfHr(api);
    expect(await cloud.settle()).toBe(0);
    await cloud.fire('tick');
    await cloud.fire('nightly');
    const { apiKey } = await api.createApiKey({ body: { name: 'short-lived', role: 'viewer' } });
    await api.deleteApiKey({ params: { keyId: apiKey.id } });
    expect(await cloud.settle()).toBe(0);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-rights-'));
  // Every client of the AWS SDK sends through the same method.
  const everyClient = Object.getPrototypeOf(SQSClient.prototype) as { send: (command: Command) => unknown };
  const send = everyClient.send;
  vi.spyOn(everyClient, 'send').mockImplementation(function (this: unknown, ...args) {
    const [command] = args;
    note(command.constructor.name, command.input);
    return Reflect.apply(send, this, args);
  });
  const { send: ask } = DynamoDb.prototype;
  vi.spyOn(DynamoDb.prototype, 'send').mockImplementation(function (this: DynamoDb, ...args) {
    note(args[0], args[1]);
    return Reflect.apply(ask, this, args) as never;
  });
  await mainJobAndMore(folder);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('every function has been at work', () => {
  expect([...new Set(calls.map((call) => call.lambda))].sort()).toEqual([...lambdaNames].sort());
});

test.each(lambdaNames)('%s asks of the tables only what its role allows', (name) => {
  for (const table of ['main', 'operations'] as const) {
    const asked = new Set(
      calls.filter((call) => call.lambda === name && call.on === table).map((call) => call.action),
    );
    expect(allowedActions(name, table)).toEqual(expect.arrayContaining([...asked]));
  }
});

test.each(lambdaNames)('%s sends only to queues that its role allows', (name) => {
  const sent = calls.filter((call) => call.lambda === name && call.action.startsWith('sqs:'));
  for (const { action } of sent) expect(action).toBe('sqs:SendMessageBatchCommand');
  for (const queue of new Set(sent.map((call) => call.on))) expect(rights[name].sendsTo).toContain(queue);
});

test('only exports writes files', () => {
  const writers = calls.filter((call) => call.on === 'files').map((call) => call.lambda);
  expect(new Set(writers)).toEqual(new Set(['exports']));
});

test('whatever a function asked was asked of something known', () => {
  const known = [...Object.keys(localNames.tables), ...Object.keys(localNames.queues), 'files'];
  expect([...new Set(calls.map((call) => call.on))].filter((on) => !known.includes(on))).toEqual([]);
});
