import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '#bridge/config/read-config.ts';
import { startTerminalSimulator } from '#bridge/simulator/index.ts';
import { aClock } from '#test/support/clock.ts';
import { cli } from './command-line.ts';

async function someTerminals() {
  const plain = await startTerminalSimulator({ serial: 'TEST0000001', clock: aClock().now });
  onTestFinished(() => plain.close());
  const locked = await startTerminalSimulator({
    serial: 'TEST0000002',
    modes: ['comm-key:4711'],
    clock: aClock().now,
  });
  onTestFinished(() => locked.close());
  const silent = createServer((socket) =>
    socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const bound = silent.address();
  const other = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { plain: plain.port, locked: locked.port, other };
}

test('the terminals of a subnet are found, and what else listens is told apart', async () => {
  const { plain, locked, other } = await someTerminals();
  const ports = [plain, locked, other].flatMap((port) => ['--port', String(port)]);
  const { code, stdout } = await cli('discover', '127.0.0.1/32', ...ports, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toHaveLength(3);
  expect(JSON.parse(stdout)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ host: '127.0.0.1', port: plain, serial: 'TEST0000001' }),
      expect.objectContaining({
        port: locked,
        fault: expect.objectContaining({ code: 'comm-key-required' }),
      }),
      expect.objectContaining({ port: other, fault: expect.objectContaining({ code: 'not-a-terminal' }) }),
    ]),
  );
});

test('what is printed for the configuration can be used as it is', async () => {
  const { plain, locked } = await someTerminals();
  const { stdout } = await cli('discover', '127.0.0.1', '--port', String(plain), '--port', String(locked));
  expect(stdout).toMatch(/^address +serial +model/);
  const snippet = stdout.slice(stdout.indexOf('terminals:'));
  const config = parseConfig(`cloud: https://a.example\nstateDir: s\n${snippet}`, 'bridge.yaml');
  expect(snippet).toMatch(new RegExp(`port: ${locked}\\n +# commKey: NUMBER .*asks for its key`));
  expect(config.terminals.every(({ commKey }) => commKey === undefined)).toBe(true);
  expect(config.terminals).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ host: '127.0.0.1', port: plain, serial: 'TEST0000001' }),
      expect.objectContaining({ host: '127.0.0.1', port: locked }),
    ]),
  );
});

test('a subnet without terminals is not a failure', async () => {
  expect(await cli('discover', '127.0.0.1/32', '--port', '1')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing listens'),
  });
});

test.each([
  [['127.0.0.1/8'], 'is not a subnet'],
  [['here'], 'is not a subnet'],
  [['127.0.0.1', '--port', '0'], 'is not a port'],
])('the arguments %j are refused', async (args, message) => {
  expect(await cli('discover', ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

test('a terminal that speaks UDP only is found, and what is printed works', async () => {
  const terminal = await startTerminalSimulator({
    serial: 'TEST0000003',
    transport: 'udp',
    clock: aClock().now,
  });
  onTestFinished(() => terminal.close());
  const args = ['discover', '127.0.0.1', '--port', String(terminal.port)];
  const { stdout } = await cli(...args);
  expect(stdout).toContain(`127.0.0.1:${terminal.port} (UDP)`);
  const snippet = stdout.slice(stdout.indexOf('terminals:'));
  const config = parseConfig(`cloud: https://a.example\nstateDir: s\n${snippet}`, 'bridge.yaml');
  expect(config.terminals).toMatchObject([{ port: terminal.port, transport: 'udp', serial: 'TEST0000003' }]);
  expect(JSON.parse((await cli(...args, '--json')).stdout)).toMatchObject([{ transport: 'udp' }]);
});
