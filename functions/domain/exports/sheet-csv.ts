/** The rows of sheets as CSV, in the usual columns of details, for answers that have no users at hand. @module */

import { requireUserId } from '#shared/punch/user-id.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { byteOrderMark, csvRow, csvTitles } from '#shared/table/index.ts';
import type { SheetQuery } from '../sheets/index.ts';
import { chosenColumns } from './chosen-columns.ts';
import { kinds } from './kinds/index.ts';

/** The header and the lines of the CSV of some days. */
export function sheetCsv({ from, to }: Pick<SheetQuery, 'from' | 'to'>) {
  const kind = kinds.detail.open({ from, to, customKeys: [] });
  const columns = chosenColumns('detail', kind.columns, undefined, 'csv');
  const indexes = columns.map(({ index }) => index);
  const lineOf = (row: ReportDay) => {
    const { userId, name, department } = row;
    const person = { userId: requireUserId(userId), fields: { id: userId, name, department } };
    const [values = []] = kind.rowsOf({ person, days: [row], punches: [] }, 'without', indexes);
    return csvRow(columns, values);
  };
  return {
    /** First line of the file, with the byte order mark. */
    header: byteOrderMark + csvTitles(columns),
    /** The lines of some rows. */
    lines: (rows: readonly ReportDay[]) => rows.map(lineOf).join(''),
  };
}
