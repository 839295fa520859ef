/** A table on paper: every row that the list holds, also those that are far from the window, and whether more follow. @module */

import { Plural } from '@lingui/react/macro';
import { classNames } from './class-names.ts';
import styles from './paper-table.module.css';
import type { DataProps } from './table-types.ts';

/** The rows as a plain table; only there while the page is printed. */
export function PaperTable<T>({
  label,
  columns,
  rows,
  idOf,
  total,
  onLoadMore,
  isLoadingMore = false,
}: DataProps<T>) {
  const goesOn = (total ?? 0) > rows.length || onLoadMore !== undefined || isLoadingMore;
  const primary = Math.max(
    0,
    columns.findIndex((column) => column.isPrimary),
  );
  return (
    <div className={styles.paper}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classNames(column.align === 'end' && styles.end)}>
                <span className={classNames(column.isTitleHidden && 'visually-hidden')}>{column.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map((column, index) => {
                const Cell = index === primary ? 'th' : 'td';
                return (
                  <Cell
                    key={column.id}
                    {...(index === primary ? { scope: 'row' } : {})}
                    className={classNames(column.align === 'end' && styles.end)}
                  >
                    {column.render(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {goesOn && (
        <p className={styles.more}>
          {total === undefined || total <= rows.length ? (
            <Plural
              value={rows.length}
              one="Only the first row is on this paper: the list goes on."
              other="Only the first # rows are on this paper: the list goes on."
            />
          ) : (
            <Plural
              value={total - rows.length}
              one="# more row is not on this paper."
              other="# more rows are not on this paper."
            />
          )}
        </p>
      )}
    </div>
  );
}
