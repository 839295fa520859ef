import { expect, test } from 'vitest';
import { linesOf, type Measured, median, table } from './report.ts';

function run(seconds: number, correct: number, error?: string): Measured['runs'][number] {
  return {
    seconds,
    correct,
    correctWithStatus: correct,
    records: correct,
    peakRssBytes: 100 * 2 ** 20,
    startRssBytes: 80 * 2 ** 20,
    ...(error === undefined ? {} : { error }),
  };
}

test('the median is the middle, or between the two middles', () => {
  expect([median([]), median([3]), median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([null, 3, 2, 2.5]);
});

test('only whole runs count for the time, and the worst run for what was right', () => {
  const lines = linesOf(
    [
      { mode: 'normal', client: 'floor', runs: [run(0.1, 10)] },
      { mode: 'normal', client: 'other', runs: [run(0.3, 10), run(0.01, 4), run(0.01, 10, 'gave up')] },
    ],
    10,
  );
  expect(lines[1]).toMatchObject({ wholeRuns: 1, runs: 3, fewestCorrect: 4, seconds: 0.3, error: 'gave up' });
  expect(lines[1]?.timesFloor).toBeCloseTo(3);
  expect(table(lines)).toMatch(/normal +other +1\/3 +4 +4 +0\.300 +3\.00 +100 +20 +gave up/);
});

test('a client without a whole run has no time', () => {
  const [line] = linesOf([{ mode: 'normal', client: 'other', runs: [run(0.1, 3)] }], 10);
  expect(line).toMatchObject({ wholeRuns: 0, seconds: null, timesFloor: null });
});
