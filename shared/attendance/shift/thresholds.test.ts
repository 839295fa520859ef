import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { officeWeek } from '../testing/presets.ts';
import { codesOf, dayOf, h, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
type Thresholds = NonNullable<AttendanceRulesPatch['thresholds']>;
const office = (thresholds: Thresholds, times: string[], more: Scenario = {}) =>
  dayOf({ schedules: [officeWeek({ thresholds })], punches: on(...times), ...more }, monday);

describe('late and early', () => {
  test('within the grace nothing, beyond it all from the scheduled time', () => {
    const at = (time: string) => office({ lateGraceMinutes: 10 }, [time, '12:00', '13:00', '18:00']);
    expect(at('09:10').late).toBe(0);
    expect(at('09:11').late).toBe(h(0, 11));
    expect(codesOf(at('09:11'))).toContain('late-in');
    expect(at('09:11').reasons.map(textOf)).toContain('0:11 late: IN 09:11');
  });

  test('a grace that forgives counts from its own end', () => {
    const thresholds = { lateGraceMinutes: 10, earlyGraceMinutes: 10, graceForgives: true };
    const day = office(thresholds, ['09:15', '12:00', '13:00', '17:40']);
    expect(day).toMatchObject({ late: h(0, 5), early: h(0, 10) });
  });

  test('early counts up to the scheduled OUT', () => {
    const at = (time: string) => office({ earlyGraceMinutes: 5 }, ['09:00', '12:00', '13:00', time]);
    expect(at('17:55').early).toBe(0);
    expect(at('17:54').early).toBe(h(0, 6));
    expect(codesOf(at('17:54'))).toContain('early-out');
  });

  test('somebody who comes after the break is late since the morning', () => {
    expect(office({}, ['13:05', '18:00']).late).toBe(h(4, 5));
  });

  test('somebody who leaves for the break and stays away has left early', () => {
    expect(office({}, ['09:00', '12:00']).early).toBe(h(6));
  });

  test('a forgotten half is neither late nor early', () => {
    expect(office({}, ['09:30'])).toMatchObject({ late: h(0, 30), early: 0 });
    expect(office({}, ['17:00'])).toMatchObject({ late: 0, early: h(1) });
  });

  test('half a day of leave moves the times by which somebody is late or early', () => {
    const leave = (half: string) => ({
      leaves: [{ type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half } }],
    });
    expect(office({}, ['13:10', '18:00'], leave('first'))).toMatchObject({
      late: h(0, 10),
      short: 0,
      expected: h(4),
    });
    expect(office({}, ['09:00', '11:50'], leave('second'))).toMatchObject({ early: h(0, 10), late: 0 });
  });

  test('leave by the hour covers late first, then early', () => {
    const leaves = [
      { type: 'doctor', from: monday, to: '2026-03-03', portion: { kind: 'hours', minutes: 60 } },
    ];
    const day = office({}, ['09:40', '12:00', '13:00', '17:30'], { leaves });
    expect(day).toMatchObject({ late: 0, early: h(0, 10), expected: h(7) });
  });

  test('on a holiday nobody is late', () => {
    const day = office({}, ['10:00', '12:00', '13:00', '16:00'], {
      holidays: [{ date: monday, name: 'Sample' }],
    });
    expect(day).toMatchObject({ late: 0, early: 0, short: 0, status: 'present', dayType: 'holiday' });
    expect(codesOf(day)).toEqual(['not-scheduled-day']);
  });

  test('coming early and leaving late are reported from the minutes that the rules name', () => {
    const schedules = [officeWeek({ exceptions: { earlyInMinutes: 30, lateOutMinutes: 60 } })];
    const codes = (first: string, last: string) =>
      codesOf(dayOf({ schedules, punches: on(first, '12:00', '13:00', last) }, monday));
    expect(codes('08:30', '19:00')).toEqual([]);
    expect(codes('08:29', '19:01')).toEqual(['early-in', 'late-out']);
  });
});

describe('short', () => {
  test('short is what is missing from the expected time, never below 0', () => {
    expect(office({}, ['09:00', '12:00', '13:00', '17:00'])).toMatchObject({ short: h(1), expected: h(8) });
    expect(office({}, ['09:00', '12:00', '13:00', '19:00']).short).toBe(0);
  });

  test('the tolerance is a threshold: exceeded, all counts', () => {
    const at = (time: string) =>
      office({ shortToleranceMinutes: 15 }, ['09:00', '12:00', '13:00', time]).short;
    expect(at('17:45')).toBe(0);
    expect(at('17:44')).toBe(h(0, 16));
  });

  test('short uses the rounded work', () => {
    const rounding = { workTotal: { mode: 'up' as const, minutes: 30, graceMinutes: 0 } };
    const schedules = [officeWeek({ rounding })];
    expect(dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '17:40') }, monday).short).toBe(0);
  });

  test('an absent day is short by all of its expected time', () => {
    expect(office({}, [])).toMatchObject({ status: 'absent', short: h(8) });
  });
});

describe('half a day and none', () => {
  const limits = { halfDayBelowMinutes: 300, absentBelowMinutes: 120 };

  test('below the limits a day is half or absent, absent tested first', () => {
    expect(office(limits, ['09:00', '10:59']).status).toBe('absent');
    expect(office(limits, ['09:00', '11:00']).status).toBe('half-day');
    expect(office(limits, ['09:00', '12:00', '13:00', '16:00']).status).toBe('present');
    expect(office(limits, ['13:00', '17:59']).status).toBe('half-day');
    expect(office(limits, ['13:00', '18:00']).status).toBe('present');
  });

  test('the limits are halved on a half holiday and with half a day of leave', () => {
    const holidays = [{ date: monday, name: 'Half', half: true }];
    const leaves = [
      { type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'second' } },
    ];
    expect(office(limits, ['09:00', '11:30'], { holidays }).status).toBe('present');
    expect(office(limits, ['09:00', '11:30'], { leaves }).status).toBe('present');
    expect(office(limits, ['09:00', '11:30']).status).toBe('half-day');
  });
});
