/** Says which days of a user have to be computed again when HR has changed something about some of them. @module */

import { daysTouchedBy } from '#shared/attendance/index.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../actor.ts';
import type { Days } from '../ranges.ts';
import { todayIn } from '../today.ts';
import { compiledRulesFrom, readRules } from './stored-rules.ts';

/**
 * The days that an edit touches: the days themselves and those beside them, whose shifts may move, and, where the plan of a
 * whole week or month decides, the days that have passed of it. Future days are computed when they come, unless somebody has
 * had them computed already.
 * @returns in their order
 */
export async function datesToCompute(
  { stores, now }: Actor,
  userId: UserId,
  { from, to }: Days,
): Promise<LocalDate[]> {
  const rules = await readRules(stores);
  const book = compiledRulesFrom(rules);
  const first = book.looksAhead ? daysTouchedBy({ from, to }, book).from : addDays(from, -1);
  const end = addDays(to, 1);
  const today = todayIn(rules.settings.zone, now);
  const rows = end > today ? await stores.sheets.stamps(userId, first, end) : new Map<LocalDate, unknown>();
  return Array.from({ length: daysBetween(first, end) }, (_, day) => addDays(first, day)).filter(
    (date) => date <= today || rows.has(date),
  );
}
