import { describe, expect, test } from 'vitest';
import {
  afterDelivery,
  afterResult,
  commandIdOf,
  isDue,
  offeredCommands,
  type QueuedCommand,
  waitingFor,
} from './command-queue.ts';

const now = Date.parse('2026-11-22T03:29:30Z');
const queued: QueuedCommand = {
  id: 'A1',
  command: { kind: 'check' },
  state: 'queued',
  queuedAt: now,
  deliveries: 0,
};
const result = { id: 'A1', returnCode: 0, command: 'CHECK', values: new Map() };

test('a command is offered until it is answered, but not at every poll', () => {
  const sent = afterDelivery(queued, now);
  expect(sent).toMatchObject({ state: 'sent', deliveries: 1, sentAt: now });
  expect(offeredCommands([sent], now + 59_999)).toEqual([]);
  expect(offeredCommands([sent], now + 60_000)).toEqual([sent]);
  const acknowledged = afterResult(sent, result);
  expect(acknowledged).toMatchObject({ state: 'acknowledged', returnCode: 0 });
  expect(offeredCommands([acknowledged], now + 600_000)).toEqual([]);
});

test('a command that was delivered ten times without an answer is given up, and a late answer still counts', () => {
  let command = queued;
  for (let count = 0; count < 10; count += 1) command = afterDelivery(command, now + count * 60_000);
  expect(command.state).toBe('given-up');
  expect(offeredCommands([command], now + 10_000_000)).toEqual([]);
  expect(afterResult(command, result).state).toBe('acknowledged');
});

test('a second answer changes nothing', () => {
  const acknowledged = afterResult(queued, result);
  expect(afterResult(acknowledged, { ...result, returnCode: -1 })).toBe(acknowledged);
});

test('commands go out in the order in which they were queued, twenty at most', () => {
  const commands = Array.from({ length: 30 }, (_, index) => ({
    ...queued,
    id: String(99 - index),
    queuedAt: now - index,
  }));
  const offered = offeredCommands(commands, now);
  expect(offered).toHaveLength(20);
  expect(offered.map(({ queuedAt }) => queuedAt)).toEqual(offered.map(({ queuedAt }) => queuedAt).toSorted());
});

test('the same command waits once; one that ended does not count', () => {
  expect(waitingFor([queued], { kind: 'check' })).toBe(queued);
  expect(waitingFor([queued], { kind: 'info' })).toBeUndefined();
  expect(waitingFor([{ ...queued, state: 'acknowledged' }], { kind: 'check' })).toBeUndefined();
});

test('a command is the same whatever the order in which its fields were stored', () => {
  const [from, to] = ['2026-03-02T00:00:00', '2026-03-03T00:00:00'];
  const stored: QueuedCommand = { ...queued, command: { to, kind: 'query-log', from } };
  expect(waitingFor([stored], { kind: 'query-log', from, to })).toBe(stored);
  expect(isDue([{ ...stored, state: 'acknowledged' }], { kind: 'query-log', from, to }, now)).toBe(false);
  expect(waitingFor([stored], { kind: 'verify-count', from, to })).toBeUndefined();
});

test('what the protocol needs is not asked for with every poll of firmware that answers and does not do it', () => {
  const done = { ...queued, state: 'acknowledged' as const, queuedAt: now };
  expect(isDue([done], { kind: 'check' }, now + 59 * 60_000)).toBe(false);
  expect(isDue([done], { kind: 'check' }, now + 60 * 60_000)).toBe(true);
  expect(isDue([queued], { kind: 'check' }, queued.queuedAt + 5 * 3_600_000)).toBe(false);
  expect(isDue([done], { kind: 'info' }, now)).toBe(true);
});

describe('ids of commands', () => {
  test('are at most 16 letters and digits, and sort by time and sequence', () => {
    const ids = [
      commandIdOf(now, 1, 'abcd'),
      commandIdOf(now, 2, '0000'),
      commandIdOf(now, 1295, '0000'),
      commandIdOf(now + 1, 0, '0000'),
    ];
    for (const id of ids) expect(id).toMatch(/^[A-Z0-9]{1,16}$/);
    expect(ids.toSorted()).toEqual(ids);
  });
});
