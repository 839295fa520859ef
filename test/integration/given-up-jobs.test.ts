import { S3Client } from '@aws-sdk/client-s3';
import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { startOfTests } from '#test/support/clock.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { anId, aSerial, aUserId } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { aSite, later } from '#test/support/site.ts';

const cloud = useCloud();
const day = (text: string) => text as LocalDate;
const days = { from: day('2026-03-02'), to: day('2026-03-04') };
const expiresAt = 4e9;
const inSeconds = (seconds: number) => instantFromEpoch(cloudTime.now() + seconds * 1000);

type Handler = (event: SQSEvent, context: Context) => Promise<unknown>;

/** Delivers a message as a queue does. @param receives - how often it has been received, this time included */
async function deliver(name: 'exports' | 'imports' | 'sheets', body: object, receives: number) {
  const { handler } = (await import(`#functions/${name}/handler.ts`)) as { handler: Handler };
  const attributes = { ApproximateReceiveCount: String(receives) };
  const record = { messageId: 'm1', body: JSON.stringify(body), attributes };
  const context = { getRemainingTimeInMillis: () => 60_000 };
  return await handler({ Records: [record] } as unknown as SQSEvent, context as Context).then(
    (answer) => answer,
    (error: Error) => error,
  );
}

const log = Buffer.from(
  Array.from(
    { length: 501 },
    (_, at) => `70${at % 9}\t2026-03-02 08:00:${String(at % 60).padStart(2, '0')}\t1\t0\t1\t0`,
  ).join('\n'),
).toString('base64');

describe('an import', () => {
  test('whose worker fails three times has failed with the reason, and can be started again', async () => {
    const site = await aSite(cloud);
    // Saved where the list of zones was newer: nothing of this terminal can be taken in here.
    await site.stores.terminals.observe(aSerial('TEST1'), { zone: 'Mars/Olympus' });
    const { id } = await site.api.importFile({
      body: { terminal: 'TEST1', format: 'attlog', contentBase64: log },
    });
    const params = { importId: id ?? '' };
    await expect.poll(async () => (await site.api.getImport({ params })).state).toBe('failed');
    expect((await site.api.getImport({ params })).reason).toMatch(
      /^Its worker was tried 3 times and failed each time, the last time with: .+ start the import again/,
    );
    expect(cloud.logged().some((line) => line.includes('job given up') && line.includes(String(id)))).toBe(
      true,
    );

    await site.stores.terminals.observe(aSerial('TEST1'), { zone: 'UTC' });
    expect((await site.api.startImport({ params })).state).toBe('waiting');
    await cloud.settle();
    const done = await site.api.getImport({ params });
    expect(done).toMatchObject({ state: 'done', rowsDone: 501 });
    expect(done).not.toHaveProperty('reason');
  });

  test('whose worker does not come back from its last try has failed once its time is over', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.importFile({ body: { terminal: 'TEST1', format: 'attlog' } });
    const importId = requireOurId('imp', id ?? '');
    await site.stores.imports.move(importId, 'running');
    await site.stores.imports.noteTry(importId, inSeconds(600));
    later(599);
    const params = { importId };
    expect((await site.api.getImport({ params })).state).toBe('running');
    later(1);
    const { state, reason } = await site.api.getImport({ params });
    expect([state, reason]).toEqual(['failed', expect.stringContaining('was stopped the last time')]);
    await site.stores.imports.noteTry(importId, null);
    expect((await site.api.getImport({ params })).state).toBe('running');
  });
});

describe('an export', () => {
  /** An export that no worker can write. */
  async function aBroken({ stores, name }: Organisation) {
    const id = anId('exp', 1);
    const requestedAt = startOfTests as Instant;
    const range = { from: day('2026-03-02'), to: day('2026-03-04') };
    const request = JSON.stringify({ ...range, kind: 'detail', format: 'csv', sight: 'names' });
    interfere(S3Client, 'PutObjectCommand', () => Promise.reject(new Error('no such bucket')));
    const job = { requestedBy: 'x', requestedAt, ...range, request, expiresAt };
    await stores.exports.add({ id, state: 'waiting', ...job });
    return { organisation: name, exportId: id };
  }

  test('has failed with the reason, and says whether it is tried again', async () => {
    const organisation = await cloud.organisation();
    const message = await aBroken(organisation);
    const shown = async () => await organisation.api.getExport({ params: { exportId: message.exportId } });
    expect(await deliver('exports', message, 2)).toBeInstanceOf(Error);
    expect(await shown()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('is tried again'),
    });
    expect(await deliver('exports', message, 3)).toBeInstanceOf(Error);
    expect(await shown()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('tried 3 times'),
    });
    // The reason stays, also when the time of the last try is over.
    later(3600);
    expect((await shown()).reason).toContain('failed each time');
  });

  test('that is done is not written again by a message that comes once more', async () => {
    const organisation = await cloud.organisation();
    const { id, rows } = await organisation.api.startExport({ body: days });
    interfere(S3Client, 'PutObjectCommand', () => Promise.reject(new Error('no such bucket')));
    const message = { organisation: organisation.name, exportId: id };
    expect(await deliver('exports', message, 3)).toBeUndefined();
    const shown = await organisation.api.getExport({ params: { exportId: id } });
    expect(shown).toMatchObject({ state: 'done', rows });
    later(3600);
    expect((await organisation.api.getExport({ params: { exportId: id } })).state).toBe('done');
  });

  test('that is made while its caller waits has failed when it was stopped', async () => {
    const organisation = await cloud.organisation();
    // Neither its end nor its failure is noted: so it is when the function is stopped.
    const isEnd = (input: { ExpressionAttributeValues?: Record<string, unknown> }) =>
      input.ExpressionAttributeValues?.[':done'] !== undefined;
    const stop = interfere(DynamoDb, 'UpdateItem', (input, original) =>
      isEnd(input) ? Promise.reject(new Error('stopped')) : original(),
    );
    await expect(organisation.api.startExport({ body: days })).rejects.toThrow();
    stop();
    const shown = async () => (await organisation.api.listExports({})).items[0];
    expect(await shown()).toMatchObject({ state: 'waiting' });
    later(60);
    expect(await shown()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('Ask for it again'),
    });
  });

  test('whose worker does not come back from its last try has failed once its time is over', async () => {
    const organisation = await cloud.organisation();
    const { exportId } = await aBroken(organisation);
    await organisation.stores.exports.noteLastTry(exportId, inSeconds(600));
    const shown = async () => await organisation.api.getExport({ params: { exportId } });
    expect((await shown()).state).toBe('waiting');
    later(600);
    expect(await shown()).toMatchObject({ state: 'failed', reason: expect.stringContaining('was stopped') });
    expect(await shown()).not.toHaveProperty('failsAt');
  });
});

describe('a generation', () => {
  const jobId = anId('job', 1);

  async function aJob(parts?: number) {
    const organisation = await cloud.organisation();
    const requestedAt = startOfTests as Instant;
    await organisation.stores.generations.add({
      id: jobId,
      requestedBy: 'x',
      requestedAt,
      ...days,
      ...(parts === undefined ? {} : { parts }),
      expiresAt,
    });
    const shown = async () => await organisation.api.getGeneration({ params: { jobId } });
    return { organisation, shown };
  }
  const partOf = ({ name }: Organisation) => ({
    kind: 'generate-part',
    organisation: name,
    jobId,
    part: '0',
    userIds: ['701', '702'],
    ...days,
  });

  test('names the users of a part that was given up; the part counts when it is done later', async () => {
    const { organisation, shown } = await aJob(1);
    const good = await organisation.stores.settings.read();
    await organisation.stores.settings.replace(
      { ...good, zone: 4 as unknown as string },
      0,
      startOfTests as Instant,
    );
    const message = partOf(organisation);
    expect(await deliver('sheets', message, 4)).toMatchObject({ batchItemFailures: [{}] });
    expect((await shown()).state).toBe('running');
    expect(await deliver('sheets', message, 5)).toMatchObject({ batchItemFailures: [{}] });
    expect(await shown()).toMatchObject({
      state: 'partly-failed',
      partsDone: 1,
      failedUsers: ['701', '702'],
    });

    const { generations } = organisation.stores;
    await generations.partDone(jobId, '0', { users: 2, rows: 4, changed: 4, failed: [] }, expiresAt);
    expect(await shown()).toMatchObject({ state: 'done', users: 2, rows: 4, failedUsers: [] });
  });

  test('whose worker does not come back from the last try of a part names its users', async () => {
    const { organisation, shown } = await aJob(1);
    const failed = [aUserId('701')];
    const part = { users: 0, rows: 0, changed: 0, failed, failsAt: inSeconds(60) };
    await organisation.stores.generations.partFails(jobId, '0', part, expiresAt);
    expect(await shown()).toMatchObject({ state: 'running', partsDone: 0, failedUsers: [] });
    later(60);
    expect(await shown()).toMatchObject({ state: 'partly-failed', failedUsers: ['701'] });
  });

  test('whose users cannot be counted has failed with the reason', async () => {
    const { organisation, shown } = await aJob();
    const message = {
      kind: 'split-generation',
      organisation: organisation.name,
      jobId,
      cursor: 'no cursor of ours',
      partsBefore: 0,
    };
    await deliver('sheets', message, 4);
    expect((await shown()).state).toBe('running');
    await deliver('sheets', message, 5);
    expect(await shown()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('tried 5 times'),
    });
    await organisation.stores.generations.setParts(jobId, 0);
    expect((await shown()).state).toBe('done');
  });
});
