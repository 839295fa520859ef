/**
 * Lists the clocks under which the tests must pass: moments just before and after a date, hour or offset changes.
 * All lie after the punches and plans that tests write down as dates.
 * @module
 */

import { instantOf } from '#shared/time/clock-text.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/** A moment at which a run of the tests begins; the clock goes on from there. */
export interface SetClock {
  /** What `--only` takes. */
  name: string;
  /** Where people see {@link what}. */
  zone: string;
  /** What is about to happen, or has just happened. */
  what: string;
  begins: Instant;
}

/** Wall seconds of the start of 29 February 2028: no clock changes that day, and few programs expect it. */
const leapDay = Date.parse('2028-02-29T00:00:00Z') / 1_000;

/** Zones that tests of bridges, clouds and terminals use: on both sides of Greenwich, and one with half an hour. */
const zonesInUse = [
  { place: 'utc', zone: 'UTC' },
  { place: 'kolkata', zone: 'Asia/Kolkata' },
  { place: 'berlin', zone: 'Europe/Berlin' },
  { place: 'new-york', zone: 'America/New_York' },
];

/** When days change, when the nightly check of push terminals begins, and the hour at which the tests' cloud stands. */
const hours = [
  { hour: 24, name: 'midnight', what: 'midnight' },
  { hour: 2, name: '02', what: "two o'clock, when the nightly check of push terminals begins" },
  { hour: 12, name: '12', what: 'noon' },
];

/** The clock-sensitive folders need less than this each, so they run through before the hour. */
const leadSeconds = 180;
const lagSeconds = 60;

const aroundHours: SetClock[] = zonesInUse.flatMap(({ place, zone }) =>
  hours.flatMap(({ hour, name, what }) => {
    const epoch = zoneNamed(zone).toEpoch(leapDay + hour * 3_600);
    const before = { what: `just before ${what}`, begins: instantOf(epoch - leadSeconds) };
    const after = { what: `just after ${what}`, begins: instantOf(epoch + lagSeconds) };
    return [
      { name: `${place}-before-${name}`, zone, ...before },
      { name: `${place}-after-${name}`, zone, ...after },
    ];
  }),
);

/** The last minute before a moment. */
function lastMinute(name: string, zone: string, what: string, moment: string): SetClock {
  return { name, zone, what, begins: instantOf(Date.parse(moment) / 1_000 - 60) };
}

const leftOut = 'the hour from two is about to be left out';

/** All clocks, in the order in which they are run. */
export const clocks: readonly SetClock[] = [
  ...aroundHours,
  lastMinute('year-end', 'UTC', 'the last minute of a year', '2029-01-01T00:00:00Z'),
  lastMinute('europe-spring', 'Europe/Berlin', leftOut, '2028-03-26T01:00:00Z'),
  lastMinute(
    'europe-autumn',
    'Europe/Berlin',
    'the hour from two is about to come again',
    '2028-10-29T01:00:00Z',
  ),
  lastMinute('america-spring', 'America/New_York', leftOut, '2028-03-12T07:00:00Z'),
  lastMinute(
    'america-autumn',
    'America/New_York',
    'the hour from one is about to come again',
    '2028-11-05T06:00:00Z',
  ),
];
