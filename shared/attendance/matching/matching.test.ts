import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { computeDays } from '../sheet/index.ts';
import { flexiHours, nightShift, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, prepare } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const reasonsIgnored = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);

describe('implausible and double punches', () => {
  test('a punch of a terminal whose clock was wrong takes no part and is listed', () => {
    const { input, book } = prepare(
      { schedules: [officeWeek()], punches: ['2026-03-02 09:00', '2026-03-02 18:00'] },
      monday,
      '2026-03-03',
    );
    const punches = input.punches.map((punch, index) =>
      index === 1 ? { ...punch, clockSuspect: true } : punch,
    );
    const [day] = computeDays({ ...input, punches }, book);
    expect(day).toMatchObject({ status: 'incomplete', worked: 0 });
    expect(day?.ignored).toMatchObject([{ reason: 'clock-suspect' }]);
    expect(day?.exceptions).toContainEqual({ code: 'clock-suspect', severity: 'error' });
  });

  test('a punch more than 24 hours ahead of now takes no part', () => {
    const scenario = {
      schedules: [flexiHours()],
      punches: ['2026-03-02 09:00'],
      now: '2026-03-01T08:00:00Z',
    };
    expect(reasonsIgnored(dayOf(scenario, monday))).toEqual(['09:00 in-future']);
    expect(reasonsIgnored(dayOf({ ...scenario, now: '2026-03-01T09:00:00Z' }, monday))).toEqual([]);
  });

  test('a punch before the first possible day takes no part', () => {
    const user = { issuedOn: '2026-03-03' } as never;
    const day = dayOf({ user, punches: ['2026-03-02 09:00'] }, monday);
    expect([day.status, ...reasonsIgnored(day)]).toEqual(['not-employed', '09:00 before-first-day']);
  });

  test('a punch after the last day is listed as not employed', () => {
    const user = { expiresOn: '2026-03-01' } as never;
    expect(reasonsIgnored(dayOf({ user, punches: ['2026-03-02 09:00'] }, monday))).toEqual([
      '09:00 not-employed',
    ]);
  });

  test('a second punch within a minute is ignored as double, one after it is not', () => {
    const within = {
      schedules: [flexiHours()],
      punches: ['2026-03-02 09:00:00', '2026-03-02 09:01:00', '2026-03-02 17:00'],
    };
    const day = dayOf(within, monday);
    expect(reasonsIgnored(day)).toEqual(['09:01 double']);
    expect(codesOf(day)).toContain('double-punch');
    expect(day.worked).toBe(h(8));
    const after = { ...within, punches: ['2026-03-02 09:00:00', '2026-03-02 09:01:01', '2026-03-02 17:00'] };
    expect(reasonsIgnored(dayOf(after, monday))).toEqual([]);
  });

  test('an IN and an OUT within a minute are both kept, a key of unknown meaning doubles either', () => {
    const punches = ['2026-03-02 09:00 in', '2026-03-02 09:00:30 out', '2026-03-02 09:00:40 255'];
    expect(reasonsIgnored(dayOf({ schedules: [flexiHours()], punches }, monday))).toEqual(['09:00 double']);
  });

  test('with doublePunchMinutes 0 nothing is double', () => {
    const rules = { matching: { doublePunchMinutes: 0 } };
    const punches = ['2026-03-02 09:00:00', '2026-03-02 09:00:01'];
    expect(dayOf({ schedules: [flexiHours()], rules, punches }, monday)).toMatchObject({
      ignored: [],
      worked: 0,
    });
  });
});

describe('windows', () => {
  const nights = { schedules: [nightShift()] };

  test('both ends of the window are inside', () => {
    const schedules = [plainShift('09:00', '17:00')];
    expect(codesOf(dayOf({ schedules, punches: ['2026-03-02 07:00', '2026-03-02 21:00'] }, monday))).toEqual(
      [],
    );
    expect(codesOf(dayOf({ schedules, punches: on('06:59', '09:00', '17:00') }, monday))).toContain(
      'unscheduled',
    );
  });

  test('a punch after midnight belongs to the night shift', () => {
    const days = daysOf(
      { ...nights, punches: ['2026-03-02 21:55', '2026-03-03 06:03'] },
      monday,
      '2026-03-04',
    );
    expect(days.map((day) => columnsOf(day))).toEqual([{ in: '21:55', out: '06:03' }, {}]);
    expect(days[0]?.worked).toBe(h(8, 8));
  });

  const twoShifts = ClockingSchedule.parse({
    id: 'sch_double',
    name: 'Double',
    kind: 'daily',
    day: { shifts: [{ slots: { in: '06:00', out: '14:00' } }, { slots: { in: '15:00', out: '20:00' } }] },
  });

  test('a window never starts before the previous shift has ended, and ends where the next begins', () => {
    const day = dayOf(
      {
        schedules: [twoShifts],
        punches: [
          '2026-03-02 06:00 in',
          '2026-03-02 14:00 out',
          '2026-03-02 14:10 in',
          '2026-03-02 20:00 out',
        ],
      },
      monday,
    );
    expect(columnsOf(day)).toEqual({ in: '06:00', out: '14:00' });
    expect(day.furtherShifts[0]?.slots.in?.wall).toBe('2026-03-02T14:10:00');
    expect(day).toMatchObject({ expected: h(13), worked: h(13, 50), status: 'present' });
  });

  const backToBack = ClockingSchedule.parse({
    id: 'sch_back',
    name: 'Back to back',
    kind: 'daily',
    day: { shifts: [{ slots: { in: '06:00', out: '14:00' } }, { slots: { in: '16:00', out: '22:00' } }] },
  });

  test('somebody who comes back before the previous shift has ended still belongs to it', () => {
    const punches = ['06:00 in', '12:00 out', '13:50 in', '14:05 out'].map((time) => `${monday} ${time}`);
    const day = dayOf({ schedules: [twoShifts], punches }, monday);
    expect(columnsOf(day)).toEqual({ in: '06:00', out: '14:05' });
    expect(day.furtherShifts[0]?.slots).toMatchObject({ in: null, out: null });
  });

  test.each([
    ['15:40', 'out'],
    ['14:59', '255'],
  ])(
    'a late leaver (%s, key %s) is not taken by the next shift: the OUT closes the open pair',
    (left, key) => {
      const punches = on(`06:00 ${key === 'out' ? 'in' : key}`, `${left} ${key}`);
      const day = dayOf({ schedules: [backToBack], punches }, monday);
      expect(columnsOf(day)).toEqual({ in: '06:00', out: left });
      expect(day.status).toBe('present');
    },
  );

  test('without a key a punch nearer to the next start than to the open end arrives: 15:40 between 14:00 and 16:00', () => {
    const day = dayOf({ schedules: [backToBack], punches: on('06:00', '15:40', '22:00') }, monday);
    expect(columnsOf(day)).toEqual({ in: '06:00' });
    expect(day).toMatchObject({ worked: h(6, 20), status: 'incomplete' });
  });

  test('an IN by key in the next window stays there', () => {
    const punches = ['2026-03-02 06:00 in', '2026-03-02 15:40 in', '2026-03-02 22:00 out'];
    const day = dayOf({ schedules: [backToBack], punches }, monday);
    expect(columnsOf(day)).toEqual({ in: '06:00' });
    expect(day.furtherShifts[0]?.slots.in?.wall).toBe('2026-03-02T15:40:00');
  });

  test('after a short rest the next shift keeps its own punches when they pair up', () => {
    const schedules = [plainShift('14:00', '22:00'), plainShift('06:00', '14:00')];
    const overrides = [{ date: '2026-03-03', scheduleId: 'sch_06_14' }];
    const punches = ['2026-03-02 13:58', '2026-03-03 05:55', '2026-03-03 14:02'];
    const days = daysOf({ schedules, overrides, punches }, monday, '2026-03-04');
    expect(days.map((day) => columnsOf(day))).toEqual([{ in: '13:58' }, { in: '05:55', out: '14:02' }]);
  });

  test('beyond the longest shift nothing is closed', () => {
    const rules = { matching: { maxShiftMinutes: 540 } };
    const punches = ['2026-03-02 06:00', '2026-03-02 15:40'];
    const day = dayOf({ schedules: [backToBack], rules, punches }, monday);
    expect(columnsOf(day)).toEqual({ in: '06:00' });
  });

  test('a late leaver beyond every window still closes the shift', () => {
    const punches = ['2026-03-02 09:00', '2026-03-02 23:30'];
    expect(columnsOf(dayOf({ schedules: [officeWeek()], punches }, monday))).toEqual({
      in: '09:00',
      out: '23:30',
    });
  });
});

describe('unscheduled work', () => {
  test('punches in no window never vanish', () => {
    const punches = ['2026-03-02 02:00', '2026-03-02 05:00'];
    const day = dayOf({ schedules: [officeWeek()], punches }, monday);
    expect(day.worked).toBe(h(3));
    expect(codesOf(day)).toContain('unscheduled');
    expect(day.furtherShifts).toMatchObject([{ scheduleId: null }]);
  });

  test('four hours after an OUT a new shift starts, before that the old one goes on', () => {
    const at = (second: string) =>
      dayOf(
        {
          schedules: [flexiHours()],
          punches: ['2026-03-02 06:00', '2026-03-02 10:00', `2026-03-02 ${second}`, '2026-03-02 18:00'],
        },
        monday,
      );
    expect(at('14:00').furtherShifts).toHaveLength(1);
    expect(at('13:59').furtherShifts).toHaveLength(0);
    expect(at('13:59').slots.resume?.wall).toBe('2026-03-02T13:59:00');
  });

  test('two punches more than 16 hours apart are not a pair', () => {
    const days = daysOf(
      { schedules: [flexiHours()], punches: ['2026-03-02 06:00', '2026-03-02 22:01'] },
      monday,
      '2026-03-03',
    );
    expect(days[0]).toMatchObject({ worked: 0, status: 'incomplete' });
    const pair = dayOf(
      { schedules: [flexiHours()], punches: ['2026-03-02 06:00', '2026-03-02 22:00'] },
      monday,
    );
    expect(pair.worked).toBe(h(16));
  });

  test('one forgotten punch spoils its own day, not the days after it', () => {
    const usual = (date: string) => ['09:00', '12:00', '13:00', '18:00'].map((time) => `${date} ${time}`);
    const punches = [
      ...usual('2026-03-02').filter((punch) => !punch.endsWith('12:00')),
      ...usual('2026-03-03'),
    ];
    const days = daysOf({ schedules: [flexiHours()], punches }, monday, '2026-03-04');
    expect(days.map((day) => day.status)).toEqual(['incomplete', 'present']);
    expect(days[1]?.worked).toBe(h(8));
  });

  test('a night after a forgotten IN is a rest, a day of more than 12 hours before a shorter night is work', () => {
    const forgotten = ['2026-03-02 18:00', '2026-03-03 09:00', '2026-03-03 18:00'];
    expect(daysOf({ schedules: [flexiHours()], punches: forgotten }, monday, '2026-03-04')).toMatchObject([
      { worked: 0, status: 'incomplete' },
      { worked: h(9), status: 'present' },
    ]);
    const long = ['2026-03-02 07:00', '2026-03-02 19:15', '2026-03-03 07:00', '2026-03-03 19:15'];
    expect(daysOf({ schedules: [flexiHours()], punches: long }, monday, '2026-03-04')).toMatchObject([
      { worked: h(12, 15) },
      { worked: h(12, 15) },
    ]);
  });

  test('work over midnight stays together on the day on which it began', () => {
    const days = daysOf(
      { schedules: [flexiHours()], punches: ['2026-03-02 22:00', '2026-03-03 03:00'] },
      monday,
      '2026-03-04',
    );
    expect(days.map((day) => day.worked)).toEqual([h(5), 0]);
  });
});

describe('the day of a shift', () => {
  const at = (dayRule: 'start' | 'end' | 'most' | 'split') =>
    daysOf(
      {
        schedules: [plainShift('20:00', '06:00', { matching: { dayRule } }, 'sch_long')],
        overrides: ['2026-03-01', '2026-03-03', '2026-03-04'].map((date) => ({ date, scheduleId: null })),
        punches: ['2026-03-02 20:00', '2026-03-03 06:00'],
      },
      monday,
      '2026-03-04',
    );

  test('start: the date on which it starts', () => {
    expect(at('start').map((day) => [day.worked, day.expected])).toEqual([
      [h(10), h(10)],
      [0, 0],
    ]);
  });

  test('end: the date on which it ends', () => {
    expect(at('end').map((day) => [day.worked, day.expected])).toEqual([
      [0, 0],
      [h(10), h(10)],
    ]);
    expect(at('end').map((day) => day.status)).toEqual(['off-day', 'present']);
  });

  test('end: a shift that ends at midnight ends the day that is over', () => {
    const schedules = [plainShift('16:00', '00:00', { matching: { dayRule: 'end' } })];
    const punches = ['2026-03-02 16:00', '2026-03-03 00:00'];
    expect(dayOf({ schedules, punches }, monday).worked).toBe(h(8));
  });

  test('most: the date with more worked time', () => {
    expect(at('most').map((day) => day.worked)).toEqual([0, h(10)]);
  });

  test('most: equal halves belong to the start', () => {
    const days = daysOf(
      {
        schedules: [flexiHours({ matching: { dayRule: 'most' } })],
        punches: ['2026-03-02 22:00', '2026-03-03 02:00'],
      },
      monday,
      '2026-03-04',
    );
    expect(days.map((day) => day.worked)).toEqual([h(4), 0]);
  });

  test('split: cut at local midnight, each part with its columns and its share of the expected time', () => {
    const days = at('split');
    expect(days.map((day) => [day.worked, day.expected])).toEqual([
      [h(4), h(4)],
      [h(6), h(6)],
    ]);
    expect(days.map((day) => columnsOf(day))).toEqual([{ in: '20:00' }, { out: '06:00' }]);
    expect(days.map((day) => day.status)).toEqual(['present', 'present']);
  });
});
