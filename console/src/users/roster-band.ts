/** Lays the duty rosters of a person out by date: which one counts when, and where none does. @module */

import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** A roster for `from ≤ date < to`; `to` is null while it has no end. */
export interface Assignment {
  rosterId: string;
  from: LocalDate;
  to: LocalDate | null;
}

/** A stretch of the band, `from ≤ date < to`. */
export interface Stretch {
  /** `undefined`: no roster counts. */
  rosterId: string | undefined;
  from: LocalDate;
  to: LocalDate;
  /** Share of the band's length, over 0 and up to 1. */
  share: number;
  /** It begins before the band, or goes on behind it. */
  isCutAtStart: boolean;
  isCutAtEnd: boolean;
}

/** Dates, `from ≤ date < to`. */
export interface Span {
  from: LocalDate;
  to: LocalDate;
}

/** Days that the band shows before today, and after it. */
const daysBefore = 365;
const daysAfter = 120;
/** Around what begins or ends, so that it can be seen. */
const marginDays = 14;

/**
 * The dates that a band shows: about a year back and four months ahead, and less where the rosters begin later.
 * @param today - in the zone of the organisation
 */
export function bandSpan(assignments: readonly Assignment[], today: LocalDate): Span {
  const earliest = addDays(today, -daysBefore);
  const latest = addDays(today, daysAfter);
  const starts = assignments.map(({ from }) => from).sort();
  const first = starts[0];
  const last = starts.at(-1);
  const from = first === undefined || first < earliest ? earliest : addDays(first, -marginDays);
  const to = last !== undefined && last > latest ? addDays(last, marginDays) : latest;
  return { from: from > today ? addDays(today, -marginDays) : from, to };
}

/** The stretches of a band in order, without a gap between them. @param assignments - in any order, not overlapping */
export function rosterBand(assignments: readonly Assignment[], { from, to }: Span): Stretch[] {
  const days = daysBetween(from, to);
  const stretches: Stretch[] = [];
  const add = (rosterId: string | undefined, start: LocalDate, end: LocalDate, cut: [boolean, boolean]) => {
    if (start >= end) return;
    const share = daysBetween(start, end) / days;
    const [isCutAtStart, isCutAtEnd] = cut;
    stretches.push({ rosterId, from: start, to: end, share, isCutAtStart, isCutAtEnd });
  };
  let next = from;
  for (const one of [...assignments].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (one.from >= to || (one.to !== null && one.to <= from)) continue;
    const start = one.from < from ? from : one.from;
    const end = one.to === null || one.to > to ? to : one.to;
    add(undefined, next, start, [false, false]);
    add(one.rosterId, start, end, [one.from < from, one.to === null || one.to > to]);
    next = end;
  }
  add(undefined, next, to, [false, false]);
  return stretches;
}
