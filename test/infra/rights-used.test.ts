import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';
import { lambdaNames } from '#infra/lambdas.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';
import { openApi } from '#infra/local/start/api-client.ts';
import { startLocalBridge } from '#infra/local/start/bridge.ts';
import { doMainJob } from '#infra/local/start/main-job.ts';
import { addSample, saveFirstSettings } from '#infra/local/start/set-up.ts';
import { datesOf, startTerminals } from '#infra/local/start/terminals.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { aClock } from '#test/support/clock.ts';
import { evidenceFile } from '#test/support/rights/evidence.ts';
import { askedHere } from '#test/support/rights/guard.ts';
import { until } from '#test/support/until.ts';

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
  });
  const undo: (() => Promise<unknown>)[] = [() => cloud.stop()];
  try {
    const api = openApi(cloud.url, await makeFirstKey(openRuntime(), 'test'));
    await saveFirstSettings(api, 'UTC');
    // From now on every write to the main table is announced in the feed of changes, whoever makes it.
    await api.putChangeState({ body: { kept: true } });
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
  await mainJobAndMore(folder);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('every function has been at work', () => {
  expect([...new Set(askedHere().map((line) => line.split(' ')[0]))].sort()).toEqual([...lambdaNames].sort());
});

test('the committed evidence knows all that they asked', () => {
  const known = new Set(readFileSync(evidenceFile, 'utf8').split('\n'));
  expect(askedHere().filter((line) => !known.has(line))).toEqual([]);
});
