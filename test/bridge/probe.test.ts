import { existsSync, readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import { probeTerminal } from '#bridge/terminals/pull/index.ts';
import { writePunchLine } from '#shared/punch/punch-ndjson.ts';
import { aClock } from '#test/support/clock.ts';
import { aFolder, cli } from './command-line.ts';

const serial = 'TEST0000001';
const clock = aClock().now;
const users = sampleUsers(5);
const punches = samplePunches(5000, users);
const lines = punches.map((punch) => `${writePunchLine({ serial, ...punch })}\n`).join('');

async function aTerminal(...modes: string[]) {
  const terminal = await startTerminalSimulator({ serial, users, punches, modes, clock });
  onTestFinished(() => terminal.close());
  return { terminal, address: `127.0.0.1:${terminal.port}` };
}

/** A way to a terminal that breaks once, after so many bytes towards the client. */
async function breakingOnce(port: number, afterBytes: number): Promise<string> {
  let broken = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let passed = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (bytes: Buffer) => {
      passed += bytes.length;
      if (!broken && passed > afterBytes) {
        broken = true;
        client.destroy();
      } else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  return `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
}

test('a probe says who the terminal is and writes every punch in log order', async () => {
  const { address } = await aTerminal();
  const file = join(aFolder(), 'punches.ndjson');
  const { code, stdout } = await cli('probe', address, '--punches', file);
  expect(code).toBe(0);
  expect(stdout).toContain(`Terminal   ${serial}, Simulated terminal`);
  expect(stdout).toContain('Every record was read: 5000 of 5000');
  expect(readFileSync(file, 'utf8')).toBe(lines);
});

test('as JSON a probe is one object', async () => {
  const { address } = await aTerminal('rec16', 'user28');
  const { code, stdout } = await cli('probe', address, '--json');
  expect(code).toBe(0);
  const { seconds, clockDriftSeconds, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({
    serial,
    model: 'Simulated terminal',
    firmware: 'Ver 6.60 (simulated)',
    records: 5000,
    expected: 5000,
    layout: 'rec16',
    layoutCertain: true,
    transport: 'tcp',
    users: 5,
  });
  expect(seconds).toBeGreaterThan(0);
  expect(Math.abs(clockDriftSeconds)).toBeLessThan(3);
});

test('punches on the standard output leave everything else to the error output', async () => {
  const { address } = await aTerminal();
  const { stdout, stderr } = await cli('probe', address, '--punches', '-', '--json');
  expect(stdout).toBe(lines);
  expect(JSON.parse(stderr)).toMatchObject({ records: 5000 });
});

test('the users are listed with level and card, and counted where the terminal does not', async () => {
  const { address } = await aTerminal('free-zero');
  const shown = await cli('probe', address, '--users');
  expect(shown.stdout).toMatch(/ 1001 +Sample 1001 +super-admin, card 100000\n/);
  expect(shown.stdout).toContain('Users      5\n');
  const listed = JSON.parse((await cli('probe', address, '--users', '--json')).stdout);
  expect(listed.userList).toHaveLength(5);
  expect(listed.userList[1]).toEqual({ pin: '1002', name: 'Sample 1002', privilege: 'user' });
  expect(listed).toMatchObject({ users: 5, expected: 5000 });
});

test('a line that breaks once costs nothing: no punch is missing and none is written twice', async () => {
  const { terminal } = await aTerminal();
  const address = await breakingOnce(terminal.port, 120_000);
  const { code, stdout, stderr } = await cli('probe', address, '--punches', '-');
  expect(code).toBe(0);
  expect(stdout).toBe(lines);
  expect(stderr).toContain('in 2 connections');
});

test.each([[['drop-mid:100000']], [['drop-mid:100000', 'free-zero']]])(
  'a line that always breaks is not a success: the probe says how many of how many it read, with the modes %j',
  async (modes) => {
    const { address } = await aTerminal(...modes);
    const file = join(aFolder(), 'punches.ndjson');
    const { code, stdout } = await cli('probe', address, '--json', '--punches', file);
    const { records, expected, fault } = JSON.parse(stdout);
    expect(code).toBe(4);
    expect(expected).toBe(5000);
    expect(records).toBeGreaterThan(1000);
    expect(records).toBeLessThan(5000);
    expect(fault).toMatchObject({ code: 'connection-lost' });
    const text = readFileSync(file, 'utf8');
    expect(lines.startsWith(text)).toBe(true);
    expect(text.split('\n')).toHaveLength(records + 1);
  },
);

test('of a log that contradicts itself no row is left in the file', async () => {
  const { address } = await aTerminal('bad-checksum:2:always');
  const file = join(aFolder(), 'punches.ndjson');
  const { code, stdout } = await cli('probe', address, '--punches', file);
  expect(code).toBe(4);
  expect(stdout).toContain('Not every record was read');
  expect(stdout).toContain('was emptied');
  expect(readFileSync(file, 'utf8')).toBe('');
});

test.each([
  [['secure-6001'], 'secure-firmware'],
  [['c3-panel'], 'access-panel'],
  [['comm-key:4711'], 'comm-key-required'],
  [['refuse'], 'refused'],
] as const)('a terminal with the mode %s is named', async (modes, code) => {
  const { address } = await aTerminal(...modes);
  const result = await cli('probe', address, '--json');
  expect(result.code).toBe(4);
  expect(JSON.parse(result.stdout)).toMatchObject({ records: 0, fault: { code } });
});

test('the communication key opens a terminal', async () => {
  const { address } = await aTerminal('comm-key:4711');
  expect((await cli('probe', address, '--comm-key', '4711')).code).toBe(0);
});

test.each([[['--udp']], [[]]])(
  'a terminal that speaks UDP alone is read, with the options %j',
  async (options) => {
    const terminal = await startTerminalSimulator({
      serial,
      users,
      punches,
      clock,
      transport: 'udp',
      modes: ['udp-loss:0.02', 'udp-reorder:0.05'],
    });
    onTestFinished(() => terminal.close());
    const { code, stdout } = await cli('probe', `127.0.0.1:${terminal.port}`, '--json', ...options);
    expect(JSON.parse(stdout)).toMatchObject({ records: 5000, expected: 5000, transport: 'udp' });
    expect(code).toBe(0);
  },
);

test('a terminal without a serial number is read all the same', async () => {
  const terminal = await startTerminalSimulator({ serial: '', users, punches: punches.slice(0, 3), clock });
  onTestFinished(() => terminal.close());
  const { code, stdout } = await cli('probe', `127.0.0.1:${terminal.port}`, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).serial).toBe('00:00:5e:00:53:01');
});

test.each([
  [[], 'HOST[:PORT] is missing'],
  [['a', 'b'], '"b" is one too many'],
  [['a:99999'], 'is not an address'],
  [['a', '--comm-key', 'x'], '--comm-key takes'],
  [['a', '--zone', 'Nowhere'], 'not an IANA time zone'],
  [['a', '--encoding', 'klingon'], 'not a code page'],
  [['a', '--punches', '/nowhere/at/all'], 'cannot be written'],
])('the arguments %j are refused', async (args, message) => {
  expect(await cli('probe', ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

test.skipIf(!existsSync('/dev/full'))('a disk that is full is said, without a stack', async () => {
  const { address } = await aTerminal();
  const { code, stderr } = await cli('probe', address, '--punches', '/dev/full');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^--punches \/dev\/full: cannot be written \(.*no space left.*\)\n$/);
});

test('packets without a fitting checksum are counted', async () => {
  const { address } = await aTerminal('bad-checksum:1');
  expect((await cli('probe', address)).stdout).toContain('Packets with a wrong checksum: 1.\n');
  expect(JSON.parse((await cli('probe', address, '--json')).stdout)).toMatchObject({ checksumErrors: 1 });
});

test('a terminal that stalls and takes no other connection is described by what was seen first', async () => {
  const { terminal } = await aTerminal('silent-mid:90000');
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    connections += 1;
    sockets.add(client.on('error', () => undefined));
    if (connections > 1) return void client.destroy();
    const upstream = connect(terminal.port, '127.0.0.1').on('error', () => undefined);
    sockets.add(upstream);
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const { fault } = await probeTerminal({
    terminal: { host: '127.0.0.1', port, transport: 'tcp', idleTimeoutMs: 300, now: clock },
    zone: 'UTC',
    wantUsers: false,
    onRecords: () => {},
    retrySeconds: [0.01, 0.01],
  });
  expect(fault?.code).toBe('incomplete');
  expect(fault?.message).toMatch(
    / delivered \d+ of \d+ bytes .* When it was connected again: .* closed it at once/,
  );
});
