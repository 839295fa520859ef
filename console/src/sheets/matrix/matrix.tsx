// biome-ignore-all lint/a11y/useFocusableInteractive: of all cells one at a time is in the order of the Tab key
// biome-ignore-all lint/a11y/useSemanticElements: rows and cells of a table cannot be windowed and kept in place while they scroll
/**
 * The matrix: rows are people, columns are days. Only what is in sight is drawn; the cell that has the focus always is. One
 * handler serves all cells.
 * @module
 */

import { useLingui } from '@lingui/react/macro';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useFormat } from '../../day/use-format.ts';
import { useHotkey } from '../../ui/use-hotkey.ts';
import type { PersonDay } from '../address.ts';
import { CellTip } from './cell-tip.tsx';
import { type DayColumn, sumWidths, type TotalColumn } from './columns.ts';
import styles from './matrix.module.css';
import { MatrixFoot, MatrixHead } from './matrix-head.tsx';
import type { DayTotals, MatrixPerson } from './matrix-pages.ts';
import { type ColumnWindow, MatrixRow } from './matrix-row.tsx';
import { type Cell, cellAfterKey } from './movement.ts';
import { addPeople, edgesOf, nothing, type Selection, stretchTo, togglePerson } from './selection.ts';
import { nextToLookAt } from './walk.ts';

const cellWidth = 56;
const drawerWidth = 480;
/** Columns are drawn in steps of so many, so that few steps of scrolling change anything. */
const columnStep = 4;

/** What the matrix shows, and what it tells. */
export interface MatrixProps {
  readonly people: readonly MatrixPerson[];
  readonly columns: readonly DayColumn[];
  readonly totals: readonly TotalColumn[];
  readonly sums: DayTotals | undefined;
  readonly footLabel: string;
  /** The rows belong to a filter of before. */
  readonly isDimmed: boolean;
  /** People who fit beyond those that are read. */
  readonly hasMore: boolean;
  readonly openDay: PersonDay | undefined;
  /** Days that were computed anew just now, `userId:date`. */
  readonly flash: ReadonlySet<string> | undefined;
  readonly changed: ReadonlySet<string> | undefined;
  readonly selection: Selection;
  readonly canSelect: boolean;
  readonly range: { readonly from: LocalDate; readonly to: LocalDate };
  readonly leaveTypeOf: (userId: string, date: string) => string | undefined;
  onSelect(selection: Selection): void;
  onOpen(day: PersonDay): void;
  onOpenPerson(userId: string): void;
  onShown(first: number, last: number): void;
}

function rowHeight(): number {
  const height = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
  return Number.isFinite(height) ? height : 32;
}

function isRightToLeft(): boolean {
  return document.documentElement.dir === 'rtl';
}

/** The matrix. */
export function Matrix(props: MatrixProps) {
  const { people, columns, totals, selection, openDay } = props;
  const { t } = useLingui();
  const format = useFormat();
  // Rows are drawn anew only when a width changes, not with every sum.
  const widthTexts = sumWidths(format, totals, props.sums).join();
  const widths = useMemo(() => widthTexts.split(',').map(Number), [widthTexts]);
  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<Cell>({ row: 0, column: 0 });
  const [window, setWindow] = useState<ColumnWindow>({ first: 0, end: 24 });
  const wantsFocus = useRef(false);
  const lastToggled = useRef(0);
  const userIds = useMemo(() => people.map(({ userId }) => userId as string), [people]);
  const columnOf = useCallback(
    (date: string) => columns.findIndex((column) => column.date === date),
    [columns],
  );
  const height = useMemo(rowHeight, []);
  const focusRow = Math.min(focus.row, people.length - 1);

  const virtual = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 4,
    paddingStart: 0,
    scrollPaddingStart: 48,
    scrollPaddingEnd: 40,
    getItemKey: (row) => userIds[row] ?? row,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return focusRow < 0 || rows.includes(focusRow) ? rows : [...rows, focusRow].sort((a, b) => a - b);
    },
  });
  const rows = virtual.getVirtualItems();
  const shownFirst = virtual.range?.startIndex ?? 0;
  const shownLast = virtual.range?.endIndex ?? 0;
  const { onShown } = props;
  useEffect(() => onShown(shownFirst, shownLast), [onShown, shownFirst, shownLast]);

  const measure = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    const first = Math.floor(Math.abs(box.scrollLeft) / cellWidth);
    const from = Math.max(0, Math.floor((first - 2) / columnStep) * columnStep);
    const count = Math.ceil(box.clientWidth / cellWidth);
    const end = Math.ceil((first + count + 2) / columnStep) * columnStep;
    setWindow((old) => (old.first === from && old.end === end ? old : { first: from, end }));
  }, []);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [measure]);

  const isCovered = openDay !== undefined;
  const reveal = useCallback(
    (cell: Cell, moveFocus: boolean) => {
      setFocus(cell);
      wantsFocus.current = moveFocus;
      virtual.scrollToIndex(cell.row, { align: 'auto' });
      const box = scroller.current;
      if (box === null || cell.column < 0) return;
      // What scrolls with the days covers none of them.
      const widthOf = (name: string | undefined) => {
        const part = box.querySelector<HTMLElement>(`.${name}`);
        return part !== null && getComputedStyle(part).position === 'sticky' ? part.offsetWidth : 0;
      };
      const before = widthOf(styles.name);
      const after = widthOf(styles.totals);
      const left = cell.column * cellWidth;
      const sign = isRightToLeft() ? -1 : 1;
      const at = Math.abs(box.scrollLeft);
      // The drawer lies over the end of the matrix.
      const free = Math.min(box.clientWidth - after, innerWidth - drawerWidth - box.offsetLeft);
      const room = Math.max(cellWidth, (isCovered ? free : box.clientWidth - after) - before);
      if (left < at) box.scrollLeft = sign * left;
      else if (left + cellWidth > at + room) box.scrollLeft = sign * (left + cellWidth - room);
    },
    [virtual, isCovered],
  );

  useEffect(() => {
    if (!wantsFocus.current) return;
    const cell = scroller.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]');
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  });

  // The drawer walks from day to day: the matrix goes with it.
  // A month begins at its end: the days that somebody wants to see are those up to today.
  const todayColumn = columns.findIndex(({ isToday }) => isToday);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the matrix comes
  useEffect(() => {
    if (todayColumn >= 0 && openDay === undefined) reveal({ row: 0, column: todayColumn }, false);
  }, []);

  const openRow = openDay === undefined ? -1 : userIds.indexOf(openDay.userId);
  const openColumn = openDay === undefined ? -1 : columnOf(openDay.date);
  useEffect(() => {
    if (openRow >= 0 && openColumn >= 0) reveal({ row: openRow, column: openColumn }, false);
  }, [openRow, openColumn, reveal]);

  const dayAt = ({ row, column }: Cell): PersonDay | undefined => {
    const userId = userIds[row];
    const date = columns[column]?.date;
    return userId === undefined || date === undefined ? undefined : { userId, date };
  };
  const open = (cell: Cell) => {
    const day = dayAt(cell);
    if (day !== undefined) props.onOpen(day);
    else if (cell.column === -1 && userIds[cell.row] !== undefined)
      props.onOpenPerson(userIds[cell.row] ?? '');
  };
  const toggle = (row: number, isRange: boolean) => {
    const userId = userIds[row];
    if (userId === undefined || !props.canSelect) return;
    props.onSelect(
      isRange ? addPeople(selection, userIds, lastToggled.current, row) : togglePerson(selection, userId),
    );
    lastToggled.current = row;
  };

  const walk = (direction: -1 | 1) => {
    const next = nextToLookAt(people, focus, direction, columnOf);
    if (next) reveal(next, true);
  };
  useHotkey('n', () => walk(1), { isEnabled: !isCovered });
  useHotkey('p', () => walk(-1), { isEnabled: !isCovered });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || !(event.target instanceof HTMLElement) || !event.target.closest('[data-cell]'))
      return;
    if (event.key === 'Enter') {
      event.preventDefault();
      open(focus);
      return;
    }
    if (event.key === ' ') {
      event.preventDefault();
      toggle(focus.row, event.shiftKey);
      return;
    }
    if (event.key === 'Escape' && (selection.people.size > 0 || selection.block)) {
      event.preventDefault();
      props.onSelect(nothing);
      return;
    }
    const size = {
      rows: people.length,
      columns: columns.length,
      pageRows: Math.max(1, shownLast - shownFirst - 1),
    };
    const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey };
    const next = cellAfterKey(focus, pressed, size, isRightToLeft());
    if (next === undefined) return;
    event.preventDefault();
    if (event.shiftKey && props.canSelect) props.onSelect(stretchTo(selection, focus, next));
    reveal(next, true);
  };

  const cellOf = (event: MouseEvent | FocusEvent): Cell | undefined => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
    const row = cell?.closest<HTMLElement>('[data-row]')?.dataset.row;
    return cell && row !== undefined ? { row: Number(row), column: Number(cell.dataset.cell) } : undefined;
  };
  const onFocus = (event: FocusEvent) => {
    const cell = event.target instanceof HTMLElement && event.target.dataset.cell ? cellOf(event) : undefined;
    if (cell !== undefined && (cell.row !== focus.row || cell.column !== focus.column)) setFocus(cell);
  };
  const onClick = (event: MouseEvent) => {
    const cell = cellOf(event);
    if (cell === undefined) return;
    if (event.target instanceof Element && event.target.closest('[data-select]')) {
      toggle(cell.row, event.shiftKey);
      return;
    }
    if (event.target instanceof Element && event.target.closest('a')) return;
    if (event.shiftKey && props.canSelect) {
      props.onSelect(stretchTo(selection, focus, cell));
      return;
    }
    setFocus(cell);
    wantsFocus.current = true;
    if (cell.column >= 0) open(cell);
  };

  // React's type of styles knows no custom properties.
  const sizes = {
    '--sums-width': `${widths.reduce((sum, width) => sum + width, 0)}px`,
    '--day-columns': columns.length,
  } as CSSProperties;
  const block = selection.block && edgesOf(selection.block);
  return (
    <div className={styles.frame} data-dimmed={props.isDimmed || undefined}>
      <div
        ref={scroller}
        role="grid"
        aria-label={t`Attendance by person and day`}
        aria-rowcount={props.hasMore ? -1 : people.length + 2}
        aria-colcount={columns.length + totals.length + 1}
        aria-multiselectable={props.canSelect}
        aria-busy={props.isDimmed}
        className={styles.grid}
        data-selecting={selection.people.size > 0 || undefined}
        style={sizes}
        onScroll={measure}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={onClick}
        tabIndex={-1}
      >
        <MatrixHead columns={columns} window={window} totals={totals} widths={widths} format={format} />
        <div role="rowgroup" className={styles.body} style={{ blockSize: virtual.getTotalSize() }}>
          {rows.map(({ index, start, key }) => {
            const person = people[index];
            if (person === undefined) return null;
            const isInBlock = block !== undefined && block.top <= index && index <= block.bottom;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                data-row={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                <MatrixRow
                  person={person}
                  columns={columns}
                  window={window}
                  totals={totals}
                  widths={widths}
                  focused={index === focusRow ? focus.column : undefined}
                  open={index === openRow && openColumn >= 0 ? openColumn : undefined}
                  isSelected={selection.people.has(person.userId)}
                  blockFirst={isInBlock ? block.first : undefined}
                  blockLast={isInBlock ? block.last : undefined}
                  canSelect={props.canSelect}
                  flash={props.flash}
                  changed={props.changed}
                  leaveTypeOf={props.leaveTypeOf}
                  format={format}
                  search={props.range}
                />
              </div>
            );
          })}
        </div>
        <MatrixFoot
          rowIndex={people.length + 2}
          label={props.footLabel}
          columns={columns.length}
          totals={totals}
          widths={widths}
          sums={props.sums}
          format={format}
        />
      </div>
      <CellTip grid={scroller} dayAt={dayAt} people={people} />
    </div>
  );
}
