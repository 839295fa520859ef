import { expect, test } from 'vitest';
import type { ScheduleKind } from '#infra/lambdas.ts';
import { startClock, type Timers } from './clock.ts';

/** Lets everything that can go on without time passing go on. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Time that moves when a test says so. */
function handTimers(startEpoch: number) {
  let now = startEpoch;
  const due: { at: number; run: () => void }[] = [];
  const timers: Timers = {
    now: () => now,
    after(milliseconds, run) {
      const entry = { at: now + milliseconds, run };
      due.push(entry);
      return () => void due.splice(due.indexOf(entry), 1);
    },
  };
  async function pass(milliseconds: number): Promise<void> {
    const until = now + milliseconds;
    await nextTurn();
    for (;;) {
      due.sort((a, b) => a.at - b.at);
      const next = due[0];
      if (!next || next.at > until) break;
      due.shift();
      now = next.at;
      next.run();
      await nextTurn();
    }
    now = until;
  }
  return { timers, pass, isoNow: () => new Date(now).toISOString().slice(11, 19) };
}

const start = Date.parse('2026-03-29T07:58:30Z');

test('tick comes at every full minute and nightly at every full quarter', async () => {
  const { timers, pass, isoNow } = handTimers(start);
  const fired: string[] = [];
  const fire = async (kind: ScheduleKind) => void fired.push(`${isoNow()} ${kind}`);
  const clock = startClock({ fire, timers, log: () => {} });
  await pass(3 * 60_000);
  expect(fired.filter((line) => line.endsWith('tick'))).toEqual([
    '07:59:00 tick',
    '08:00:00 tick',
    '08:01:00 tick',
  ]);
  expect(fired.filter((line) => line.endsWith('nightly'))).toEqual(['08:00:00 nightly']);
  await clock.stop();
});

test('an event is skipped while its predecessor runs, and the other kind is not held up', async () => {
  const { timers, pass } = handTimers(start);
  const fired: ScheduleKind[] = [];
  const log: string[] = [];
  const slow = Promise.withResolvers<void>();
  const fire = (kind: ScheduleKind) => {
    fired.push(kind);
    return kind === 'tick' ? slow.promise : Promise.resolve();
  };
  const clock = startClock({ fire, timers, log: (line) => void log.push(line) });
  await pass(3 * 60_000);
  expect(fired.filter((kind) => kind === 'tick')).toHaveLength(1);
  expect(fired.filter((kind) => kind === 'nightly')).toHaveLength(1);
  expect(log).toHaveLength(2);
  slow.resolve();
  await pass(60_000);
  expect(fired.filter((kind) => kind === 'tick')).toHaveLength(2);
  await clock.stop();
});

test('an event that fails is logged and the next one comes', async () => {
  const { timers, pass } = handTimers(start);
  const log: string[] = [];
  let fired = 0;
  const fire = async (kind: ScheduleKind) => {
    if (kind !== 'tick') return;
    fired += 1;
    throw new Error('table is away');
  };
  const clock = startClock({ fire, timers, log: (line) => void log.push(line) });
  await pass(2 * 60_000);
  expect(fired).toBe(2);
  expect(log.join()).toContain('table is away');
  await clock.stop();
});

test('a stopped clock fires no more and waits for what runs', async () => {
  const { timers, pass } = handTimers(start);
  let fired = 0;
  const slow = Promise.withResolvers<void>();
  const fire = () => {
    fired += 1;
    return slow.promise;
  };
  const clock = startClock({ fire, timers, log: () => {} });
  await pass(30_000);
  let stopped = false;
  const stopping = clock.stop().then(() => {
    stopped = true;
  });
  await nextTurn();
  expect(stopped).toBe(false);
  slow.resolve();
  await stopping;
  await pass(60 * 60_000);
  expect(fired).toBe(1);
});
