/** In which order the list of one day is. @module */

import type { SheetRow } from '#shared/contract/sheets.ts';

/** What a list of one day can be sorted by; people come by their ids unless something else is asked for. */
export const dayOrders = ['name', 'in', 'late', 'overtime', 'worked'] as const;
/** What a list of one day is sorted by. */
export type DayOrder = (typeof dayOrders)[number];

/** Seconds of all overtime of a row. */
export function overtimeOf({ overtime }: Pick<SheetRow, 'overtime'>): number {
  return overtime.reduce((sum, { seconds }) => sum + seconds, 0);
}

const last = '￿';

const compare: Record<DayOrder, (a: SheetRow, b: SheetRow) => number> = {
  name: (a, b) => (a.name ?? a.userId).localeCompare(b.name ?? b.userId),
  // Who has not come in stands behind those who have.
  in: (a, b) => ((a.slots.in?.wall ?? last) < (b.slots.in?.wall ?? last) ? -1 : 1),
  late: (a, b) => b.late - a.late,
  overtime: (a, b) => overtimeOf(b) - overtimeOf(a),
  worked: (a, b) => b.worked - a.worked,
};

/** Rows in an order: the latest, and the most, first. Equal ones stay in the order in which they were. */
export function inOrder(rows: readonly SheetRow[], order: DayOrder | undefined): readonly SheetRow[] {
  if (order === undefined) return rows;
  const by = compare[order];
  return rows.toSorted((a, b) => (order === 'in' && a.slots.in?.wall === b.slots.in?.wall ? 0 : by(a, b)));
}
