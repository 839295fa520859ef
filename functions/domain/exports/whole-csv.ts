/** Sheets as one CSV answer: all rows that were asked for, or a refusal; never a part of them. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Actor } from '../actor.ts';
import { bytesInJson, mostBodyBytes } from '../answer-size.ts';
import { type KnownPeople, readSheets, type SheetQuery } from '../sheets/index.ts';
import { sheetCsv } from './sheet-csv.ts';

/** After this the answer would not come before the function's time-out. */
const limitMilliseconds = 20_000;
const rowsPerPage = 1000;

/**
 * The CSV of a range, from its cursor if it has one to its end; the limit of its pages does not count.
 * @param limitBytes - most bytes of the text, as it stands in JSON
 * @throws RollcallError answer.too-large when the rows do not fit into one answer, or are not read in time
 */
export async function wholeCsv(actor: Actor, query: SheetQuery, limitBytes = mostBodyBytes): Promise<string> {
  const began = performance.now();
  const csv = sheetCsv(query);
  const pieces: string[] = query.cursor === undefined ? [csv.header] : [];
  const people: KnownPeople = new Map();
  let { cursor } = query;
  let bytes = 0;
  let rows = 0;
  do {
    const page = await readSheets(actor, { ...query, limit: rowsPerPage, cursor }, people);
    const piece = csv.lines(page.items);
    pieces.push(piece);
    bytes += bytesInJson(piece);
    rows += page.items.length;
    cursor = page.nextCursor;
    const isLate = cursor !== undefined && performance.now() - began > limitMilliseconds;
    if (bytes > limitBytes || isLate) {
      throw new RollcallError('answer.too-large', { rows, limitBytes, from: query.from, to: query.to });
    }
  } while (cursor !== undefined);
  return pieces.join('');
}
