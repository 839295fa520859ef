import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { flexiHours, nightShift, officeWeek, plainShift, threeShifts } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 2, steps 3 and 4 of the rules: what closes an open pair, and what begins anew. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const onTuesday = (...times: string[]) => times.map((time) => `${tuesday} ${time}`);
type Mode = 'auto' | 'alternate' | 'status';
const mode = (name: Mode): AttendanceRulesPatch => ({ direction: { mode: name } });

describe('the next shift of the day', () => {
  const shifts = [{ slots: { in: '06:00', out: '14:00' } }, { slots: { in: '16:00', out: '22:00' } }];
  const double = ClockingSchedule.parse({ id: 'sch', name: 'Double', kind: 'daily', day: { shifts } });
  const both = (rules: AttendanceRulesPatch, ...times: string[]) => {
    const day = dayOf({ schedules: [double], rules, punches: on(...times) }, monday);
    const second = day.furtherShifts[0]?.slots;
    return [columnsOf(day), second?.in?.wall.slice(11, 16), second?.out?.wall.slice(11, 16)];
  };

  test('where nobody keys departures a keyed arrival says nothing, and leaves', () => {
    expect(both({}, '06:00 in', '14:50 in')).toEqual([{ in: '06:00', out: '14:50' }, undefined, undefined]);
    expect(both({}, '06:00 in', '15:40 in', '22:00 out')).toEqual([{ in: '06:00' }, '15:40', '22:00']);
  });

  test('by mode status a keyed arrival begins it, and its departure is of it', () => {
    expect(both(mode('status'), '06:00 in', '16:00 in', '22:00 out')).toEqual([
      { in: '06:00' },
      '16:00',
      '22:00',
    ]);
    expect(both(mode('status'), '06:00 in', '15:40 in')).toEqual([{ in: '06:00' }, '15:40', undefined]);
  });
});

describe('the night before a day shift', () => {
  const schedules = [nightShift(), plainShift('09:00', '17:00')];
  const overrides = [{ date: tuesday, scheduleId: 'sch_09_17' }];
  const night = (rules: AttendanceRulesPatch, monday_: string[], tuesday_: string[]) =>
    daysOf(
      { schedules, overrides, rules, punches: [...on(...monday_), ...onTuesday(...tuesday_)] },
      monday,
      wednesday,
    ).map((day) => columnsOf(day));

  test('by mode status an arrival on the next day is of the day shift', () => {
    expect(night(mode('status'), ['22:00 in'], ['08:30 in', '17:00 out'])).toEqual([
      { in: '22:00' },
      { in: '08:30', out: '17:00' },
    ]);
  });

  test('by mode alternate whatever comes next leaves', () => {
    expect(night(mode('alternate'), ['22:00 in'], ['08:30 in', '17:00 out'])[0]).toEqual({
      in: '22:00',
      out: '08:30',
    });
  });

  test('which was left twice by key is not open, though its punches are odd in number', () => {
    expect(night({}, ['22:00 in'], ['05:50 out', '06:00 out', '08:30', '17:00'])).toEqual([
      { in: '22:00', out: '06:00' },
      { in: '08:30', out: '17:00' },
    ]);
  });

  test('a punch without a key after a keyed departure arrives, and the next one leaves', () => {
    expect(night({}, ['22:00 in'], ['02:00 out', '02:30', '07:20'])).toEqual([
      { in: '22:00', out: '07:20' },
      {},
    ]);
    expect(night({}, ['22:00 in'], ['02:00 out', '02:30 in', '07:20'])).toEqual([
      { in: '22:00', out: '07:20' },
      {},
    ]);
  });
});

describe('a stray punch before the shift', () => {
  const office = (...times: string[]) => dayOf({ schedules: [officeWeek()], punches: on(...times) }, monday);

  test('does not swallow its arrival', () => {
    const day = office('06:00', '09:00', '18:00');
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
    expect(codesOf(day)).toEqual(['unscheduled', 'missing-out', 'missing-break']);
  });

  test('is closed by a keyed departure, also within the window of the shift', () => {
    const day = office('06:00 in', '07:30 out', '09:00 in', '18:00 out');
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
    expect(day.furtherShifts).toMatchObject([
      { slots: { in: { wall: `${monday}T06:00:00` }, out: { wall: `${monday}T07:30:00` } } },
    ]);
    expect(day.worked).toBe(h(10, 30));
  });
});

describe('somebody who has lost the arrival', () => {
  const days = (first: string) =>
    daysOf(
      { schedules: [officeWeek()], punches: [...on(first), ...onTuesday('07:20', '18:00')] },
      monday,
      wednesday,
    ).map((day) => columnsOf(day));

  test('is who punches first from the middle of the last two columns on: 15:30 of RESUME 13:00 and OUT 18:00', () => {
    expect(days('15:30')).toEqual([{ out: '15:30' }, { in: '07:20', out: '18:00' }]);
    expect(days('15:29')).toEqual([{ resume: '15:29' }, { in: '07:20', out: '18:00' }]);
  });
});

describe('work outside every shift', () => {
  const split: AttendanceRulesPatch = { matching: { dayRule: 'split' } };
  const flexi = (rules: AttendanceRulesPatch, ...punches: string[]) =>
    daysOf({ schedules: [flexiHours(rules)], punches }, monday, wednesday);

  test('that begins anew at midnight has columns of its own, before midnight it goes on', () => {
    const [first, second] = flexi(split, ...on('20:00', '23:00'), ...onTuesday('00:30', '04:30'));
    expect([first, second].map((day) => day && columnsOf(day))).toEqual([
      { in: '20:00', out: '23:00' },
      { in: '00:30', out: '04:30' },
    ]);
    const [same] = flexi(split, ...on('18:00', '20:00', '21:00', '23:00'));
    expect(same && columnsOf(same)).toEqual({ in: '18:00', break: '20:00', resume: '21:00', out: '23:00' });
    const [whole] = flexi({}, ...on('20:00', '23:00'), ...onTuesday('00:30', '04:30'));
    expect(whole && columnsOf(whole)).toEqual({ in: '20:00', break: '23:00', resume: '00:30', out: '04:30' });
  });

  test('begins anew with a keyed arrival after midnight, also where the evening was not left', () => {
    const figures = (rules: AttendanceRulesPatch, ...evening: string[]) =>
      flexi({ ...split, ...rules }, ...on(...evening), ...onTuesday('01:00 in', '05:00 out')).map(
        ({ worked, status }) => [worked, status],
      );
    expect(figures(mode('status'), '20:00 in')).toEqual([
      [0, 'incomplete'],
      [h(4), 'present'],
    ]);
    expect(figures({}, '18:00 in', '19:00 out', '20:00 in')).toEqual([
      [h(1), 'incomplete'],
      [h(4), 'present'],
    ]);
  });

  test('is followed by other work, which ends what a rule closes', () => {
    const columns = { autoClose: { kind: 'fixed' as const, minutes: 1_000 } };
    const schedules = [
      plainShift('09:00', '17:00', { ...mode('status'), columns, matching: { maxShiftMinutes: 1_200 } }),
    ];
    const punches = on('09:00 in', '22:00 in', '23:00 out');
    const day = dayOf({ schedules, punches }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '22:00' });
    expect(day.worked).toBe(h(14));
  });

  test('begins after the longest stretch of the two days before those that are wanted', () => {
    const nights = [
      '03 06:00',
      '03 21:00',
      '04 06:00',
      '04 21:00',
      '05 06:00',
      '05 21:00',
      '06 06:00',
      '09 21:00',
      '10 06:00',
    ];
    const punches = nights.map((time) => `2026-03-${time}`);
    const days = daysOf({ schedules: [flexiHours(mode('alternate'))], punches }, '2026-03-05', '2026-03-10');
    expect(days.map(({ worked }) => worked)).toEqual([h(9), 0, 0, 0, h(9)]);
  });
});

describe('an open schedule', () => {
  const days = (...punches: string[]) =>
    daysOf({ schedules: [threeShifts()], punches }, monday, wednesday).map((day) => [
      codesOf(day),
      columnsOf(day),
      day.late,
    ]);

  test('is not chosen by the punch that closes the night before', () => {
    expect(days(...on('21:50'), ...onTuesday('06:02', '21:55'), '2026-03-04 06:01')).toEqual([
      [[], { in: '21:50', out: '06:02' }, 0],
      [[], { in: '21:55', out: '06:01' }, 0],
    ]);
  });

  test('is chosen after a shift that is complete', () => {
    expect(days(...on('14:00', '22:00'), ...onTuesday('06:05', '14:00'))).toEqual([
      [[], { in: '14:00', out: '22:00' }, 0],
      [['late-in', 'under-schedule'], { in: '06:05', out: '14:00' }, h(0, 5)],
    ]);
  });

  test('is chosen by a keyed arrival, where a departure was keyed before it', () => {
    const [night, early] = days(
      ...on('22:00 in'),
      ...onTuesday('02:00 out', '02:30 in', '06:05 in', '14:00 out'),
    );
    expect(night?.[0]).toContain('missing-out');
    expect(early).toEqual([['late-in', 'under-schedule'], { in: '06:05', out: '14:00' }, h(0, 5)]);
  });

  test('is chosen after a forgotten OUT, when the night was a rest', () => {
    expect(days(...on('14:10'), ...onTuesday('06:05', '14:00'))).toEqual([
      [['late-in', 'missing-out', 'under-schedule'], { in: '14:10' }, h(0, 10)],
      [['late-in', 'under-schedule'], { in: '06:05', out: '14:00' }, h(0, 5)],
    ]);
  });

  test('is chosen when the longest shift is over', () => {
    const turns = (first: string) => {
      const scenario = {
        schedules: [threeShifts(mode('alternate'))],
        punches: [...on(first), ...onTuesday('06:00', '14:00')],
      };
      return daysOf(scenario, monday, wednesday).map((day) => columnsOf(day));
    };
    expect(turns('14:00')[0]).toEqual({ in: '14:00', out: '06:00' });
    expect(turns('13:59')).toEqual([{ in: '13:59' }, { in: '06:00', out: '14:00' }]);
  });

  test('is not chosen by who is not employed', () => {
    const user = { expiresOn: '2026-03-01' } as never;
    const day = dayOf({ schedules: [threeShifts()], punches: on('06:00', '14:00'), user }, monday);
    expect(day).toMatchObject({ status: 'not-employed', worked: 0 });
  });
});
