import { expect, test } from 'vitest';
import { Permits, pause, Wake } from './waiting.ts';

test('firing the wake ends every wait', async () => {
  const wake = new Wake();
  const { signal } = new AbortController();
  const waiting = [wake.wait(signal), wake.wait(signal)];
  wake.fire();
  await Promise.all(waiting);
});

test('a wait ends with its time or its signal', async () => {
  const wake = new Wake();
  const abort = new AbortController();
  await wake.wait(abort.signal, 1);
  const waiting = wake.wait(abort.signal);
  abort.abort();
  await waiting;
  await wake.wait(abort.signal);
});

test('a pause that is interrupted throws the reason', async () => {
  const abort = new AbortController();
  const pausing = pause(60_000, abort.signal);
  abort.abort(new Error('stopping'));
  await expect(pausing).rejects.toThrow('stopping');
});

test('no more jobs run at a time than there are permits, and a failed job frees its own', async () => {
  const permits = new Permits(2);
  let running = 0;
  let most = 0;
  const job = async (number: number) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (number % 3 === 0) throw new Error('failed');
    return number;
  };
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, number) => permits.run(() => job(number))),
  );
  expect(most).toBe(2);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  expect(await permits.run(async () => 'free')).toBe('free');
});
