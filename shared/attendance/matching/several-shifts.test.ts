import { describe, expect, test } from 'vitest';
import { ClockingSchedule, OvertimeLayer } from '../model/index.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

function shifts(rules: object, ...times: [string, string][]): ClockingSchedule {
  return ClockingSchedule.parse({
    id: 'sch_several',
    name: 'Several',
    kind: 'daily',
    rules,
    day: { shifts: times.map(([start, end]) => ({ slots: { in: start, out: end } })) },
  });
}

describe('up to three shifts a day', () => {
  const three = shifts({}, ['06:00', '09:00'], ['11:00', '14:00'], ['17:00', '20:00']);

  test('each is a shift of its own, and the day adds them up', () => {
    const day = dayOf(
      { schedules: [three], punches: on('06:00', '09:05', '11:10', '14:00', '17:00', '19:50') },
      monday,
    );
    expect(day).toMatchObject({
      expected: h(9),
      worked: h(3, 5) + h(2, 50) + h(2, 50),
      late: h(0, 10),
      early: h(0, 10),
    });
    expect(columnsOf(day)).toEqual({ in: '06:00', out: '09:05' });
    expect(day.furtherShifts.map((shift) => shift.slots.in?.wall.slice(11, 16))).toEqual(['11:10', '17:00']);
  });

  test('a missed one leaves the others as they are', () => {
    const day = dayOf({ schedules: [three], punches: on('06:00', '09:00', '17:00', '20:00') }, monday);
    expect(day).toMatchObject({ worked: h(6), short: h(3), late: 0, early: 0, status: 'present' });
  });

  test('between them a punch belongs to the shift whose window holds it', () => {
    const day = dayOf({ schedules: [three], punches: on('06:00', '09:30', '10:40', '14:00') }, monday);
    expect(day.worked).toBe(h(3, 30) + h(3, 20));
  });

  test('work between two of them is after the OUT of the first', () => {
    const overtime = { layers: [OvertimeLayer.parse({ kind: 'afterOut', code: 'OT' })] };
    const schedules = [shifts({ overtime }, ['06:00', '09:00'], ['11:00', '14:00'])];
    const day = dayOf({ schedules, punches: on('06:00', '09:30', '11:00', '14:15') }, monday);
    expect(day).toMatchObject({ regular: h(6), overtime: [{ code: 'OT', seconds: h(0, 45) }] });
  });

  test('half a day of leave counts by the hour: it covers what is late first', () => {
    const leaves = [
      { type: 'sample', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'first' } },
    ];
    const schedules = [shifts({}, ['08:00', '12:00'], ['14:00', '18:00'])];
    const day = dayOf({ schedules, leaves, punches: on('14:00', '18:00') }, monday);
    expect(day).toMatchObject({ expected: h(4), worked: h(4), short: 0, late: 0 });
  });
});

describe('a double shift over midnight', () => {
  const double = shifts({ matching: { dayRule: 'split' } }, ['14:00', '22:00'], ['22:00', '06:00']);

  test('splits at midnight, with the share of the expected time', () => {
    const punches = [...on('14:00', '22:00', '22:10'), '2026-03-03 06:00'];
    const overrides = ['2026-03-01', '2026-03-03'].map((date) => ({ date, scheduleId: null }));
    const [day, next] = daysOf({ schedules: [double], punches, overrides }, monday, '2026-03-04');
    expect(day).toMatchObject({ expected: h(10), worked: h(9, 50), late: h(0, 10) });
    expect(next).toMatchObject({ worked: h(6), early: 0 });
  });

  test('with a break over midnight each part loses its own share of it', () => {
    const night = ClockingSchedule.parse({
      id: 'sch_night',
      name: 'Night',
      kind: 'daily',
      rules: { matching: { dayRule: 'split' } },
      day: { shifts: [{ slots: { in: '20:00', break: '23:30', resume: '00:30', out: '05:00' } }] },
    });
    const punches = [...on('20:00', '23:30'), '2026-03-03 00:30', '2026-03-03 05:00'];
    const overrides = ['2026-03-01', '2026-03-03'].map((date) => ({ date, scheduleId: null }));
    const [day, next] = daysOf({ schedules: [night], punches, overrides }, monday, '2026-03-04');
    expect([day?.worked, next?.worked]).toEqual([h(3, 30), h(4, 30)]);
    expect((day?.expected ?? 0) + (next?.expected ?? 0)).toBe(h(8));
    expect(columnsOf(day ?? dayOf({}, monday))).toEqual({ in: '20:00', break: '23:30' });
    expect(columnsOf(next ?? dayOf({}, monday))).toEqual({ resume: '00:30', out: '05:00' });
  });
});

test('somebody who leaves so late that OT is nearer has left, unless a key says that the overtime begins', () => {
  const schedule = ClockingSchedule.parse({
    id: 'sch_six',
    name: 'Six',
    kind: 'daily',
    day: {
      shifts: [
        { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00', ot: '18:30', done: '21:00' } },
      ],
    },
  });
  const times = ['09:00', '12:00', '13:00', '18:20'];
  const left = dayOf({ schedules: [schedule], punches: on(...times) }, monday);
  expect(left).toMatchObject({ worked: h(8, 20), status: 'present', early: 0 });
  const keys = ['09:00 in', '12:00 2', '13:00 3', '18:20 4'];
  const byKey = { ...schedule, rules: { direction: { mode: 'status' as const } } };
  const began = dayOf({ schedules: [byKey], punches: on(...keys) }, monday);
  expect(began).toMatchObject({ worked: h(3), status: 'incomplete' });
  expect(codesOf(began)).toContain('missing-out');
  const alone = dayOf({ schedules: [schedule], punches: on('18:20') }, monday);
  expect(alone).toMatchObject({ worked: 0, status: 'incomplete' });
});

test('auto-deduct: once more for every further stretch of work', () => {
  const breaks = { mode: 'auto-deduct', deductAfterMinutes: 240, deductMinutes: 15, deductRepeatedly: true };
  const schedules = [shifts({ breaks, direction: { mode: 'alternate' } }, ['06:00', '20:00'])];
  const worked = (to: string) => dayOf({ schedules, punches: on('06:00', to) }, monday).worked;
  expect(worked('10:00')).toBe(h(4));
  expect(worked('10:01')).toBe(h(3, 46));
  expect(worked('14:00')).toBe(h(7, 45));
  expect(worked('14:01')).toBe(h(7, 31));
});

describe('a shift without a column for its break', () => {
  const mode = (direction: object) => [shifts({ direction }, ['09:00', '18:00'])];
  const lunch = on('09:10', '12:00', '13:00', '17:40');

  test('with mode alternate or status the punches pair up in order', () => {
    const day = dayOf({ schedules: mode({ mode: 'alternate' }), punches: lunch }, monday);
    expect(day).toMatchObject({ worked: h(7, 30), breakTaken: h(1), late: h(0, 10), early: h(0, 20) });
    expect(columnsOf(day)).toEqual({ in: '09:10', out: '17:40' });
    expect(day.intervals).toHaveLength(2);
    expect(day.ignored).toEqual([]);
    const keyed = on('09:10 in', '12:00 out', '13:00 in', '17:40 out');
    expect(dayOf({ schedules: mode({ mode: 'status' }), punches: keyed }, monday).worked).toBe(h(7, 30));
  });

  test('an odd last punch stays open, and may be closed by rule', () => {
    const punches = on('09:00', '12:00', '13:00');
    const open = dayOf({ schedules: mode({ mode: 'alternate' }), punches }, monday);
    expect(open).toMatchObject({ worked: h(3), status: 'incomplete', early: 0 });
    const columns = { autoClose: { kind: 'scheduled' } };
    const closing = [shifts({ direction: { mode: 'alternate' }, columns }, ['09:00', '18:00'])];
    expect(dayOf({ schedules: closing, punches }, monday)).toMatchObject({ worked: h(8), status: 'present' });
  });

  test('somebody who leaves before the middle of the shift has left', () => {
    const punches = on('09:00', '11:00');
    expect(dayOf({ schedules: mode({ mode: 'alternate' }), punches }, monday)).toMatchObject({
      worked: h(2),
      early: h(7),
    });
  });

  test('HR may set its ends', () => {
    const corrections = [
      { kind: 'set-slot', date: monday, column: 'out', wallTime: `${monday}T18:00:00` },
      { kind: 'set-slot', date: monday, column: 'in', wallTime: `${monday}T08:30:00` },
    ];
    const day = dayOf({ schedules: mode({ mode: 'alternate' }), punches: lunch, corrections }, monday);
    expect(day).toMatchObject({ worked: h(8, 30), late: 0, early: 0 });
    expect(day.ignored.map(({ reason }) => reason)).toEqual(['corrected', 'corrected']);
  });

  test('in mode auto an even number pairs in order, though no column shows the break', () => {
    const day = dayOf({ schedules: mode({ mode: 'auto' }), punches: lunch }, monday);
    expect(day).toMatchObject({ worked: h(7, 30), breakTaken: h(1), ignored: [] });
  });

  test('from the first in to the last out counts without what lies between', () => {
    const direction = { mode: 'alternate', hours: 'first-last' };
    expect(dayOf({ schedules: mode(direction), punches: lunch }, monday).worked).toBe(h(8, 30));
  });
});
