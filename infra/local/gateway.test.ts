import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterEach, expect, test } from 'vitest';
import type { GatewayRoute } from '#infra/routes.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type LambdaHandler, type LambdaHandlers, lambdaCaller } from './lambda.ts';

const open: Gateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.stop();
});

function aRoute(
  key: `${GatewayRoute['method']} /${string}`,
  changes: Partial<GatewayRoute> = {},
): GatewayRoute {
  const [method, path] = key.split(' ') as [GatewayRoute['method'], GatewayRoute['path']];
  return { key, method, path, service: 'api', authorized: false, ...changes };
}

const routes = [
  aRoute('GET /v1/users'),
  aRoute('GET /v1/users/unknown'),
  aRoute('GET /v1/users/{userId}'),
  aRoute('PUT /v1/users/{userId}/days/{date}'),
  aRoute('POST /bridge/v1/punches', { service: 'bridge' }),
  aRoute('GET /v1/me', { authorized: true }),
  aRoute('GET /v1/audit', { authorized: true }),
];

/** A gateway whose functions answer what a test wants, and which keeps the events that they got. */
async function aGateway(
  changes: Partial<LambdaHandlers> = {},
  options: { timeoutMilliseconds?: number; now?: () => number; authorities?: string[] } = {},
) {
  const events: APIGatewayProxyEventV2[] = [];
  const asked: APIGatewayRequestAuthorizerEventV2[] = [];
  const keep = (answer: LambdaHandler): LambdaHandler => {
    return (event, context) => {
      events.push(event as APIGatewayProxyEventV2);
      return answer(event, context);
    };
  };
  const authorizer = changes.authorizer ?? (() => ({ isAuthorized: true, context: { role: 'hr' } }));
  const handlers: LambdaHandlers = {
    tick: () => undefined,
    sheets: () => undefined,
    gather: () => undefined,
    exports: () => undefined,
    imports: () => undefined,
    api: keep(changes.api ?? (() => ({ statusCode: 200, body: '{}' }))),
    bridge: keep(changes.bridge ?? (() => ({ statusCode: 204 }))),
    iclock: keep(changes.iclock ?? (() => ({ statusCode: 200, body: 'OK' }))),
    authorizer: (event, context) => {
      asked.push(event as APIGatewayRequestAuthorizerEventV2);
      return authorizer(event, context);
    },
  };
  const log: string[] = [];
  const gateway = await startGateway({
    routes,
    invoke: lambdaCaller(handlers, options.timeoutMilliseconds),
    port: 0,
    log: (line) => void log.push(line),
    ...(options.now ? { now: options.now } : {}),
    ...(options.authorities ? { authorities: options.authorities } : {}),
  });
  open.push(gateway);
  return { ...gateway, events, asked, log };
}

/** Writes bytes into a socket and reads until the other side closes. */
function speak(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}

test('a request becomes an event of payload format 2.0', async () => {
  const { url, port, events } = await aGateway();
  await fetch(`${url}/v1/users/J%C3%BCrgen%2F7?limit=5&tag=a&tag=b%20c`, {
    headers: { 'X-Custom': 'One', 'user-agent': 'test' },
  });
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'GET /v1/users/{userId}',
    rawPath: '/v1/users/J%C3%BCrgen%2F7',
    rawQueryString: 'limit=5&tag=a&tag=b%20c',
    queryStringParameters: { limit: '5', tag: 'a,b c' },
    pathParameters: { userId: 'Jürgen/7' },
    headers: { 'x-custom': 'One', host: `127.0.0.1:${port}` },
    isBase64Encoded: false,
    requestContext: {
      domainName: `127.0.0.1:${port}`,
      routeKey: 'GET /v1/users/{userId}',
      stage: '$default',
      http: { method: 'GET', path: '/v1/users/J%C3%BCrgen%2F7', sourceIp: '127.0.0.1', userAgent: 'test' },
    },
  });
  expect(events[0]).not.toHaveProperty('body');
});

test('path and query reach the function byte for byte', async () => {
  const { port, events } = await aGateway();
  const target = '/v1/users/%7e%41+b;c=1?q=%zz&a=%2B+&&b==?/';
  await speak(port, `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
  expect(`${events[0]?.rawPath}?${events[0]?.rawQueryString}`).toBe(target);
});

test('repeated headers are joined with commas and cookies are split off', async () => {
  const { port, events } = await aGateway();
  const headers = `Host: localhost:${port}\r\nX-A: 1\r\nx-a: 2\r\nCookie: a=1; b=2\r\nConnection: close`;
  await speak(port, `GET /v1/users HTTP/1.1\r\n${headers}\r\n\r\n`);
  expect(events[0]?.headers).toMatchObject({ 'x-a': '1,2' });
  expect(events[0]?.headers).not.toHaveProperty('cookie');
  expect(events[0]?.cookies).toEqual(['a=1', 'b=2']);
});

test('JSON arrives as text; compressed, binary and undeclared bodies arrive in base64, unchanged', async () => {
  const { url, events } = await aGateway();
  const json = '{"name":"Jürgen"}';
  const zipped = gzipSync(json);
  const notText = Buffer.from([0x22, 0xff, 0xfe, 0x22]);
  const bodies: [Buffer | string, Record<string, string>][] = [
    [json, { 'content-type': 'application/json; charset=utf-8' }],
    [zipped, { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    [Buffer.from([0, 1, 2, 255]), { 'content-type': 'application/octet-stream' }],
    [notText, { 'content-type': 'application/json' }],
    [Buffer.from('abc'), {}],
  ];
  for (const [body, headers] of bodies) {
    await fetch(`${url}/bridge/v1/punches`, {
      method: 'POST',
      headers,
      body: new Uint8Array(Buffer.from(body)),
    });
  }
  expect(events.map((event) => event.isBase64Encoded)).toEqual([false, true, true, true, true]);
  const received = events.map((event) =>
    Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  );
  expect(received.map(String)).toEqual(bodies.map(([body]) => String(Buffer.from(body))));
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

test('a body of 6 MB is taken and one byte more is refused with 413', async () => {
  const { url, events } = await aGateway();
  const limit = 6 * 1024 * 1024;
  const post = (bytes: number) =>
    fetch(`${url}/bridge/v1/punches`, { method: 'POST', body: new Uint8Array(bytes) });
  expect((await post(limit)).status).toBe(204);
  expect((await post(limit + 1)).status).toBe(413);
  expect(events).toHaveLength(1);
});

test('a chunked body that grows over the limit is refused and the connection is closed', async () => {
  const { port, events } = await aGateway();
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  const heard = await speak(
    port,
    `POST /bridge/v1/punches HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(7)}`,
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

test('without an Authorization header a guarded route is refused and the authorizer is not asked', async () => {
  const { url, asked, events } = await aGateway();
  const answer = await fetch(`${url}/v1/me`);
  expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
  expect([asked, events]).toEqual([[], []]);
});

test('the authorizer sees header and route, and its context reaches the function', async () => {
  const { url, asked, events } = await aGateway();
  await fetch(`${url}/v1/me?x=1`, { headers: { authorization: 'Bearer k' } });
  expect(asked[0]).toMatchObject({
    version: '2.0',
    type: 'REQUEST',
    identitySource: ['Bearer k'],
    routeKey: 'GET /v1/me',
    headers: { authorization: 'Bearer k' },
  });
  expect(asked[0]).not.toHaveProperty('body');
  expect(events[0]?.requestContext).toMatchObject({ authorizer: { lambda: { role: 'hr' } } });
});

test('a verdict is kept for 60 s, for all routes of a header', async () => {
  let now = 1_000_000;
  const { url, asked } = await aGateway({}, { now: () => now });
  const call = (path: string, key: string) => fetch(url + path, { headers: { authorization: key } });
  await call('/v1/me', 'Bearer a');
  await call('/v1/me', 'Bearer a');
  expect(asked).toHaveLength(1);
  await call('/v1/audit', 'Bearer a');
  await call('/v1/me', 'Bearer b');
  expect(asked).toHaveLength(2);
  now += 59_999;
  await call('/v1/me', 'Bearer a');
  expect(asked).toHaveLength(2);
  now += 1;
  await call('/v1/me', 'Bearer a');
  expect(asked).toHaveLength(3);
});

test('a caller whom the authorizer refuses gets 403', async () => {
  const { url } = await aGateway({ authorizer: () => ({ isAuthorized: false }) });
  const answer = await fetch(`${url}/v1/me`, { headers: { authorization: 'x' } });
  expect([answer.status, await answer.json()]).toEqual([403, { message: 'Forbidden' }]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('down');
    },
  ],
  ['answers in another form', () => ({ principalId: 'x' })],
])('an authorizer that %s is a 500, and is asked again next time', async (_, authorizer) => {
  const { url, asked } = await aGateway({ authorizer });
  const call = () => fetch(`${url}/v1/me`, { headers: { authorization: 'x' } });
  expect([(await call()).status, (await call()).status]).toEqual([500, 500]);
  expect(asked).toHaveLength(2);
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
