import { describe, expect, test } from 'vitest';
import { ClockingSchedule, OvertimeLayer } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift, threeShifts } from '../testing/presets.ts';
import { dayOf, daysOf, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const saturday = '2026-03-07';
const hourAround = { matching: { windowBeforeMinutes: 60, windowAfterMinutes: 60 } };
const morning = plainShift('09:00', '12:00', hourAround);

/** Until when a day waits for which no terminal has been read yet. */
const until = (scenario: Scenario, date = monday) =>
  dayOf({ completeThrough: null, ...scenario }, date).pendingUntil;
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

describe('a day waits until no punch can belong to it any more', () => {
  test('with two shifts until the window of the later one is over, whichever was attended', () => {
    const shifts = [{ slots: { in: '06:00', out: '10:00' } }, { slots: { in: '18:00', out: '22:00' } }];
    const two = ClockingSchedule.parse({
      id: 'sch_two',
      name: 'Twice a day',
      kind: 'daily',
      rules: hourAround,
      day: { shifts },
    });
    expect(until({ schedules: [two] })).toBe('2026-03-02T23:00:00Z');
    expect(until({ schedules: [two], punches: on('06:00') })).toBe('2026-03-02T23:00:00Z');
    expect(until({ schedules: [two], punches: on('18:00') })).toBe('2026-03-02T23:00:00Z');
  });

  test('after its window for work outside it that nobody has ended, as long as the longest shift lasts', () => {
    expect(until({ schedules: [morning], punches: on('09:00', '12:00', '20:00') })).toBe(
      '2026-03-03T12:00:00Z',
    );
    expect(until({ schedules: [morning], punches: on('12:00 out', '20:00 in', '23:00 out') })).toBe(
      '2026-03-02T13:00:00Z',
    );
  });

  test('with an open schedule until the window of the last shift that could be chosen is over', () => {
    expect(until({ schedules: [threeShifts()] })).toBe('2026-03-03T10:00:00Z');
  });

  test('without times until it is midnight where the user works', () => {
    expect(until({ schedules: [flexiHours({}, 480)] })).toBe('2026-03-03T00:00:00Z');
    expect(until({ schedules: [flexiHours({}, 480)], zone: 'America/New_York' })).toBe(
      '2026-03-03T05:00:00Z',
    );
  });

  test('on a free day until somebody who came cannot leave any more, and at least until midnight', () => {
    const rest = (time: string) =>
      until({ schedules: [officeWeek()], punches: [`${saturday} ${time}`] }, saturday);
    expect(rest('03:00')).toBe('2026-03-08T00:00:00Z');
    expect(rest('23:00')).toBe('2026-03-08T15:00:00Z');
  });
});

describe('what the days before a sheet leave', () => {
  const layers = [OvertimeLayer.parse({ kind: 'weekly', code: 'WEEK', beyond: 480 })];
  const schedules = [officeWeek({ overtime: { layers } })];

  test('days on which nobody came leave nothing, and those between them are counted', () => {
    const punches = ['02', '04', '05'].flatMap((day) =>
      ['09:00', '12:00', '13:00', '16:00'].map((time) => `2026-03-${day} ${time}`),
    );
    const overtime = daysOf({ schedules, punches }, '2026-03-05', '2026-03-06').map((day) => day.overtime);
    expect(overtime).toEqual([[expect.objectContaining({ code: 'WEEK', seconds: 21_600 })]]);
    expect(daysOf({ schedules, punches }, monday, '2026-03-06').at(-1)?.overtime).toEqual(overtime[0]);
  });
});
