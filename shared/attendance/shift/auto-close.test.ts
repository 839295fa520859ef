import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { flexiHours, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const scheduled = { columns: { autoClose: { kind: 'scheduled' as const } } };
const fixed = (minutes: number) => ({ columns: { autoClose: { kind: 'fixed' as const, minutes } } });
const remaining = (toleranceMinutes: number) => ({
  columns: { autoClose: { kind: 'remaining' as const, toleranceMinutes } },
});

describe('a missing half', () => {
  test('gives no time for its pair and says which half is missing', () => {
    const day = dayOf({ schedules: [plainShift('09:00', '17:00')], punches: on('09:00') }, monday);
    expect(day).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(codesOf(day)).toContain('missing-out');
  });

  test('is closed at the scheduled end, and the time is marked as derived', () => {
    const day = dayOf({ schedules: [plainShift('09:00', '17:00', scheduled)], punches: on('09:30') }, monday);
    expect(day).toMatchObject({ worked: h(7, 30), status: 'present', early: 0, late: h(0, 30) });
    expect(day.slots.out).toMatchObject({
      wall: '2026-03-02T17:00:00',
      source: { kind: 'rule', rule: 'columns.autoClose' },
      edited: false,
    });
    expect(codesOf(day)).toEqual(['late-in', 'under-schedule', 'auto-closed']);
    expect(day.reasons.map(textOf)).toContain('OUT 17:00 was derived: nobody punched it');
  });

  test('the forgotten start of a break is its scheduled time', () => {
    const day = dayOf({ schedules: [officeWeek(scheduled)], punches: on('09:00', '13:00', '18:00') }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '13:00', out: '18:00' });
    expect(day.worked).toBe(h(8));
  });

  test('after OT it is closed at the scheduled DONE', () => {
    const day = dayOf(
      { schedules: [sixColumns(scheduled)], punches: on('09:00', '12:00', '13:00', '18:00', '18:30') },
      monday,
    );
    expect(day.slots.done?.wall).toBe('2026-03-02T21:00:00');
    expect(day.worked).toBe(h(10, 30));
  });

  test('a missing arrival is never made up', () => {
    const day = dayOf({ schedules: [plainShift('09:00', '17:00', scheduled)], punches: on('17:00') }, monday);
    expect(day).toMatchObject({ worked: 0, status: 'incomplete' });
  });

  test('has the scheduled end only where there is one', () => {
    const day = dayOf({ schedules: [flexiHours(scheduled, 480)], punches: on('09:00') }, monday);
    expect(day).toMatchObject({ worked: 0, status: 'incomplete' });
  });

  test('is closed a fixed time after its arrival', () => {
    const day = dayOf(
      { schedules: [flexiHours(fixed(240))], punches: on('09:00', '12:00', '13:00') },
      monday,
    );
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '13:00', out: '17:00' });
    expect(day.worked).toBe(h(7));
  });

  test('is closed when the expected time, with the tolerance, has been worked', () => {
    const schedules = [flexiHours(remaining(30), 480)];
    expect(dayOf({ schedules, punches: on('09:00') }, monday)).toMatchObject({ worked: h(8, 30) });
    const later = dayOf({ schedules, punches: on('09:00', '12:00', '13:00') }, monday);
    expect(later.worked).toBe(h(8, 30));
    expect(later.slots.out?.wall).toBe('2026-03-02T18:30:00');
  });

  test('work that breaks take off is made good before it is closed', () => {
    const breaks = { mode: 'scheduled' as const };
    const day = dayOf({ schedules: [officeWeek({ ...remaining(0), breaks })], punches: on('09:00') }, monday);
    expect(day.worked).toBe(h(8));
    expect(day.slots.out?.wall).toBe('2026-03-02T18:00:00');
  });

  test('with nothing expected nothing is worked out', () => {
    expect(dayOf({ schedules: [flexiHours(remaining(30))], punches: on('09:00') }, monday).status).toBe(
      'incomplete',
    );
  });

  test('work done already is not expected again', () => {
    const schedules = [flexiHours(remaining(0), 120)];
    const day = dayOf({ schedules, punches: on('09:00', '12:00', '13:00') }, monday);
    expect(day.worked).toBe(h(3));
  });

  test('is not closed while somebody may still leave', () => {
    const scenario = {
      schedules: [plainShift('09:00', '17:00', scheduled)],
      punches: on('09:00'),
      now: '2026-03-02T21:00:00Z',
    };
    const waiting = dayOf(scenario, monday);
    expect(waiting).toMatchObject({ status: 'pending', worked: 0 });
    const closed = dayOf({ ...scenario, now: '2026-03-02T21:00:01Z' }, monday);
    expect(closed).toMatchObject({ status: 'present', worked: h(8) });
    expect(closed.inputHash).not.toBe(waiting.inputHash);
  });

  test('is not closed while a terminal has not been read', () => {
    const scenario = { schedules: [plainShift('09:00', '17:00', scheduled)], punches: on('09:00') };
    expect(dayOf({ ...scenario, completeThrough: null }, monday).status).toBe('pending');
  });

  test('is closed no later than the user punches again, and no later than the longest shift', () => {
    const punches = [...on('20:00'), '2026-03-03 11:00', '2026-03-03 15:00'];
    const matching = { maxShiftMinutes: 720 };
    const [day, next] = daysOf(
      { schedules: [flexiHours({ ...fixed(1_000), matching })], punches },
      monday,
      '2026-03-04',
    );
    expect(day?.worked).toBe(h(12));
    expect(next?.worked).toBe(h(4));
  });
});
