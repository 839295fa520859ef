/** Computes the few days that an entry of HR touches while its request waits, so that the answer shows what comes of it. @module */

import { toldDay } from '#shared/attendance/index.ts';
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

/** The rows that come of an entry, by date, or why there are none. */
export type RowsOfEntry = { rows: SheetRow[] } | { noRows: 'many-days' | 'plan' };

/**
 * The rows of the days that an entry touches, computed and stored. The queue computes them too, in case that this request breaks
 * off; of two computations the one with the older inputs never has the last word.
 * @param days - of the entry
 * @throws Error when rows keep changing; whatever the stores throw: the entry is stored all the same
 */
export async function rowsAfterEntry(actor: Actor, userId: UserId, days: Days): Promise<RowsOfEntry> {
  const dates = await datesToCompute(actor, userId, days);
  if (dates.length > mostDays) return { noRows: 'many-days' };
  const touched = dates.map((date) => ({ userId, from: date, to: addDays(date, 1) }));
  const ranges = await withWhatTheyDecide(actor, touched);
  const { failed, defects } = await computeSheets(actor, ranges);
  const [defect] = defects;
  if (defect) throw defect;
  if (failed.length > 0) return { noRows: 'plan' };
  const rows = await Promise.all(ranges.map((range) => actor.stores.sheets.allOfUser(userId, range)));
  return { rows: (await describeRows(actor, rows.flat(), new Map())).map(toldDay) };
}
