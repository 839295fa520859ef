/** The days of a roster as cells: a digit for a schedule, R for a rest day, pasted and copied as text. @module */

import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import type { RosterEntry } from '#shared/attendance/model/index.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './cycle-strip.module.css';
import { entryOf, offEntry, readCycle, symbolOf, writeCycle } from './cycle-text.ts';

/** The strip. */
export interface CycleStripProps {
  label: string;
  entries: readonly RosterEntry[];
  /** What stands above each cell. */
  headOf: (index: number) => string;
  /** What an entry is in words. */
  wordsOf: (entry: RosterEntry) => string;
  scheduleIds: readonly string[];
  selected: number;
  onSelect: (index: number) => void;
  /** Without it the strip only shows. */
  onChange?: ((entries: RosterEntry[]) => void) | undefined;
  /** A pasted text may make the strip longer; a week stays a week. */
  isFixed: boolean;
  /** What was pasted stands for nothing. */
  onWrong: (word: string) => void;
}

/** One row of cells that wraps; the arrows move, digits and letters write and go on, and the mouse repeats a day over others. */
export function CycleStrip(props: CycleStripProps) {
  const { label, entries, headOf, wordsOf, scheduleIds, selected, onSelect, onChange, isFixed, onWrong } =
    props;
  const row = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ from: number; before: readonly RosterEntry[] }>(undefined);
  const go = (index: number) => {
    const next = Math.min(entries.length - 1, Math.max(0, index));
    onSelect(next);
    const cell = row.current?.querySelectorAll<HTMLElement>('[data-cell]')[next];
    cell?.focus();
  };
  const write = (entry: RosterEntry) => {
    onChange?.(entries.with(selected, entry));
    go(selected + 1);
  };
  /** Days between the one that was pressed and this one become like it; what the pointer leaves again is as it was. */
  const dragTo = (index: number) => {
    if (onChange === undefined || dragged.current === undefined) return;
    const { from, before } = dragged.current;
    const source = before[from];
    if (source === undefined) return;
    const [first, last] = [Math.min(from, index), Math.max(from, index)];
    onChange(before.map((entry, at) => (at >= first && at <= last ? source : entry)));
  };
  const perRow = () => {
    const cells = [...(row.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])];
    const first = cells[0]?.offsetTop;
    return Math.max(1, cells.filter((cell) => cell.offsetTop === first).length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const moves: Record<string, () => number> = {
      ArrowRight: () => selected + (isRightToLeft ? -1 : 1),
      ArrowLeft: () => selected - (isRightToLeft ? -1 : 1),
      ArrowDown: () => selected + perRow(),
      ArrowUp: () => selected - perRow(),
      Home: () => 0,
      End: () => entries.length - 1,
    };
    const to = moves[event.key]?.();
    if (to !== undefined) {
      event.preventDefault();
      go(to);
      return;
    }
    if (onChange === undefined) return;
    if (event.key === 'Backspace' || event.key === 'Delete') {
      event.preventDefault();
      onChange(entries.with(selected, offEntry));
      if (event.key === 'Backspace') go(selected - 1);
      return;
    }
    const entry = event.key.length === 1 ? entryOf(event.key, scheduleIds) : undefined;
    if (entry === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    write(entry);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (onChange === undefined) return;
    event.preventDefault();
    const read = readCycle(event.clipboardData.getData('text/plain'), scheduleIds);
    if ('wrong' in read) {
      onWrong(read.wrong);
      return;
    }
    const after = [...entries.slice(0, selected), ...read.entries];
    const rest = entries.slice(after.length);
    const next = [...after, ...rest];
    onChange(isFixed ? next.slice(0, entries.length) : next.slice(0, 366));
  };
  return (
    <div
      ref={row}
      role="listbox"
      aria-label={label}
      aria-orientation="horizontal"
      tabIndex={-1}
      className={styles.strip}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onCopy={(event) => {
        event.preventDefault();
        event.clipboardData.setData('text/plain', writeCycle(entries, scheduleIds));
      }}
    >
      {entries.map((entry, index) => {
        const symbol = symbolOf(entry, scheduleIds);
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the cycle
            key={index}
            role="option"
            data-cell=""
            data-kind={symbol.startsWith('R') ? 'rest' : symbol.startsWith('O') ? 'off' : 'work'}
            aria-selected={index === selected}
            tabIndex={index === selected ? 0 : -1}
            className={classNames(styles.cell, index === selected && styles.selected)}
            title={wordsOf(entry)}
            onFocus={() => onSelect(index)}
            onPointerDown={({ pointerType, button }) => {
              if (pointerType !== 'mouse' || button !== 0) return;
              dragged.current = { from: index, before: entries };
            }}
            onPointerEnter={({ buttons }) => {
              if (buttons === 1) dragTo(index);
              else dragged.current = undefined;
            }}
          >
            <span className={styles.head}>{headOf(index)}</span>{' '}
            <span className={styles.symbol}>{symbol}</span>
            <span className="visually-hidden">: {wordsOf(entry)}</span>
          </div>
        );
      })}
    </div>
  );
}
