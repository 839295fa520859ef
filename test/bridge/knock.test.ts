/** Many addresses at which nothing answers are tried within a bounded time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { knockAll } from '#bridge/work/knock.ts';

const signal = new AbortController().signal;
const limits = { patienceMilliseconds: 100, totalMilliseconds: 60_000, atOnce: 64, namesAtOnce: 2 };

/** A port at which nothing answers: somebody listens, looks at nothing, and the line before the door is full. */
async function silentPort(): Promise<number> {
  const script = `const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [text] = await once(child.stdout, 'data');
  const port = Number(String(text));
  for (let full = false; !full; ) {
    const socket = connect({ host: '127.0.0.1', port });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    full = await new Promise((resolve) => {
      socket.once('connect', () => resolve(false));
      setTimeout(() => resolve(true), 300);
    });
  }
  return port;
}

test('so many at a time, each for so long', async () => {
  const place = { host: '127.0.0.1', port: await silentPort() };
  const begun = performance.now();
  const knocks = await knockAll(Array(500).fill(place), signal, limits);
  const took = performance.now() - begun;
  expect(knocks).toHaveLength(500);
  expect(new Set(knocks.map((knock) => knock?.answer))).toEqual(new Set(['no-answer']));
  // Eight rounds, and not five hundred.
  expect(took).toBeGreaterThan(700);
  expect(took).toBeLessThan(10_000);
});

test('when the time is over no further address is tried, and nobody says that it does not answer', async () => {
  const place = { host: '127.0.0.1', port: await silentPort() };
  const knocks = await knockAll(Array(500).fill(place), signal, { ...limits, totalMilliseconds: 150 });
  const tried = knocks.filter((knock) => knock !== undefined).length;
  expect(tried).toBeGreaterThanOrEqual(64);
  expect(tried).toBeLessThan(500);
  expect(knocks.slice(tried).every((knock) => knock === undefined)).toBe(true);
});

test('what came of each address stands in its place, and a name that nobody answers for holds up no address', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const names = Array.from({ length: 8 }, (_, index) => ({ host: `none-${index}.invalid`, port: 4370 }));
  const there = { host: '127.0.0.1', port: address.port };
  const knocks = await knockAll([...names, there, { host: '127.0.0.1', port: 1 }, there], signal, limits);
  expect(knocks.slice(-3).map((knock) => knock?.answer)).toEqual(['connected', 'refused', 'connected']);
  for (const knock of knocks.slice(0, 8)) expect(['no-such-name', 'no-answer']).toContain(knock?.answer);
});

test('whoever stops the bridge does not wait for it', async () => {
  const place = { host: '127.0.0.1', port: await silentPort() };
  const stopping = new AbortController();
  const begun = performance.now();
  const knocks = knockAll(Array(500).fill(place), stopping.signal);
  stopping.abort();
  expect(await knocks).toHaveLength(500);
  expect(performance.now() - begun).toBeLessThan(1500);
});
