import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { fileLinks } from '#functions/files/file-link.ts';
import { mainTable } from '#functions/store/tables.ts';
import { ensureBucket, ensureTable } from '../bootstrap.ts';
import type { ChildServer } from '../child.ts';
import { applyEnvironment, localEnvironment } from '../environment.ts';
import { startFauxqs } from '../fauxqs.ts';
import { startTables } from '../tables.ts';
import { makeStoreKey } from './store-key.ts';

const key = makeStoreKey();
const servers: ChildServer[] = [];
const item = { pk: { S: 'KEY#administrator' }, sk: { S: 'KEY' } };
/** Names with what URLs and signatures write differently. */
const awkward = { Bucket: 'files', Key: "org ä/it's (1)+&=~*!.csv" };
let tables = '';
let files = '';

beforeAll(async () => {
  const fail = (reason: string) => {
    throw new Error(reason);
  };
  servers.push(
    ...(await Promise.all([startTables({ port: 0, key }, fail), startFauxqs({ port: 0, key }, fail)])),
  );
  const [tablesPort = 0, fauxqs = 0] = servers.map(({ port }) => port);
  applyEnvironment(localEnvironment({ tables: tablesPort, fauxqs }, key));
  tables = `http://127.0.0.1:${tablesPort}`;
  files = `http://127.0.0.1:${fauxqs}`;
  const client = new DynamoDBClient({});
  await ensureTable(client, 'main', mainTable);
  client.destroy();
  const s3 = new S3Client({});
  await ensureBucket(s3, 'files');
  await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'org/sheet.csv', Body: 'user,date\r\n' }));
  await s3.send(new PutObjectCommand({ ...awkward, Body: 'awkward' }));
  s3.destroy();
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

/** What the AWS SDK sends to put an item, signed with whatever a stranger makes up. */
function putItem(headers: Record<string, string>): RequestInit {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      ...headers,
    },
    body: JSON.stringify({ TableName: 'main', Item: item }),
  };
}

const madeUp = (accessKeyId: string, service = 'dynamodb') => ({
  'x-amz-date': '20260320T120000Z',
  'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260320/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
});

/** Speaks HTTP by hand, because no client lets its user choose the host. */
function speak(url: string, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(`${head}\r\n\r\n`));
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}

async function nothingWasWritten(): Promise<void> {
  const client = new DynamoDBClient({});
  const { Item } = await client.send(new GetItemCommand({ TableName: 'main', Key: item }));
  client.destroy();
  expect(Item).toBeUndefined();
}

describe('strangers', () => {
  test.each([
    ['no signature at all', {}],
    ['the key that everybody knew', madeUp('local')],
    ['the right id with a wrong signature', madeUp(key.accessKeyId)],
    ['another scheme', { authorization: `Bearer ${key.accessKeyId}` }],
    ['a web page', { origin: 'https://attacker.example' }],
    ['a web page of this machine', { origin: 'http://127.0.0.1:8780', ...madeUp(key.accessKeyId) }],
  ])('%s writes no item', async (_, headers) => {
    const answer = await fetch(tables, putItem(headers));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ __type: expect.any(String), message: expect.any(String) });
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    await nothingWasWritten();
  });

  test.each(['OPTIONS', 'GET', 'HEAD', 'PUT', 'DELETE', 'POST'])(
    '%s gets nothing from either store',
    async (method) => {
      const headers = { origin: 'https://attacker.example', 'access-control-request-method': 'POST' };
      for (const url of [
        tables,
        files,
        `${files}/health`,
        `${files}/_fauxqs/queues`,
        `${files}/files`,
        `${files}/files/org/sheet.csv`,
      ]) {
        const answer = await fetch(url, { method, headers });
        expect([url, answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
          url,
          403,
          null,
        ]);
      }
    },
  );

  test('a form of a web page uploads no file', async () => {
    const form = new FormData();
    form.set('key', 'org/sheet.csv');
    form.set('file', new Blob(['changed']), 'sheet.csv');
    expect((await fetch(`${files}/files`, { method: 'POST', body: form })).status).toBe(403);
  });

  test('the key holds under the own names only: no name of a web page leads here', async () => {
    const link = new URL(await getSignedUrl(new S3Client({}), new GetObjectCommand(awkward)));
    const ask = (host: string) =>
      speak(files, `GET ${link.pathname}${link.search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close`);
    expect(await ask('attacker.example')).toContain('403 Forbidden');
    expect(await ask(`files.localhost:${link.port}`)).toContain('403 Forbidden');
    expect(await ask(link.host)).toContain('200 OK');
  });

  test('a body is not waited for before a request is refused', async () => {
    const head = `POST / HTTP/1.1\r\nHost: ${new URL(tables).host}\r\nContent-Length: 1000000`;
    const { promise, resolve } = Promise.withResolvers<string>();
    const socket = connect(Number(new URL(tables).port), '127.0.0.1', () => socket.write(`${head}\r\n\r\n{`));
    socket.once('data', (chunk) => resolve(String(chunk)));
    expect(await promise).toContain('403 Forbidden');
    socket.destroy();
  });

  test('the secret stands on no command line and in no environment of a store', () => {
    const seen = execFileSync('ps', ['-eww', '-o', 'args='], { encoding: 'utf8' });
    expect(seen).toContain('tables-server.ts');
    expect(seen).not.toContain(key.secretAccessKey);
  });
});

describe('the AWS SDK', () => {
  test('works with the key, whatever the names', async () => {
    const client = new DynamoDBClient({});
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['main']);
    const s3 = new S3Client({});
    const { Body: body } = await s3.send(new GetObjectCommand(awkward));
    expect(await body?.transformToString()).toBe('awkward');
    const sqs = new SQSClient({});
    await sqs.send(new ListQueuesCommand({}));
    for (const used of [client, s3, sqs]) used.destroy();
  });

  test('gets no leave for web pages to read along, even when it sends an origin', async () => {
    const client = new DynamoDBClient({});
    const seen: unknown[] = [];
    client.middlewareStack.add(
      (next) => async (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers.origin = 'https://attacker.example';
        const result = await next(args);
        seen.push(result.response);
        return result;
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await client.send(new ListTablesCommand({}));
    client.destroy();
    const [{ headers }] = seen as [{ headers: Record<string, string> }];
    expect(headers).toHaveProperty('x-amz-crc32');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each([
    ['another secret', { ...key, secretAccessKey: makeStoreKey().secretAccessKey }, 'SignatureDoesNotMatch'],
    ["another start's key", makeStoreKey(), 'InvalidAccessKeyId'],
  ])('is refused with %s, and says why', async (_, credentials, code) => {
    const client = new DynamoDBClient({ credentials });
    const put = client.send(new PutItemCommand({ TableName: 'main', Item: item }));
    await expect(put).rejects.toMatchObject({ name: code });
    client.destroy();
    await nothingWasWritten();
  });

  test('a signature for files opens no table', async () => {
    const s3 = new S3Client({ endpoint: tables, maxAttempts: 1, forcePathStyle: true });
    const put = s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'a', Body: 'b' }));
    await expect(put).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    s3.destroy();
  });
});

describe('links to files', () => {
  const sheet = { bucket: 'files', key: 'org/sheet.csv', fileName: 'attendance.csv' };
  const moveTo = (url: URL, path: string) => {
    url.pathname = path;
  };
  const aLink = async () => new URL(await fileLinks()(sheet));

  async function refusalOf(url: URL, init?: RequestInit): Promise<[number, string | undefined, string]> {
    const answer = await fetch(url, init);
    const text = await answer.text();
    return [
      answer.status,
      /<Code>(.*)<\/Code>/.exec(text)?.[1],
      /<Message>(.*)<\/Message>/.exec(text)?.[1] ?? '',
    ];
  }

  test('work as they are', async () => {
    const answer = await fetch(await aLink());
    expect([answer.status, await answer.text()]).toEqual([200, 'user,date\r\n']);
  });

  test.each([
    ['another file', (url: URL) => moveTo(url, '/files/org/other.csv')],
    ['a path that climbs', (url: URL) => moveTo(url, '/files/org/%2e%2e%2f%2e%2e%2fqueues/data')],
    ['a longer life', (url: URL) => url.searchParams.set('X-Amz-Expires', '604800')],
    ['a later date', (url: URL) => url.searchParams.set('X-Amz-Date', '20991231T000000Z')],
    [
      'another name for the browser',
      (url: URL) => url.searchParams.set('response-content-disposition', 'inline'),
    ],
    ['an action', (url: URL) => url.searchParams.set('acl', '')],
    ['a signature of zeros', (url: URL) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64))],
    ['an empty signature', (url: URL) => url.searchParams.set('X-Amz-Signature', '')],
  ])('with %s are refused', async (_, change) => {
    const url = await aLink();
    change(url);
    const [status, code] = await refusalOf(url);
    expect(status).toBe(403);
    expect(['SignatureDoesNotMatch', 'InvalidURI']).toContain(code);
  });

  test.each(['X-Amz-Signature', 'X-Amz-Expires', 'X-Amz-Date', 'X-Amz-Credential', 'X-Amz-Algorithm'])(
    'without %s are refused',
    async (name) => {
      const url = await aLink();
      url.searchParams.delete(name);
      expect(await refusalOf(url)).toEqual([
        403,
        'AuthorizationQueryParametersError',
        expect.stringContaining(name),
      ]);
    },
  );

  test('that say something twice are refused', async () => {
    const url = await aLink();
    url.searchParams.append('X-Amz-Expires', '604800');
    expect(await refusalOf(url)).toEqual([403, 'AuthorizationQueryParametersError', expect.any(String)]);
  });

  test.each(['PUT', 'DELETE', 'POST'])('for reading are refused to %s', async (method) => {
    const [status, code] = await refusalOf(await aLink(), { method });
    expect([status, code]).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await fetch(await aLink())).status).toBe(200);
  });

  test('with a header that changes what happens are refused unless it is signed', async () => {
    const copy = { 'x-amz-copy-source': '/files/org/sheet.csv' };
    expect(await refusalOf(await aLink(), { headers: copy })).toEqual([
      403,
      'AccessDenied',
      'The header x-amz-copy-source of the request is not signed.',
    ]);
  });

  test('end after fifteen minutes by the clock of whoever made them, and say so', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-20T12:00:00Z') });
    const url = await aLink();
    vi.setSystemTime(new Date('2026-03-20T12:14:59Z'));
    expect((await fetch(url)).status).toBe(200);
    vi.setSystemTime(new Date('2026-03-20T12:15:00Z'));
    expect(await refusalOf(url)).toEqual([
      403,
      'AccessDenied',
      'Request has expired: the link worked until 2026-03-20T12:15:00.000Z. Ask for a new one.',
    ]);
    vi.setSystemTime(new Date('2026-03-20T11:44:00Z'));
    expect(await refusalOf(url)).toEqual([403, 'AccessDenied', expect.stringContaining('not valid yet')]);
  });

  test('for writing, as the SDK makes them, write that file', async () => {
    const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const wanted = { Bucket: 'files', Key: 'org/upload.csv' };
    const url = await getSignedUrl(s3, new PutObjectCommand(wanted), { expiresIn: 60 });
    expect((await fetch(url, { method: 'PUT', body: 'uploaded' })).status).toBe(200);
    const { Body: body } = await s3.send(new GetObjectCommand(wanted));
    expect(await body?.transformToString()).toBe('uploaded');
    s3.destroy();
  });
});
