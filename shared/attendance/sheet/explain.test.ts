import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { Explanation, OvertimeLayer } from '../model/index.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { prepare, type Scenario } from '../testing/scenario.ts';
import { explain } from './explain.ts';

const monday = '2026-03-02';

/** A line as `try-rules` prints it. */
function sentence({ text, rule }: Explanation['steps'][number]['lines'][number]): string {
  return rule === undefined ? `${text}.` : `${text} (${rule}).`;
}

function told(scenario: Scenario, date = monday) {
  const { input, book } = prepare(scenario, '2026-01-01', '2026-01-02');
  const explanation = explain(input, book, date as LocalDate);
  expect(Explanation.parse(explanation)).toEqual(explanation);
  return Object.fromEntries(explanation.steps.map(({ title, lines }) => [title.text, lines.map(sentence)]));
}

test('a day is explained from the plan and the punches to the pay codes', () => {
  const overtime = {
    layers: [
      OvertimeLayer.parse({ kind: 'afterOut', code: 'OT', needsApproval: true }),
      OvertimeLayer.parse({ kind: 'window', code: 'EVENING', from: '18:00', to: '22:00', multiplier: 0.5 }),
    ],
  };
  const schedules = [officeWeek({ overtime, thresholds: { lateGraceMinutes: 5 } })];
  const punches = ['09:12', '12:00', '13:00', '18:15', '18:50'].map((time) => `${monday} ${time}`);
  expect(told({ schedules, punches })).toEqual({
    Plan: [
      '2026-03-02, Monday, is a workday in UTC.',
      'Schedule: Office (weekly).',
      'Scheduled: IN 09:00, BREAK 12:00, RESUME 13:00, OUT 18:00.',
      'Expected work: 8:00.',
    ],
    Punches: [
      'Shift IN 09:00, BREAK 12:00, RESUME 13:00, OUT 18:00 takes punches from 07:00 to 22:00: 09:12, 12:00, 13:00, 18:15, 18:50.',
      '18:15 at terminal SAMPLE1 does not count: a later punch of the same column is kept.',
    ],
    'In and out': ['In and out take turns.', 'IN 09:12, BREAK 12:00, RESUME 13:00, OUT 18:50.'],
    'Rounding and corrections': ['OUT 18:50 replaces 18:15: latest kept (columns.keepLatest).'],
    Breaks: ['1:00 of break (breaks.mode: punched).'],
    Work: ['09:12–12:00, 13:00–18:50 make 8:38 (direction.hours).'],
    'Late, early and short': ['0:12 late: IN 09:12 (thresholds.lateGraceMinutes).'],
    'Overtime and premiums': [
      'OT × 1.5: 0:50 after the scheduled OUT (overtime.layers: afterOut).',
      'EVENING × 0.5: 0:50 within the window of the day (overtime.layers: window).',
    ],
    Result: [
      'Worked 8:38: regular 7:48, OT 0:50 × 1.5 (not approved yet), on top EVENING 0:50 × 0.5.',
      'The day is present, with late-in (warning).',
    ],
  });
});

test('a day without a punch is explained as well', () => {
  expect(told({ schedules: [plainShift('09:00', '17:00')] })).toMatchObject({
    Punches: ['Shift IN 09:00, OUT 17:00 takes punches from 07:00 to 21:00: no punch.'],
    Result: [
      'Worked 0:00: regular 0:00.',
      'The day is absent, with no-punch (warning).',
      'no punch (thresholds.absentBelowMinutes).',
    ],
  });
});

test('a holiday, work outside every shift and a wrong clock are explained', () => {
  const { input, book } = prepare(
    {
      schedules: [officeWeek()],
      punches: ['2026-03-07 10:00', '2026-03-07 12:00'],
      holidays: [{ date: '2026-03-07', name: 'Sample day' }],
    },
    monday,
    monday,
  );
  const [first, second] = input.punches;
  if (!first || !second) throw new Error('two punches');
  const punches = [first, second, { ...second, serial: 'SAMPLE2', clockSuspect: true }];
  const { steps } = explain({ ...input, punches }, book, '2026-03-07' as LocalDate);
  const lines = steps.flatMap((step) => step.lines.map(sentence));
  expect(lines).toContain('Sample day (calendar).');
  expect(lines).toContain('Outside every scheduled shift: 10:00, 12:00.');
  expect(lines).toContain("12:00 at terminal SAMPLE2 does not count: the terminal's clock was wrong.");
});

test('a day before the user was employed says only that', () => {
  expect(told({ schedules: [officeWeek()], user: { issuedOn: '2026-04-01' as LocalDate } })).toEqual({
    Plan: ['2026-03-02, Monday, is a workday in UTC.', 'The user is not employed on that day.'],
    Result: ['Worked 0:00: regular 0:00.', 'The day is not-employed.'],
  });
});

test('overtime of the week is explained with the days before it', () => {
  const overtime = { layers: [OvertimeLayer.parse({ kind: 'weekly', code: 'WEEK', beyond: 600 })] };
  const punches = ['02', '03'].flatMap((day) => [`2026-03-${day} 09:00`, `2026-03-${day} 17:00`]);
  expect(
    told({ schedules: [plainShift('09:00', '17:00', { overtime })], punches }, '2026-03-03'),
  ).toMatchObject({
    'Overtime and premiums': ['WEEK × 1.5: 6:00 beyond the time of the week (overtime.layers: weekly).'],
  });
});

test('leave, an early departure and what is missing are explained', () => {
  const schedules = [plainShift('09:00', '17:00', { overtime: { undertime: true } })];
  const leaves = [
    { type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'hours', minutes: 60 } },
  ];
  const punches = [`${monday} 09:00`, `${monday} 15:00`];
  expect(told({ schedules, leaves, punches })).toMatchObject({
    Plan: [
      '2026-03-02, Monday, is a workday in UTC.',
      'Schedule: 09:00 to 17:00 (daily).',
      'Scheduled: IN 09:00, OUT 17:00.',
      'Expected work: 7:00.',
      'annual 1:00 (leave).',
    ],
    'Late, early and short': [
      'left 1:00 early: OUT 15:00 (thresholds.earlyGraceMinutes).',
      '7:00 expected, 6:00 worked (thresholds.shortToleranceMinutes).',
      '1:00 missing (overtime.undertimeToleranceMinutes).',
    ],
    Result: [
      'Worked 6:00: regular 6:00.',
      'The day is present, with early-out (warning), under-schedule (warning).',
    ],
  });
});

test('an off day, work after the shift and a time that HR added are explained', () => {
  const off = told({
    schedules: [plainShift('09:00', '17:00')],
    overrides: [{ date: monday, dayType: 'offday' }],
  });
  expect(off.Plan?.[0]).toBe('2026-03-02, Monday, is an offday in UTC.');
  const schedules = [plainShift('09:00', '17:00')];
  const after = told({
    schedules,
    punches: ['09:00', '17:00', '22:00', '23:00'].map((time) => `${monday} ${time}`),
  });
  expect(after['In and out']).toEqual([
    'In and out take turns.',
    'IN 09:00, OUT 17:00.',
    'IN 22:00, OUT 23:00.',
  ]);
  const corrections = ['17:00', '16:50'].map((time) => ({
    kind: 'add-time',
    date: monday,
    wallTime: `${monday}T${time}:00`,
  }));
  const added = told({ schedules, punches: [`${monday} 09:00`], corrections });
  expect(added.Punches).toContain('16:50 does not count: a later punch of the same column is kept.');
  expect(added['Rounding and corrections']).toEqual([
    'OUT 17:00 was added by HR (correction).',
    'OUT 17:00 replaces 16:50: latest kept (columns.keepLatest).',
  ]);
});

test('what a rule derived is explained with its rule', () => {
  const columns = { autoClose: { kind: 'scheduled' as const } };
  const closed = told({
    schedules: [plainShift('09:00', '17:00', { columns })],
    punches: [`${monday} 09:00`],
  });
  expect(closed['Rounding and corrections']).toEqual([
    'OUT 17:00 was derived: nobody punched it (columns.autoClose).',
  ]);
});
