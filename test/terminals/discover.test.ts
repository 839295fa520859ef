import { createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startTerminalSimulator } from '#bridge/simulator/index.ts';
import { addressesOf, type Discovered, discover } from '#bridge/terminals/zk/index.ts';
import { aClock } from '#test/support/clock.ts';

const { now: clock } = aClock();

async function all(subnet: string, options: Parameters<typeof discover>[1]): Promise<Discovered[]> {
  const found: Discovered[] = [];
  for await (const one of discover(subnet, options)) found.push(one);
  return found;
}

describe('the addresses of a subnet', () => {
  test.each([
    ['192.168.1.77/32', ['192.168.1.77']],
    ['192.168.1.77', ['192.168.1.77']],
    ['192.168.1.77/31', ['192.168.1.76', '192.168.1.77']],
    ['192.168.1.77/30', ['192.168.1.77', '192.168.1.78']],
  ])('%s', (subnet, expected) => expect([...addressesOf(subnet)]).toEqual(expected));

  test('leave out its name and its broadcast', () => {
    const addresses = [...addressesOf('10.0.0.0/23')];
    expect([addresses.length, addresses[0], addresses[509]]).toEqual([510, '10.0.0.1', '10.0.1.254']);
  });

  test.each(['10.0.0.0/8', '10.0.0/24', '::1/64', '10.0.0.0/24/1', '10.0.0.0/', '10.0.0.0/33', 'x'])(
    '%s is refused',
    (subnet) => expect(() => [...addressesOf(subnet)]).toThrow(RangeError),
  );
});

test('terminals are found with who they are, others are named, and silence is left out', async () => {
  const plain = await startTerminalSimulator({ clock, serial: 'SAMPLE1', model: 'Sample model' });
  const keyed = await startTerminalSimulator({ clock, serial: 'SAMPLE2', modes: ['comm-key:7'] });
  const panel = await startTerminalSimulator({ clock, serial: 'SAMPLE3', modes: ['c3-panel'] });
  const closed = await startTerminalSimulator({ clock, serial: 'SAMPLE4', modes: ['refuse'] });
  const simulators = [plain, keyed, panel, closed];
  try {
    const ports = simulators.map(({ port }) => port);
    const found = await all('127.0.0.1/32', { ports, parallel: 2, timeoutMs: 1_000 });
    const byPort = new Map(found.map((one) => [one.port, one]));
    expect(byPort.get(plain.port)).toEqual({
      host: '127.0.0.1',
      port: plain.port,
      serial: 'SAMPLE1',
      model: 'Sample model',
      firmware: 'Ver 6.60 (simulated)',
    });
    expect(byPort.get(keyed.port)).toMatchObject({ fault: { code: 'comm-key-required' } });
    expect(byPort.get(panel.port)).toMatchObject({ fault: { code: 'access-panel' } });
    expect(byPort.has(closed.port)).toBe(false);
    expect(plain.stats.openConnections).toBe(0);
    expect(plain.stats.commandsSeen.get(1001)).toBe(1);
  } finally {
    for (const simulator of simulators) await simulator.close();
  }
});

test('a stranger gets a CONNECT of sixteen bytes and nothing else', async () => {
  const received: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('data', (bytes) => received.push(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const [found] = await all('127.0.0.1/32', { ports: [port], timeoutMs: 100 });
    expect(found).toMatchObject({ fault: { code: 'timeout' } });
    const bytes = Buffer.concat(received).toString('hex');
    expect(bytes.startsWith('5050827d08000000e80317fc00000000')).toBe(true);
    // The farewell is a frame of the protocol as well.
    expect(bytes.slice(32)).toMatch(/^(5050827d08000000e903.{12})?$/);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('the search can be stopped, and leaves nothing open', async () => {
  const terminal = await startTerminalSimulator({ clock, serial: 'SAMPLE1', modes: ['slow:200'] });
  try {
    const search = all('127.0.0.1/32', { ports: [terminal.port], signal: AbortSignal.timeout(50) });
    await expect(search).rejects.toThrow(/abort|timeout/i);
  } finally {
    await terminal.close();
  }
});
