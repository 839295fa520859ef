import { describe, expect, test } from 'vitest';
import { zoneNamed } from '#shared/time/zone.ts';
import { ClockingSchedule } from '../model/index.ts';
import { compiled, dayOn } from '../testing/planned.ts';
import { flexiHours, nightShift, officeWeek, plainShift, threeShifts } from '../testing/presets.ts';
import { h } from '../testing/scenario.ts';
import { DayTemplates } from './day-template.ts';

/** What a schedule, or several together, say about a date, and that it is worked out only once. */

const monday = dayOn('2026-03-02');
const saturday = dayOn('2026-03-07');
const utc = zoneNamed('UTC');
const office = compiled(officeWeek());
const night = compiled(nightShift());
const early = compiled(plainShift('06:00', '09:00'));

describe('a schedule and a date', () => {
  test('are worked out once: whoever asks again gets the very same answer', () => {
    const templates = new DayTemplates();
    const first = templates.of(office, utc, monday);
    expect(templates.of(office, utc, monday)).toBe(first);
    expect(templates.of(office, utc, saturday)).not.toBe(first);
    expect(templates.of(office, zoneNamed('Asia/Kolkata'), monday)).not.toBe(first);
    expect(templates.of(night, utc, monday)).not.toBe(first);
  });

  test('expect nothing where the schedule does not define the weekday', () => {
    expect(new DayTemplates().of({ ...office, days: [] }, utc, monday)).toEqual({
      dayType: 'offday',
      instances: [],
      candidates: [],
      expected: 0,
      shareOfWeek: 0,
    });
  });

  test('of an open schedule have shifts to choose from, and none that must be worked', () => {
    const { instances, candidates, expected } = new DayTemplates().of(compiled(threeShifts()), utc, monday);
    expect(instances).toEqual([]);
    expect(candidates.map(({ start }) => start - monday * h(24))).toEqual([h(6), h(14), h(22)]);
    expect(expected).toBe(h(8));
  });
});

describe('expected time where breaks are deducted by rule', () => {
  const breaks = { mode: 'auto-deduct' as const, deductAfterMinutes: 240, deductMinutes: 30 };
  const expectedOf = (schedule: ClockingSchedule) =>
    new DayTemplates().of(compiled(schedule), utc, monday).expected;

  test('is without the deduction where no break is scheduled', () => {
    expect(expectedOf(plainShift('09:00', '17:00', { breaks }))).toBe(h(7, 30));
    expect(expectedOf(plainShift('09:00', '13:00', { breaks }))).toBe(h(4));
  });

  test('is without the scheduled break where there is one, and nothing is deducted on top', () => {
    expect(expectedOf(officeWeek({ breaks }))).toBe(h(8));
  });
});

describe('several schedules of one date', () => {
  const unitedOn = (day: number, ...parts: Parameters<DayTemplates['united']>[0]) => {
    const templates = new DayTemplates();
    return templates.of(templates.united(parts), utc, day);
  };

  test('are made one schedule once: the same ones are the very same schedule again', () => {
    const templates = new DayTemplates();
    const both = templates.united([office, early]);
    expect(templates.united([office, early])).toBe(both);
    expect(templates.united([office, night])).not.toBe(both);
    expect(templates.united([early, office])).not.toBe(both);
    expect(templates.united([office, night]).parts).toEqual([office, night]);
  });

  test('have the shifts of all in the order of time, and their hours together', () => {
    const day = unitedOn(monday, night, office, early);
    expect(day).toMatchObject({ dayType: 'workday', candidates: [], expected: h(8) + h(8) + h(3) });
    expect(day.instances.map(({ schedule }) => schedule.id)).toEqual([
      'sch_06_09',
      'sch_office',
      'sch_night',
    ]);
  });

  test('are a workday where one of them is, whichever is named first', () => {
    expect(unitedOn(saturday, office, early)).toMatchObject({ dayType: 'workday', expected: h(3) });
    expect(unitedOn(saturday, early, office)).toMatchObject({ dayType: 'workday', expected: h(3) });
  });

  test('are what the first one says where none of them is worked', () => {
    const closed = compiled(
      ClockingSchedule.parse({ id: 'sch_closed', name: 'Closed', kind: 'weekly', days: {} }),
    );
    expect(unitedOn(saturday, office, closed).dayType).toBe('restday');
    expect(unitedOn(saturday, closed, office).dayType).toBe('offday');
  });

  // Refused where somebody enters it; a plan that holds it all the same loses none of the hours.
  test('add up what is expected also where one of them has no fixed times', () => {
    const hoursOfWeek = (id: string, weeklyExpectedMinutes: number) =>
      compiled(ClockingSchedule.parse({ id, name: id, kind: 'flexi', weeklyExpectedMinutes }));
    // Shared out to seven workdays: 3:00 and 1:00 a day.
    expect(unitedOn(monday, hoursOfWeek('long', 1_260), hoursOfWeek('short', 420)).shareOfWeek).toBe(h(4));
    expect(unitedOn(monday, compiled(flexiHours({}, 120)), early).expected).toBe(h(5));
  });
});
