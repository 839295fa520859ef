/** Tests of the time axis of a day strip. @module */

import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { dayClock, shareOf, ticksOf, turnOfClocks, windowAround } from './strip-scale.ts';

const day = (text: string) => text as LocalDate;

describe('the clock of a day', () => {
  it('has 24 hours, 23 in spring and 25 in autumn', () => {
    expect(dayClock(day('2026-03-03'), 'Europe/Berlin').length).toBe(1_440);
    expect(dayClock(day('2026-03-29'), 'Europe/Berlin').length).toBe(1_380);
    expect(dayClock(day('2026-10-25'), 'Europe/Berlin').length).toBe(1_500);
  });

  it('knows where an instant lies, also in the hour that comes twice', () => {
    const clock = dayClock(day('2026-10-25'), 'Europe/Berlin');
    expect(clock.minuteOf('2026-10-25T00:30:00Z')).toBe(150);
    expect(clock.minuteOf('2026-10-25T01:30:00Z')).toBe(210);
    expect(clock.wallAt(150)).toBe(150);
    expect(clock.wallAt(210)).toBe(150);
  });
});

describe('ticks', () => {
  it('are written at full hours, few enough to be read', () => {
    expect(ticksOf({ from: 0, to: 1_440 }).map(({ wall, day: later }) => [wall / 60, later])).toEqual([
      [0, 0],
      [3, 0],
      [6, 0],
      [9, 0],
      [12, 0],
      [15, 0],
      [18, 0],
      [21, 0],
      [0, 1],
    ]);
    expect(ticksOf({ from: 420, to: 720 }).map(({ wall }) => wall / 60)).toEqual([7, 8, 9, 10, 11, 12]);
  });

  it('go into the next day', () => {
    expect(ticksOf({ from: 1_260, to: 1_620 }).at(-1)).toEqual({ at: 1_620, wall: 180, day: 1 });
  });

  it('leave out the hour that does not exist, and write the one that comes twice twice', () => {
    const spring = ticksOf({ from: 0, to: 300 }, dayClock(day('2026-03-29'), 'Europe/Berlin'));
    expect(spring.map(({ wall }) => wall / 60)).toEqual([0, 1, 3, 4, 5, 6]);
    const autumn = ticksOf({ from: 0, to: 300 }, dayClock(day('2026-10-25'), 'Europe/Berlin'));
    expect(autumn.map(({ wall }) => wall / 60)).toEqual([0, 1, 2, 2, 3, 4]);
  });

  it('survive zones whose clocks change by half an hour', () => {
    const ticks = ticksOf({ from: 0, to: 300 }, dayClock(day('2026-04-05'), 'Australia/Lord_Howe'));
    expect(ticks.map(({ wall }) => wall / 60)).toEqual([0, 1, 2, 3, 4]);
  });
});

it('puts a moment between the ends, and what lies outside at them', () => {
  const window = { from: 360, to: 1_320 };
  expect(shareOf(840, window)).toBe(0.5);
  expect(shareOf(0, window)).toBe(0);
  expect(shareOf(5_000, window)).toBe(1);
});

it('makes a window around what there is to see, in whole hours', () => {
  expect(windowAround([540, 1_085])).toEqual({ from: 420, to: 1_260 });
  expect(windowAround([Number.NaN])).toEqual({ from: 0, to: 1_440 });
  expect(windowAround([5], undefined, 60)).toEqual({ from: -60, to: 120 });
});

it('clocks turn on the day, or in the night that the window goes on into', () => {
  const turn = (date: string, to = 1_440) =>
    turnOfClocks({ from: 480, to }, dayClock(day(date), 'Europe/Berlin'));
  expect(turn('2026-03-27', 2_160)).toBe(0);
  expect(turn('2026-03-28')).toBe(0);
  expect(turn('2026-03-28', 1_980)).toBe(60);
  expect(turn('2026-03-29')).toBe(60);
  expect(turn('2026-10-25')).toBe(-60);
});
