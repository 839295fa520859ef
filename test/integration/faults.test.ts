import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test, vi } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aUserId } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { ProblemError, problem, refusalOf } from '#test/support/problem-error.ts';
import { aBatchId, aRecord, sendSigned } from '#test/support/signed-bridge.ts';
import { anOldSite, aSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

const throttled = () =>
  Promise.reject(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));

const records = Array.from({ length: 30 }, (_, index) =>
  aRecord({ time: `2026-03-02 09:${String(index).padStart(2, '0')}:00`, pin: String(1 + (index % 3)) }),
);

async function stored(site: { api: Awaited<ReturnType<typeof aSite>>['api'] }): Promise<number> {
  const pages = await Promise.all(
    ['1', '2', '3'].map((userId) =>
      site.api.listPunches({ query: { userId, from: '2026-03-02', to: '2026-03-03' } }),
    ),
  );
  return pages.reduce((sum, { items }) => sum + items.length, 0);
}

interface BatchWrite {
  RequestItems: Record<string, { PutRequest: { Item: { sk: string } } }[]>;
}

describe('a table that does not take every item', () => {
  test('of a batch at first gets all of them in the end', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    let tries = 0;
    interfere(DynamoDb, 'BatchWriteItem', async (input: BatchWrite, original) => {
      tries += 1;
      if (tries > 4) return await original();
      return { UnprocessedItems: input.RequestItems };
    });
    const { results } = await site.bridge.api.storePunches({
      body: { batchId: aBatchId(), terminal: 'TEST1', records },
    });
    expect(new Set(results.map(({ result }) => result))).toEqual(new Set(['stored']));
    expect(await stored(site)).toBe(30);
  });

  test('ever has the one that it refuses called failed, and takes it when it is sent again', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const site = await aSite(cloud, ['TEST1'], withTick);
    const restore = interfere(DynamoDb, 'BatchWriteItem', async (input: BatchWrite, original) => {
      const [[table = '', requests = []] = []] = Object.entries(input.RequestItems);
      const refused = requests.filter(({ PutRequest: { Item: item } }) => item.sk.includes('09:07:00'));
      input.RequestItems[table] = requests.filter((request) => !refused.includes(request));
      if (input.RequestItems[table]?.length !== 0) await original();
      return refused.length > 0 ? { UnprocessedItems: { [table]: refused } } : {};
    });
    const body = { batchId: aBatchId(), terminal: 'TEST1', records };
    const { results } = await site.bridge.api.storePunches({ body });
    expect(
      results.flatMap(({ result }, index) => (result === 'stored' ? [] : [`${index} ${result}`])),
    ).toEqual(['7 failed']);
    expect(results[7]?.reason).toMatch(/send it again/);
    restore();
    expect(await stored(site)).toBe(29);
    const again = await site.bridge.api.storePunches({ body });
    expect(again.results.every(({ result }) => result === 'stored')).toBe(true);
    expect(await stored(site)).toBe(30);
  });

  test('at all makes the service busy: nothing is called stored, and the repeat gets everything in', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    const body = { batchId: aBatchId(), terminal: 'TEST1', records };
    const restore = interfere(DynamoDb, 'BatchWriteItem', throttled);
    const failure = await site.bridge.api.storePunches({ body }).catch((error: unknown) => error);
    expect(failure).toSatisfy(problem('service.busy'));
    expect((failure as ProblemError).headers.get('retry-after')).toBe('2');
    restore();
    const { results, usersCreated } = await site.bridge.api.storePunches({ body });
    expect(results.every(({ result }) => result === 'stored')).toBe(true);
    expect(usersCreated).toEqual(['1', '2', '3']);
  });

  test('while users are being created: the repeat names them, also when the creation ends after it began', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    const body = { batchId: aBatchId(), terminal: 'TEST1', records };
    const repeatBegan = Promise.withResolvers<void>();
    let firstCreation: Promise<unknown> | undefined;
    interfere(DynamoDb, 'BatchExecuteStatement', async (_: never, original) => {
      if (firstCreation) {
        repeatBegan.resolve();
        await firstCreation;
        return await original();
      }
      firstCreation = repeatBegan.promise.then(original);
      return await firstCreation;
    });
    const restore = interfere(DynamoDb, 'BatchWriteItem', throttled);
    await expect(site.bridge.api.storePunches({ body })).rejects.toSatisfy(problem('service.busy'));
    restore();
    const { usersCreated } = await site.bridge.api.storePunches({ body });
    expect(usersCreated).toEqual(['1', '2', '3']);
    const { items } = await site.api.listAudit({ query: { day: cloudTime.today() } });
    expect(items.filter(({ action }) => action === 'user.created')).toHaveLength(3);
  });
});

test('an answer that is lost after storing: the repeat answers the same, and the days are computed', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  const body = { batchId: aBatchId(), terminal: 'TEST1', records };
  const restore = interfere(
    SQSClient,
    'SendMessageBatchCommand',
    async (input: { Entries: { Id: string }[] }, original) => {
      await original();
      return {
        Failed: input.Entries.slice(0, 1).map(({ Id }) => ({
          Id,
          Code: 'InternalError',
          SenderFault: false,
        })),
      };
    },
  );
  await expect(site.bridge.api.storePunches({ body })).rejects.toSatisfy(problem('service.busy'));
  expect(await stored(site)).toBe(30);
  restore();
  const { results, usersCreated } = await site.bridge.api.storePunches({ body });
  expect(results.every(({ result }) => result === 'stored')).toBe(true);
  expect(usersCreated).toEqual(['1', '2', '3']);
  await cloud.settle();
  const { items } = await site.api.listSheets({ query: { from: '2026-03-02', to: '2026-03-03' } });
  expect(items.map(({ userId, worked }) => [userId, worked > 0])).toEqual([
    ['1', true],
    ['2', true],
    ['3', true],
  ]);
});

test('a queue that refuses the days of a completed task is offered them by the repeat', async () => {
  const site = await anOldSite(cloud);
  await site.api.createUser({ body: { id: '1', issuedOn: '2026-03-18' } });
  await site.api.startDownload({ body: {} });
  const [task] = (await site.bridge.beat({ take: 1 })).tasks;
  await cloud.settle();
  const counts = {
    read: 0,
    stored: 0,
    duplicates: 0,
    quarantined: 0,
    held: 0,
    usersCreated: 0,
    usersDetailed: 0,
  };
  const complete = () =>
    site.bridge.api.completeTask({
      params: { taskId: task?.id ?? '' },
      body: { outcome: 'done', counts, completeThrough: '2026-03-20T12:00:00Z' },
    });
  const restore = interfere(SQSClient, 'SendMessageBatchCommand', throttled);
  await expect(complete()).rejects.toSatisfy(problem('service.busy'));
  restore();
  await complete();
  await cloud.settle();
  const { items } = await site.api.listSheets({
    query: { userId: '1', from: '2026-03-18', to: '2026-03-19' },
  });
  expect(items.map(({ status }) => status)).not.toContain('pending');
});

test('an export that cannot be written has failed, until a later try has written it', async () => {
  const { api } = await cloud.organisation();
  let tries = 0;
  const { promise: secondTry, resolve: tryAgain } = Promise.withResolvers<void>();
  interfere(S3Client, 'PutObjectCommand', async (_input, original) => {
    tries += 1;
    if (tries === 1) throw new Error('no such bucket');
    await secondTry;
    return await original();
  });
  for (const userId of ['1', '2', '3']) await api.createUser({ body: { id: userId } });
  const { id } = await api.startExport({ body: { from: '2026-01-01', to: '2027-01-01' } });
  const state = async () => (await api.getExport({ params: { exportId: id } })).state;
  await expect.poll(state).toBe('failed');
  tryAgain();
  await cloud.settle();
  expect(await state()).toBe('done');
});

test('tables that do not answer make the service unwell, and say so without their names', async () => {
  const restore = interfere(DynamoDb, 'Query', () =>
    Promise.reject(
      Object.assign(new Error('Requested resource not found: rollcall-main'), {
        name: 'ResourceNotFoundException',
      }),
    ),
  );
  const health = await cloud.fetch('/v1/health');
  const text = await health.text();
  expect([health.status, health.headers.get('retry-after')]).toEqual([503, '5']);
  expect(text).not.toContain('rollcall-main');
  restore();
  expect((await cloud.fetch('/v1/health')).status).toBe(200);
});

describe('a body', () => {
  test('is refused when it is larger than its route takes, by the function or by the gateway', async () => {
    const { key } = await cloud.organisation();
    const post = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
      cloud.fetch('/v1/users', {
        key,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    const large = JSON.stringify({ id: '7', name: 'x'.repeat(300_000) });
    expect(await refusalOf(await post(large))).toEqual([413, 'request.too-large']);
    expect(await refusalOf(await post(gzipSync(large), { 'content-encoding': 'gzip' }))).toEqual([
      413,
      'request.too-large',
    ]);
    expect((await post(randomBytes(7 * 1024 * 1024))).status).toBe(413);
  });

  test('may be compressed, signed as it is sent', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    const body = JSON.stringify({ batchId: aBatchId(), terminal: 'TEST1', records });
    const signed = site.bridge.sign('POST', '/bridge/v1/punches', body);
    const response = await sendSigned({
      ...signed,
      headers: { ...signed.headers, 'content-encoding': 'gzip' },
    });
    expect(await refusalOf(response)).toEqual([400, 'request.not-json']);
  });

  test.each([
    ['null', 422],
    ['[]', 422],
    ['[{"id":"7"}]', 422],
    ['"7"', 422],
    ['7', 422],
    ['', 400],
    ['{"id":"7"', 400],
  ])('%s is refused with %i, like any that is not an object of its route', async (body, status) => {
    const { key } = await cloud.organisation();
    const response = await cloud.fetch('/v1/users', {
      key,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    });
    expect((await refusalOf(response))[0]).toBe(status);
  });

  test('of 501 records is refused as a whole; of 500 with the longest fields it is taken', async () => {
    const site = await aSite(cloud);
    const longest = Array.from({ length: 500 }, (_, index) =>
      aRecord({ pin: `${'9'.repeat(20)}${1000 + index}`, workCode: 'w'.repeat(32), raw: 'A'.repeat(1024) }),
    );
    const push = (sent: typeof longest) =>
      site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records: sent } });
    await expect(push([...longest, aRecord()])).rejects.toSatisfy(
      (error: unknown) => error instanceof ProblemError && error.code === 'request.invalid',
    );
    expect((await push(longest)).held).toBe(500);
  });
});

describe('a page of the largest rows', () => {
  test('of quarantine ends before the answer is too large', async () => {
    const site = await aSite(cloud);
    const largest = Array.from({ length: 500 }, (_, index) =>
      aRecord({ pin: '', time: `no time ${index}`, workCode: 'w'.repeat(32), raw: 'A'.repeat(1024) }),
    );
    for (const pin of ['', ' ']) {
      const sent = largest.map((record) => ({ ...record, pin }));
      await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records: sent } });
    }
    const { items } = await site.api.listQuarantine({ query: { limit: 1000 } });
    expect(items.length).toBeGreaterThan(300);
  });

  test('of sheets ends before it, and the next ones have the rest', async () => {
    const { stores, api } = await cloud.organisation();
    await api.createUser({ body: { id: '1', issuedOn: '2026-03-02' } });
    await cloud.settle();
    const { items } = await api.listSheets({ query: { from: '2026-03-02', to: '2026-03-03' } });
    const day = { ...items[0], remark: 'x'.repeat(300_000) };
    const rows: string[] = [];
    for (const date of ['2026-03-02', '2026-03-03'] as LocalDate[]) {
      for (let user = 10; user < 40; user += 1) {
        const userId = aUserId(String(user));
        rows.push(`${date} ${userId}`);
        const text = JSON.stringify({ ...day, userId, date });
        const row = { userId, date, status: 'present', inputHash: 'x', result: text };
        await stores.sheets.write([{ row, previous: undefined }], cloudTime.instant());
      }
    }
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.listSheets({
        query: { from: '2026-03-02', to: '2026-03-04', limit: 1000, cursor },
      });
      seen.push(...page.items.map(({ userId, date }) => `${date} ${userId}`));
      sizes.push(page.items.length);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen.filter((each) => !each.endsWith(' 1'))).toEqual(rows);
    expect(Math.max(...sizes)).toBeLessThan(18);
  });
});
