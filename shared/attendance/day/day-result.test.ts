import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { dayOf, daysOf, h, type Scenario } from '../testing/scenario.ts';

/** Section 8 of the rules: the row of the sheet. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const layers = [
  OvertimeLayer.parse({ kind: 'afterOut', code: 'OT', rounding: { mode: 'down', minutes: 30 } }),
  OvertimeLayer.parse({ kind: 'window', code: 'EVENING', from: '18:00', to: '22:00', multiplier: 0.5 }),
];
const rules: AttendanceRulesPatch = {
  rounding: { in: { mode: 'up', minutes: 15, graceMinutes: 0, ranges: [] } },
  overtime: { layers },
};
const punches = on('09:05', '12:00', '13:00', '18:15', '18:50');

test('a day has every field of the page', () => {
  const day = dayOf({ schedules: [officeWeek(rules)], punches }, monday);
  const punch = (time: string) => ({ serial: 'SAMPLE1', wallTime: `${monday}T${time}:00`, status: 255 });
  const slot = (time: string, rounded = time) => ({
    wall: `${monday}T${time}:00`,
    instant: `${monday}T${time}:00Z`,
    rounded: `${monday}T${rounded}:00`,
    source: { kind: 'punch', ...punch(time) },
    edited: false,
  });
  expect(day).toEqual({
    userId: '1042',
    date: monday,
    dayType: 'workday',
    scheduleId: 'sch_office',
    direction: 'alternate',
    slots: {
      in: slot('09:05', '09:15'),
      break: slot('12:00'),
      resume: slot('13:00'),
      out: slot('18:50'),
      ot: null,
      done: null,
    },
    furtherShifts: [],
    intervals: [
      {
        from: `${monday}T09:15:00Z`,
        to: `${monday}T12:00:00Z`,
        seconds: h(2, 45),
        punches: [punch('09:05'), punch('12:00')],
      },
      {
        from: `${monday}T13:00:00Z`,
        to: `${monday}T18:50:00Z`,
        seconds: h(5, 50),
        punches: [punch('13:00'), punch('18:50')],
      },
    ],
    expected: h(8),
    worked: h(8, 35),
    regular: h(8, 5),
    overtime: [{ code: 'OT', seconds: h(0, 30), multiplier: 1.5, approved: true }],
    premiums: [{ code: 'EVENING', seconds: h(0, 50), multiplier: 0.5, approved: true }],
    diffOt: h(0, 50),
    breakTaken: h(1),
    short: 0,
    late: h(0, 5),
    early: 0,
    undertime: 0,
    leave: [],
    status: 'present',
    exceptions: [{ code: 'late-in', severity: 'warning' }],
    remark: '',
    reasons: [
      {
        figure: 'in',
        rule: 'rounding.in',
        key: 'column.rounded',
        values: { column: 'in', time: `${monday}T09:05:00`, counts: `${monday}T09:15:00` },
        punches: [punch('09:05')],
      },
      {
        figure: 'out',
        rule: 'columns.keepLatest',
        key: 'column.replaces',
        values: { column: 'out', time: `${monday}T18:50:00`, earlier: `${monday}T18:15:00` },
        punches: [punch('18:50'), punch('18:15')],
      },
      {
        figure: 'breakTaken',
        rule: 'breaks.mode: punched',
        key: 'break.taken',
        values: { taken: h(1) },
        punches: [],
      },
      {
        figure: 'worked',
        rule: 'direction.hours',
        key: 'worked',
        values: {
          stretches: [
            { key: 'worked.stretch', values: { from: `${monday}T09:15:00`, to: `${monday}T12:00:00` } },
            { key: 'worked.stretch', values: { from: `${monday}T13:00:00`, to: `${monday}T18:50:00` } },
          ],
          worked: h(8, 35),
        },
        punches: ['09:05', '12:00', '13:00', '18:50'].map(punch),
      },
      {
        figure: 'late',
        rule: 'thresholds.lateGraceMinutes',
        key: 'late',
        values: { late: h(0, 5), column: 'in', time: `${monday}T09:05:00` },
        punches: [punch('09:05')],
      },
      {
        figure: 'overtime',
        rule: 'overtime.layers: afterOut',
        key: 'layer.afterOut',
        values: {
          code: 'OT',
          multiplier: 1.5,
          seconds: h(0, 30),
          of: [{ key: 'of.claimed', values: { seconds: h(0, 50) } }],
        },
        punches: [],
      },
      {
        figure: 'premiums',
        rule: 'overtime.layers: window',
        key: 'layer.window',
        values: { code: 'EVENING', multiplier: 0.5, seconds: h(0, 50), of: [] },
        punches: [],
      },
    ],
    ignored: [{ punch: punch('18:15'), instant: `${monday}T18:15:00Z`, reason: 'replaced' }],
    rulesVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
    inputHash: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

describe('the status', () => {
  const office = [officeWeek({ thresholds: { halfDayBelowMinutes: 300, absentBelowMinutes: 60 } })];
  const tuesday = '2026-03-03';
  const of: Record<string, Scenario> = {
    present: { punches: on('09:00', '12:00', '13:00', '18:00') },
    'half-day': { punches: on('09:00', '12:00') },
    absent: { punches: on('09:00 in', '09:59 out') },
    leave: { leaves: [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'full' } }] },
    holiday: { holidays: [{ date: monday, name: 'Sample' }] },
    'rest-day': { overrides: [{ date: monday, dayType: 'restday' }] },
    'off-day': { overrides: [{ date: monday, dayType: 'offday' }] },
    incomplete: { punches: on('09:00') },
    pending: { completeThrough: null },
    'not-employed': { user: { issuedOn: tuesday } as never },
  };

  test.each(Object.keys(of))('%s has its day', (status) => {
    expect(dayOf({ schedules: office, ...of[status] }, monday).status).toBe(status);
  });

  test('pending turns into absent once the window is over and every terminal is read past it', () => {
    const window = '2026-03-02T22:00:00Z';
    const after = '2026-03-02T22:00:01Z';
    const status = (now: string, completeThrough: string) =>
      dayOf({ schedules: office, now, completeThrough }, monday).status;
    expect([status(window, after), status(after, window), status(after, after)]).toEqual([
      'pending',
      'pending',
      'absent',
    ]);
  });

  test('work on full leave, on a holiday and on a rest day is present, however little', () => {
    for (const name of ['leave', 'holiday', 'rest-day']) {
      const day = dayOf({ schedules: office, ...of[name], punches: on('09:00 in', '09:10 out') }, monday);
      expect(day).toMatchObject({ status: 'present', worked: h(0, 10), late: 0, early: 0, short: 0 });
    }
  });

  test('a day before the first one has neither figures nor reasons, but its remark', () => {
    const corrections = [{ kind: 'set-remark', date: monday, remark: 'sample remark' }];
    expect(dayOf({ schedules: office, ...of['not-employed'], corrections }, monday)).toMatchObject({
      status: 'not-employed',
      remark: 'sample remark',
      scheduleId: 'sch_office',
      dayType: 'workday',
      direction: null,
      expected: 0,
      worked: 0,
      intervals: [],
      reasons: [],
      exceptions: [],
    });
  });
});

describe('reasons', () => {
  const reasons = (scenario: Scenario) =>
    dayOf(scenario, monday).reasons.map((reason) => [reason.figure, reason.rule, textOf(reason)]);

  test('of an absent day, of a pending one and of one that lacks a punch', () => {
    const schedules = [officeWeek()];
    expect(reasons({ schedules })).toEqual([
      ['short', 'thresholds.shortToleranceMinutes', '8:00 expected, 0:00 worked'],
      ['status', 'thresholds.absentBelowMinutes', 'no punch'],
    ]);
    expect(reasons({ schedules, completeThrough: null })).toEqual([
      [
        'status',
        'pending',
        'no punch yet, and the window is still open or a terminal has not been read past it',
      ],
    ]);
    expect(reasons({ schedules, punches: on('09:00'), completeThrough: null })).toEqual([
      [
        'status',
        'pending',
        'a punch is missing, and the window is still open or a terminal has not been read past it',
      ],
    ]);
    expect(reasons({ schedules, punches: on('09:00') })).toEqual([
      ['short', 'thresholds.shortToleranceMinutes', '8:00 expected, 0:00 worked'],
      ['status', 'incomplete', 'an arrival or a departure is missing: its time is not counted'],
    ]);
  });

  test('of half a day', () => {
    const schedules = [officeWeek({ thresholds: { halfDayBelowMinutes: 300 } })];
    expect(reasons({ schedules, punches: on('09:00', '12:00') })).toEqual([
      ['worked', 'direction.hours', '09:00–12:00 make 3:00'],
      ['early', 'thresholds.earlyGraceMinutes', 'left 6:00 early: BREAK 12:00'],
      ['short', 'thresholds.shortToleranceMinutes', '8:00 expected, 3:00 worked'],
      ['status', 'thresholds.halfDayBelowMinutes', 'only 3:00 worked'],
    ]);
  });

  test('of work, break and undertime that the rules changed', () => {
    const schedules = [
      plainShift('09:00', '17:00', {
        breaks: { mode: 'auto-deduct', deductMinutes: 45 },
        rounding: { workTotal: { mode: 'down', minutes: 15, graceMinutes: 0 } },
        overtime: { undertime: true },
      }),
    ];
    expect(reasons({ schedules, punches: on('09:00', '16:55') })).toEqual([
      ['breakTaken', 'breaks.mode: auto-deduct', '0:45 of break, of which 0:45 by rule'],
      ['worked', 'direction.hours', '09:00–16:55 make 7:00, rounded from 7:10'],
      ['early', 'thresholds.earlyGraceMinutes', 'left 0:05 early: OUT 16:55'],
      ['short', 'thresholds.shortToleranceMinutes', '7:15 expected, 7:00 worked'],
      ['undertime', 'overtime.undertimeToleranceMinutes', '0:15 missing'],
    ]);
  });

  test('of what HR and the calendar said', () => {
    const scenario = {
      schedules: [officeWeek()],
      holidays: [{ date: monday, name: 'Sample holiday' }],
      leaves: [{ type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'hours', minutes: 60 } }],
      corrections: [
        { kind: 'set-day-type', date: monday, dayType: 'workday' },
        { kind: 'set-slot', date: monday, column: 'in', wallTime: `${monday}T09:00:00` },
        { kind: 'add-time', date: monday, wallTime: `${monday}T17:00:00` },
      ],
    };
    expect(reasons(scenario)).toEqual([
      ['in', 'correction', 'IN 09:00 was set by HR'],
      ['out', 'correction', 'OUT 17:00 was added by HR'],
      ['worked', 'direction.hours', '09:00–17:00 make 8:00'],
      ['dayType', 'calendar', 'Sample holiday'],
      ['leave', 'leave.onWork', 'annual 1:00 becomes 0:00: 8:00 were worked'],
      ['dayType', 'correction', 'workday: sample reason'],
    ]);
  });

  test('of late and early that were forgiven', () => {
    const thresholds = { forgiveLatePerMonth: 1, forgiveEarlyPerMonth: 2 };
    const schedules = [plainShift('09:00', '17:00', { thresholds })];
    expect(reasons({ schedules, punches: on('09:10', '16:45') }).slice(1)).toEqual([
      ['late', 'thresholds.lateGraceMinutes', '0:10 late: IN 09:10'],
      ['early', 'thresholds.earlyGraceMinutes', 'left 0:15 early: OUT 16:45'],
      ['late', 'thresholds.forgiveLatePerMonth', '0:10 late is forgiven: the first day of the month'],
      ['early', 'thresholds.forgiveEarlyPerMonth', '0:15 early is forgiven: the first 2 days of the month'],
      ['short', 'thresholds.shortToleranceMinutes', '8:00 expected, 7:35 worked'],
    ]);
  });
});

describe('the input hash', () => {
  test('is the same for the same inputs, byte for byte, and so is the row', () => {
    const scenario = { schedules: [officeWeek(rules)], punches };
    expect(JSON.stringify(dayOf(scenario, monday))).toBe(JSON.stringify(dayOf(scenario, monday)));
  });

  test('changes with a second of a punch, its key, a remark and the expected time', () => {
    const hash = (more: Scenario) =>
      dayOf({ schedules: [officeWeek()], punches: on('09:00', '18:00'), ...more }, monday).inputHash;
    const hashes = [
      hash({}),
      hash({ punches: on('09:00:01', '18:00') }),
      hash({ punches: on('09:00 in', '18:00') }),
      hash({ corrections: [{ kind: 'set-remark', date: monday, remark: 'sample remark' }] }),
      hash({ holidays: [{ date: monday, name: 'Half', half: true }] }),
      hash({
        leaves: [
          { type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'first' } },
        ],
      }),
      hash({
        leaves: [
          { type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'second' } },
        ],
      }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('corrections', () => {
  test('are applied in the order in which they were entered, whatever their order in the list', () => {
    const set = (wallTime: string, enteredAt: string) => ({
      kind: 'set-slot',
      date: monday,
      column: 'out',
      wallTime: `${monday}T${wallTime}:00`,
      enteredAt,
    });
    const first = set('17:00', '2026-03-05T10:00:00Z');
    const second = set('17:30', '2026-03-05T10:00:01Z');
    const out = (...corrections: (typeof first)[]) =>
      dayOf({ schedules: [officeWeek()], punches: on('09:00'), corrections }, monday).slots.out?.wall;
    expect(out(first, second)).toBe(`${monday}T17:30:00`);
    expect(out(second, first)).toBe(`${monday}T17:30:00`);
  });

  test('of the same moment are applied in the order of their ids', () => {
    const remark = (id: string, text: string) => ({
      kind: 'set-remark',
      id,
      date: monday,
      remark: text,
      enteredAt: '2026-03-05T10:00:00Z',
    });
    const of = (...corrections: ReturnType<typeof remark>[]) => dayOf({ corrections }, monday).remark;
    expect(of(remark('cor_a', 'one'), remark('cor_b', 'two'))).toBe('two');
    expect(of(remark('cor_b', 'two'), remark('cor_a', 'one'))).toBe('two');
  });

  test('an edited cell is marked, the others are not', () => {
    const corrections = [{ kind: 'set-slot', date: monday, column: 'out', wallTime: `${monday}T17:00:00` }];
    const { slots } = dayOf(
      { schedules: [plainShift('09:00', '17:00')], punches: on('09:00'), corrections },
      monday,
    );
    expect([slots.in?.edited, slots.out?.edited]).toEqual([false, true]);
    expect(slots.out?.source).toEqual({ kind: 'correction', correctionId: 'cor_0' });
  });
});

test('work outside every shift stands in further shifts, after the shift of the day', () => {
  const scenario = {
    schedules: [plainShift('09:00', '12:00')],
    punches: on('09:00', '12:00', '18:00', '20:00'),
  };
  const day = dayOf(scenario, monday);
  expect(day.furtherShifts).toMatchObject([
    { scheduleId: null, slots: { in: { wall: `${monday}T18:00:00` } } },
  ]);
  expect(day).toMatchObject({ worked: h(5), scheduleId: 'sch_09_12' });
});

test('days come in order, one for each date', () => {
  const days = daysOf({ schedules: [flexiHours()] }, '2026-02-27', '2026-03-02');
  expect(days.map(({ date }) => date)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});
