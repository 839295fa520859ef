import { expect, test } from 'vitest';
import { ofExplanations } from '#shared/reasons/of-explanations.ts';
import { ofFigures } from '#shared/reasons/of-figures.ts';
import { ofIgnoredPunches } from '#shared/reasons/of-ignored-punches.ts';
import { ofLocks } from '#shared/reasons/of-locks.ts';
import { faultsOf, keysOf } from '#shared/reasons/testing/faults.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { ClockingSchedule, OvertimeLayer } from '../model/index.ts';
import { flexiHours, nightShift, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { prepare, type Scenario } from '../testing/scenario.ts';
import { adjustLockedDay } from './adjust-locked-day.ts';
import { computeDays } from './compute-days.ts';
import { explain } from './explain.ts';
import { toldDay } from './told-day.ts';

/** Every key that the engine can give comes out of one of these runs, with its values and a whole sentence. */

const monday = '2026-03-02' as LocalDate;
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const nine = (rules: Parameters<typeof plainShift>[2] = {}) => [plainShift('09:00', '17:00', rules)];
const layers = (...given: object[]) => ({
  overtime: { layers: given.map((layer) => OvertimeLayer.parse({ code: 'OT', ...layer })) },
});
const nextDays = (days: number) => Array.from({ length: days }, (_, day) => addDays(monday, day));
const worked = (days: number, ...times: string[]) =>
  nextDays(days).flatMap((date) => times.map((time) => `${date} ${time}`));
const byHR = (...corrections: object[]) =>
  corrections.map((fields) => ({ date: monday, ...fields }) as never);
const leave = (type: string, minutes?: number) => ({
  type,
  from: monday,
  to: '2026-03-03',
  portion: minutes === undefined ? { kind: 'full' } : { kind: 'hours', minutes },
});
const waiting = (serial: string, completeThrough: string | null) => ({ serial, completeThrough });
const evening = '2026-03-02T23:00:00Z';

interface Run extends Scenario {
  /** Days from Monday on; one where it is left out. */
  days?: number;
  /** Terminals of some punches, by their wall times. */
  suspect?: string;
}

const runs: Record<string, Run> = {
  'office, all columns and a break': {
    schedules: [officeWeek({ ...layers({ kind: 'afterOut', needsApproval: true }, { kind: 'beforeIn' }) })],
    punches: on('08:30', '12:00', '13:00', '18:15', '18:50'),
  },
  'rounding to a grid, to a range and by snapping': {
    schedules: [
      sixColumns({
        rounding: {
          snapMinutes: 4,
          workTotal: { minutes: 60, mode: 'down', graceMinutes: 0 },
          in: { minutes: 15, mode: 'up', graceMinutes: 0, ranges: [] },
          out: {
            minutes: 15,
            mode: 'down',
            graceMinutes: 0,
            ranges: [{ from: '17:50', to: '18:10', as: '18:00' }],
          },
        },
      }),
    ],
    punches: on('09:07', '12:02', '13:00', '18:07'),
  },
  'what HR has set, added, voided and said': {
    schedules: nine(),
    punches: on('09:00', '12:00', '17:10'),
    corrections: byHR(
      { kind: 'set-slot', column: 'out', wallTime: `${monday}T16:00:00` },
      { kind: 'add-time', wallTime: `${monday}T13:00:00` },
      { kind: 'void-punch', serial: 'SAMPLE1', wallTime: `${monday}T12:00:00`, status: 255 },
      { kind: 'set-day-type', dayType: 'workday' },
      { kind: 'set-status', status: 'present' },
    ),
  },
  'a time of HR that takes no part': {
    schedules: nine(),
    punches: on('09:00'),
    corrections: byHR(
      { kind: 'add-time', wallTime: `${monday}T16:50:00` },
      { kind: 'add-time', wallTime: `${monday}T17:00:00` },
    ),
  },
  'derived, late and short': {
    schedules: nine({ columns: { autoClose: { kind: 'scheduled' } } }),
    punches: on('09:20'),
  },
  'early and missing time': {
    schedules: nine({ overtime: { undertime: true } }),
    punches: on('09:00', '15:00'),
  },
  'forgiven on the first day': {
    schedules: nine({ thresholds: { forgiveLatePerMonth: 1, forgiveEarlyPerMonth: 1 } }),
    punches: on('09:10', '16:40'),
  },
  'forgiven on the first days': {
    schedules: nine({ thresholds: { forgiveLatePerMonth: 2, forgiveEarlyPerMonth: 2 } }),
    punches: on('09:10', '16:40'),
  },
  'a break by rule': {
    schedules: [officeWeek({ breaks: { mode: 'auto-deduct' } })],
    punches: on('09:00', '18:00'),
  },
  'a break that was not taken': {
    schedules: [officeWeek({ breaks: { unused: 'overtime' } })],
    punches: on('09:00', '18:00'),
  },
  'a break that is given back': {
    schedules: [officeWeek({ breaks: { mode: 'auto-add', giveBackMinutes: 30, giveBackCode: 'PAUSE' } })],
    punches: on('09:00', '12:00', '13:00', '18:00'),
  },
  'periods, rows of days and windows': {
    schedules: nine(
      layers(
        { kind: 'daily', code: 'D', beyond: 420, minimumMinutes: 10, maximumMinutes: 20 },
        { kind: 'weekly', code: 'W', beyond: 60, maximumMinutes: 60 },
        { kind: 'biweekly', code: 'B', beyond: 60, maximumMinutes: 60 },
        { kind: 'monthly', code: 'M', beyond: 60, maximumMinutes: 60 },
        { kind: 'consecutiveDays', code: 'R', days: 3, beyond: 60, maximumMinutes: 60 },
        { kind: 'workedDays', code: 'N', days: 2, beyond: 60, maximumMinutes: 60 },
        { kind: 'window', code: 'E', from: '16:00', to: '22:00', multiplier: 0.5, needsApproval: true },
        { kind: 'window', code: 'F', from: '16:00', to: '22:00', multiplier: 0.25 },
      ),
    ),
    punches: worked(5, '09:00', '17:00'),
    days: 5,
  },
  'a holiday with work on it': {
    schedules: nine(layers({ kind: 'dayType', dayTypes: ['holiday'] })),
    holidays: [{ date: monday, name: 'Sample day' }],
    punches: on('09:00', '17:00'),
  },
  'called in': {
    schedules: nine(layers({ kind: 'callIn', atLeastMinutes: 180 })),
    punches: on('09:00 in', '17:00 out', '22:00 in', '22:40 out'),
  },
  'a night on two dates': {
    schedules: [nightShift({ matching: { dayRule: 'split' }, ...layers({ kind: 'daily', beyond: 60 }) })],
    punches: ['2026-03-02 22:00', '2026-03-03 06:00'],
    days: 2,
  },
  'a rest day and an off day without a plan': {
    schedules: [officeWeek()],
    overrides: [{ date: monday, dayType: 'offday' }],
    days: 7,
  },
  'nobody has planned anything': { punches: on('09:00', '12:00') },
  'two schedules': {
    schedules: [plainShift('12:00', '18:00'), plainShift('06:00', '10:00')],
    overrides: [{ date: monday, scheduleId: 'sch_12_18', furtherScheduleIds: ['sch_06_10'] }],
  },
  'leave, and what becomes of it': { schedules: nine(), leaves: [leave('annual', 60), leave('sick')] },
  'leave that is worked': {
    schedules: nine({ leave: { onWork: 'reduce' } }),
    leaves: [leave('annual')],
    punches: on('09:00', '17:00'),
  },
  'leave that stays': {
    schedules: nine({ leave: { onWork: 'keep' } }),
    leaves: [leave('annual')],
    punches: on('09:00', '17:00'),
  },
  'too little work': {
    schedules: nine({ thresholds: { absentBelowMinutes: 120 } }),
    punches: on('09:00', '10:00'),
  },
  absent: { schedules: nine() },
  'half of a pair': { schedules: nine(), punches: on('09:00') },
  'open, with half of a pair': {
    schedules: nine(),
    punches: on('09:00'),
    completeThrough: null,
    now: evening,
  },
  'open by the clock': { schedules: nine(), now: '2026-03-02T10:00:00Z', completeThrough: null },
  'open for terminals': {
    schedules: nine(),
    now: evening,
    waitsFor: [waiting('T1', null), waiting('T2', '2026-03-02T08:00:00Z')],
  },
  'open for many terminals': {
    schedules: nine(),
    now: evening,
    waitsFor: ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'].map((serial) => waiting(serial, null)),
  },
  'not employed yet, with a punch before': {
    schedules: nine(),
    punches: on('09:00'),
    user: { issuedOn: '2026-03-03' as LocalDate },
  },
  'suspended, with a punch': {
    schedules: nine(),
    punches: on('09:00', '17:00'),
    user: { suspended: [{ from: monday, to: '2026-03-03' as LocalDate }] },
  },
  'a punch from tomorrow': { schedules: nine(), punches: on('09:00'), now: '2026-02-28T00:00:00Z' },
  'a clock that was wrong': { schedules: nine(), punches: on('09:00', '17:00'), suspect: '17:00' },
  'two at once, and one more of a column': {
    schedules: nine({ matching: { doublePunchMinutes: 2 }, direction: { mode: 'first-last' } }),
    punches: on('09:00', '09:01', '12:00', '17:00'),
  },
  'keys in no order': {
    schedules: [flexiHours({ direction: { mode: 'status' } })],
    punches: on('07:00 out', '08:00 in', '08:30 in', '09:00 255', '12:00 out'),
  },
  'a column that keeps its first punch': {
    schedules: [sixColumns()],
    punches: on('08:50', '09:10', '18:00'),
  },
  'a column that takes other terminals': {
    schedules: [
      sixColumns({
        direction: { mode: 'status' },
        columns: { terminals: { break: ['OTHER'], resume: ['OTHER'] } },
      }),
    ],
    punches: on('09:00 in', '12:00 out', '13:00 in', '18:00 out'),
  },
  'two departures after the break has begun': {
    schedules: [
      ClockingSchedule.parse({
        id: 'sch_siesta',
        name: 'Siesta',
        kind: 'daily',
        day: { shifts: [{ slots: { in: '09:00', break: '12:00', resume: '15:00', out: '18:00' } }] },
      }),
    ],
    punches: on('09:00', '12:05', '12:50', '15:00', '18:00'),
  },
};

/** Made by the cloud, where it explains a day with what HR has entered and with its lock. */
const ofTheCloud = /^(entered\.|step\.entered$|step\.locked$|lock\.)/;

/** What the engine says by itself: other tables are of the cloud alone. */
const ofTheEngine = { ...ofFigures, ...ofIgnoredPunches, ...ofExplanations, ...ofLocks };

/** All reasons that a run gives. */
function reasonsOf({ days: length = 1, suspect, ...scenario }: Run) {
  const to = addDays(monday, length);
  const { input, book } = prepare(scenario, monday, to);
  const punches = input.punches.map((punch) =>
    punch.wallTime.slice(11, 16) === suspect ? { ...punch, clockSuspect: true } : punch,
  );
  const days = computeDays({ ...input, punches }, book);
  return days.flatMap((day) => {
    const { reasons = [], ignored = [] } = toldDay(day);
    const { steps } = explain({ ...input, punches }, book, day.date);
    const otherwise = { ...day, inputHash: 'other', worked: day.worked + 60, status: 'leave' } as const;
    const more = {
      ...otherwise,
      leave: [...day.leave, { type: 'sample', seconds: 60 }],
      overtime: [{ code: 'X', seconds: 60, multiplier: 1, approved: true }],
    };
    const { adjustment } = toldDay(adjustLockedDay(day, more));
    return [
      ...reasons,
      ...ignored.map(({ reason }) => reason),
      ...steps.flatMap(({ title, lines }) => [title, ...lines]),
      ...(adjustment ? [adjustment.reason] : []),
    ];
  });
}

test.each(Object.entries(runs))('%s: each reason has its values and a whole sentence', (_name, run) => {
  const reasons = reasonsOf(run);
  expect(reasons).not.toEqual([]);
  expect(reasons.flatMap(faultsOf)).toEqual([]);
});

test('every key of the engine is given by one of these runs', () => {
  const given = new Set(Object.values(runs).flatMap((run) => reasonsOf(run).flatMap(keysOf)));
  const missing = Object.keys(ofTheEngine).filter((key) => !given.has(key) && !ofTheCloud.test(key));
  expect(missing).toEqual([]);
});
