import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startTerminalSimulator } from '#bridge/simulator/index.ts';
import { encodeFrame } from '#bridge/terminals/zk/index.ts';
import { aClock } from '#test/support/clock.ts';

const { now: clock } = aClock();

test.each([14, 15, 18, 33, 134])(
  'a simulator that was sent the destructive command %i says so',
  async (command) => {
    const simulator = await startTerminalSimulator({ clock, serial: 'SAMPLE1' });
    const socket = connect(simulator.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(encodeFrame(command, 0, 0, new Uint8Array(0)));
    await once(socket, 'close');
    expect(simulator.stats.destructiveCommands).toEqual([command]);
    await expect(simulator.close()).rejects.toThrow(`destructive commands arrived: ${command}`);
  },
);

test('a punch that the layout cannot keep is refused, not bent', async () => {
  const punch = { pin: '1', time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' };
  const start = (modes: string[], differing: Partial<typeof punch>) =>
    startTerminalSimulator({ clock, serial: 'SAMPLE1', modes, punches: [{ ...punch, ...differing }] });
  await expect(start([], { pin: 'ABCDEFGHIJKLMNOPQRSTUVWXY' })).rejects.toThrow(RangeError);
  await expect(start([], { time: 'yesterday' })).rejects.toThrow(RangeError);
  await expect(start([], { workCode: 'x' })).rejects.toThrow(RangeError);
  await expect(start(['rec16'], { pin: 'A7' })).rejects.toThrow(RangeError);
});
