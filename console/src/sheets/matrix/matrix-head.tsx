// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a table cannot be windowed and kept in place while they scroll
// biome-ignore-all lint/a11y/useFocusableInteractive: of all cells one at a time is in the order of the Tab key
/** The head of the matrix, with a column per day, and its foot with the sums of all people. @module */

import { useLingui } from '@lingui/react/macro';
import type { Format } from '../../day/format-of.ts';
import { Shape } from '../../day/shapes.tsx';
import { type DayColumn, sumText, type TotalColumn, totalNames } from './columns.ts';
import styles from './matrix.module.css';
import type { DayTotals } from './matrix-pages.ts';
import { type ColumnWindow, Rest } from './matrix-row.tsx';

const cellWidth = 56;

/** The head of the matrix. */
export function MatrixHead({
  columns,
  window,
  totals,
  widths,
  format,
}: {
  columns: readonly DayColumn[];
  window: ColumnWindow;
  totals: readonly TotalColumn[];
  widths: readonly number[];
  format: Format;
}) {
  const { t, i18n } = useLingui();
  const shown = columns.slice(window.first, window.end);
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <div role="columnheader" aria-colindex={1} className={`${styles.name} ${styles.corner}`}>
        {t`Name`}
      </div>
      {shown.map(({ date, kind, isToday, isLocked }, index) => (
        <div
          key={date}
          role="columnheader"
          aria-colindex={window.first + index + 2}
          aria-label={[
            format.date(date, 'spoken'),
            ...(isToday ? [t`today`] : []),
            ...(isLocked ? [t`locked`] : []),
          ].join(', ')}
          data-kind={kind}
          data-today={isToday || undefined}
          className={styles.day}
          style={
            index === 0 && window.first > 0 ? { marginInlineStart: window.first * cellWidth } : undefined
          }
        >
          <span className={styles.number}>{format.date(date, 'number')}</span>
          <span className={styles.weekday}>
            {isLocked && <Shape name="lock" size={8} />}
            {format.weekday(date)}
          </span>
        </div>
      ))}
      <Rest of={columns.length - Math.min(window.end, columns.length)} />
      <div className={styles.totals}>
        {totals.map(({ id, word }, index) => (
          <div
            key={id}
            role="columnheader"
            aria-colindex={columns.length + 2 + index}
            aria-label={i18n._(totalNames[id])}
            className={styles.total}
            style={{ inlineSize: widths[index] }}
          >
            {i18n._(word)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The foot of the matrix. @param sums - `undefined` until they are known, which is not 0 */
export function MatrixFoot({
  rowIndex,
  label,
  columns,
  totals,
  widths,
  sums,
  format,
}: {
  rowIndex: number;
  label: string;
  columns: number;
  totals: readonly TotalColumn[];
  widths: readonly number[];
  sums: DayTotals | undefined;
  format: Format;
}) {
  return (
    <div role="row" aria-rowindex={rowIndex} className={styles.foot}>
      <div role="rowheader" aria-colindex={1} className={styles.name}>
        {label}
      </div>
      <Rest of={columns} />
      <div className={styles.totals}>
        {totals.map((column, index) => (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={columns + 2 + index}
            className={styles.total}
            style={{ inlineSize: widths[index] }}
          >
            {sums === undefined ? '…' : sumText(format, column, sums)}
          </div>
        ))}
      </div>
    </div>
  );
}
