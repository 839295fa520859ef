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

test('the pin width and the voice test are answered', async () => {
  const simulator = await startTerminalSimulator({ clock, serial: 'SAMPLE1' });
  const socket = connect(simulator.port, '127.0.0.1');
  const answers: number[][] = [];
  for (const [replyId, command] of [1000, 69, 1017].entries()) {
    socket.write(encodeFrame(command, 0, replyId, new Uint8Array(0)));
    const [bytes]: Buffer[] = await once(socket, 'data');
    answers.push([bytes?.readUInt16LE(8) ?? 0, ...(bytes?.subarray(16) ?? [])]);
  }
  socket.destroy();
  expect(answers).toEqual([[2000], [2000, 9], [2000]]);
  await simulator.close();
});

test('the frames of an answer come one by one, as from a terminal', async () => {
  const punch = { pin: '1', time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' };
  const punches = Array.from({ length: 60 }, () => punch);
  const simulator = await startTerminalSimulator({ clock, serial: 'SAMPLE1', punches });
  const socket = connect(simulator.port, '127.0.0.1');
  const ask = async (command: number, replyId: number, data: Uint8Array) => {
    socket.write(encodeFrame(command, 0, replyId, data));
    await once(socket, 'data');
  };
  await ask(1000, 0, new Uint8Array(0));
  await ask(1503, 1, Uint8Array.of(1, 13, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  const read: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => read.push(bytes));
  const chunk = Buffer.alloc(8);
  chunk.writeUInt32LE(60 * 40 + 4, 4);
  socket.write(encodeFrame(1504, 0, 2, chunk));
  await expect.poll(() => Buffer.concat(read).length).toBe(60 * 40 + 4 + 3 * 16 + 8);
  expect(read.length).toBeGreaterThanOrEqual(3);
  socket.destroy();
  await simulator.close();
});
