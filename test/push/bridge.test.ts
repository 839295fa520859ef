import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import { exchange } from '#bridge/simulator/push/raw-http.ts';
import { aPin, aSerial } from '#test/support/ids.ts';
import { aDeviceOf, type BridgeUnderTest, startBridgeHost } from './bridge-host.ts';
import { identities } from './host-under-test.ts';
import { pushScenarios } from './scenarios.ts';

pushScenarios('the bridge listener', (settings) => startBridgeHost(settings));

const serial = aSerial('PUSH900001');
const row = '7\t2026-03-04 08:59:30\t0\t1\n';
const attlog = `/iclock/cdata?SN=${serial}&table=ATTLOG&Stamp=9999`;

const post = (host: BridgeUnderTest, target: string, body: string) =>
  exchange(new URL(host.url), {
    method: 'POST',
    target,
    body: Buffer.from(body),
    timeoutMilliseconds: 5000,
  });

const aDevice = aDeviceOf(serial);
/** Sends bytes as they are and reads until the server closes. */
function rawConversation(host: BridgeUnderTest, bytes: string): Promise<string> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(Buffer.from(bytes, 'latin1')));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

test('on the wire the status line, the header names and the length are exactly as terminals look for them', async () => {
  const host = await startBridgeHost({ serial });
  const target = `/iclock/getrequest?SN=${serial}`;
  const text = await rawConversation(host, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const [head = '', body] = text.split('\r\n\r\n');
  const [status, ...headers] = head.split('\r\n');
  expect(status).toBe('HTTP/1.1 200 OK');
  expect(body).toBe('OK');
  expect(headers.slice(0, 3)).toEqual([
    'Content-Type: text/plain',
    expect.stringMatching(/^Date: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/),
    'Content-Length: 2',
  ]);
  expect(headers.filter((line) => /^(date|content-type|transfer-encoding):/i.test(line))).toHaveLength(2);
});

test('an interim 100 Continue comes before the body, and the reply after it is stored', async () => {
  const host = await startBridgeHost({ serial });
  const reply = await exchange(new URL(host.url), {
    method: 'POST',
    target: attlog,
    body: Buffer.from(row),
    expectContinue: true,
    timeoutMilliseconds: 5000,
  });
  expect(reply.body.toString()).toBe('OK: 1');
  expect(await host.stored()).toHaveLength(1);
});

describe('requests as old and odd clients write them', () => {
  test.each([
    ['without a host', `GET /iclock/getrequest?SN=${serial} HTTP/1.1\r\nConnection: close\r\n\r\n`],
    ['of HTTP/1.0', `GET /iclock/getrequest?SN=${serial} HTTP/1.0\r\n\r\n`],
    ['through a proxy', `GET http://h/iclock/getrequest?SN=${serial} HTTP/1.0\r\n\r\n`],
    ['that registers without a body', `POST /iclock/push?SN=${serial} HTTP/1.0\r\n\r\n`],
  ])('%s are answered', async (_, bytes) => {
    const host = await startBridgeHost({ serial });
    expect(await rawConversation(host, bytes)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('an upload that does not say how long it is is refused: its rows are not read', async () => {
    const host = await startBridgeHost({ serial });
    const text = await rawConversation(
      host,
      `POST ${attlog} HTTP/1.0\r\nContent-Type: text/plain\r\n\r\n${row}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 411 Length Required\r\n/);
    expect(text).not.toMatch(/ok/i);
  });

  test('a connection that is kept carries one upload after another', async () => {
    const host = await startBridgeHost({ serial });
    const head = `POST ${attlog} HTTP/1.1\r\nHost: x\r\nContent-Length: ${row.length}\r\n`;
    const text = await rawConversation(
      host,
      `${head}\r\n${row}${head}Connection: close\r\n\r\n${row.replace('7', '8')}`,
    );
    expect(text.match(/OK: 1/g)).toHaveLength(2);
    expect(await host.stored()).toHaveLength(2);
  });
});

describe('what the listener does not take', () => {
  test('a body above the limit is refused, announced or not', async () => {
    const host = await startBridgeHost({ serial }, { limits: { bodyBytes: 1000 } });
    const announced = await rawConversation(
      host,
      `POST ${attlog} HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n`,
    );
    expect(announced).toMatch(/^HTTP\/1\.1 413 Payload Too Large\r\n/);
    const chunk = 'x'.repeat(2000);
    const chunked = await rawConversation(
      host,
      `POST ${attlog} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n${chunk}\r\n0\r\n\r\n`,
    );
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
    for (const text of [announced, chunked]) expect(text).not.toMatch(/ok/i);
    expect(await host.stored()).toEqual([]);
  });

  test('too many requests of one address are put off', async () => {
    const host = await startBridgeHost({ serial }, { limits: { burst: 3, perSecond: 0.001 } });
    const statuses: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      statuses.push((await post(host, attlog, row)).head.split('\r\n')[0] ?? '');
    }
    expect(statuses.slice(3)).toEqual(['HTTP/1.1 429 Too Many Requests', 'HTTP/1.1 429 Too Many Requests']);
    expect(statuses.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'HTTP/1.1 200 OK'));
  });

  test('bytes that are not HTTP get no success', async () => {
    const host = await startBridgeHost({ serial });
    expect(await rawConversation(host, '\x50\x50\x82\x7d\0\0\0\0\r\n\r\n')).not.toMatch(/ok/i);
  });
});

test('a full outbox is answered 503, the terminal keeps its rows, and they come when there is room', async () => {
  const host = await startBridgeHost({ serial }, { outboxBytes: 3000 });
  const punches = samplePunches(60, sampleUsers(5), 3);
  const device = aDevice(host, punches);
  expect(await device.settle()).toBe(false);
  expect(device.stats.lastStatusLine).toBe('HTTP/1.1 503 Service Unavailable');
  expect(device.unsent().length).toBeGreaterThan(0);
  expect(device.stats.violations).toEqual([]);
});

test('a bridge that is killed between storing and answering loses nothing and doubles nothing', async () => {
  const host = await startBridgeHost({ serial });
  const punches = samplePunches(40, sampleUsers(5), 4);
  const device = aDevice(host, punches);
  host.sink.fails = 'after-storing';
  expect(await device.settle()).toBe(false);
  expect(device.unsent()).toHaveLength(40);
  expect(host.state.terminal(serial).stamps).toEqual({});
  host.sink.fails = 'never';
  expect(await device.settle()).toBe(true);
  expect(identities(await host.stored())).toEqual([...new Set(identities(punches))]);
});

test('an outbox that breaks is answered 500 without the letters OK, and nothing is acknowledged', async () => {
  const host = await startBridgeHost({ serial });
  host.sink.fails = 'always';
  const reply = await post(host, attlog, row);
  expect(reply.head).toMatch(/^HTTP\/1\.1 500 /);
  expect(reply.body.toString()).not.toMatch(/ok/i);
  expect(host.events.map(({ event }) => event)).toContain('push.failed');
});

test('two-ips: one serial number from two addresses gives an alert', async () => {
  const host = await startBridgeHost({ serial });
  const punches = samplePunches(10, sampleUsers(5), 5);
  const device = aDevice(host, punches, ['two-ips']);
  expect(await device.settle()).toBe(true);
  expect(await host.alerts()).toContain('two-addresses');
  expect(await host.stored()).toHaveLength(new Set(identities(punches)).size);
});

describe('wrong communication keys', () => {
  const keyed = () => startBridgeHost({ serial, terminal: { commKey: 'sample-key' } });
  const guesses = ({ events }: BridgeUnderTest) =>
    events.filter(({ event }) => event === 'push.guessed-keys');

  test('are slowed more and more, logged once, and the terminal with the right one is let in later', async () => {
    const host = await keyed();
    const stranger = aDevice(host, [], ['wrong-key']);
    const statuses: string[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      await stranger.handshake();
      statuses.push(stranger.stats.lastStatusLine.split(' ')[1] ?? '');
    }
    expect(statuses).toEqual(['401', '401', '401', '401', '429', '429']);
    const device = aDevice(host, samplePunches(3, sampleUsers(3), 5), ['comm-key:sample-key']);
    expect(await device.handshake()).toBe(false);
    host.clock.advance(2_001);
    await stranger.handshake();
    host.clock.advance(2_001);
    expect(await device.handshake()).toBe(false);
    host.clock.advance(2_001);
    expect(await device.settle()).toBe(true);
    expect(guesses(host)).toMatchObject([
      {
        level: 'warn',
        facts: { serial, address: '127.0.0.1', count: 4 },
        message: expect.stringContaining('4 wrong communication keys'),
      },
    ]);
    expect(await host.everything()).not.toContain('not-the-key');
    for (let guess = 0; guess < 3; guess += 1) await stranger.handshake();
    expect(await device.settle()).toBe(true);
  });

  test('do not stop a terminal at work, whose requests carry none', async () => {
    const host = await keyed();
    const device = aDevice(host, samplePunches(3, sampleUsers(3), 5), ['comm-key:sample-key']);
    expect(await device.handshake()).toBe(true);
    const stranger = aDevice(host, [], ['wrong-key']);
    for (let guess = 0; guess < 8; guess += 1) await stranger.handshake();
    expect(await device.settle()).toBe(true);
    expect(await host.stored()).toHaveLength(3);
  });

  test('are not those that are missing', async () => {
    const host = await keyed();
    const keyless = aDevice(host, []);
    for (let request = 0; request < 8; request += 1) await keyless.handshake();
    expect(keyless.stats.lastStatusLine).toContain('401');
    expect(guesses(host)).toEqual([]);
  });
});

test('lost-command-reply: a command without a result is offered again, and answered once', async () => {
  const host = await startBridgeHost({ serial });
  const device = aDevice(host, [], ['lost-command-reply']);
  await host.queue({ kind: 'update-user', pin: aPin('2001'), name: 'Sample' });
  expect(await device.settle()).toBe(true);
  expect(await device.poll()).toBe(0);
  host.clock.advance(61_000);
  expect(await device.poll()).toBe(1);
  host.clock.advance(61_000);
  expect(await device.poll()).toBe(0);
  expect(host.state.commands(serial).map(({ state }) => state)).toEqual(['acknowledged']);
  expect([...device.users]).toEqual([['2001', 'Sample']]);
});

describe('clocks', () => {
  const start = async (zone: string, modes: string[]) => {
    const host = await startBridgeHost({ serial, terminal: { zone } });
    const device = aDevice(host, [], modes);
    expect(await device.settle()).toBe(true);
    return Math.round((device.clock.shown() - host.clock.now()) / 60_000) + 0;
  };

  test.each([
    ['Asia/Kolkata', 330],
    ['Asia/Kathmandu', 345],
    ['Etc/UTC', 0],
    ['Pacific/Kiritimati', 840],
    ['Etc/GMT-1', 60],
    ['Etc/GMT+5', -300],
  ])('in %s a terminal that was 90 s off shows local time after its first poll', async (zone, minutes) => {
    expect(await start(zone, ['clock-drift:90'])).toBe(minutes);
    expect(await start(zone, ['clock-drift:-5000', 'old-zone', 'dialect:dev'])).toBe(minutes);
  });
});

test('a punch between the handshake and the first poll, with the hour of the factory, is marked', async () => {
  const host = await startBridgeHost({ serial, terminal: { zone: 'Asia/Kolkata' } });
  const modes = ['old-zone', 'clock-drift:5000'];
  const device = aDevice(host, [], modes);
  const punchNow = async () => {
    const time = new Date(device.clock.shown()).toISOString().slice(0, 19).replace('T', ' ');
    device.punch({ pin: '7', time, status: 0, verify: 1, workCode: '' });
    expect(await device.upload()).toBe(true);
  };
  expect(await device.handshake()).toBe(true);
  await punchNow();
  expect(await device.poll()).toBe(0);
  await punchNow();
  expect((await host.stored()).map(({ clockSuspect = false }) => clockSuspect)).toEqual([true, false]);
  expect(await host.alerts()).toContain('clock-settling');
});

test('what is on disk survives a restart of the listener: stamps, commands and strangers', async () => {
  const host = await startBridgeHost({ serial });
  await post(host, attlog, row);
  await post(host, '/iclock/cdata?SN=STRANGER1&table=ATTLOG', row);
  await host.queue({ kind: 'info' });
  expect(host.state.terminal(serial).stamps).toEqual({ ATTLOG: '9999' });
  expect(host.state.commands(serial)).toMatchObject([{ command: { kind: 'info' }, state: 'queued' }]);
  expect(host.state.strangers().map(({ serial: name }) => name)).toEqual(['STRANGER1']);
});

test('commands that wait are kept however many there are; those that ended are forgotten one day', async () => {
  const host = await startBridgeHost({ serial });
  for (let pin = 1; pin <= 230; pin += 1) {
    await host.queue({ kind: 'query-users', pin: aPin(String(pin)) });
  }
  expect(host.state.commands(serial)).toHaveLength(230);
  for (const command of host.state.commands(serial)) {
    host.state.saveCommand(serial, { ...command, state: 'acknowledged' });
  }
  expect(host.state.commands(serial)).toHaveLength(200);
});
