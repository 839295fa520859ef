// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a table cannot be windowed and kept in place while they scroll
// biome-ignore-all lint/a11y/useFocusableInteractive: of all cells one at a time is in the order of the Tab key
/** One person of the matrix: name, days in sight, sums. Drawn anew only when something of it changes. @module */

import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { DayCell } from '../../day/day-cell.tsx';
import { dayText } from '../../day/day-text.ts';
import type { Format } from '../../day/format-of.ts';
import { type DayColumn, sumText, type TotalColumn } from './columns.ts';
import styles from './matrix.module.css';
import type { MatrixPerson } from './matrix-pages.ts';

/** The columns of days that are in sight, `first` ≤ column < `end`. */
export interface ColumnWindow {
  readonly first: number;
  readonly end: number;
}

/** One person of the matrix. */
export interface MatrixRowProps {
  readonly person: MatrixPerson;
  readonly columns: readonly DayColumn[];
  readonly window: ColumnWindow;
  readonly totals: readonly TotalColumn[];
  /** Of the columns of sums, in px. */
  readonly widths: readonly number[];
  /** Column that has the focus of the grid, if it is in this row; -1 is the person. */
  readonly focused: number | undefined;
  /** Column whose day is open in the drawer. */
  readonly open: number | undefined;
  /** Whether the whole person is selected. */
  readonly isSelected: boolean;
  /** Columns of the selected block in this row; `undefined` where there is none. */
  readonly blockFirst: number | undefined;
  readonly blockLast: number | undefined;
  readonly canSelect: boolean;
  /** Changes when days were computed anew, so that the row shows it. */
  readonly flash: ReadonlySet<string> | undefined;
  /** Days that a generation has changed. */
  readonly changed: ReadonlySet<string> | undefined;
  readonly leaveTypeOf: (userId: string, date: string) => string | undefined;
  readonly format: Format;
  readonly search: { readonly from: string; readonly to: string };
}

const cellWidth = 56;

/** A row of the grid. Its keys and clicks are handled by the grid. */
export const MatrixRow = memo(function MatrixRow({
  person,
  columns,
  window,
  totals,
  widths,
  focused,
  open,
  isSelected,
  blockFirst,
  blockLast,
  canSelect,
  flash,
  changed,
  leaveTypeOf,
  format,
  search,
}: MatrixRowProps) {
  const { t, i18n } = useLingui();
  const { userId, name } = person;
  const who = name ?? userId;
  const days = useMemo(() => new Map(person.days.map((day) => [day.date as string, day])), [person.days]);
  const shown = indexesOf(window, columns.length, focused);
  return (
    <>
      <div
        role="rowheader"
        aria-colindex={1}
        aria-selected={isSelected}
        data-cell="-1"
        tabIndex={focused === -1 ? 0 : -1}
        className={styles.name}
      >
        {canSelect && (
          <input
            type="checkbox"
            className={styles.select}
            checked={isSelected}
            readOnly
            tabIndex={-1}
            data-select=""
            aria-label={t`Select ${who}`}
          />
        )}
        <Link
          to="/attendance/$userId"
          params={{ userId }}
          search={search}
          tabIndex={-1}
          className={styles.person}
          title={who}
          dir="auto"
        >
          {who}
        </Link>
        {name !== undefined && <span className={styles.id}>{userId}</span>}
      </div>
      {shown.map((index, position) => {
        const column = columns[index];
        if (column === undefined) return null;
        const day = days.get(column.date);
        const gap = index - (shown[position - 1] ?? -1) - 1;
        const isChanged = changed?.has(`${userId}:${column.date}`) ?? false;
        const isInBlock =
          blockFirst !== undefined && blockLast !== undefined && blockFirst <= index && index <= blockLast;
        return (
          <div
            key={column.date}
            role="gridcell"
            aria-colindex={index + 2}
            aria-label={[
              day === undefined
                ? `${who}, ${format.date(column.date, 'spoken')}, ${t`not computed yet`}`
                : dayText(i18n, format, who, day),
              ...(isChanged ? [t`changed just now`] : []),
            ].join(', ')}
            aria-selected={isSelected || isInBlock}
            data-cell={index}
            data-kind={column.kind}
            data-today={column.isToday || undefined}
            data-changed={isChanged || undefined}
            data-open={open === index || undefined}
            data-flash={flash?.has(`${userId}:${column.date}`) || undefined}
            tabIndex={focused === index ? 0 : -1}
            className={styles.day}
            style={gap > 0 ? { marginInlineStart: gap * cellWidth } : undefined}
          >
            <DayCell day={day} duration={format.duration} leaveType={leaveTypeOf(userId, column.date)} />
          </div>
        );
      })}
      <Rest of={columns.length - 1 - (shown.at(-1) ?? -1)} />
      <div className={styles.totals}>
        {totals.map((column, index) => {
          const { id, value } = column;
          const figure = value(person.totals);
          return (
            <div
              key={id}
              role="gridcell"
              aria-colindex={columns.length + 2 + index}
              className={figure === 0 ? `${styles.total} ${styles.zero}` : styles.total}
              style={{ inlineSize: widths[index] }}
            >
              {sumText(format, column, person.totals)}
            </div>
          );
        })}
      </div>
    </>
  );
});

/** The columns that are drawn: those in sight, and the one that has the focus. */
function indexesOf({ first, end }: ColumnWindow, columns: number, focused: number | undefined): number[] {
  const last = Math.min(end, columns);
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  if (focused === undefined || focused < 0 || focused >= columns) return indexes;
  if (focused < first) return [focused, ...indexes];
  return focused >= last ? [...indexes, focused] : indexes;
}

/** The room of the columns that are not drawn behind the last one. */
export function Rest({ of: columns }: { of: number }) {
  return columns > 0 ? (
    <span className={styles.rest} style={{ inlineSize: columns * cellWidth }} aria-hidden="true" />
  ) : null;
}
