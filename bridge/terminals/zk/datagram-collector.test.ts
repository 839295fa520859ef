import { describe, expect, test } from 'vitest';
import { DatagramCollector } from '#bridge/terminals/zk/datagram-collector.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';

function packet(command: number, session: number, text = '', intact = true): Packet {
  return { command, session, replyId: 1, data: Buffer.from(text), intact };
}

function prepare(bytes: number): Packet {
  const announced = packet(1500, 0, '        ');
  announced.data.writeUInt32LE(bytes, 0);
  return announced;
}

const data = (index: number, text: string) => packet(1501, index, text);
const acknowledged = packet(2000, 0);

function feed(collector: DatagramCollector, ...packets: Packet[]) {
  const waits: number[] = [];
  const outcomes = packets.map((next) => collector.take(next, (milliseconds) => waits.push(milliseconds)));
  return { outcome: outcomes.find((outcome) => outcome !== undefined), waits };
}

const whole = { kind: 'complete', bytes: Buffer.from('abcdefgh') };

describe('a chunk is whole', () => {
  test.each([
    ['in order', [prepare(8), data(0, 'abc'), data(1, 'def'), data(2, 'gh'), acknowledged]],
    ['swapped', [prepare(8), data(2, 'gh'), data(0, 'abc'), data(1, 'def')]],
    ['with repetitions', [prepare(8), data(0, 'abc'), data(0, 'abc'), data(1, 'def'), data(2, 'gh')]],
    ['without its announcement', [data(0, 'abc'), data(1, 'def'), data(2, 'gh')]],
    [
      'acknowledged before the last frame',
      [prepare(8), data(0, 'abc'), data(1, 'def'), acknowledged, data(2, 'gh')],
    ],
    ['numbered on from earlier chunks', [prepare(8), data(41, 'def'), data(40, 'abc'), data(42, 'gh')]],
    ['numbered over the end of the count', [data(0, 'gh'), data(65_534, 'abc'), data(65_535, 'def')]],
    [
      'with a damaged frame between',
      [data(0, 'abc'), packet(1501, 1, 'xxx', false), data(1, 'def'), data(2, 'gh')],
    ],
  ])('%s', (_, packets) => expect(feed(new DatagramCollector(8), ...packets).outcome).toEqual(whole));
});

describe('frames of two tries are joined', () => {
  test('where each answer is numbered from 0', () => {
    const collector = new DatagramCollector(8);
    expect(feed(collector, prepare(8), data(0, 'abc'), data(2, 'gh'), acknowledged).outcome).toBeUndefined();
    collector.restart();
    expect(feed(collector, data(1, 'def')).outcome).toEqual(whole);
  });

  test('never where the terminal numbers on, though the indexes would close up', () => {
    const collector = new DatagramCollector(6);
    feed(collector, data(6, 'cd'), data(7, 'ef'));
    collector.restart();
    expect(feed(collector, data(8, 'ab')).outcome?.kind).not.toBe('complete');
  });

  test('never with other bytes at the same place', () => {
    const collector = new DatagramCollector(6);
    feed(collector, data(0, 'xx'), data(1, 'cd'));
    collector.restart();
    expect(feed(collector, data(0, 'ab'), data(2, 'ef')).outcome).toBeUndefined();
    expect(collector.gotBytes).toBe(4);
    expect(feed(collector, data(1, 'cd')).outcome).toEqual({
      kind: 'complete',
      bytes: Buffer.from('abcdef'),
    });
  });
});

test('an acknowledgement before the last frame is tolerated for a moment only', () => {
  expect(feed(new DatagramCollector(8), prepare(8), data(0, 'abc'), acknowledged).waits).toEqual([250]);
});

test('frames that all carry the same number cannot be put in order', () => {
  const { outcome } = feed(new DatagramCollector(8), data(77, 'abc'), data(77, 'def'));
  expect(outcome).toEqual({ kind: 'unordered', frameBytes: 3 });
});

test('a single frame is a whole dataset only when it states its own length', () => {
  const dataset = Buffer.from('0000000061626364', 'hex');
  dataset.writeUInt32LE(4, 0);
  const collector = new DatagramCollector();
  expect(collector.take({ ...data(0, ''), data: dataset }, () => undefined)).toEqual({
    kind: 'complete',
    bytes: dataset,
  });
  dataset.writeUInt32LE(400, 0);
  expect(new DatagramCollector().take({ ...data(0, ''), data: dataset }, () => undefined)).toBeUndefined();
});
