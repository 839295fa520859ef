import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { instantOf } from '#shared/time/clock-text.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { AwaitedTerminal, DayResult } from '../model/index.ts';
import { officeWeek } from '../testing/presets.ts';
import { dayOf, prepare } from '../testing/scenario.ts';
import { computeDays, explain } from './index.ts';

const monday = '2026-03-02';
const office = { schedules: [officeWeek()] };
/** The window of the office's Monday ends at 22:00. */
const windowEnd = '2026-03-02T22:00:00Z';
const read = (serial: string, completeThrough: string | null, knownSince?: string) => ({
  serial,
  completeThrough,
  ...(knownSince === undefined ? {} : { knownSince }),
});
const on = (waitsFor: ReturnType<typeof read>[], differing = {}) =>
  dayOf({ ...office, waitsFor, ...differing }, monday);

describe('a day waits by name', () => {
  test('for each terminal that has not been read past its window, the one furthest behind first', () => {
    const day = on([
      read('DONE1', '2026-03-02T22:00:01Z'),
      read('LATE1', '2026-03-02T21:00:00Z'),
      read('NEVER', null),
      read('LATE2', windowEnd),
      read('EARLY', '2026-03-01T00:00:00Z'),
    ]);
    expect(day).toMatchObject({ status: 'pending', pendingUntil: windowEnd });
    expect(day.pendingFor).toEqual(['NEVER', 'EARLY', 'LATE1', 'LATE2']);
    expect(day.reasons.map(textOf).at(-1)).toContain('NEVER, EARLY, LATE1, LATE2');
  });

  test('for terminals that are equally far behind in the order of their serials', () => {
    const serials = (...named: string[]) => on(named.map((serial) => read(serial, null))).pendingFor;
    expect(serials('B', 'C', 'A')).toEqual(['A', 'B', 'C']);
    expect(serials('C', 'B', 'A')).toEqual(['A', 'B', 'C']);
    expect(serials('A', 'B', 'C')).toEqual(['A', 'B', 'C']);
  });

  test('for a terminal only that was known before its window ended', () => {
    expect(on([read('NEW01', null, '2026-03-02T22:00:01Z')]).status).toBe('absent');
    expect(on([read('OLD01', null, windowEnd)]).pendingFor).toEqual(['OLD01']);
  });

  test('on the dates only that the terminal is waited for', () => {
    const { input, book } = prepare(office, monday, '2026-03-05');
    const dates = (from: string, to: string | null) => ({
      from: from as LocalDate,
      to: to as LocalDate | null,
    });
    const waiting = (days: AwaitedTerminal['days']) =>
      computeDays({ ...input, waitsFor: [{ serial: 'T1', completeThrough: null, days }] }, book).map(
        ({ pendingFor }) => pendingFor?.[0] ?? null,
      );
    expect(waiting([dates('2026-03-03', '2026-03-04')])).toEqual([null, 'T1', null]);
    expect(waiting([dates('2026-03-01', '2026-03-03'), dates('2026-03-04', null)])).toEqual([
      'T1',
      null,
      'T1',
    ]);
    expect(waiting([])).toEqual([null, null, null]);
    expect(waiting(undefined)).toEqual(['T1', 'T1', 'T1']);
  });

  test('for nobody but the clock until its window is over', () => {
    const day = on([read('NEVER', null)], { now: windowEnd });
    expect(day.status).toBe('pending');
    expect(day).not.toHaveProperty('pendingFor');
    const { input, book } = prepare(
      { ...office, now: windowEnd, waitsFor: [read('NEVER', null)] },
      monday,
      '2026-03-03',
    );
    expect(explain(input, book, monday as LocalDate).steps.at(-1)).toEqual({
      title: { key: 'step.waits', values: {}, text: 'Waits for' },
      lines: [
        {
          key: 'waits.clock',
          values: { until: windowEnd },
          text: `The clock: a punch can still belong to the day until ${windowEnd}`,
        },
      ],
    });
  });

  test('a finished day names nobody, and no name is in its hash', () => {
    const worked = {
      punches: ['2026-03-02 09:00', '2026-03-02 12:00', '2026-03-02 13:00', '2026-03-02 18:00'],
    };
    const day = on([read('NEVER', null)], worked);
    expect(day).toEqual(on([], worked));
    expect(day.status).toBe('present');
  });

  test('another name is another hash', () => {
    expect(on([read('T1', null)]).inputHash).not.toBe(on([read('T2', null)]).inputHash);
    expect(on([read('T1', null)]).inputHash).toBe(on([read('T1', '2026-03-01T00:00:00Z')]).inputHash);
  });
});

const hours = 3_600;
const mondayNight = 1_772_409_600;
const instant = fc
  .integer({ min: -24, max: 96 })
  .map((hour) => instantOf(mondayNight + hour * hours) as Instant);
const awaited = fc.record({
  serial: fc.constantFrom('T1', 'T2', 'T3'),
  completeThrough: fc.option(instant),
  knownSince: fc.option(instant, { nil: undefined }),
});
const hour = fc.integer({ min: 6, max: 21 }).map((of) => `2026-03-02 ${String(of).padStart(2, '0')}:00`);

function isNamed(day: DayResult, now: Instant): boolean {
  const waitsForClock = day.pendingUntil !== undefined && Date.parse(now) <= Date.parse(day.pendingUntil);
  return waitsForClock || (day.pendingFor ?? []).length > 0;
}

test('a pending day always has a name: a terminal that is behind, or the clock; no other day has one', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(awaited, { selector: ({ serial }) => serial, maxLength: 3 }),
      instant,
      fc.uniqueArray(hour, { maxLength: 3 }),
      (waitsFor, now, punches) => {
        const { input, book } = prepare({ ...office, punches }, monday, '2026-03-05');
        for (const day of computeDays({ ...input, now, completeThrough: now, waitsFor }, book)) {
          const isPending = day.status === 'pending';
          expect(isNamed(day, now) && day.pendingUntil !== undefined).toBe(isPending);
          for (const serial of day.pendingFor ?? []) {
            const through = waitsFor.find((each) => each.serial === serial)?.completeThrough ?? null;
            expect(through === null || Date.parse(through) <= Date.parse(day.pendingUntil ?? '')).toBe(true);
          }
        }
      },
    ),
    { numRuns: 300, seed: 20_260_302 },
  );
});
