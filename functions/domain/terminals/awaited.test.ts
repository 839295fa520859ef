import { describe, expect, test } from 'vitest';
import type { StoredTerminal } from '#functions/store/terminals.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { anId, aSerial } from '#test/support/ids.ts';
import { TerminalsToAwait } from './awaited.ts';

const day = '2026-03-17' as LocalDate;
const mark = '2026-03-16T12:00:00.000Z' as Instant;
const north = anId('brg', 1);
const south = anId('brg', 2);

function terminal(serial: string, differing: Partial<StoredTerminal> = {}): StoredTerminal {
  return {
    serial: aSerial(serial),
    state: 'active',
    bridgeId: north,
    completeThrough: mark,
    version: 1,
    ...differing,
  };
}

const push = (serial: string, differing: Partial<StoredTerminal> = {}) =>
  terminal(serial, { bridgeId: undefined, pushes: true, ...differing });

/** Serials that a day waits for. @param used - terminals with the number of days since they were used */
function waitedFor(
  terminals: StoredTerminal[],
  used: Record<string, number> = {},
  { waitFor = 'own', site }: { waitFor?: 'own' | 'all'; site?: string } = {},
): string[] {
  const uses = Object.entries(used).map(([serial, ago]) => {
    const date = addDays(day, -ago);
    return { serial: aSerial(serial), from: date, through: date };
  });
  return new TerminalsToAwait(terminals, waitFor)
    .of({ site, uses }, day, addDays(day, 1))
    .map(({ serial }) => serial);
}

const both = [terminal('N1'), terminal('N2'), terminal('S1', { bridgeId: south })];

describe('a day waits', () => {
  test('for the terminals that its user has used in the last 60 days, and the others of their bridges', () => {
    expect(waitedFor(both, { N1: 0 })).toEqual(['N1', 'N2']);
    expect(waitedFor(both, { S1: 60 })).toEqual(['S1']);
    expect(waitedFor(both, { N1: 3, S1: 61 })).toEqual(['N1', 'N2']);
    expect(waitedFor(both, { N1: -1, S1: 5 })).toEqual(['S1']);
  });

  test('for those of the site that HR has entered, and for what its user has used elsewhere', () => {
    const named = [
      terminal('N1'),
      terminal('M1', { bridgeId: south, site: 'Mill' }),
      terminal('M2', { site: 'Mill' }),
    ];
    expect(waitedFor(named, {}, { site: 'Mill' })).toEqual(['M1', 'M2']);
    expect(waitedFor(named, { N1: 2 }, { site: 'Mill' })).toEqual(['N1', 'M1', 'M2']);
    expect(waitedFor(named, { N1: 2 })).toEqual(['N1']);
  });

  test('for every terminal when nothing says where its user punches, or when nothing is left of that place', () => {
    expect(waitedFor(both)).toEqual(['N1', 'N2', 'S1']);
    expect(waitedFor(both, {}, { site: 'nowhere' })).toEqual(['N1', 'N2', 'S1']);
    expect(
      waitedFor([terminal('N1', { state: 'retired' }), terminal('S1', { bridgeId: south })], { N1: 1 }),
    ).toEqual(['S1']);
  });

  test('for all of the organisation where the setting says so', () => {
    const never = push('P1', { completeThrough: undefined });
    expect(waitedFor([...both, never], { N1: 0 }, { waitFor: 'all' })).toEqual(['N1', 'N2', 'S1', 'P1']);
  });
});

describe('a day never waits', () => {
  test('for a push terminal that was never proven whole, unless its user has used it', () => {
    const never = push('P1', { completeThrough: undefined });
    const behindBridge = terminal('N3', { pushesToBridge: true, completeThrough: undefined });
    expect(waitedFor([...both, never, behindBridge])).toEqual(['N1', 'N2', 'S1']);
    expect(waitedFor([...both, never, behindBridge], { N1: 1 })).toEqual(['N1', 'N2']);
    expect(waitedFor([...both, never], { P1: 1 })).toEqual(['P1']);
    expect(waitedFor([...both, push('P2')])).toEqual(['N1', 'N2', 'S1', 'P2']);
  });

  test('for a terminal that is retired, or that no bridge has in its configuration, even if its user has used it', () => {
    const gone = [terminal('N3', { unreadSince: mark }), terminal('N4', { state: 'retired' })];
    expect(waitedFor([...both, ...gone], { N3: 1, N4: 1 })).toEqual(['N1', 'N2']);
    expect(waitedFor(gone, { N3: 1 })).toEqual([]);
  });
});

test('each day of a range has its own terminals, and a terminal is known since it was registered or first read', () => {
  const registeredAt = '2026-03-10T08:00:00.000Z' as Instant;
  const terminals = [
    terminal('N1', { registeredAt, completeThrough: undefined }),
    terminal('S1', { bridgeId: south, registeredAt, completeThrough: '2026-03-01T00:00:00.000Z' as Instant }),
  ];
  const uses = [{ serial: aSerial('S1'), from: addDays(day, 2), through: addDays(day, 2) }];
  expect(new TerminalsToAwait(terminals, 'own').of({ uses }, day, addDays(day, 4))).toEqual([
    {
      serial: 'N1',
      completeThrough: null,
      knownSince: registeredAt,
      days: [{ from: day, to: addDays(day, 2) }],
    },
    {
      serial: 'S1',
      completeThrough: '2026-03-01T00:00:00.000Z',
      knownSince: '2026-03-01T00:00:00.000Z',
      days: [{ from: day, to: addDays(day, 4) }],
    },
  ]);
});

test('where a user has punched matters until every log that is waited for has passed the days and their shifts', () => {
  const through = (date: string) => `${date}T00:00:00.000Z` as Instant;
  const needs = (...marks: (string | undefined)[]) =>
    new TerminalsToAwait(
      marks.map((date, index) =>
        terminal(`N${index}`, { completeThrough: date === undefined ? undefined : through(date) }),
      ),
      'own',
    ).needsUses(day);
  expect(needs('2026-03-20')).toBe(true);
  expect(needs('2026-03-21')).toBe(false);
  expect(needs('2026-04-01', '2026-03-20')).toBe(true);
  expect(needs('2026-04-01', undefined)).toBe(true);
  expect(needs()).toBe(false);
});
