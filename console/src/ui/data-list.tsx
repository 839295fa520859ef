/** The rows of a table as cards, for phones. @module */

import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { classNames } from './class-names.ts';
import styles from './data-list.module.css';
import { Select } from './select.tsx';
import type { DataProps, TableColumn } from './table-types.ts';

/** How many cards are added each time the end comes in sight: thousands at once would stop a phone. */
const step = 50;

/** Rows as cards: the primary columns are the head of each, the others follow with their titles. */
export function DataList<T>({
  label,
  columns,
  rows,
  idOf,
  nameOf,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
  toneOf,
  empty,
  onLoadMore,
  isLoadingMore = false,
  isStale = false,
}: DataProps<T>) {
  const [limit, setLimit] = useState(step);
  const isAllShown = limit >= rows.length;
  const goOn = useCallback(() => {
    setLimit((before) => before + step);
    if (isAllShown) onLoadMore?.();
  }, [isAllShown, onLoadMore]);
  if (rows.length === 0) return <>{empty}</>;
  const primary = columns.filter((column) => column.isPrimary);
  const rest = columns.filter((column) => !column.isPrimary && !column.isHiddenOnPhone);
  const toggle = (id: string, isIn: boolean) => {
    const next = new Set(selected);
    if (isIn) next.add(id);
    else next.delete(id);
    onSelect?.(next);
  };
  return (
    <>
      {onSort && <SortBy columns={columns} sort={sort} onSort={onSort} />}
      <ul aria-label={label} className={classNames(styles.list, isStale && styles.stale)}>
        {rows.slice(0, limit).map((row) => {
          const id = idOf(row);
          return (
            <li key={id} className={styles.card} data-tone={toneOf?.(row) ?? 'normal'}>
              {onSelect && (
                <span className={styles.tick}>
                  <Checkbox
                    aria-label={nameOf(row)}
                    isSelected={selected?.has(id) ?? false}
                    onChange={(isIn) => toggle(id, isIn)}
                  />
                </span>
              )}
              <div className={styles.content}>
                <div className={styles.head}>
                  {primary.map((column) => (
                    <span key={column.id}>{column.render(row)}</span>
                  ))}
                </div>
                <dl className={styles.facts}>
                  {rest.map((column) => (
                    <div key={column.id} className={styles.fact}>
                      <dt className={column.isTitleHidden ? 'visually-hidden' : styles.term}>
                        {column.title}
                      </dt>
                      <dd>{column.render(row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
              {onOpen && (
                <button
                  type="button"
                  className={styles.open}
                  aria-label={nameOf(row)}
                  onClick={() => onOpen(row)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {(onLoadMore || !isAllShown) && (
        <End key={Math.min(limit, rows.length)} onReached={goOn} isLoading={isLoadingMore} />
      )}
    </>
  );
}

function SortBy<T>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly TableColumn<T>[];
  sort: DataProps<T>['sort'];
  onSort: NonNullable<DataProps<T>['onSort']>;
}) {
  const { t } = useLingui();
  const items = columns
    .filter((column) => column.isSortable)
    .map((column) => ({ id: column.id, label: column.title }));
  if (items.length === 0) return null;
  return (
    <div className={styles.sort}>
      <Select
        label={t`Sort by`}
        isLabelHidden
        placeholder={t`Sort by`}
        items={items}
        value={sort?.column ?? null}
        onChange={(column) => onSort({ column, isDescending: sort?.isDescending ?? false })}
      />
      {sort && (
        <IconButton
          variant="secondary"
          label={sort.isDescending ? t`Descending` : t`Ascending`}
          onPress={() => onSort({ ...sort, isDescending: !sort.isDescending })}
        >
          {sort.isDescending ? <ArrowDown /> : <ArrowUp />}
        </IconButton>
      )}
    </div>
  );
}

function End({ onReached, isLoading }: { onReached: () => void; isLoading: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element || isLoading) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onReached();
      },
      { rootMargin: '100% 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [onReached, isLoading]);
  return <div ref={place} aria-hidden="true" className={styles.end} />;
}
