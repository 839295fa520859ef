import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { cycleOf, flexiHours, threeShifts } from '../testing/presets.ts';
import { clockOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 2, step 4: whether a punch between two shifts ends the first or begins the second, by keys, by turns and by HR. */

const monday = '2026-03-02';

/** The columns of a split day of 11 to 15 and 18 to 22, of which 16:10 lies nearer to the end of the first. */
function shown(punches: string, rules: object = {}, corrections: { kind: string; date: string }[] = []) {
  const schedule = ClockingSchedule.parse({
    id: 'sch_split',
    name: 'Split',
    kind: 'daily',
    rules,
    day: {
      shifts: [{ slots: { in: '11:00', out: '15:00' } }, { slots: { in: '18:00', out: '22:00' } }],
    },
  });
  const scenario = {
    schedules: [schedule],
    punches: punches.split(', ').map((time) => `${monday} ${time}`),
    corrections,
  };
  const day = dayOf(scenario, monday);
  const further = day.furtherShifts.map(({ slots }) =>
    Object.fromEntries(
      Object.entries(slots).flatMap(([column, time]) => (time ? [[column, clockOf(time.wall)]] : [])),
    ),
  );
  return [columnsOf(day), ...further];
}

describe('a punch nearer to the end of the first shift', () => {
  test('ends it where nothing tells otherwise', () => {
    expect(shown('10:55, 16:10, 22:00')).toEqual([{ in: '10:55', out: '16:10' }, { out: '22:00' }]);
  });

  test('begins the second where its key arrives and departures are keyed', () => {
    expect(shown('10:55 in, 16:10 in, 22:00 out')).toEqual([{ in: '10:55' }, { in: '16:10', out: '22:00' }]);
  });

  test('begins the second where HR has added the departure from the first', () => {
    const out = { kind: 'add-time', date: monday, wallTime: `${monday}T15:00:00`, direction: 'out' };
    expect(shown('10:55, 16:10, 22:00', {}, [out])).toEqual([
      { in: '10:55', out: '15:00' },
      { in: '16:10', out: '22:00' },
    ]);
  });

  test('ends the first after two arrivals only where its key leaves', () => {
    expect(shown('10:55 in, 11:30 in, 16:10 out, 18:00 in, 22:00 out')).toEqual([
      { in: '10:55', out: '16:10' },
      { in: '18:00', out: '22:00' },
    ]);
    expect(shown('10:55 in, 11:30 in, 16:10, 22:00')).toEqual([
      { in: '10:55', out: '11:30' },
      { in: '16:10', out: '22:00' },
    ]);
  });

  test('neither ends the first nor begins the second without a key in mode status', () => {
    const status = { direction: { mode: 'status' } };
    expect(shown('10:55 in, 16:10, 18:00 in, 22:00 out', status)).toEqual([
      { in: '10:55' },
      { in: '18:00', out: '22:00' },
    ]);
  });

  test('ends it by turns in mode alternate, whatever the keys say', () => {
    const alternate = { direction: { mode: 'alternate' } };
    expect(shown('10:55 out, 16:10, 22:00', alternate)[0]).toEqual({ in: '10:55', out: '16:10' });
  });
});

test('a keyed arrival goes on with free work after midnight in mode alternate', () => {
  const schedules = [flexiHours({ direction: { mode: 'alternate' }, matching: { dayRule: 'split' } })];
  const days = daysOf(
    { schedules, punches: [`${monday} 22:00`, '2026-03-03 02:00 in'] },
    monday,
    '2026-03-04',
  );
  expect(days.map(({ worked }) => worked)).toEqual([h(2), h(2)]);
});

test('a keyed arrival ends the night before it where nobody has keyed a departure', () => {
  const punches = [`${monday} 21:55`, '2026-03-03 06:05 in', '2026-03-03 14:00'];
  const days = daysOf({ schedules: [threeShifts()], punches }, monday, '2026-03-04');
  expect(days.map((day) => columnsOf(day))).toEqual([{ in: '21:55', out: '06:05' }, { in: '14:00' }]);
});

test('a punch soon after a duty around the clock belongs to it, also when the one before it has left', () => {
  const schedule = ClockingSchedule.parse({
    id: 'duty',
    name: 'Duty',
    kind: 'daily',
    day: { shifts: [{ slots: { in: '08:00', out: '08:00' }, outOnNextDay: true }] },
  });
  const punches = ['02 08:00', '02 20:00', '02 21:00', '03 07:50', '03 08:10'];
  const days = daysOf(
    {
      schedules: [schedule],
      rosters: [cycleOf(monday, ['duty', null, null])],
      assignments: [{ rosterId: 'ros_cycle', from: '2026-01-01' }],
      punches: punches.map((time) => `2026-03-${time}`),
    },
    monday,
    '2026-03-04',
  );
  expect(days.map((day) => columnsOf(day))).toEqual([{ in: '08:00', out: '08:10' }, {}]);
  expect(days[0]?.ignored.map(({ punch, reason }) => [clockOf(punch.wallTime), reason])).toEqual([
    ['07:50', 'replaced'],
  ]);
});
