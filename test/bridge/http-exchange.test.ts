import { createServer } from 'node:http';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openExchange } from '#bridge/cloud/http-exchange.ts';

afterEach(() => vi.unstubAllEnvs());

/** A proxy that notes where it is asked to connect to, and refuses. */
async function aProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const bound = server.address();
  return { url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`, asked };
}

function aRequest() {
  const signal = AbortSignal.timeout(60_000);
  return { method: 'GET', target: '/', headers: {}, body: new Uint8Array(0), signal };
}

test('HTTPS_PROXY is asked to connect, and its refusal is reported', async () => {
  const { url, asked } = await aProxy();
  vi.stubEnv('HTTPS_PROXY', url);
  vi.stubEnv('NO_PROXY', '');
  const exchange = openExchange(new URL('https://rollcall.example'), 1);
  onTestFinished(() => exchange.close());
  await expect(exchange.exchange(aRequest())).rejects.toThrow(/cannot be reached/);
  expect(asked).toEqual(['rollcall.example:443']);
});

test('a host in NO_PROXY is reached without the proxy', async () => {
  const { url, asked } = await aProxy();
  vi.stubEnv('HTTPS_PROXY', url);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  const exchange = openExchange(new URL('https://127.0.0.1:1'), 1);
  onTestFinished(() => exchange.close());
  await expect(exchange.exchange(aRequest())).rejects.toThrow(/cannot be reached/);
  expect(asked).toEqual([]);
});

test('a server that does not answer in time is reported as late, whatever error the socket gives', async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const exchange = openExchange(new URL(`http://127.0.0.1:${port}`), 1);
  onTestFinished(() => exchange.close());
  const late = exchange.exchange({ ...aRequest(), signal: AbortSignal.timeout(20) });
  await expect(late).rejects.toThrow('no answer in time');
  const stopping = AbortSignal.abort(new Error('the bridge is stopping'));
  await expect(exchange.exchange({ ...aRequest(), signal: stopping })).rejects.toThrow('bridge is stopping');
});
