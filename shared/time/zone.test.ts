import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber } from './calendar.ts';
import { epochSeconds, instantOf, wallSeconds, wallTimeOf } from './clock-text.ts';
import type { Instant, LocalDate, WallTime } from './wall-time.ts';
import { type AmbiguousHour, isTimeZone, Zone, zoneNamed } from './zone.ts';

function instantIn(zone: string, wall: string, ambiguous: AmbiguousHour = 'earlier'): string {
  return instantOf(zoneNamed(zone).toEpoch(wallSeconds(wall as WallTime), ambiguous));
}

function wallIn(zone: string, instant: string): string {
  return wallTimeOf(zoneNamed(zone).toWall(epochSeconds(instant as Instant)));
}

function hoursOf(zone: string, date: string): number {
  const { from, to } = zoneNamed(zone).dayBounds(dayNumber(date as LocalDate));
  return (to - from) / 3_600;
}

test.each([
  ['Asia/Kolkata', '2026-03-02T03:30:00Z', '2026-03-02T09:00:00'],
  ['Asia/Kathmandu', '2026-03-02T03:15:00Z', '2026-03-02T09:00:00'],
  ['Pacific/Kiritimati', '2026-03-01T19:00:00Z', '2026-03-02T09:00:00'],
  ['Pacific/Pago_Pago', '2026-03-02T20:00:00Z', '2026-03-02T09:00:00'],
  ['Europe/Berlin', '2026-07-02T07:00:00Z', '2026-07-02T09:00:00'],
])('%s: %s is %s on the wall', (zone, instant, wall) => {
  expect(wallIn(zone, instant)).toBe(wall);
  expect(instantIn(zone, wall)).toBe(instant);
});

test('the hour that comes twice stands for the moment that is asked for', () => {
  expect(instantIn('Europe/Berlin', '2026-10-25T02:30:00', 'earlier')).toBe('2026-10-25T00:30:00Z');
  expect(instantIn('Europe/Berlin', '2026-10-25T02:30:00', 'later')).toBe('2026-10-25T01:30:00Z');
  expect(instantIn('Australia/Lord_Howe', '2026-04-05T01:45:00', 'earlier')).toBe('2026-04-04T14:45:00Z');
  expect(instantIn('Australia/Lord_Howe', '2026-04-05T01:45:00', 'later')).toBe('2026-04-04T15:15:00Z');
});

test('a time in the gap of spring is moved forward by the gap', () => {
  expect(instantIn('Europe/Berlin', '2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00Z');
  expect(wallIn('Europe/Berlin', '2026-03-29T01:30:00Z')).toBe('2026-03-29T03:30:00');
  expect(wallIn('Australia/Lord_Howe', instantIn('Australia/Lord_Howe', '2026-10-04T02:10:00'))).toBe(
    '2026-10-04T02:40:00',
  );
});

test('local days last 23, 24 or 25 hours, half an hour more or less on Lord Howe, and none where a date is skipped', () => {
  expect(hoursOf('Europe/Berlin', '2026-03-28')).toBe(24);
  expect(hoursOf('Europe/Berlin', '2026-03-29')).toBe(23);
  expect(hoursOf('Europe/Berlin', '2026-10-25')).toBe(25);
  expect(hoursOf('Australia/Lord_Howe', '2026-04-05')).toBe(24.5);
  expect(hoursOf('Australia/Lord_Howe', '2026-10-04')).toBe(23.5);
  expect(hoursOf('Pacific/Apia', '2011-12-30')).toBe(0);
});

test('a day whose midnight does not exist begins with the first moment that does', () => {
  const zone = zoneNamed('Africa/Cairo');
  const start = zone.startOfDay(dayNumber('2026-04-24' as LocalDate));
  expect(wallTimeOf(zone.toWall(start))).toBe('2026-04-24T01:00:00');
});

test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'])(
  '%s: every quarter of an hour of two years is what Intl says',
  (name) => {
    const zone = zoneNamed(name);
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: name,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const from = epochSeconds('2011-11-01T00:00:00Z' as Instant);
    for (let epoch = from; epoch < from + 730 * 86_400; epoch += 6_300) {
      const expected = format.format(epoch * 1_000).replace(' ', 'T');
      if (wallTimeOf(zone.toWall(epoch)) !== expected) expect(wallTimeOf(zone.toWall(epoch))).toBe(expected);
    }
  },
);

test.each(['Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'])(
  '%s: an offset is the same in whatever order moments are asked for',
  (name) => {
    const near = fc.constantFrom(
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-04-04T15:00:00Z',
      '2011-12-30T10:00:00Z',
      '2026-06-15T00:00:00Z',
    );
    const moment = fc
      .tuple(near, fc.integer({ min: -6, max: 6 }), fc.constantFrom(-86_400, -43_200, -1, 0, 1, 43_199))
      .map(([text, days, seconds]) => epochSeconds(text as Instant) + days * 86_400 + seconds);
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 40 }), (moments) => {
        // A zone that remembers nothing yet, and one for each question.
        const zone = new Zone(name);
        expect(moments.map((epoch) => zone.offsetAt(epoch))).toEqual(
          moments.map((epoch) => new Zone(name).offsetAt(epoch)),
        );
      }),
      { numRuns: 25 },
    );
  },
);

/** How often Intl is asked for the parts of a moment meanwhile. */
function questionsIn(work: () => void): number {
  const { prototype } = Intl.DateTimeFormat;
  const { formatToParts } = prototype;
  let count = 0;
  prototype.formatToParts = function (this: Intl.DateTimeFormat, date) {
    count += 1;
    return formatToParts.call(this, date);
  };
  try {
    work();
  } finally {
    prototype.formatToParts = formatToParts;
  }
  return count;
}

test('Intl is asked twice about a day, some more times where clocks change, and never again', () => {
  const zone = new Zone('Europe/Berlin');
  const from = epochSeconds('2026-03-20T00:00:00Z' as Instant);
  const quarters = Array.from({ length: 20 * 96 }, (_, index) => from + index * 900);
  const askAll = () => {
    for (const epoch of quarters) zone.offsetAt(epoch);
  };
  // A day has 86,400 seconds: the change among them is found by halves.
  expect(questionsIn(askAll)).toBe(20 * 2 + 17);
  expect(questionsIn(askAll)).toBe(0);
  // Far from each other, so that no stretch of the last questions holds the next one.
  expect(questionsIn(() => quarters.toReversed().forEach((epoch) => void zone.offsetAt(epoch)))).toBe(0);
  const months = [1, 200, 2, 100, 1, 200, 2, 100].map((days) => from + days * 86_400);
  const far = () => months.forEach((epoch) => void zone.offsetAt(epoch));
  expect(questionsIn(far)).toBe(2 * 2);
  expect(questionsIn(far)).toBe(0);
});

test('only IANA names are zones', () => {
  expect(isTimeZone('Asia/Kathmandu')).toBe(true);
  expect(isTimeZone('UTC')).toBe(true);
  for (const name of ['+05:30', 'Mars/Olympus', '', 'GMT+25']) expect(isTimeZone(name)).toBe(false);
});

test('the number of a zone is different for every zone', () => {
  const names = Intl.supportedValuesOf('timeZone');
  expect(new Set(names.map((name) => zoneNamed(name).nameNumber)).size).toBe(names.length);
});

test('a change of clocks happens at its second', () => {
  const zone = zoneNamed('Europe/Berlin');
  const at = (instant: string) => zone.offsetAt(epochSeconds(instant as Instant));
  expect([at('2026-03-29T00:59:59Z'), at('2026-03-29T01:00:00Z')]).toEqual([3_600, 7_200]);
  expect([at('2026-10-25T00:59:59Z'), at('2026-10-25T01:00:00Z')]).toEqual([7_200, 3_600]);
});

test('a zone knows its name, and is the same object for the same name', () => {
  expect(zoneNamed('Asia/Kathmandu').name).toBe('Asia/Kathmandu');
  expect(zoneNamed('Asia/Kathmandu')).toBe(zoneNamed('Asia/Kathmandu'));
  expect(zoneNamed('Asia/Kathmandu')).not.toBe(zoneNamed('Asia/Kolkata'));
});

test('a local day ends where the next one begins', () => {
  const zone = zoneNamed('Europe/Berlin');
  const day = dayNumber('2026-03-29' as LocalDate);
  expect(zone.dayBounds(day)).toEqual({ from: zone.startOfDay(day), to: zone.startOfDay(day + 1) });
  expect(instantOf(zone.startOfDay(day))).toBe('2026-03-28T23:00:00Z');
});

test('the number of a zone is the same in every version: it is part of hashes that are kept', () => {
  expect(['UTC', 'Asia/Kathmandu', 'Europe/Berlin'].map((name) => new Zone(name).nameNumber)).toEqual([
    1415260302652, 144673224309016, 177797412825231,
  ]);
});
