import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { apiWith, cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();
const minute = 60_000;
const day = 24 * 60 * minute;

beforeEach(() => {
  vi.stubEnv('WEBHOOK_LOOPBACK', 'allowed');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

interface Got {
  headers: IncomingHttpHeaders;
  text: string;
  body: { type: string; changes: { id: string; kind: string; value: unknown }[] };
}

/** A receiver on this machine, which answers as a test says. */
async function aReceiver() {
  const got: Got[] = [];
  const receiver = { got, status: 200, location: '' };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      got.push({ headers: request.headers, text, body: JSON.parse(text) });
      response.writeHead(receiver.status, receiver.location === '' ? {} : { location: receiver.location });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, { url: `http://localhost:${port}/hook` });
}

/** Whether a message is signed by a secret, as a receiver finds out. */
function isSignedBy(secret: string, { headers, text }: Got): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const wanted = createHmac('sha256', key).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((each) => {
      const [version, signature = ''] = each.split(',');
      const given = Buffer.from(signature, 'base64');
      return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted);
    });
}

async function aMinutePasses(): Promise<void> {
  cloudTime.advance(minute);
  await cloud.fire('tick');
  await cloud.settle();
}

async function withChanges(): Promise<Organisation> {
  const organisation = await cloud.organisation();
  await organisation.api.putChangeState({ body: { kept: true } });
  cloudTime.advance(2 * minute);
  return organisation;
}

const idsOf = (got: readonly Got[]) => got.flatMap(({ body }) => body.changes.map(({ id }) => id));

test('changes are delivered signed, once each, and a failure is tried again with growing pauses under the same id', async () => {
  const { api } = await withChanges();
  const receiver = await aReceiver();
  const { webhook, secret } = await api.createWebhook({ body: { url: receiver.url, kinds: ['user'] } });
  const params = { webhookId: webhook.id };
  await api.createUser({ body: { id: '1', name: 'Sample', email: 'sample@example.com' } });
  await aMinutePasses();
  expect(receiver.got).toHaveLength(1);
  const [first] = receiver.got;
  if (!first) throw new Error('one was delivered');
  expect(first.body.changes).toMatchObject([
    { kind: 'user', key: { userId: '1' }, value: { name: 'Sample' } },
  ]);
  expect(first.text).not.toContain('sample@example.com');
  expect(isSignedBy(secret, first)).toBe(true);
  expect(isSignedBy(secret, { ...first, text: `${first.text} ` })).toBe(false);
  expect(Number(first.headers['webhook-timestamp'])).toBe(Math.floor(cloudTime.now() / 1000));
  await aMinutePasses();
  expect(receiver.got).toHaveLength(1);

  receiver.status = 500;
  await api.createUser({ body: { id: '2' } });
  for (let passed = 0; passed < 8; passed += 1) await aMinutePasses();
  // After one, two and four minutes.
  expect(receiver.got).toHaveLength(1 + 4);
  expect(new Set(receiver.got.slice(1).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await api.getWebhook({ params })).toMatchObject({
    state: 'active',
    failures: 4,
    problem: 'the receiver has answered 500',
  });
  receiver.status = 204;
  for (let passed = 0; passed < 8; passed += 1) await aMinutePasses();
  expect(receiver.got.at(-1)?.body.changes).toMatchObject([{ key: { userId: '2' } }]);
  expect(await api.getWebhook({ params })).toMatchObject({ state: 'active', failures: 0 });
  await aMinutePasses();
  expect(new Set(idsOf(receiver.got)).size).toBe(2);
});

test('a try with more changes has another id, the same try again the same one, and a replay new ones', async () => {
  const { api } = await withChanges();
  const receiver = await aReceiver();
  const { webhook } = await api.createWebhook({ body: { url: receiver.url, kinds: ['user'] } });
  const params = { webhookId: webhook.id };
  const from = cloudTime.instant();
  // Taken, but the answer says otherwise, such as after a time-out.
  receiver.status = 500;
  await api.createUser({ body: { id: '1', name: 'First' } });
  await aMinutePasses();
  cloudTime.advance(minute);
  await aMinutePasses();
  await api.createUser({ body: { id: '2' } });
  cloudTime.advance(5 * minute);
  receiver.status = 200;
  await aMinutePasses();
  const [first, second, third] = receiver.got;
  expect(receiver.got).toHaveLength(3);
  expect(second?.text).toBe(first?.text);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(third?.body.changes).toHaveLength(2);
  expect(third?.headers['webhook-id']).not.toBe(first?.headers['webhook-id']);
  await api.replayWebhook({ params, body: { from } });
  await aMinutePasses();
  expect(receiver.got[3]?.text).toBe(third?.text);
  expect(receiver.got[3]?.headers['webhook-id']).not.toBe(third?.headers['webhook-id']);
});

test('receivers that do not answer hold up nothing else that the clock does', async () => {
  const { api } = await withChanges();
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const seen = { asked: 0, ended: 0 };
  const server = createServer((request, response) => {
    seen.asked += 1;
    if (seen.asked === 4) asked.resolve();
    response.once('close', () => {
      seen.ended += 1;
    });
    request.resume();
    void go.promise.then(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    go.resolve();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  for (let at = 0; at < 4; at += 1) {
    await api.createWebhook({ body: { url: `http://localhost:${port}/${at}` } });
  }
  await api.createUser({ body: { id: '1' } });
  cloudTime.advance(minute);
  await cloud.fire('tick');
  await asked.promise;
  // The clock's work of another minute begins and ends while all of them wait.
  await cloud.fire('tick');
  expect(seen.ended).toBe(0);
  go.resolve();
  await cloud.settle();
});

test('an item that cannot be read is noted as a failure of the webhook, and in the log', async () => {
  const { api, name, stores } = await withChanges();
  const receiver = await aReceiver();
  const { webhook } = await api.createWebhook({ body: { url: receiver.url, kinds: ['user'] } });
  const params = { webhookId: webhook.id };
  await api.createUser({ body: { id: '1' } });
  const update = async (UpdateExpression: string) => {
    await new DynamoDb().send('UpdateItem', {
      TableName: cloud.runtime.environment.tables.main,
      Key: { pk: `${name}#USER#1`, sk: 'PROFILE' },
      UpdateExpression,
      ExpressionAttributeNames: { '#v': 'v' },
      ...(UpdateExpression.startsWith('SET') ? { ExpressionAttributeValues: { ':later': 99 } } : {}),
    });
  };
  await update('SET #v = :later');
  await aMinutePasses();
  expect(await api.getWebhook({ params })).toMatchObject({
    state: 'active',
    failures: 1,
    problem: expect.stringContaining('cannot be read'),
  });
  const held = cloud.logged().filter((line) => line.includes('"webhook held up"'));
  expect(held.filter((line) => line.includes(webhook.id))).toHaveLength(1);
  await update('REMOVE #v');
  cloudTime.advance(2 * minute);
  await aMinutePasses();
  expect(idsOf(receiver.got)).toHaveLength(1);
  expect(await stores.webhooks.find(webhook.id)).toMatchObject({ failures: 0 });
});

test('a receiver that takes nothing for days is given up with a warning, and goes on where it was once it is mended', async () => {
  const { api } = await withChanges();
  const receiver = await aReceiver();
  receiver.status = 503;
  const { webhook } = await api.createWebhook({ body: { url: receiver.url } });
  const params = { webhookId: webhook.id };
  await api.createUser({ body: { id: '1' } });
  await aMinutePasses();
  cloudTime.advance(3 * day);
  await aMinutePasses();
  expect(await api.getWebhook({ params })).toMatchObject({ state: 'failed', failures: 2 });
  expect(await api.getOverview({})).toMatchObject({ failedWebhooks: 1 });
  expect(cloud.logged().some((line) => line.includes('"webhook failed"') && line.includes(webhook.id))).toBe(
    true,
  );
  const tries = receiver.got.length;
  await aMinutePasses();
  expect(receiver.got).toHaveLength(tries);
  receiver.status = 200;
  await api.updateWebhook({ params, body: { state: 'active' } });
  await aMinutePasses();
  expect(receiver.got.at(-1)?.body.changes).toMatchObject([{ key: { userId: '1' } }]);
});

test('after a rotation both secrets sign for a day, then the new one alone; changes can be replayed from an instant', async () => {
  const { api } = await withChanges();
  const receiver = await aReceiver();
  const { webhook, secret: old } = await api.createWebhook({ body: { url: receiver.url, kinds: ['user'] } });
  const params = { webhookId: webhook.id };
  const { secret } = await api.rotateWebhookSecret({ params });
  const from = cloudTime.instant();
  await api.createUser({ body: { id: '1' } });
  await aMinutePasses();
  const [first] = receiver.got;
  if (!first) throw new Error('one was delivered');
  expect([isSignedBy(old, first), isSignedBy(secret, first)]).toEqual([true, true]);
  cloudTime.advance(day);
  expect((await api.testWebhook({ params })).isDelivered).toBe(true);
  const tested = receiver.got[1];
  if (!tested) throw new Error('one was delivered');
  expect([isSignedBy(old, tested), isSignedBy(secret, tested)]).toEqual([false, true]);
  expect(tested.body).toMatchObject({ type: 'test', changes: [] });
  await api.replayWebhook({ params, body: { from } });
  await aMinutePasses();
  expect(idsOf(receiver.got.slice(2))).toEqual(idsOf([first]));
  await expect(
    api.replayWebhook({ params, body: { from: '2020-01-01T00:00:00Z' as never } }),
  ).rejects.toSatisfy(problem('changes.expired'));
});

test('nothing is delivered inside, nor where an answer points to', async () => {
  const { api } = await withChanges();
  const receiver = await aReceiver();
  const elsewhere = await aReceiver();
  const { webhook } = await api.createWebhook({ body: { url: receiver.url } });
  const params = { webhookId: webhook.id };
  receiver.status = 307;
  receiver.location = elsewhere.url;
  expect(await api.testWebhook({ params })).toMatchObject({ isDelivered: false, status: 307 });
  expect(elsewhere.got).toEqual([]);
  vi.unstubAllEnvs();
  // The name leads to this machine, which is not allowed any more.
  const before = receiver.got.length;
  expect((await api.testWebhook({ params })).isDelivered).toBe(false);
  expect(receiver.got).toHaveLength(before);
  for (const url of [
    receiver.url,
    'https://localhost/',
    'http://receiver.example/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f000001/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[fd00::1]/',
    'https://name:word@receiver.example/',
    'ftp://receiver.example/',
    'no url',
  ]) {
    await expect(api.createWebhook({ body: { url } })).rejects.toSatisfy(problem('webhook.url'));
    await expect(api.updateWebhook({ params, body: { url } })).rejects.toSatisfy(problem('webhook.url'));
  }
  const { webhook: outside } = await api.createWebhook({ body: { url: 'https://8.8.8.8/hook' } });
  expect(outside).toMatchObject({ state: 'active', url: 'https://8.8.8.8/hook' });
});

test('webhooks are for administrators, can be listed, edited and deleted, and need the log of changes', async () => {
  const { api, key, keyFor } = await cloud.organisation();
  const url = 'https://receiver.example/hook';
  await expect(api.createWebhook({ body: { url } })).rejects.toSatisfy(problem('changes.off'));
  await api.putChangeState({ body: { kept: true } });
  await expect(api.createWebhook({ body: { url } })).rejects.toSatisfy(problem('changes.starting'));
  cloudTime.advance(2 * minute);
  const send = () =>
    cloud.fetch('/v1/webhooks', {
      key,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'hook-1' },
      body: JSON.stringify({ url, description: 'Sample' }),
    });
  expect([(await send()).status, (await send()).status]).toEqual([201, 409]);
  const { items } = await api.listWebhooks({});
  expect(items).toMatchObject([{ url, description: 'Sample', state: 'active', failures: 0 }]);
  expect(JSON.stringify(items)).not.toContain('whsec_');
  const params = { webhookId: items[0]?.id ?? '' };
  expect(
    await api.updateWebhook({ params, body: { state: 'off', description: null, kinds: ['leave'] } }),
  ).toMatchObject({
    state: 'off',
    kinds: ['leave'],
  });
  const hr = apiWith(cloud.url, await keyFor('hr'));
  await expect(hr.listWebhooks({})).rejects.toSatisfy(problem('caller.not-allowed'));
  await api.deleteWebhook({ params });
  await expect(api.getWebhook({ params })).rejects.toSatisfy(problem('webhook.unknown'));
  await expect(api.deleteWebhook({ params })).rejects.toSatisfy(problem('webhook.unknown'));
  const { items: audit } = await api.listAudit({ query: { day: cloudTime.today(), limit: 1000 } });
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['webhook.created', 'webhook.changed', 'webhook.deleted']),
  );
});
