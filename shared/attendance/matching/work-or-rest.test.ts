import { describe, expect, test } from 'vitest';
import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import type { AttendanceRulesPatch, TimedPunch } from '../model/index.ts';
import { lookBackOf } from '../overtime/index.ts';
import { completeRules } from '../rules/index.ts';
import { compilePolicy } from '../rules/policy.ts';
import { leavesFirst, type ReadSoFar, wasRest } from './work-or-rest.ts';

/** Section 2 of the rules: which stretches of flexible work were rests, by the dates around them. */

/** A punch without a key at `D HH:MM`, D days after the first one. */
function punchAt(text: string): TimedPunch {
  const [day = '0', time = '0:0'] = text.replace('*', '').split(' ');
  const [hour = '0', minute = '0'] = time.split(':');
  const seconds = Number(day) * 86_400 + Number(hour) * 3_600 + Number(minute) * 60;
  return {
    ref: { serial: 'SAMPLE1', wallTime: '2026-03-02T09:00:00' as WallTime, status: 255 },
    at: seconds,
    instant: '2026-03-02T09:00:00Z' as Instant,
    wall: seconds,
    recorded: seconds,
    flow: 0,
    order: 0,
    correctionId: null,
  };
}

const policyOf = (rules: AttendanceRulesPatch) => compilePolicy(completeRules(rules), lookBackOf);

const nothingRead: ReadSoFar = { arrives: [], afterRest: [] };

/** Whether the stretch before the punch that is marked with `*` was a rest. */
function rested(times: string, rules: AttendanceRulesPatch = {}, read = nothingRead): boolean {
  const texts = times.split(', ');
  const index = texts.findIndex((text) => text.startsWith('*'));
  return wasRest(texts.map(punchAt), index, policyOf(rules), read);
}

describe('a stretch of flexible work', () => {
  test.each([
    // Tuesday evening alone among days from 8 to 18; then with Wednesday's departure forgotten too.
    ['0 8:00, 0 18:00, 1 18:30, *2 8:00, 2 18:00, 3 8:00, 3 18:00', true],
    ['0 8:00, 0 18:00, 1 18:30, *2 8:00, 3 8:00, 3 18:00', true],
    ['0 8:00, 0 18:00, 1 20:30, *2 8:00, 2 18:00, 3 8:00, 3 18:00', true],
    // A night duty among days is work: its times are nobody's habit.
    ['0 8:00, 0 18:00, 1 20:00, *2 8:00, 3 8:00, 3 18:00', false],
    // Nights are work for who works nights, and a forgotten arrival does not turn days into work.
    ['0 20:00, 1 8:00, 1 20:00, *2 8:00, 2 20:00, 3 8:00, 3 20:00', false],
    ['0 6:00, 1 6:00, *1 22:00, 2 6:00, 2 22:00', true],
    // Long days are days, also between short rests; long nights are not.
    ['0 8:00, 0 22:00, 1 8:00, *1 22:00, 2 8:00, 2 22:00', false],
    ['0 17:40, *1 7:45, 1 18:08, 2 8:16, 2 18:00', true],
    // Between nights the day is a rest, though it is no longer than they are, whichever of their punches is forgotten.
    ['0 20:00, 1 8:00, *1 20:00, 2 20:00', true],
    ['0 7:00, 1 7:00, *1 19:00, 2 7:00', true],
    ['1 7:00, 2 7:00, *2 21:00, 3 7:00', true],
    // Nobody works for a day and a half.
    ['0 19:00, *2 7:00, 2 19:00, 3 7:00', true],
    // A night that was begun two dates before says nothing about the rest after the next one.
    ['0 21:00, 1 21:00, 2 7:00, *2 21:00', true],
  ])('%s: %s', (times, expected) => {
    expect(rested(times)).toBe(expected);
  });

  test('of six hours or less is work', () => {
    const since = (time: string) => rested(`0 7:00, 0 16:00, 2 ${time}, *2 7:00, 2 16:00, 3 7:00, 3 16:00`);
    expect([since('0:59'), since('1:00')]).toEqual([true, false]);
  });

  test('between longer rests is work, whatever the other days say', () => {
    const day = (left: string) => rested(`0 18:00, 1 8:00, *1 ${left}, 2 8:00, 2 18:00, 3 8:00`);
    expect(day('18:00')).toBe(false);
    // By the other days somebody would be away from 5:00 to 12:00 and from 9:00 to 20:00.
    expect(rested('0 22:00, 1 20:00, 2 5:00, *2 12:00, 3 1:00')).toBe(false);
    expect(rested('1 4:00, 1 21:00, 2 9:00, *2 20:00, 3 21:00')).toBe(false);
    expect(rested('0 5:00, 2 8:00, *2 15:00, 3 1:00, 3 16:00')).toBe(false);
  });

  test('is judged by an hour and a half around the times of the other days', () => {
    const night = (left: string) => rested(`0 8:00, 0 17:00, 1 18:00, *2 ${left}, 3 8:00, 3 17:00`);
    expect([night('6:00'), night('6:30')]).toEqual([false, true]);
  });

  test('is judged by the date before, its own dates and the date after, and by no other', () => {
    const week = '1 8:00, 1 18:00, 2 18:30, *3 8:00, 3 18:00, 4 8:00, 4 18:00';
    expect(rested(week)).toBe(true);
    expect(rested(`0 18:00, ${week}, 5 8:00, 5 9:00, 5 10:00`)).toBe(true);
    expect(rested('2 18:30, *3 8:00, 5 8:00, 5 18:00, 6 8:00')).toBe(rested('2 18:30, *3 8:00'));
  });

  test('is judged by the midnights at which these dates begin and end', () => {
    // On the first midnight somebody arrives; the last one belongs to the date after it.
    expect(rested('1 0:00, 2 14:00, *2 20:30, 2 23:00', { matching: { restAfterMinutes: 900 } })).toBe(true);
    expect(rested('1 6:00, 1 15:00, *2 0:00, 4 0:00')).toBe(false);
  });

  test('on a date alone is rather work, unless it is long', () => {
    const rules = (restAfterMinutes: number, maxShiftMinutes = 960) => ({
      matching: { restAfterMinutes, maxShiftMinutes },
    });
    expect(rested('1 0:00, 1 12:00, *1 20:00, 1 23:30', rules(480, 600))).toBe(false);
    expect(rested('2 4:30, 2 6:00, *2 18:30')).toBe(true);
    expect(rested('4 3:30, *4 22:30')).toBe(true);
    // A punch on another date says more than the times of one date.
    expect(rested('0 7:30, *0 18:00, 1 0:00', rules(900))).toBe(true);
  });

  test('begins with a punch whose sense is open, whatever was read of it', () => {
    const week = '0 8:00, 0 18:00, 1 18:30, *2 8:00, 2 18:00, 3 8:00, 3 18:00';
    for (const sense of [true, false]) {
      expect(rested(week, {}, { arrives: [true, false, sense, sense], afterRest: [] })).toBe(true);
    }
  });

  test('is work where a terminal repeats itself hundreds of times: those are nobody’s habits', () => {
    // As in the first table, with punches a minute apart on the first date.
    const week = (count: number) => {
      const repeated = Array.from({ length: count }, (_, i) => `0 ${Math.floor(i / 60)}:${i % 60}`);
      return rested([...repeated, '1 18:30', '*2 8:00', '2 18:00', '3 8:00', '3 18:00'].join(', '));
    };
    expect([week(294), week(296)]).toEqual([true, false]);
  });

  test('is told whatever else was punched on dates long before', () => {
    const before = Array.from({ length: 200 }, (_, i) => `0 ${Math.floor(i / 60)}:${i % 60}`);
    const days = '10 8:00, 10 18:00, 11 18:30, *12 8:00, 12 18:00, 13 8:00, 13 18:00';
    expect(rested([...before, days].join(', '))).toBe(true);
  });

  test('is work in other modes, and where no rest is looked for', () => {
    const week = '0 8:00, 0 18:00, 1 18:30, *2 8:00, 2 18:00, 3 8:00, 3 18:00';
    for (const mode of ['alternate', 'status', 'first-last'] as const) {
      expect(rested(week, { direction: { mode } })).toBe(false);
    }
    expect(rested(week, { matching: { restAfterMinutes: null } })).toBe(false);
  });
});

describe('the first punch that is known', () => {
  const leaves = (times: string, rules: AttendanceRulesPatch = {}) =>
    leavesFirst(times.split(', ').map(punchAt), 0, policyOf(rules));

  test.each([
    ['0 8:00, 0 18:00, 1 8:00, 1 18:00', false],
    ['0 6:00, 0 22:00, 1 6:00, 1 22:00, 2 6:00', true],
    ['0 7:41, 0 18:15, 1 5:27, 1 18:10, 2 8:18, 2 18:19, 3 7:40', false],
    // Twelve hours each way: nothing tells.
    ['0 12:00, 1 0:00, 1 12:00, 2 0:00, 2 12:00, 3 0:00, 3 12:00', null],
    // No shift that was open before could have lasted that long.
    ['0 16:01, 1 0:00, 1 16:00, 2 0:00', null],
    ['0 16:00, 1 0:00, 1 16:00, 2 0:00, 2 16:00, 3 0:00', false],
  ])('of %s leaves: %s', (times, expected) => {
    expect(leaves(times)).toBe(expected);
  });

  test('is told by the days up to a midnight that belongs to the next one', () => {
    expect(leaves('0 10:30, 2 0:30, 4 0:00', { matching: { restAfterMinutes: 360 } })).toBe(false);
  });

  test('is not told by more than three hundred punches', () => {
    const nights = '0 6:00, 0 22:00, 1 6:00, 1 22:00, 2 6:00';
    const with3rd = (count: number) =>
      leaves(
        [nights, ...Array.from({ length: count }, (_, i) => `3 ${Math.floor(i / 60)}:${i % 60}`)].join(', '),
      );
    expect([with3rd(295), with3rd(296)]).toEqual([expect.any(Boolean), null]);
  });

  test('is told by four days, whatever comes after them', () => {
    const nights = '0 6:00, 0 22:00, 1 6:00, 1 22:00, 2 6:00, 2 22:00, 3 6:00, 3 22:00';
    expect(leaves(`${nights}, 4 9:00, 4 10:00, 5 9:00, 5 10:00, 6 9:00, 6 10:00`)).toBe(leaves(nights));
  });
});
