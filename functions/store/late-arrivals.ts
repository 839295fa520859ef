/**
 * Lets whoever reads arrivals page by page get those that the index shows late. The position behind a page that ends a moment
 * ago has short names of the last arrivals that were given; the next page begins before them and leaves them out, so that
 * what has come between them meanwhile is on it.
 * @module
 */
import { createHash } from 'node:crypto';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { isSortText } from './cursor.ts';
import { compareAsStored } from './merge-shards.ts';

/** A position in the arrivals of a day. */
export interface ArrivalPosition {
  day: string;
  /** Sort value of the last arrival that was given. */
  after: string;
  /** Sort value behind which the next page begins; where it is missing, behind `after`. */
  from?: string;
  /** Short names of the arrivals behind `from` that were given, one after the other. */
  given?: string;
}

/** No batch takes longer to be stored and seen in the index. */
const lateMilliseconds = 30_000;
/** A cursor has to fit into an address: where more arrive in the time above, those count that came last. */
const mostGiven = 100;
const nameLength = 6;

/** The short name of an arrival: of two, both have the same once in 68 billion. */
function nameOf(sortValue: string): string {
  return createHash('sha256').update(sortValue).digest('base64url').slice(0, nameLength);
}

/** Whether a value from a cursor is a position in the arrivals of a day. */
export function isArrivalPosition(value: unknown): value is ArrivalPosition {
  const { day, after, from = ' ', given = '' } = (value ?? {}) as Partial<ArrivalPosition>;
  const isNames =
    typeof given === 'string' && given.length <= mostGiven * nameLength && given.length % nameLength === 0;
  return typeof day === 'string' && isSortText(after) && isSortText(from) && isNames;
}

/** The short names that a position has. */
export function namesGiven(position: ArrivalPosition | undefined): string[] {
  const { given = '' } = position ?? {};
  return Array.from({ length: given.length / nameLength }, (_, index) =>
    given.slice(index * nameLength, (index + 1) * nameLength),
  );
}

/**
 * Takes a page from arrivals that were read behind `from`.
 * @param read - sort values in order, as many more than `limit` as the position has names
 * @param more - whether others follow those that were read
 * @returns the sort values on the page, and the position behind it where there is more
 */
export function takeArrivals(
  read: readonly string[],
  more: boolean,
  {
    day,
    limit,
    now,
    position,
  }: { day: string; limit: number; now: Instant; position?: ArrivalPosition | undefined },
): { taken: string[]; next: ArrivalPosition | undefined } {
  const names = new Set(namesGiven(position));
  const isGiven = (sortValue: string) => names.has(nameOf(sortValue));
  const news = read.filter((sortValue) => !isGiven(sortValue));
  const taken = news.slice(0, limit);
  if (news.length <= limit && !more) return { taken, next: undefined };
  const last = taken.at(-1) ?? ' ';
  const before = position?.after ?? ' ';
  const after = compareAsStored(last, before) > 0 ? last : before;
  const horizon = instantFromEpoch(epochOf(now) - lateMilliseconds);
  const given = read.filter(
    (sortValue) => sortValue > horizon && (compareAsStored(sortValue, last) <= 0 || isGiven(sortValue)),
  );
  // What was given and not read now lies behind what was: others have come before it.
  const isLater = more && compareAsStored(before, horizon) > 0;
  const later = isLater ? unread([...names], read) : [];
  if (given.length + later.length === 0) return { taken, next: { day, after } };
  // Where this page began, all before was given, also what there was no room to name.
  const begun = position?.from ?? before;
  const earliest = compareAsStored(begun, horizon) > 0 ? begun : horizon;
  const from = given.at(later.length - mostGiven - 1) ?? earliest;
  return {
    taken,
    next: { day, after, from, given: [...given.map(nameOf), ...later].slice(-mostGiven).join('') },
  };
}

/**
 * The position from which whoever has been given the last arrivals of a day reads on, now or later.
 * @param read - sort values in order, as `takeArrivals` gets them
 */
export function resumeBehind(
  read: readonly string[],
  page: { day: string; now: Instant; position?: ArrivalPosition | undefined },
): ArrivalPosition {
  const { next } = takeArrivals(read, true, { ...page, limit: read.length });
  return next ?? { day: page.day, after: ' ' };
}

function unread(names: readonly string[], read: readonly string[]): string[] {
  const namesRead = new Set(read.map(nameOf));
  return names.filter((name) => !namesRead.has(name));
}
