/**
 * A grid of people and days: names stay at the start, dates at the top, the arrows move, Shift widens what is chosen. The
 * board and the calendar of leave draw their cells in it.
 * @module
 */

import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { dayNumber, weekdayIndex } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './people-grid.module.css';
import { useFormat } from './use-format.ts';

/** A person of the grid. */
export interface GridPerson {
  readonly userId: string;
  readonly name?: string | undefined;
}

/** The cells from one to another, both included: rows and columns by their place. */
export interface GridArea {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** What a cell shows. */
export interface GridCell {
  readonly content: ReactNode;
  /** Read aloud after the person and the date. */
  readonly words: string;
  readonly tone?: 'free' | 'holiday' | 'leave' | 'none' | undefined;
  /** It has been changed and is not saved yet. */
  readonly isChanged?: boolean | undefined;
  /** Something is wrong with it. */
  readonly isWrong?: boolean | undefined;
}

/** The grid. */
export interface PeopleGridProps<P extends GridPerson> {
  label: string;
  people: readonly P[];
  dates: readonly LocalDate[];
  today: LocalDate;
  cellOf: (person: P, date: LocalDate) => GridCell;
  /** At the end of each row, such as hours. */
  totalOf?: ((person: P) => ReactNode) | undefined;
  totalTitle?: string | undefined;
  /** Rows below those of the people. */
  footer?:
    | readonly { id: string; title: string; detail: string; cellOf: (date: LocalDate) => ReactNode }[]
    | undefined;
  /** Choosing goes along one row only. */
  isOneRow?: boolean | undefined;
  /** Keys that the grid does not know. Returns whether it took the key. */
  onKey?: ((event: KeyboardEvent, area: GridArea) => boolean) | undefined;
  /** The pointer let go of what it chose, or Enter was pressed. */
  onChosen?: ((area: GridArea, by: 'pointer' | 'key') => void) | undefined;
  onCopy?: ((event: React.ClipboardEvent, area: GridArea) => void) | undefined;
  onPaste?: ((event: React.ClipboardEvent, area: GridArea) => void) | undefined;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** So many lines of the footer stay in sight while the people are scrolled. */
const fewLines = 4;

function areaOf(anchor: Place, head: Place): GridArea {
  return {
    rows: [Math.min(anchor.row, head.row), Math.max(anchor.row, head.row)],
    columns: [Math.min(anchor.column, head.column), Math.max(anchor.column, head.column)],
  };
}

function isInside({ rows, columns }: GridArea, row: number, column: number): boolean {
  return row >= rows[0] && row <= rows[1] && column >= columns[0] && column <= columns[1];
}

/** The grid; one cell of it can be reached by Tab. */
export function PeopleGrid<P extends GridPerson>(props: PeopleGridProps<P>) {
  const { label, people, dates, today, cellOf, totalOf, totalTitle, footer = [], isOneRow = false } = props;
  const { onKey, onChosen, onCopy, onPaste } = props;
  const format = useFormat();
  const grid = useRef<HTMLTableElement>(null);
  const [anchor, setAnchor] = useState<Place>({ row: 0, column: 0 });
  const [head, setHead] = useState<Place>({ row: 0, column: 0 });
  const isDragging = useRef(false);
  const area = areaOf(anchor, head);

  const bounded = ({ row, column }: Place): Place => ({
    row: Math.max(0, Math.min(people.length - 1, row)),
    column: Math.max(0, Math.min(dates.length - 1, column)),
  });
  const go = (to: Place, isWider: boolean) => {
    const next = bounded(isWider && isOneRow ? { ...to, row: anchor.row } : to);
    if (!isWider) setAnchor(next);
    setHead(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const ahead = isRightToLeft ? -1 : 1;
    const { row, column } = head;
    const far = event.ctrlKey || event.metaKey;
    const moves: Record<string, Place> = {
      ArrowRight: { row, column: column + ahead },
      ArrowLeft: { row, column: column - ahead },
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      PageDown: { row: row + 10, column },
      PageUp: { row: row - 10, column },
      Home: { row: far ? 0 : row, column: 0 },
      End: { row: far ? people.length - 1 : row, column: dates.length - 1 },
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      go(to, event.shiftKey);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onChosen?.(area, 'key');
    } else if (event.key === 'Escape' && (anchor.row !== head.row || anchor.column !== head.column)) {
      event.preventDefault();
      setAnchor(head);
    } else if (onKey?.(event, area)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const placeAt = (event: PointerEvent): Place | undefined => {
    const element = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-place]');
    const [row, column] = (element?.getAttribute('data-place') ?? '').split('-').map(Number);
    return row === undefined || column === undefined ? undefined : { row, column };
  };
  return (
    <div className={styles.scroll}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are moved through and chosen
        role="grid"
        aria-label={label}
        aria-multiselectable="true"
        className={styles.grid}
        onKeyDown={onKeyDown}
        onCopy={onCopy && ((event) => onCopy(event, area))}
        onPaste={onPaste && ((event) => onPaste(event, area))}
        onPointerDown={(event) => {
          const place = event.button === 0 ? placeAt(event) : undefined;
          if (place === undefined) return;
          isDragging.current = event.pointerType === 'mouse';
          go(place, event.shiftKey);
          event.preventDefault();
        }}
        onPointerMove={(event) => {
          if (!isDragging.current) return;
          const place = placeAt(event);
          if (place && (place.row !== head.row || place.column !== head.column)) go(place, true);
        }}
        onPointerUp={() => {
          if (isDragging.current) onChosen?.(area, 'pointer');
          isDragging.current = false;
        }}
        onClick={(event) => {
          // A finger scrolls by dragging: it chooses by a tap.
          if (
            event.nativeEvent instanceof globalThis.PointerEvent &&
            event.nativeEvent.pointerType === 'touch'
          ) {
            onChosen?.(area, 'pointer');
          }
        }}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.corner} />
            {dates.map((date) => (
              <th
                key={date}
                scope="col"
                className={styles.date}
                data-weekend={weekdayIndex(dayNumber(date)) > 4 || undefined}
                data-today={date === today || undefined}
                abbr={format.date(date, 'spoken')}
              >
                <span className={styles.number}>
                  {format.date(date, date.endsWith('-01') || date === dates[0] ? 'brief' : 'number')}
                </span>
                <span className={styles.weekday}>{format.weekday(date)}</span>
              </th>
            ))}
            {totalOf && (
              <th scope="col" className={styles.total}>
                {totalTitle}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {people.map((person, row) => (
            <tr key={person.userId}>
              <th scope="row" className={styles.person}>
                <span className={styles.name} dir="auto" title={person.name}>
                  {person.name ?? person.userId}
                </span>
                {person.name !== undefined && <span className={styles.id}>{person.userId}</span>}
              </th>
              {dates.map((date, column) => {
                const { content, words, tone, isChanged, isWrong } = cellOf(person, date);
                const isHead = row === head.row && column === head.column;
                return (
                  <td
                    key={date}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid above
                    role="gridcell"
                    data-place={`${row}-${column}`}
                    tabIndex={isHead ? 0 : -1}
                    aria-selected={isInside(area, row, column)}
                    className={classNames(styles.cell, isInside(area, row, column) && styles.chosen)}
                    data-tone={tone}
                    data-changed={isChanged || undefined}
                    data-wrong={isWrong || undefined}
                    data-today={date === today || undefined}
                    title={words}
                  >
                    <span aria-hidden="true">{content}</span>
                    <span className="visually-hidden">
                      {`${person.name ?? person.userId}, ${format.date(date, 'spoken')}, ${words}`}
                    </span>
                  </td>
                );
              })}
              {totalOf && <td className={styles.total}>{totalOf(person)}</td>}
            </tr>
          ))}
        </tbody>
        {footer.length > 0 && (
          <tfoot data-long={footer.length > fewLines || undefined}>
            {footer.map((line) => (
              <tr key={line.id}>
                <th scope="row" className={styles.person}>
                  <span className={styles.name} title={line.title}>
                    {line.title}
                  </span>{' '}
                  <span className={styles.id}>{line.detail}</span>
                </th>
                {dates.map((date) => (
                  <td key={date} className={styles.count}>
                    {line.cellOf(date)}
                  </td>
                ))}
                {totalOf && <td className={styles.total} />}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </div>
  );
}
