/** Computes the few days that an entry of HR touches while its request waits, so that the answer shows what comes of it. @module */

import type { SheetRow } from '#shared/contract/sheets.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { datesToCompute } from '../plan/index.ts';
import type { Days } from '../ranges.ts';
import { computeSheets, withWhatTheyDecide } from './compute-sheets.ts';
import { describeRows } from './sheet-rows.ts';

/** A month and the days beside it: what touches more is computed after the answer. */
const mostDays = 35;

/**
 * The rows of the days that an entry touches, computed and stored. The queue computes them too, in case that this request breaks
 * off; of two computations the one with the older inputs never has the last word.
 * @param days - of the entry
 * @returns by date; `undefined` where the days are too many, or where the plan cannot be computed
 */
export async function rowsAfterEntry(
  actor: Actor,
  userId: UserId,
  days: Days,
): Promise<SheetRow[] | undefined> {
  const dates = await datesToCompute(actor, userId, days);
  if (dates.length > mostDays) return undefined;
  const touched = dates.map((date) => ({ userId, from: date, to: addDays(date, 1) }));
  const ranges = await withWhatTheyDecide(actor, touched);
  const { failed, defects } = await computeSheets(actor, ranges);
  if (failed.length > 0 || defects.length > 0) return undefined;
  const rows = await Promise.all(ranges.map((range) => actor.stores.sheets.allOfUser(userId, range)));
  return await describeRows(actor, rows.flat(), new Map());
}
