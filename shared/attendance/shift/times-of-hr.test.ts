import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Days on which HR has entered the times and nobody has punched, and times of HR beside punches. */

const monday = '2026-03-02';
const set = (column: string, time: string | null) => ({
  kind: 'set-slot',
  date: monday,
  column,
  wallTime: time === null ? null : `${monday}T${time}:00`,
});
type Entered = readonly [column: string, time: string | null][];
const entered = (times: Entered, rules: AttendanceRulesPatch = {}, ...punches: string[]) =>
  dayOf(
    {
      schedules: [sixColumns(rules)],
      corrections: times.map(([column, time]) => set(column, time)),
      punches: punches.map((time) => `${monday} ${time}`),
    },
    monday,
  );

describe('times that HR alone has entered pair in the order of time, as punches do', () => {
  test('IN and OUT are one pair, late and early against the schedule', () => {
    const day = entered([
      ['in', '09:05'],
      ['out', '17:50'],
    ]);
    expect(day).toMatchObject({ status: 'present', worked: h(8, 45), late: h(0, 5), early: h(0, 10) });
  });

  test('all six columns are three pairs, and their gaps are the break and the change to overtime', () => {
    const day = entered([
      ['in', '09:00'],
      ['break', '12:00'],
      ['resume', '13:00'],
      ['out', '18:00'],
      ['ot', '18:30'],
      ['done', '20:00'],
    ]);
    expect(day).toMatchObject({ status: 'present', worked: h(9, 30), breakTaken: h(1) });
    expect(day.intervals).toHaveLength(3);
  });

  test('without OUT somebody stays on until DONE', () => {
    const day = entered([
      ['in', '09:00'],
      ['done', '20:00'],
    ]);
    expect(day).toMatchObject({ status: 'present', worked: h(11), early: 0 });
  });

  test('OT begins overtime, so that IN and OT alone lack both departures, also beside a punch', () => {
    const alone = entered([
      ['in', '09:00'],
      ['ot', '19:00'],
    ]);
    expect(alone).toMatchObject({ status: 'incomplete', worked: 0, early: 0 });
    expect(codesOf(alone)).toContain('missing-out');
    const beside = entered([['ot', '19:00']], {}, '09:00');
    expect(beside).toMatchObject({ status: 'incomplete', worked: 0 });
  });

  test('somebody who has left for the break, and has not come back, has left early', () => {
    const day = entered([
      ['in', '09:00'],
      ['break', '12:00'],
    ]);
    expect(day).toMatchObject({ status: 'present', worked: h(3), early: h(6) });
  });

  test('a departure ahead of the arrival is not a day of no work without a word', () => {
    const day = entered([
      ['in', '18:00'],
      ['out', '09:00'],
    ]);
    expect(day).toMatchObject({ status: 'incomplete', worked: 0 });
    expect(codesOf(day)).toEqual(expect.arrayContaining(['missing-in', 'missing-out']));
  });

  test('a rule that closes what is open closes it for an arrival of HR too', () => {
    const closed = (autoClose: NonNullable<AttendanceRulesPatch['columns']>['autoClose']) =>
      entered([['in', '09:00']], { columns: { ...(autoClose ? { autoClose } : {}) } });
    expect(columnsOf(closed({ kind: 'scheduled' }))).toEqual({ in: '09:00', out: '18:00' });
    expect(columnsOf(closed({ kind: 'fixed', minutes: 300 }))).toEqual({ in: '09:00', out: '14:00' });
    expect(columnsOf(closed({ kind: 'remaining', toleranceMinutes: 30 }))).toEqual({
      in: '09:00',
      out: '17:30',
    });
    expect(codesOf(closed({ kind: 'scheduled' }))).toContain('auto-closed');
    expect(codesOf(closed({ kind: 'none' }))).toContain('missing-out');
  });

  test('a column that HR has emptied is no arrival, and nothing is made up', () => {
    const day = entered([['in', null]], { columns: { autoClose: { kind: 'scheduled' } } });
    expect(day).toMatchObject({ status: 'absent', worked: 0, intervals: [] });
  });
});

describe('where a break is fixed, HR need not enter both its ends', () => {
  const half: Entered = [
    ['in', '09:00'],
    ['resume', '13:00'],
    ['out', '18:00'],
  ];

  test('where one is scheduled the work goes on across it, and the break is taken off', () => {
    expect(entered(half, { breaks: { mode: 'fixed' } })).toMatchObject({ status: 'present', worked: h(8) });
  });

  test('where none is scheduled a departure is missing', () => {
    const corrections = half.map(([column, time]) => set(column, time));
    const schedules = [plainShift('09:00', '18:00', { breaks: { mode: 'fixed' } })];
    expect(dayOf({ schedules, corrections }, monday)).toMatchObject({ status: 'incomplete', worked: h(5) });
  });
});

describe('a punch that no column shows', () => {
  const flexi = (punches: string[], ...times: Entered) =>
    dayOf(
      {
        schedules: [flexiHours({ columns: { maxPairs: 1 } }, 480)],
        punches: punches.map((time) => `${monday} ${time}`),
        corrections: times.map(([column, time]) => set(column, time)),
      },
      monday,
    );
  const marks = ({ ignored }: ReturnType<typeof flexi>) =>
    ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);

  test('and that has no other half, may have been work', () => {
    const day = flexi(['06:00', '07:00', '08:00']);
    expect(marks(day)).toEqual(['08:00 unpaired']);
    expect(codesOf(day)).toContain('unused-punch');
  });

  test('pairs with a time of HR that lies nearer to it', () => {
    const day = flexi(['06:00', '07:00', '08:00', '09:00'], ['out', '08:30']);
    expect(day).toMatchObject({ worked: h(0, 30), status: 'incomplete' });
    expect(marks(day)).toEqual(['07:00 corrected', '09:00 unpaired']);
  });
});

describe('what HR says of a free day', () => {
  test('that is no time makes no shift', () => {
    const saturday = '2026-03-07';
    const corrections = [{ kind: 'set-day-type', date: saturday, dayType: 'holiday' }];
    const day = dayOf({ schedules: [officeWeek()], corrections }, saturday);
    expect(day).toMatchObject({ status: 'holiday', exceptions: [], furtherShifts: [], direction: null });
  });

  test('times stand on the date for which they are entered, once', () => {
    const saturday = '2026-03-07';
    const corrections = [
      { kind: 'set-slot', date: saturday, column: 'in', wallTime: `${saturday}T10:00:00` },
      { kind: 'set-slot', date: saturday, column: 'out', wallTime: `${saturday}T12:00:00` },
    ];
    const days = daysOf({ schedules: [officeWeek()], corrections }, '2026-03-06', '2026-03-09');
    expect(days.map(({ worked }) => worked)).toEqual([0, h(2), 0]);
  });

  test('before somebody is employed HR’s times pay nothing', () => {
    const corrections = [set('in', '09:00'), set('out', '12:00')];
    const user = { issuedOn: '2026-03-03' as LocalDate };
    const day = dayOf({ schedules: [officeWeek()], corrections, user }, monday);
    expect(day).toMatchObject({ status: 'not-employed', worked: 0 });
  });
});
