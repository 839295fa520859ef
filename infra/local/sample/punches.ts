/** The sample's people punch here: the logs of two terminals, the same at every start. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { addDays, daysBetween, weekdayOf } from '#shared/time/calendar.ts';
import { wallSeconds, wallTimeOf } from '#shared/time/clock-text.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { type SamplePerson, samplePeople } from './people.ts';

/** By how much the second terminal's clock is wrong, in seconds: it runs seven minutes fast. */
export const wrongClockSeconds = 420;

const noKey = 255;
const minute = 60;

/** Numbers from 0 to below 1 that depend on the texts alone: the sample of a day is the same at every start. */
function chanceOf(...names: (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const letter of names.join('|')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

interface PlannedPunch {
  person: SamplePerson;
  seconds: number;
  status: number;
}

function at(date: LocalDate, hours: number, minutes: number): number {
  return wallSeconds(`${date}T00:00:00` as WallTime) + hours * 3600 + minutes * minute;
}

/** Minutes around a scheduled time: mostly a little early or late, sometimes more. */
function stray(person: SamplePerson, date: LocalDate, what: string, from: number, to: number): number {
  const more = chanceOf(person.id, date, what, 'more') < 0.08 ? 25 : 0;
  return Math.round((from + chanceOf(person.id, date, what) * (to - from) + more) * minute);
}

function keyed(person: SamplePerson, date: LocalDate, what: string, key: number): number {
  return chanceOf(person.id, date, what, 'key') < 0.3 ? noKey : key;
}

function officeDay(person: SamplePerson, date: LocalDate): PlannedPunch[] {
  const weekday = weekdayOf(date);
  if (weekday === 'saturday' || weekday === 'sunday' || chanceOf(person.id, date, 'away') < 0.04) return [];
  const forgotten = chanceOf(person.id, date, 'forgotten') < 0.04;
  const planned: [what: string, seconds: number, key: number][] = [
    ['in', at(date, 9, 0) + stray(person, date, 'in', -12, 6), 0],
    ['break', at(date, 12, 30) + stray(person, date, 'break', 0, 8), 2],
    ['resume', at(date, 13, 30) + stray(person, date, 'resume', -8, 4), 3],
    ['out', at(date, 18, 0) + stray(person, date, 'out', 0, 35), 1],
  ];
  return planned
    .filter(([what]) => what !== 'out' || !forgotten)
    .flatMap(([what, seconds, key]) => {
      const punch = { person, seconds, status: keyed(person, date, what, key) };
      const tapsTwice = chanceOf(person.id, date, what, 'twice') < 0.05;
      return tapsTwice ? [punch, { ...punch, seconds: seconds + 4 }] : [punch];
    });
}

function nightShift(person: SamplePerson, date: LocalDate, anchor: LocalDate): PlannedPunch[] {
  const dayOfCycle = ((daysBetween(anchor, date) % 6) + 6) % 6;
  if (dayOfCycle >= 4 || chanceOf(person.id, date, 'away') < 0.03) return [];
  const forgotten = chanceOf(person.id, date, 'forgotten') < 0.05;
  const next = addDays(date, 1);
  const arrival = {
    person,
    seconds: at(date, 22, 0) + stray(person, date, 'in', -15, 5),
    status: keyed(person, date, 'in', 0),
  };
  const departure = {
    person,
    seconds: at(next, 6, 0) + stray(person, date, 'out', -3, 20),
    status: keyed(person, date, 'out', 1),
  };
  return forgotten ? [arrival] : [arrival, departure];
}

/** Records that real terminals hold, too: a face that nobody knows, and a date that no calendar has. */
function oddRecords(anchor: LocalDate): TerminalRecord[] {
  const record = { status: noKey, verify: 15, workCode: '' };
  return [
    { ...record, pin: '', time: `${addDays(anchor, 3)} 08:59:12` },
    { ...record, pin: '1003', time: `${anchor.slice(0, 4)}-02-31 00:00:00` },
  ];
}

/**
 * The logs of the sample's two terminals up to a moment, in the order in which the punches were made. Every start adds
 * what has happened since and changes nothing of what was there.
 * @param anchor - first date of the sample
 * @param until - wall time up to which people have punched
 */
export function samplePunches(anchor: LocalDate, until: WallTime): [TerminalRecord[], TerminalRecord[]] {
  const last = daysBetween(anchor, until.slice(0, 10) as LocalDate);
  const planned: PlannedPunch[] = [];
  for (let day = 0; day <= last; day += 1) {
    const date = addDays(anchor, day);
    for (const person of samplePeople) {
      planned.push(
        ...(person.rosterId === 'office-week' ? officeDay(person, date) : nightShift(person, date, anchor)),
      );
    }
  }
  const logs: [TerminalRecord[], TerminalRecord[]] = [oddRecords(anchor), []];
  const limit = wallSeconds(until);
  for (const { person, seconds, status } of planned.sort((a, b) => a.seconds - b.seconds)) {
    if (seconds > limit) continue;
    const shown = seconds + (person.terminal === 1 ? wrongClockSeconds : 0);
    logs[person.terminal].push({
      pin: person.id,
      time: wallTimeOf(shown).replace('T', ' '),
      status,
      verify: 1,
      workCode: '',
    });
  }
  return logs;
}
