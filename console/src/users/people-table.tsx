/** A list of people as a table: sorted by its heads, chosen by boxes, filled as one scrolls. @module */

import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Checkbox } from '../ui/checkbox.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './people-table.module.css';

/** A column. */
export interface PeopleColumn<Row, Sort extends string> {
  id: string;
  title: string;
  /** By which the list is sorted when the head is pressed; its opposite has a minus before it. */
  sort?: Sort | undefined;
  /** On phones: in the first line, below it, or left out. */
  phone: 'first' | 'below' | 'none';
  isNumber?: boolean | undefined;
  cell: (row: Row) => ReactNode;
}

/** Which rows are chosen. */
export interface Choosing {
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
}

interface PeopleTableProps<Row, Sort extends string> {
  /** The name of the table. */
  label: string;
  columns: readonly PeopleColumn<Row, Sort>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** How a row is called aloud. */
  nameOf: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  choosing?: Choosing | undefined;
  /** What is shown belongs to the filter of before. */
  isStale?: boolean | undefined;
  /** Called when the end comes into sight. */
  onMore?: (() => void) | undefined;
  isLoadingMore?: boolean | undefined;
}

function Head<Row, Sort extends string>({
  column,
  sort,
  onSort,
}: {
  column: PeopleColumn<Row, Sort>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const isUp = sort === column.sort;
  const isDown = sort === `-${column.sort}`;
  const className = classNames(styles.head, column.isNumber && styles.number);
  if (column.sort === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.title}
      </th>
    );
  }
  // The id has one order only.
  const next = isUp && column.sort !== 'id' ? (`-${column.sort}` as Sort) : column.sort;
  return (
    <th scope="col" className={className} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button type="button" className={styles.sort} onClick={() => onSort(next)}>
        {column.title}
        {isUp && <ArrowUp aria-hidden="true" />}
        {isDown && <ArrowDown aria-hidden="true" />}
      </button>
    </th>
  );
}

/** Calls back when the end of the list comes near. */
function End({ onReach }: { onReach: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) reach.current();
      },
      { rootMargin: '600px' },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return <div ref={place} className={styles.end} />;
}

/** A table of people. */
export function PeopleTable<Row, Sort extends string = never>(props: PeopleTableProps<Row, Sort>) {
  const { label, columns, rows, idOf, nameOf, sort, onSort, choosing, isStale, onMore, isLoadingMore } = props;
  const { t } = useLingui();
  const all = rows.map(idOf);
  const chosenHere = choosing ? all.filter((id) => choosing.chosen.has(id)).length : 0;
  const last = useRef<string>(undefined);
  const choose = (id: string, isOn: boolean, through: boolean) => {
    if (!choosing) return;
    const next = new Set(choosing.chosen);
    const from = through && last.current !== undefined ? all.indexOf(last.current) : -1;
    const at = all.indexOf(id);
    const ids = from < 0 ? [id] : all.slice(Math.min(from, at), Math.max(from, at) + 1);
    for (const one of ids) isOn ? next.add(one) : next.delete(one);
    last.current = id;
    choosing.onChoose(next);
  };
  const isShift = useRef(false);
  return (
    <div className={styles.place} data-stale={isStale ?? false} aria-busy={isStale ?? false}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {choosing && (
              <th scope="col" className={classNames(styles.head, styles.box)}>
                <Checkbox
                  aria-label={t`Choose all that are shown`}
                  isSelected={all.length > 0 && chosenHere === all.length}
                  isIndeterminate={chosenHere > 0 && chosenHere < all.length}
                  onChange={(isOn) => choosing.onChoose(isOn ? new Set(all) : new Set())}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = idOf(row);
            const name = nameOf(row);
            const isChosen = choosing?.chosen.has(id) ?? false;
            return (
              <tr key={id} className={styles.row} data-chosen={isChosen}>
                {choosing && (
                  <td
                    className={classNames(styles.cell, styles.box)}
                    onPointerDownCapture={(event) => {
                      isShift.current = event.shiftKey;
                    }}
                    onKeyDownCapture={(event) => {
                      isShift.current = event.shiftKey;
                    }}
                  >
                    <Checkbox
                      aria-label={t`Choose ${name}`}
                      isSelected={isChosen}
                      onChange={(isOn) => choose(id, isOn, isShift.current)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.id}
                    data-phone={column.phone}
                    className={classNames(styles.cell, column.isNumber && styles.number)}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {onMore && <End key={rows.length} onReach={onMore} />}
      {isLoadingMore && <p className={styles.loading} role="status">{t`Loading more…`}</p>}
    </div>
  );
}

/** Rows of a table that has not come yet: still, so that nothing flickers. */
export function PeopleTableSkeleton({ rows = 12 }: { rows?: number }) {
  const { t } = useLingui();
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{t`Loading…`}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: still rows that are all the same
        <div key={row} className={styles.ghost} aria-hidden="true" />
      ))}
    </div>
  );
}
