import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheControl, securityHeaders } from '#infra/console/headers.ts';
import { gatewayRoutes } from '#infra/routes.ts';
import { contract } from '#shared/contract/index.ts';
import { aConsoleFolder, fixtureScript } from '#test/support/console-fixture.ts';
import { type Gateway, startGateway } from '../gateway.ts';
import { readConsole } from './console-files.ts';

const script = '/assets/index-1AbcD234.js';
let gateway: Gateway;
beforeAll(async () => {
  const { folder, remove } = aConsoleFolder();
  const console = await readConsole(folder);
  // What was read is served, whatever becomes of the folder.
  remove();
  gateway = await startGateway({
    routes: gatewayRoutes(contract),
    invoke: () => Promise.reject(new Error('no request of this file is for a function')),
    port: 0,
    log: () => {},
  });
  gateway.serveConsole(console, ['https://login.customer.example/realm']);
});
afterAll(() => gateway.stop());

/** Asks by a socket: nothing in between tidies the path up or unpacks the body. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    headers: Record<string, string>;
    body: Buffer;
  }>();
  const chunks: Buffer[] = [];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(gateway.port, '127.0.0.1', () =>
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nConnection: close\r\n${lines.join('')}\r\n`,
    ),
  );
  socket.on('data', (chunk) => void chunks.push(chunk));
  socket.on('error', reject);
  socket.on('close', () => {
    const heard = Buffer.concat(chunks);
    const end = heard.indexOf('\r\n\r\n');
    const [first = '', ...rest] = heard.toString('latin1', 0, end).split('\r\n');
    const named = rest.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    resolve({
      status: Number(first.split(' ')[1]),
      headers: Object.fromEntries(named),
      body: heard.subarray(end + 4),
    });
  });
  return promise;
}

test.each([
  ['/', 'text/html; charset=utf-8', cacheControl.others],
  ['/index.html', 'text/html; charset=utf-8', cacheControl.others],
  ['/attendance/1042?day=1042:2026-03-03', 'text/html; charset=utf-8', cacheControl.others],
  ['/theme.js', 'text/javascript; charset=utf-8', cacheControl.others],
  ['/version.json', 'application/json', cacheControl.others],
  ['/icon.svg', 'image/svg+xml', cacheControl.others],
  [script, 'text/javascript; charset=utf-8', cacheControl.assets],
  ['/assets/index-5EfgH678.css', 'text/css; charset=utf-8', cacheControl.assets],
  ['/assets/text-9IjkL012.woff2', 'font/woff2', cacheControl.assets],
])('%s is %s, kept as %s, with every security header', async (path, type, cache) => {
  const { status, headers } = await ask(path);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    ...securityHeaders(['https://login.customer.example']),
    'content-type': type,
    'cache-control': cache,
  });
});

test.each([
  '/favicon.ico',
  '/assets/index-0.js',
  '/assets/',
  '/assets',
  '/bridge/v2/punches',
  '/oidc/auth',
  '/.vite/manifest.json',
  '/.vite/manifest.json/..%2fmanifest.json',
  '/assets/../../etc/passwd.txt',
  '/assets/..%2f..%2f..%2fetc/passwd',
  '/%2e%2e/package.json/../package.json',
  '/..%5c..%5cpackage.json',
  '/assets/%00.js',
])('%s is not served', async (path) => {
  const { status, body } = await ask(path);
  if (status === 200) expect(body.toString()).toContain('<title>Rollcall</title>');
  else expect(status).toBe(404);
  expect(body.toString()).not.toMatch(/root:|"dependencies"|^\{\}/);
});

test('paths of the API stay those of the API, also where it has no route: its authorizer is asked', async () => {
  const { status, headers, body } = await ask('/v1/no-such-thing');
  expect([status, body.toString()]).toEqual([401, '{"message":"Unauthorized"}']);
  expect(headers).not.toHaveProperty('content-security-policy');
  expect((await ask('/v1')).status).toBe(404);
});

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
])('accepting %s a script comes as %s, and is the same unpacked', async (accepted, encoding, unpack) => {
  const plain = await ask(script);
  const packed = await ask(script, { 'accept-encoding': accepted });
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
  expect(packed.headers['content-length']).toBe(String(packed.body.length));
  expect(packed.body.length).toBeLessThan(plain.body.length / 10);
  expect(unpack(packed.body).toString()).toBe(fixtureScript);
  expect(packed.headers.etag).not.toBe(plain.headers.etag);
});

test('fonts and short files come as they are', async () => {
  for (const path of ['/assets/text-9IjkL012.woff2', '/theme.js']) {
    expect((await ask(path, { 'accept-encoding': 'br' })).headers).not.toHaveProperty('content-encoding');
  }
});

test('who has this version is told so, with the headers and without the bytes', async () => {
  const first = await ask(script, { 'accept-encoding': 'br' });
  const { etag = '' } = first.headers;
  const again = await ask(script, { 'accept-encoding': 'br', 'if-none-match': etag });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  expect(again.headers).toMatchObject({
    etag,
    'cache-control': cacheControl.assets,
    vary: 'accept-encoding',
  });
  expect((await ask(script, { 'if-none-match': '"other"' })).status).toBe(200);
});

test('HEAD says what GET would, without the bytes', async () => {
  const { status, headers, body } = await ask(script, {}, 'HEAD');
  expect([status, headers['content-length'], body.length]).toEqual([200, String(fixtureScript.length), 0]);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s to a screen is no route', async (method) => {
  expect((await ask('/attendance', {}, method)).status).toBe(404);
});
