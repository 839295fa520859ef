import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/time/wall-time.ts';
import { computeDays } from '../sheet/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, prepare } from '../testing/scenario.ts';

/** Section 2, steps 1 and 2 of the rules: which punches take part. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const marks = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);

describe('the first possible day', () => {
  const user = { issuedOn: monday } as never;

  test('counts from its midnight', () => {
    const punches = ['2026-03-01 23:59:59', `${monday} 00:00:00`, `${monday} 05:00`];
    const days = daysOf({ schedules: [flexiHours()], user, punches }, '2026-03-01', tuesday);
    expect(days.map(marks)).toEqual([['23:59 before-first-day'], []]);
    expect(days.map(({ status, worked }) => [status, worked])).toEqual([
      ['not-employed', 0],
      ['present', h(5)],
    ]);
  });
});

describe('a voided punch', () => {
  const voided = (wallTime: string, more: object = {}) => ({
    kind: 'void-punch',
    date: monday,
    serial: 'SAMPLE1',
    wallTime: `${monday}T${wallTime}:00`,
    status: 255,
    ...more,
  });
  const day = (...corrections: ReturnType<typeof voided>[]) =>
    dayOf(
      { schedules: [flexiHours()], punches: on('08:00', '12:00', '13:00', '17:00'), corrections },
      monday,
    );

  test('is the one that is named, by terminal, time and key', () => {
    expect(marks(day(voided('12:00'), voided('13:00')))).toEqual(['12:00 voided', '13:00 voided']);
    expect(day(voided('12:00'), voided('13:00')).worked).toBe(h(9));
    for (const other of [{ serial: 'SAMPLE2' }, { status: 0 }])
      expect(day(voided('12:00', other)).ignored).toEqual([]);
  });
});

describe('a time that HR added', () => {
  const added = (wallTime: string, direction?: string) => ({
    kind: 'add-time',
    date: monday,
    wallTime: `${monday}T${wallTime}:00`,
    ...(direction ? { direction } : {}),
  });

  test('arrives or leaves as it was told, and says nothing otherwise', () => {
    const schedules = [flexiHours({ direction: { mode: 'status' } })];
    const told = dayOf({ schedules, corrections: [added('09:00', 'in'), added('17:00', 'out')] }, monday);
    expect(told).toMatchObject({ worked: h(8), ignored: [] });
    const turned = dayOf(
      { schedules, corrections: [added('09:00', 'out'), added('10:00', 'in'), added('17:00', 'out')] },
      monday,
    );
    expect(turned.worked).toBe(h(7));
    expect(turned.ignored).toEqual([
      {
        punch: { serial: '', wallTime: `${monday}T09:00:00`, status: 255 },
        instant: `${monday}T09:00:00Z`,
        reason: 'leading-out',
      },
    ]);
    expect(marks(dayOf({ schedules, corrections: [added('08:00'), added('09:00', 'in')] }, monday))).toEqual([
      '08:00 no-direction',
    ]);
  });

  test('is read in the zone of the day', () => {
    const scenario = {
      zone: 'Asia/Kathmandu',
      schedules: [flexiHours()],
      corrections: [added('09:00'), added('17:00')],
    };
    expect(dayOf(scenario, monday).slots.in?.instant).toBe('2026-03-02T03:15:00Z');
  });
});

describe('punches', () => {
  test('of a key without a direction are doubles of any key, before it and after it', () => {
    const day = (...times: string[]) =>
      marks(dayOf({ schedules: [flexiHours()], punches: on(...times) }, monday));
    expect(day('09:00:00 255', '09:00:30 in', '17:00 out')).toEqual(['09:00 double']);
    expect(day('09:00:00 in', '09:00:30 255', '17:00 out')).toEqual(['09:00 double']);
  });

  test('that come in with milliseconds count from their second', () => {
    const { input, book } = prepare(
      { schedules: [flexiHours()], punches: on('09:00', '17:00') },
      monday,
      tuesday,
    );
    const punches = input.punches.map((punch) => ({
      ...punch,
      instant: punch.instant.replace('Z', '.750Z') as Instant,
    }));
    const [day] = computeDays({ ...input, punches }, book);
    expect(day?.slots.in?.instant).toBe(`${monday}T09:00:00Z`);
    expect(day).toEqual(computeDays(input, book)[0]);
  });

  test('that come in twice are one, whatever the list says of their order', () => {
    const { input, book } = prepare(
      { schedules: [flexiHours()], punches: on('09:00', '17:00') },
      monday,
      tuesday,
    );
    const punches = [
      ...input.punches,
      ...input.punches.map((punch) => ({ ...punch, order: punch.order + 7 })),
    ];
    expect(computeDays({ ...input, punches }, book)).toEqual(computeDays(input, book));
  });

  test('of two terminals in one second are two, of which the second is a double', () => {
    const { input, book } = prepare(
      { schedules: [flexiHours()], punches: on('09:00', '17:00') },
      monday,
      tuesday,
    );
    const [first] = input.punches;
    const punches = first ? [...input.punches, { ...first, serial: 'SAMPLE2' }] : [];
    const [day] = computeDays({ ...input, punches }, book);
    expect(day?.ignored).toMatchObject([{ reason: 'double', punch: { serial: 'SAMPLE2' } }]);
    expect(day?.worked).toBe(h(8));
  });

  test('of several reasons raise each exception', () => {
    const { input, book } = prepare(
      { schedules: [officeWeek()], punches: on('09:00:00', '09:00:30', '12:00', '13:00', '18:00') },
      monday,
      tuesday,
    );
    const last = input.punches.at(-1);
    const punches = last ? [...input.punches, { ...last, serial: 'SAMPLE2', clockSuspect: true }] : [];
    const [day] = computeDays({ ...input, punches }, book);
    expect(day && codesOf(day)).toEqual(['clock-suspect', 'double-punch']);
  });
});

test('a time within snapMinutes of the schedule is looked for on the wall, in every zone', () => {
  for (const zone of ['Asia/Kolkata', 'Pacific/Pago_Pago']) {
    const schedules = [plainShift('09:00', '17:00', { rounding: { snapMinutes: 5 } })];
    const day = dayOf({ zone, schedules, punches: on('09:04', '16:56') }, monday);
    expect(columnsOf(day, 'rounded')).toEqual({ in: '09:00', out: '17:00' });
  }
});
