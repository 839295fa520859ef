/** Sums of sheets by person, department, date or weekday. @module */

import type { SheetSums } from '#shared/contract/sheet-totals.ts';
import { RollcallError } from '#shared/errors.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { dayTotals } from '#shared/reports/index.ts';
import { weekdayOf, weekdays } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { requireKept } from '../kept-times.ts';
import { requireRange } from '../ranges.ts';
import { type PeopleQuery, peopleSheets } from './people-sheets.ts';

/** Most rows of one answer: about what can be read before the function's time-out. */
const mostRows = 20_000;
const limitMilliseconds = 20_000;
const peoplePerPage = 200;

/** By what sums are made. */
type By = 'user' | 'department' | 'date' | 'weekday';

const keyOf: Record<By, (row: ReportDay) => string> = {
  user: ({ userId }) => userId,
  department: ({ department = '' }) => department,
  date: ({ date }) => date,
  weekday: ({ date }) => weekdayOf(date),
};

function inOrder(by: By, keys: string[]): string[] {
  if (by === 'user') return keys;
  if (by === 'weekday') return weekdays.filter((day) => keys.includes(day));
  return keys.sort();
}

const peopleIn = (rows: readonly ReportDay[]) => new Set(rows.map(({ userId }) => userId)).size;

/**
 * Sums of the rows of a range.
 * @throws RollcallError range.invalid, times.not-kept, sheets.too-many, user.unknown
 */
export async function readTotals(actor: Actor, query: PeopleQuery & { by: By }): Promise<SheetSums> {
  requireRange(query.from, query.to);
  await requireKept(actor.stores, query.from);
  const began = performance.now();
  const rows: ReportDay[] = [];
  let cursor: string | undefined;
  do {
    const page = await peopleSheets(actor, query, peoplePerPage, cursor);
    for (const { user, rows: ofUser } of page.items) {
      // The department is the one in which the person is now, as the filter has it.
      rows.push(...ofUser.map((row) => ({ ...row, department: user.department })));
    }
    cursor = page.nextCursor;
    const isLate = cursor !== undefined && performance.now() - began > limitMilliseconds;
    if (rows.length > mostRows || isLate) {
      throw new RollcallError('sheets.too-many', { rows: rows.length, from: query.from, to: query.to });
    }
  } while (cursor !== undefined);
  const byKey = Map.groupBy(rows, keyOf[query.by]);
  const items = inOrder(query.by, [...byKey.keys()]).map((key) => {
    const ofKey = byKey.get(key) ?? [];
    const name = query.by === 'user' ? ofKey[0]?.name : undefined;
    return { key, label: name, people: peopleIn(ofKey), totals: dayTotals(ofKey) };
  });
  return { items, people: peopleIn(rows), totals: dayTotals(rows) };
}
