import { expect, test } from 'vitest';
import { cloudClock } from './cloud-clock.ts';

const start = Date.parse('2026-03-01T08:00:00Z');

function aClock() {
  let machine = start;
  const clock = cloudClock(() => machine);
  return { clock, set: (seconds: number) => (machine = start + seconds * 1000) };
}

const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

test('true time follows the server; each way counts as half of the round trip', () => {
  const { clock } = aClock();
  expect(clock.observe(at(101), start, start + 2000)).toBe(true);
  expect(clock.now()).toBe(start + 100_000);
});

test('a difference of at most the journey and two seconds is ignored', () => {
  const { clock } = aClock();
  expect(clock.observe(at(2), start, start)).toBe(false);
  expect(clock.observe(at(8), start, start + 6000)).toBe(false);
  expect(clock.observe('yesterday', start, start)).toBe(false);
  expect(clock.now()).toBe(start);
});

test('requests are signed with the machine’s clock until the cloud has refused it', () => {
  const { clock } = aClock();
  clock.observe(at(-200), start, start);
  expect(clock.signingTime()).toBe(start);
  clock.correctSigning();
  expect(clock.signingTime()).toBe(start - 200_000);
});

test('a machine’s clock that is set back does not sign in the past', () => {
  const { clock, set } = aClock();
  set(60);
  expect(clock.signingTime()).toBe(start + 60_000);
  set(0);
  expect(clock.signingTime()).toBe(start + 60_000);
  set(90);
  expect(clock.signingTime()).toBe(start + 90_000);
});
