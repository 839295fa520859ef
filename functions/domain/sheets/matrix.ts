/** People with their days in a few words: what a screen of a month needs, at a tenth of the size of its rows. @module */

import type { DayFlag } from '#shared/contract/day-flags.ts';
import { RollcallError } from '#shared/errors.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import { compactDay, dayTotals, hasFlag } from '#shared/reports/index.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { requireKept } from '../kept-times.ts';
import { requireRange } from '../ranges.ts';
import { type PeopleQuery, peopleSheets } from './people-sheets.ts';

const mostDays = 62;

/**
 * A page of people with compact days and sums.
 * @throws RollcallError range.invalid, times.not-kept, request.cursor
 */
export async function readMatrix(
  actor: Actor,
  query: PeopleQuery & { has?: DayFlag | undefined; limit: number; cursor?: string | undefined },
) {
  const { from, to, has, department, site, search, limit, cursor } = query;
  requireRange(from, to);
  if (daysBetween(from, to) > mostDays) {
    throw new RollcallError('range.invalid', {
      from,
      to,
      ...because(phrase('range.most-of-matrix', { most: mostDays })),
    });
  }
  await requireKept(actor.stores, from);
  const [page, matching] = await Promise.all([
    peopleSheets(actor, query, limit, cursor),
    cursor === undefined ? actor.stores.users.count({ department, site, search }) : undefined,
  ]);
  const wanted = page.items.filter(({ rows }) => has === undefined || rows.some((day) => hasFlag(day, has)));
  return {
    items: wanted.map(({ user, rows }) => ({
      userId: user.id,
      name: user.name,
      department: user.department,
      days: rows.map(compactDay),
      totals: dayTotals(rows),
    })),
    nextCursor: page.nextCursor,
    matching,
  };
}
