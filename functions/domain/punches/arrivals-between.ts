/** Lists what has arrived on a range of days, in order or the latest first, and goes on from where a list has ended. @module */

import { addDays } from '#shared/time/calendar.ts';
import {
  epochOf,
  type Instant,
  instantFromEpoch,
  type LocalDate,
  parseLocalDate,
} from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, positionOf } from '../../store/cursor.ts';
import type { ArrivalPage } from '../../store/punches.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { Actor } from '../actor.ts';
import type { Days } from '../ranges.ts';
import { todayIn } from '../today.ts';

/** Days that a page looks at: each costs a query of every shard, also where nothing has arrived. */
const mostDays = 7;
/** After that no index shows an arrival that it has not shown before. */
const lateMilliseconds = 30_000;

/** A place in the list. */
interface Position {
  day: LocalDate;
  /** Position on that day; at its beginning or, backwards, at its end where it is missing. The list of the day checks it. */
  inner?: unknown;
  /** Whether it leads to what has come since, in a list that is read backwards. */
  isNews?: true | undefined;
}

function isPositionIn({ from, to }: Days) {
  return (value: unknown): value is Position => {
    const { day, isNews } = (value ?? {}) as Partial<Position>;
    return (
      typeof day === 'string' &&
      parseLocalDate(day) !== null &&
      day >= from &&
      day < to &&
      (isNews === undefined || isNews === true)
    );
  };
}

/** The cursor on a day in which the next page begins. */
function cursorOn({ inner }: Position): string | undefined {
  return inner === undefined ? undefined : encodeCursor(inner);
}

/** The last day (UTC) of which every arrival has been seen to begin: that of some seconds ago. */
function latestDay(now: Instant): LocalDate {
  return todayIn('UTC', instantFromEpoch(epochOf(now) - lateMilliseconds));
}

async function inOrder(
  { stores, now }: Actor,
  days: Days,
  limit: number,
  position: Position,
): Promise<ArrivalPage> {
  const items: StoredPunch[] = [];
  let { day } = position;
  let inner = cursorOn(position);
  for (let looked = 0; ; looked += 1) {
    const page = await stores.punches.arrivals(day, limit - items.length, now, inner);
    items.push(...page.items);
    const next = addDays(day, 1);
    if (page.nextCursor === undefined && next < days.to && day < latestDay(now)) {
      day = next;
      inner = undefined;
      if (items.length < limit && looked + 1 < mostDays) continue;
      return { items, nextCursor: encodeCursor({ day }), resumeCursor: encodeCursor({ day }) };
    }
    return {
      items,
      nextCursor:
        page.nextCursor === undefined ? undefined : encodeCursor({ day, inner: positionOf(page.nextCursor) }),
      resumeCursor: encodeCursor({ day, inner: positionOf(page.resumeCursor) }),
    };
  }
}

async function backwards(
  { stores, now }: Actor,
  days: Days,
  limit: number,
  position: Position | undefined,
): Promise<ArrivalPage> {
  const items: StoredPunch[] = [];
  const last = addDays(days.to, -1);
  const newest = latestDay(now);
  const start = newest < last ? newest : last;
  let day = position?.day ?? (start < days.from ? days.from : start);
  let inner = position && cursorOn(position);
  let resume: Position = { day, isNews: true };
  for (let looked = 0; ; looked += 1) {
    const page = await stores.punches.latestArrivals(day, limit - items.length, now, inner);
    items.push(...page.items);
    if (looked === 0) resume = { ...resume, inner: positionOf(page.resumeCursor) };
    const resumeCursor = encodeCursor(resume);
    if (page.nextCursor !== undefined) {
      return { items, nextCursor: encodeCursor({ day, inner: positionOf(page.nextCursor) }), resumeCursor };
    }
    if (day <= days.from) return { items, resumeCursor };
    day = addDays(day, -1);
    inner = undefined;
    if (items.length >= limit || looked + 1 >= mostDays) {
      return { items, nextCursor: encodeCursor({ day }), resumeCursor };
    }
  }
}

/**
 * A page of the punches that arrived on the days (UTC) `from ≤ day < to`. It may be short, or empty, although more follow: then it
 * has looked at a week in which there was little. `resumeCursor` gives what has come since.
 * @throws RollcallError request.cursor
 */
export async function arrivalsBetween(
  actor: Actor,
  days: Days,
  { limit, cursor, latestFirst }: { limit: number; cursor?: string | undefined; latestFirst: boolean },
): Promise<ArrivalPage> {
  const position = cursor === undefined ? undefined : decodeCursor(cursor, isPositionIn(days));
  if (!latestFirst) return await inOrder(actor, days, limit, position ?? { day: days.from });
  if (!position?.isNews) return await backwards(actor, days, limit, position);
  const { items, resumeCursor } = await inOrder(actor, days, limit, position);
  const behind = decodeCursor(resumeCursor, isPositionIn(days));
  return { items: items.toReversed(), resumeCursor: encodeCursor({ ...behind, isNews: true }) };
}
