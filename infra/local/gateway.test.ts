import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { aGateway, speak } from './testing/a-gateway.ts';

test('a request becomes an event of payload format 2.0', async () => {
  const { url, port, events } = await aGateway();
  await fetch(`${url}/v1/users/J%C3%BCrgen~2F7%20%25?limit=5&tag=a&tag=b%20c`, {
    headers: { 'X-Custom': 'One', 'user-agent': 'test' },
  });
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'GET /v1/users/{userId}',
    rawPath: '/v1/users/Jürgen~2F7 %',
    rawQueryString: 'limit=5&tag=a&tag=b%20c',
    queryStringParameters: { limit: '5', tag: 'a,b c' },
    pathParameters: { userId: 'Jürgen~2F7 %' },
    headers: { 'x-custom': 'One', host: `127.0.0.1:${port}` },
    isBase64Encoded: false,
    requestContext: {
      domainName: `127.0.0.1:${port}`,
      routeKey: 'GET /v1/users/{userId}',
      stage: '$default',
      http: { method: 'GET', path: '/v1/users/Jürgen~2F7 %', sourceIp: '127.0.0.1', userAgent: 'test' },
    },
  });
  expect(events[0]).not.toHaveProperty('body');
});

test('a path arrives decoded, and its query byte for byte', async () => {
  const { port, events } = await aGateway();
  const target = '/v1/users/%7e%41+b;c=1?q=%zz&a=%2B+&&b==?/';
  await speak(port, `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
  expect([events[0]?.rawPath, events[0]?.rawQueryString]).toEqual([
    '/v1/users/~A+b;c=1',
    'q=%zz&a=%2B+&&b==?/',
  ]);
});

test('a path is cut at a decoded question mark, and a decoded slash parts it, before the route is looked for', async () => {
  const { url, events } = await aGateway();
  await fetch(`${url}/v1/users/7%3Fx?limit=1`);
  expect(events[0]).toMatchObject({
    rawPath: '/v1/users/7',
    rawQueryString: 'limit=1',
    pathParameters: { userId: '7' },
  });
  expect((await fetch(`${url}/v1/users/7%2F8`)).status).toBe(404);
  await fetch(`${url}/v1/users/7%2Fdays/2026-03-29`, { method: 'PUT' });
  expect(events[1]?.pathParameters).toEqual({ userId: '7', date: '2026-03-29' });
});

test('a path that cannot be decoded is answered 400', async () => {
  const { url, events } = await aGateway();
  expect((await fetch(`${url}/v1/users/%ff`)).status).toBe(400);
  expect(events).toEqual([]);
});

test('the way of a request is said in headers, which a caller cannot claim', async () => {
  const { url, events } = await aGateway();
  await fetch(`${url}/v1/users`, {
    headers: { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'gopher' },
  });
  expect(events[0]?.headers).toMatchObject({
    'x-forwarded-for': '192.0.2.1, 127.0.0.1',
    'x-forwarded-port': new URL(url).port,
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  });
});

test('repeated headers are joined with commas and cookies are split off', async () => {
  const { port, events } = await aGateway();
  const headers = `Host: localhost:${port}\r\nX-A: 1\r\nx-a: 2\r\nCookie: a=1; b=2\r\nConnection: close`;
  await speak(port, `GET /v1/users HTTP/1.1\r\n${headers}\r\n\r\n`);
  expect(events[0]?.headers).toMatchObject({ 'x-a': '1,2' });
  expect(events[0]?.headers).not.toHaveProperty('cookie');
  expect(events[0]?.cookies).toEqual(['a=1', 'b=2']);
});

test.each([
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['application/xml', true],
  ['application/javascript', true],
  ['text/plain', true],
  ['TEXT/CSV', true],
  ['application/problem+json', false],
  ['application/x-www-form-urlencoded', false],
  ['multipart/form-data; boundary=x', false],
  ['application/gzip', false],
  ['application/octet-stream', false],
  ['application/push;charset=UTF-8', false],
  [undefined, false],
])('a body of the type %s is text: %s, and nothing but the type decides', async (type, isText) => {
  const { url, events } = await aGateway();
  const bytes = Buffer.from('{"name":"Jürgen"}');
  await fetch(`${url}/bridge/v1/punches`, {
    method: 'POST',
    headers: type === undefined ? {} : { 'content-type': type },
    body: new Uint8Array(bytes),
  });
  expect(events[0]?.isBase64Encoded).toBe(!isText);
  expect(events[0]?.body).toBe(bytes.toString(isText ? 'utf8' : 'base64'));
});

test('bytes that are no text do not survive as text', async () => {
  const { url, events } = await aGateway();
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/bridge/v1/punches`, {
    method: 'POST',
    headers,
    body: new Uint8Array([0x22, 0xff, 0x22]),
  });
  expect(events[0]?.body).toBe('"\ufffd"');
});

test.each([
  [undefined, (zipped: Buffer) => zipped.toString('base64')],
  ['as-text' as const, (zipped: Buffer) => zipped.toString('utf8')],
  ['unpacked' as const, () => '{"name":"Jürgen"}'],
])('a compressed body of a text type: %s', async (compressed, expected) => {
  const { url, events } = await aGateway({}, compressed === undefined ? {} : { compressed });
  const zipped = gzipSync('{"name":"Jürgen"}');
  await fetch(`${url}/bridge/v1/punches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: new Uint8Array(zipped),
  });
  expect(events[0]?.body).toBe(expected(zipped));
});

test.each([
  ['a literal segment wins over a parameter', 'GET', '/v1/users/unknown', 'GET /v1/users/unknown'],
  [
    'parameters are one segment each',
    'PUT',
    '/v1/users/7/days/2026-03-29',
    'PUT /v1/users/{userId}/days/{date}',
  ],
])('%s', async (_, method, path, routeKey) => {
  const { url, events } = await aGateway();
  await fetch(url + path, { method });
  expect(events[0]?.routeKey).toBe(routeKey);
});

test.each([
  ['another method', 'DELETE', '/v1/users'],
  ['a trailing slash', 'GET', '/v1/users/'],
  ['an empty parameter', 'PUT', '/v1/users//days/2026-03-29'],
  ['another path', 'GET', '/favicon.ico'],
])('%s is no route: 404', async (_, method, path) => {
  const { url, events } = await aGateway();
  const answer = await fetch(url + path, { method });
  expect([answer.status, await answer.json()]).toEqual([404, { message: 'Not Found' }]);
  expect(events).toEqual([]);
});

test("a name that is not the gateway's is refused, so that no web page can reach it under its own name", async () => {
  const { port, url, events } = await aGateway({}, { authorities: ['rollcall.example'] });
  const ask = (host: string) =>
    speak(port, `GET /v1/users HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(await ask('attacker.example')).toContain('403 Forbidden');
  expect(await ask('Rollcall.Example')).toContain('200 OK');
  expect(await ask(new URL(url).host)).toContain('200 OK');
  expect(events.map((event) => event.requestContext.domainName)).toEqual([
    'rollcall.example',
    new URL(url).host,
  ]);
});

test('status, headers, cookies and a base64 body of the function reach the caller', async () => {
  const { url } = await aGateway({
    api: () => ({
      statusCode: 201,
      headers: { ETag: '"7"', 'Content-Type': 'text/csv', 'x-count': 3 },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('Jürgen\r\n').toString('base64'),
      isBase64Encoded: true,
    }),
  });
  const answer = await fetch(`${url}/v1/users`);
  expect([answer.status, await answer.text()]).toEqual([201, 'Jürgen\r\n']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    etag: '"7"',
    'content-type': 'text/csv',
    'x-count': '3',
  });
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('a 204 has no body and no length', async () => {
  const { url } = await aGateway();
  const answer = await fetch(`${url}/bridge/v1/punches`, { method: 'POST' });
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([204, null, '']);
});

test('a result without a status is the JSON body of a 200', async () => {
  const { url } = await aGateway({ api: () => ({ hello: 'world' }) });
  const answer = await fetch(`${url}/v1/users`);
  expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
    200,
    'application/json',
    { hello: 'world' },
  ]);
});

test('a function that throws is logged, and the caller gets a 500 that reveals nothing', async () => {
  const { url, log } = await aGateway({
    api: () => {
      throw new Error('secret detail');
    },
  });
  const answer = await fetch(`${url}/v1/users`);
  expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(log.join()).toContain('secret detail');
});

test('a function that does not answer in time is answered 503', async () => {
  const { url } = await aGateway({ api: () => new Promise(() => {}) }, { timeoutMilliseconds: 20 });
  const answer = await fetch(`${url}/v1/users`);
  expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
});

test('an integration that does not answer within its time is answered 503, whatever its function may take', async () => {
  const { url } = await aGateway({ api: () => new Promise(() => {}) }, { integrationMilliseconds: 20 });
  const answer = await fetch(`${url}/v1/users`);
  expect([answer.status, await answer.json()]).toEqual([503, { message: 'Service Unavailable' }]);
});

test('an event of more than 6 MB of JSON is refused with 413: base64 and escapes count', async () => {
  const { url, events } = await aGateway();
  const megabytes = (count: number) => Math.round(count * 1024 * 1024);
  const post = (type: string, body: Uint8Array<ArrayBuffer>) =>
    fetch(`${url}/bridge/v1/punches`, { method: 'POST', headers: { 'content-type': type }, body });
  const text = (bytes: number, letter: string) => new Uint8Array(Buffer.alloc(bytes, letter));
  expect((await post('application/gzip', new Uint8Array(megabytes(4.4)))).status).toBe(204);
  expect((await post('application/gzip', new Uint8Array(megabytes(4.6)))).status).toBe(413);
  expect((await post('text/plain', text(megabytes(5.9), 'x'))).status).toBe(204);
  expect((await post('text/plain', text(megabytes(3.1), '"'))).status).toBe(413);
  expect((await post('text/plain', text(10_000_001, 'x'))).status).toBe(413);
  expect(events).toHaveLength(2);
});

test('an answer of more than 6 MB of escaped JSON becomes a 500, and the log says why', async () => {
  const quotes = (bytes: number) => ({ statusCode: 200, body: '"'.repeat(bytes) });
  let bytes = 3_000_000;
  const { url, log } = await aGateway({ api: () => quotes(bytes) });
  expect((await fetch(`${url}/v1/users`)).status).toBe(200);
  bytes = 3_200_000;
  const answer = await fetch(`${url}/v1/users`);
  expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(log.join()).toContain('of which Lambda takes 6291456');
});

test('a chunked body that grows over the limit is refused and the connection is closed', async () => {
  const { port, events } = await aGateway();
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  const heard = await speak(
    port,
    `POST /bridge/v1/punches HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(11)}`,
  ).catch(() => 'reset');
  expect(heard === 'reset' || heard.includes('413')).toBe(true);
  expect(events).toEqual([]);
});

test('a caller that hangs up in the middle of its body reaches no function, and the next is served', async () => {
  const { url, port, events } = await aGateway();
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const head = `POST /bridge/v1/punches HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100\r\n\r\n`;
      socket.write(`${head}half`, () => socket.destroy());
    });
    socket.on('close', () => resolve());
  });
  expect((await fetch(`${url}/bridge/v1/punches`, { method: 'POST' })).status).toBe(204);
  expect(events).toHaveLength(1);
});

test.each([
  ['what is not HTTP is answered 400', 'hello\r\n\r\n', '400 Bad Request'],
  ['headers over 10 KB are answered 431', `GET / HTTP/1.1\r\nX: ${'y'.repeat(11_000)}\r\n\r\n`, '431 '],
  ['a request without a host is refused', 'GET /v1/users HTTP/1.0\r\n\r\n', '403 Forbidden'],
  [
    'a complete URL as target is no route',
    'GET http://127.0.0.1/v1/users HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n',
    '404 Not Found',
  ],
])('%s', async (_, bytes, status) => {
  const { port, events } = await aGateway();
  expect(await speak(port, bytes.replace('HOST', `localhost:${port}`))).toContain(status);
  expect(events).toEqual([]);
});

test('a stop lets a running request finish', async () => {
  const { url, stop } = await aGateway({
    api: async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { statusCode: 200, body: 'done' };
    },
  });
  const answer = fetch(`${url}/v1/users`).then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 30));
  await stop();
  expect(await answer).toBe('done');
});
