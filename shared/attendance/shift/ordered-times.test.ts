import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const alternate: AttendanceRulesPatch = { direction: { mode: 'alternate' } };
const office = (rules: AttendanceRulesPatch, ...times: string[]) =>
  dayOf({ schedules: [officeWeek(rules)], punches: on(...times) }, monday);
const marks = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);

describe('where keys or the rules tell in from out, the punches of a shift pair up in order', () => {
  const keyed = ['09:00 in', '10:00 out', '10:15 in', '12:00 out', '12:50 in', '18:00 out'];

  test('every pair counts, and the columns show the break that is nearest to the scheduled one', () => {
    const day = office({}, ...keyed);
    expect(day).toMatchObject({ worked: h(7, 55), breakTaken: h(1, 5), direction: 'status', ignored: [] });
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '12:50', out: '18:00' });
    expect(day.intervals).toHaveLength(3);
    const bare = keyed.map((text) => text.slice(0, 5));
    expect(office(alternate, ...bare)).toMatchObject({ worked: h(7, 55), ignored: [] });
  });

  test('somebody who comes back after OUT has worked twice, whatever the columns hold', () => {
    const times = ['09:00 in', '18:00 out', '19:00 in', '20:30 out'];
    const day = office({ breaks: { mode: 'scheduled' } }, ...times);
    expect(day).toMatchObject({ worked: h(9, 30), early: 0 });
    expect(columnsOf(day)).toMatchObject({ in: '09:00', out: '20:30' });
  });

  test('a departure and an arrival of the same second are two times', () => {
    const times = ['09:00 in', '12:00 out', '12:00 in', '18:00 out'];
    expect(office({}, ...times)).toMatchObject({ worked: h(9), breakTaken: 0, ignored: [] });
  });

  test('a shift without columns for a break counts its breaks too', () => {
    const day = dayOf(
      {
        schedules: [plainShift('09:00', '18:00')],
        punches: on('09:10 in', '12:00 out', '13:00 in', '17:40 out'),
      },
      monday,
    );
    expect(day).toMatchObject({ worked: h(7, 30), late: h(0, 10), early: h(0, 20), ignored: [] });
  });

  test('somebody who comes for the overtime has OT and DONE', () => {
    const times = ['09:00', '12:00', '13:00', '18:00', '18:40', '19:30', '19:45', '21:00'];
    const day = dayOf({ schedules: [sixColumns(alternate)], punches: on(...times) }, monday);
    expect(columnsOf(day)).toEqual({
      in: '09:00',
      break: '12:00',
      resume: '13:00',
      out: '18:00',
      ot: '18:40',
      done: '21:00',
    });
    expect(day.worked).toBe(h(10, 5));
  });

  test('somebody who comes back before OUT has not come for the overtime', () => {
    const times = ['09:00', '12:00', '13:00', '15:00', '16:30', '18:40'];
    const day = dayOf({ schedules: [sixColumns(alternate)], punches: on(...times) }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '13:00', out: '18:40' });
    expect(day).toMatchObject({ worked: h(7, 10), early: 0, ignored: [] });
  });

  test('without an OUT the last departure may be DONE', () => {
    const times = ['09:00', '12:00', '13:00', '20:30'];
    const day = dayOf({ schedules: [sixColumns(alternate)], punches: on(...times) }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '13:00', done: '20:30' });
    expect(day.worked).toBe(h(10, 30));
  });

  test('somebody who leaves at the break and stays away has left', () => {
    const day = office(alternate, '09:00', '12:00');
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00' });
    expect(day).toMatchObject({ worked: h(3), early: h(6), status: 'present' });
  });

  test('somebody who comes after the break has resumed', () => {
    const day = office(alternate, '13:05', '15:00', '15:20', '18:00');
    expect(columnsOf(day)).toEqual({ resume: '13:05', out: '18:00' });
    expect(day).toMatchObject({ worked: h(4, 35), late: h(4, 5) });
  });

  test('an odd last punch stays open; in no column it is marked', () => {
    const day = office(alternate, '09:00', '12:00', '13:00', '15:00', '15:30');
    expect(day).toMatchObject({ worked: h(5), status: 'incomplete' });
    expect(marks(day)).toEqual(['15:30 unpaired']);
    expect(codesOf(day)).toContain('missing-out');
  });

  test('a lone punch nearest to OUT has lost its arrival', () => {
    const day = office(alternate, '17:50');
    expect(columnsOf(day)).toEqual({ out: '17:50' });
    expect(codesOf(day)).toContain('missing-in');
    const late = office(alternate, '15:40', '17:00', '17:30');
    expect(columnsOf(late)).toEqual({ resume: '15:40' });
    expect(late).toMatchObject({ worked: h(1, 20), status: 'incomplete' });
  });

  test('an open arrival in no column is closed by rule', () => {
    const columns = { autoClose: { kind: 'scheduled' as const } };
    const day = office({ ...alternate, columns }, '09:00', '12:00', '13:00', '15:00', '15:30');
    expect(day).toMatchObject({ worked: h(7, 30), status: 'present', ignored: [] });
  });

  test('HR may set any column: the times pair up anew', () => {
    const set = (column: string, time: string | null) => ({
      kind: 'set-slot',
      date: monday,
      column,
      wallTime: time && `${monday}T${time}:00`,
    });
    const edited = (...corrections: ReturnType<typeof set>[]) =>
      dayOf({ schedules: [officeWeek()], punches: on(...keyed), corrections }, monday);
    expect(edited(set('out', '17:00')).worked).toBe(h(6, 55));
    expect(edited(set('break', null), set('resume', null)).worked).toBe(h(8, 45));
    expect(codesOf(edited(set('break', null)))).toContain('missing-break');
  });

  test('where a column takes some terminals only, the columns decide', () => {
    const day = office({ columns: { terminals: { out: ['OTHER'] } } }, ...keyed);
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '10:00', resume: '10:15' });
  });

  test('somebody who has come back leaves for good, however near the break is', () => {
    expect(columnsOf(office({}, '09:00 in', '10:00 out', '11:00 in', '12:10 out'))).toMatchObject({
      out: '12:10',
    });
    expect(columnsOf(office({}, '11:30 in', '12:10 out'))).toEqual({ resume: '11:30', out: '12:10' });
  });

  test('somebody who leaves long after OUT and comes again has left at OUT', () => {
    const times = ['09:00 in', '20:00 out', '20:30 in', '22:00 out'];
    const day = dayOf({ schedules: [sixColumns()], punches: on(...times) }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '20:00', ot: '20:30', done: '22:00' });
    const noAfternoon = on('09:00 in', '12:10 out', '18:40 in', '21:00 out');
    expect(columnsOf(dayOf({ schedules: [sixColumns()], punches: noAfternoon }, monday))).toEqual({
      in: '09:00',
      break: '12:10',
      ot: '18:40',
      done: '21:00',
    });
    const onlyLate = dayOf({ schedules: [sixColumns()], punches: on('17:50 in', '20:00 out') }, monday);
    expect(columnsOf(onlyLate)).toEqual({ resume: '17:50', done: '20:00' });
    expect(onlyLate.worked).toBe(h(2, 10));
  });

  test('the break is the gap that is nearest by both its ends, of two the earlier, and never the one before OT', () => {
    const shown = (...times: string[]) => {
      const day = dayOf({ schedules: [sixColumns()], punches: on(...times) }, monday);
      return columnsOf(day);
    };
    expect(shown('09:00 in', '09:30 out', '12:50 in', '12:55 out', '13:20 in', '18:00 out')).toMatchObject({
      break: '12:55',
      resume: '13:20',
    });
    expect(shown('09:00 in', '11:00 out', '12:00 in', '13:00 out', '14:00 in', '18:00 out')).toMatchObject({
      break: '11:00',
      resume: '12:00',
    });
    expect(shown('09:00 in', '09:10 out', '09:20 in', '12:00 out', '18:20 in', '21:00 out')).toMatchObject({
      break: '09:10',
      resume: '09:20',
      ot: '18:20',
    });
  });

  test('an arrival and a departure of the same second at the end are two times', () => {
    const times = ['09:00 in', '12:00 out', '13:00 in', '17:00 out', '18:00 in', '18:00 out'];
    expect(office({}, ...times)).toMatchObject({ worked: h(7), status: 'present', ignored: [] });
  });

  test('a column that is shown snaps to its scheduled time', () => {
    const times = ['08:57 in', '12:02 out', '13:01 in', '18:04 out'];
    expect(office({ rounding: { snapMinutes: 5 } }, ...times)).toMatchObject({ worked: h(8) });
  });

  test('times within a shift have the rounding of the break columns', () => {
    const rounding = { out: { mode: 'down' as const, minutes: 30, graceMinutes: 0, ranges: [] } };
    expect(office({ ...alternate, rounding }, '09:00', '12:10', '13:00', '18:10').worked).toBe(h(8, 10));
  });
});

describe('hours first-last', () => {
  const hours = (mode: 'alternate' | 'auto') => ({ direction: { mode, hours: 'first-last' as const } });
  const odd = on('08:00', '09:30', '10:00', '13:00', '14:30');

  test('an odd last punch leaves where punches take turns, and the one before it says nothing', () => {
    for (const schedule of [flexiHours(hours('auto')), plainShift('08:00', '15:00', hours('alternate'))]) {
      const day = dayOf({ schedules: [schedule], punches: odd }, monday);
      expect(day).toMatchObject({ worked: h(6, 30), status: 'present' });
      expect(marks(day)).toEqual(['13:00 informative']);
    }
  });

  test('a lone punch stays open', () => {
    const day = dayOf({ schedules: [flexiHours(hours('alternate'))], punches: on('08:00') }, monday);
    expect(day).toMatchObject({ worked: 0, status: 'incomplete' });
  });

  test('by keys the hours end with the last keyed departure', () => {
    const rules = { direction: { mode: 'status' as const, hours: 'first-last' as const } };
    const punches = on('07:00 out', '08:00 in', '12:00 out', '13:00 in', '17:00 out', '17:30 in');
    expect(dayOf({ schedules: [flexiHours(rules)], punches }, monday).worked).toBe(h(9));
  });
});

test('a keyed arrival late in the shift waits for its keyed departure, also beyond the window', () => {
  const schedules = [plainShift('08:00', '17:00')];
  const punches = [...on('17:00 in'), '2026-03-03 01:30 out'];
  expect(dayOf({ schedules, punches }, monday)).toMatchObject({ worked: h(8, 30), status: 'present' });
});
