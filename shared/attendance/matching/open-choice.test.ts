import { describe, expect, test } from 'vitest';
import { type AttendanceRulesPatch, ClockingSchedule } from '../model/index.ts';
import { threeShifts } from '../testing/presets.ts';
import { columnsOf, daysOf } from '../testing/scenario.ts';

/** Section 2 of the rules: only an arrival chooses the shift of an open day. Shifts at 6:00, 14:00 and 22:00. */

/** Columns of the 2nd and the 3rd. */
function chosen(punches: string, rules: AttendanceRulesPatch = {}, schedule = threeShifts(rules)) {
  const days = daysOf(
    { schedules: [schedule], punches: punches.split(', ').map((text) => `2026-03-0${text}`) },
    '2026-03-02',
    '2026-03-04',
  );
  return days.map((day) => columnsOf(day));
}

describe('a punch without a key', () => {
  const matching = { maxShiftMinutes: 300 };

  test('that ends work outside every shift chooses nothing', () => {
    expect(chosen('2 01:00, 2 06:00, 2 14:00, 2 19:00', { matching })[0]).toEqual({
      in: '14:00',
      out: '19:00',
    });
  });

  test('chooses where the longest shift is over, so that it ends nothing', () => {
    expect(chosen('2 00:59, 2 06:00, 2 11:00', { matching })[0]).toEqual({ in: '06:00', out: '11:00' });
  });

  test('ends the shift that was chosen before, within its longest time', () => {
    const longest = { matching: { maxShiftMinutes: 480 } };
    expect(chosen('2 22:00, 3 06:00', longest)).toEqual([{ in: '22:00', out: '06:00' }, {}]);
    expect(chosen('2 22:00, 3 06:01, 3 14:00', longest)).toEqual([
      { in: '22:00' },
      { in: '06:01', out: '14:00' },
    ]);
  });

  test('chooses where the shift before it has been left', () => {
    expect(chosen('2 22:00, 3 06:00, 3 06:20, 3 14:00')).toEqual([
      { in: '22:00', out: '06:00' },
      { in: '06:20', out: '14:00' },
    ]);
  });

  test('chooses one shift only', () => {
    const early = { matching: { qualifyBeforeMinutes: 480 } };
    expect(chosen('2 22:00, 3 06:00, 3 14:00, 3 22:00', early)).toEqual([
      { in: '22:00', out: '06:00' },
      { in: '14:00', out: '22:00' },
    ]);
  });
});

describe('a keyed arrival', () => {
  test('chooses though the night before was not left, where somebody keys departures', () => {
    expect(chosen('2 22:00 in, 3 02:00 out, 3 02:30 in, 3 06:00 in, 3 14:00 out')[1]).toEqual({
      in: '06:00',
      out: '14:00',
    });
    expect(chosen('2 22:00 in, 3 02:00 out, 3 02:30 in, 3 06:00, 3 14:00, 3 22:00')[1]).toEqual({
      in: '14:00',
      out: '22:00',
    });
  });

  test('says nothing where nobody keys departures', () => {
    expect(chosen('2 22:00 in, 3 06:00 in, 3 14:00 in, 3 22:00 in')).toEqual([
      { in: '22:00', out: '06:00' },
      { in: '14:00', out: '22:00' },
    ]);
  });

  test('chooses no shift that begins before the one before it has ended', () => {
    const schedule = ClockingSchedule.parse({
      id: 'sch_overlap',
      name: 'Night and early',
      kind: 'open',
      shifts: [{ slots: { in: '22:00', out: '07:00' } }, { slots: { in: '06:00', out: '14:00' } }],
    });
    expect(chosen('2 22:00 in, 3 03:00 out, 3 06:00 in, 3 07:10 out', {}, schedule)).toEqual([
      { in: '22:00', out: '07:10' },
      {},
    ]);
  });
});
