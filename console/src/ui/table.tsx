/** Tables of any length: sorted, selected, opened; on phones the same rows as cards. @module */

import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import {
  Table as AriaTable,
  Cell,
  Checkbox,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableLoadMoreItem,
} from 'react-aria-components/Table';
import { TableLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { CheckboxBox, checkboxClass } from './checkbox.tsx';
import { classNames } from './class-names.ts';
import { DataList } from './data-list.tsx';
import { PaperTable } from './paper-table.tsx';
import styles from './table.module.css';
import type { DataProps, TableColumn } from './table-types.ts';
import { useIsCoarse, useMedia } from './use-media.ts';
import { usePrinting } from './use-printing.ts';

export type { DataProps, RowTone, TableColumn } from './table-types.ts';

const leastColumn = 56;
/** What stands beside a table: the folded rail and the edges of the screen, in px. */
const besideTable = 144;

/** The width of the page below which its columns have no room, in px: a phone's at least, a desk's at most. */
function leastWidth(columns: readonly TableColumn<never>[]): number {
  const needed = columns.map(({ width, minWidth = leastColumn }) =>
    typeof width === 'number' ? width : minWidth,
  );
  return Math.min(
    1_024,
    Math.max(
      640,
      needed.reduce((sum, one) => sum + one, besideTable),
    ),
  );
}

/**
 * A table; rows far from the window are not in the page, the page itself scrolls, and the head stays. All rows are there while
 * it is printed.
 */
export function DataTable<T>(props: DataProps<T>) {
  const isNarrow = useMedia(`(width < ${leastWidth(props.columns)}px)`);
  const isPrinting = usePrinting();
  return (
    <>
      {isNarrow ? <DataList {...props} /> : <Wide {...props} />}
      {isPrinting && props.rows.length > 0 && <PaperTable {...props} />}
    </>
  );
}

function Wide<T>({
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
  rowLines = 1,
  isStale = false,
}: DataProps<T>) {
  const isCoarse = useIsCoarse();
  const isCompact = document.documentElement.dataset.density === 'compact';
  const line = isCoarse ? 44 : isCompact ? 28 : 32;
  const rowHeight = rowLines === 1 ? line : line + 16;
  const layoutOptions = useMemo(
    () => ({ rowHeight, headingHeight: line, loaderHeight: 1 }),
    [rowHeight, line],
  );
  const selects = onSelect !== undefined;
  const items = useMemo(() => rows.map((row) => ({ id: idOf(row), row })), [rows, idOf]);
  if (rows.length === 0) return <>{empty}</>;
  const primary = columns.findIndex((column) => column.isPrimary);
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layoutOptions}>
      <AriaTable
        aria-label={label}
        className={classNames(styles.table, isStale && styles.stale)}
        selectionMode={selects ? 'multiple' : 'none'}
        selectionBehavior="toggle"
        selectedKeys={selected ?? []}
        onSelectionChange={(keys) => {
          onSelect?.(keys === 'all' ? new Set(items.map(({ id }) => id)) : new Set([...keys].map(String)));
        }}
        {...(sort
          ? {
              sortDescriptor: {
                column: sort.column,
                direction: sort.isDescending ? 'descending' : 'ascending',
              },
            }
          : {})}
        onSortChange={({ column, direction }) =>
          onSort?.({ column: String(column), isDescending: direction === 'descending' })
        }
        {...(onOpen
          ? {
              onRowAction: (key) => {
                const item = items.find(({ id }) => id === key);
                if (item) onOpen(item.row);
              },
            }
          : {})}
      >
        <TableHeader className={styles.head ?? ''}>
          {selects && (
            <Column width={40} minWidth={40} className={classNames(styles.column, styles.tick)}>
              <Checkbox slot="selection" className={checkboxClass}>
                <CheckboxBox />
              </Checkbox>
            </Column>
          )}
          {columns.map((column, index) => (
            <Head key={column.id} column={column} isRowHeader={index === Math.max(0, primary)} />
          ))}
        </TableHeader>
        <TableBody>
          {items.map(({ id, row }) => (
            <Row
              key={id}
              id={id}
              textValue={nameOf(row)}
              className={styles.row ?? ''}
              data-tone={toneOf?.(row) ?? 'normal'}
            >
              {selects && (
                <Cell className={classNames(styles.cell, styles.tick)}>
                  <Checkbox slot="selection" className={checkboxClass}>
                    <CheckboxBox />
                  </Checkbox>
                </Cell>
              )}
              {columns.map((column) => (
                <Cell
                  key={column.id}
                  className={classNames(styles.cell, column.align === 'end' && styles.end)}
                >
                  <span className={styles.content}>{column.render(row)}</span>
                </Cell>
              ))}
            </Row>
          ))}
          {onLoadMore && <TableLoadMoreItem onLoadMore={onLoadMore} isLoading={isLoadingMore} />}
        </TableBody>
      </AriaTable>
    </Virtualizer>
  );
}

function Head<T>({ column, isRowHeader }: { column: TableColumn<T>; isRowHeader: boolean }): ReactNode {
  return (
    <Column
      id={column.id}
      isRowHeader={isRowHeader}
      allowsSorting={column.isSortable ?? false}
      textValue={column.title}
      className={classNames(styles.column, column.align === 'end' && styles.end)}
      width={column.width ?? '1fr'}
      minWidth={column.minWidth ?? 56}
    >
      {({ sortDirection }) => (
        <span className={styles.title}>
          {column.isTitleHidden ? <span className="visually-hidden">{column.title}</span> : column.title}
          {sortDirection === 'ascending' && <ArrowUp />}
          {sortDirection === 'descending' && <ArrowDown />}
        </span>
      )}
    </Column>
  );
}
