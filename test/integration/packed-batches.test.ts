import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { cloudClock, openCloud } from '#bridge/cloud/index.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord, sendSigned } from '#test/support/signed-bridge.ts';
import { aSite } from '#test/support/site.ts';

/** What something on the way to the cloud does to a request. */
type Way = (body: Buffer, headers: Record<string, string>) => { status: number } | { body: Buffer };

const ways = {
  'hands it on': (body) => ({ body }),
  'unpacks it': (body, headers) => {
    if (headers['content-type'] !== 'application/gzip') return { body };
    headers['content-type'] = 'application/json';
    return { body: gunzipSync(body) };
  },
  'takes it for text': (body) => ({ body: Buffer.from(body.toString('utf8')) }),
  'refuses its type': (body, headers) =>
    headers['content-type'] === 'application/json' ? { body } : { status: 415 },
  'refuses what it cannot look into': (body, headers) =>
    headers['content-type'] === 'application/json' ? { body } : { status: 403 },
} as const satisfies Record<string, Way>;

let way: Way = ways['hands it on'];
/** The types of the requests with a body that went through, and how long their bodies were. */
const passed: { type: string; bytes: number }[] = [];

async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  const sent = await buffer(incoming);
  passed.push({ type: headers['content-type'] ?? '', bytes: sent.length });
  const done = way(sent, headers);
  if ('status' in done) {
    response.writeHead(done.status).end('<html>refused</html>');
    return;
  }
  headers['content-length'] = String(done.body.length);
  const { method = 'GET', url = '/' } = incoming;
  const outgoing = httpRequest(cloud.url + url, { method, headers }, async (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(await buffer(answer));
  });
  outgoing.end(done.body);
}

const proxy = createServer((incoming, response) => void serve(incoming, response));
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const authority = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const cloud = useCloud({ authorities: [authority] });
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});

const manyRecords = Array.from({ length: 200 }, (_, index) =>
  aRecord({
    time: `2026-03-02 08:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`,
  }),
);

async function aSender() {
  const site = await aSite(cloud, ['TEST1']);
  const unpacked: unknown[] = [];
  const sender = openCloud({
    cloudUrl: `http://${authority}`,
    signer: { bridgeId: site.bridge.id, privateKey: site.bridge.privateKey },
    clock: cloudClock(cloudTime.now),
    onUnpacked: (error) => unpacked.push(error),
  });
  onTestFinished(() => sender.close());
  passed.length = 0;
  const send = () =>
    sender.api.storePunches({
      body: { batchId: aBatchId(), terminal: 'TEST1', records: manyRecords },
    });
  return { site, send, unpacked };
}

test('a large batch goes compressed under a type of its own, and without a content-encoding', async () => {
  way = ways['hands it on'];
  const { send, unpacked } = await aSender();
  expect((await send()).results).toHaveLength(200);
  expect(passed).toEqual([{ type: 'application/gzip', bytes: expect.any(Number) }]);
  expect(passed[0]?.bytes).toBeLessThan(4_000);
  expect(unpacked).toEqual([]);
});

test.each(Object.entries(ways).slice(1))(
  'where something on the way %s, a bridge finds by itself to send it plain, and keeps to it',
  async (_, given) => {
    way = given;
    const { send, unpacked } = await aSender();
    expect((await send()).results).toHaveLength(200);
    expect((await send()).results).toHaveLength(200);
    expect(passed.map(({ type }) => type)).toEqual([
      'application/gzip',
      'application/json',
      'application/json',
    ]);
    expect(unpacked).toHaveLength(1);
  },
);

test('a signature that fits in no form is refused as what it is, and the bridge goes on compressing', async () => {
  way = (body) => ({ body: Buffer.concat([body, Buffer.from(' ')]) });
  const { send, unpacked } = await aSender();
  await expect(send()).rejects.toMatchObject({ code: 'bridge.signature' });
  expect(unpacked).toEqual([]);
  way = ways['hands it on'];
  await send();
  expect(passed.at(-1)?.type).toBe('application/gzip');
});

test('bridges of before, which name a content-encoding, are still understood', async () => {
  const { site } = await aSender();
  const body = gzipSync(JSON.stringify({ batchId: aBatchId(), terminal: 'TEST1', records: manyRecords }));
  const response = await sendSigned(
    site.bridge.sign('POST', '/bridge/v1/punches', body, { headers: { 'content-encoding': 'gzip' } }),
  );
  expect(response.status).toBe(200);
});

test('what unpacks to more than a batch may have is refused', async () => {
  const { site } = await aSender();
  const signed = site.bridge.sign('POST', '/bridge/v1/punches', gzipSync(Buffer.alloc(20_000_000)), {
    headers: { 'content-type': 'application/gzip' },
  });
  const response = await sendSigned(signed);
  expect(response.status).toBe(413);
});
