/** The six columns and the figures of a day; each opens the reasons that made it. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { DayResult } from '#shared/attendance/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { columnWords } from '../../day/column-words.ts';
import { columns } from '../../day/columns.ts';
import { useFigures } from '../../day/figures.ts';
import { exceptionLooks } from '../../day/looks.ts';
import { useScheduleName } from '../../day/plan-names.ts';
import { reasonText } from '../../day/reason-text.ts';
import { inkClass, LookShape } from '../../day/status.tsx';
import { useFormat } from '../../day/use-format.ts';
import styles from './day.module.css';
import { refOf } from './day-lanes.ts';
import { slotSpans } from './slot-spans.ts';

type Slots = SheetRow['slots'];

/** @param preview - the day as it would be with what is being typed */
export function DayFigures({
  row,
  preview,
  onLight,
}: {
  row: SheetRow;
  preview: DayResult | undefined;
  /** Lights punches while their reason is read. */
  onLight: (refs: readonly string[]) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const scheduleName = useScheduleName();
  const [open, setOpen] = useState<string>();
  const reasons = row.reasons ?? [];
  const figures = useFigures();
  const why = (id: string) => reasons.filter(({ figure }) => figure === id);
  const button = (id: string, word: string) =>
    why(id).length > 0 && (
      <button
        type="button"
        className={styles.why}
        aria-expanded={open === id}
        aria-label={t`Why: ${word}`}
        onClick={() => setOpen(open === id ? undefined : id)}
      >{t`why`}</button>
    );
  const told = (id: string) =>
    open === id && (
      <ul className={styles.reasons}>
        {why(id).map((reason) => (
          <li
            key={`${reason.key}-${reason.text}`}
            onPointerEnter={() => onLight(reason.punches.map(refOf))}
            onPointerLeave={() => onLight([])}
          >
            {reasonText(i18n, format, reason)}
          </li>
        ))}
      </ul>
    );
  const timeOf = (slot: Slots[keyof Slots]) =>
    slot === null ? (
      '—'
    ) : (
      <>
        {format.time(slot.wall)}
        {slot.wall.slice(0, 10) > row.date && <sup className={styles.nextDay}>+1</sup>}
      </>
    );
  const code = { in: ['late-in', 'early-in'], out: ['early-out', 'late-out'] } as const;
  const note = (column: (typeof columns)[number]) => {
    if (column !== 'in' && column !== 'out') return null;
    const found = row.exceptions.find((one) => code[column].some((name) => name === one.code));
    if (found === undefined || found.severity === 'info') return null;
    const look = exceptionLooks[found.code];
    const by = column === 'in' ? row.late : row.early;
    return (
      <span className={`${styles.note} ${inkClass(look)}`}>
        <LookShape look={look} />
        {i18n._(look.word)}
        {by > 0 && ` ${format.spoken(by, 'short')}`}
      </span>
    );
  };
  return (
    <dl className={styles.figures}>
      {columns.map((column) => {
        const slot = row.slots[column];
        const after = preview?.slots[column];
        const isNews = preview !== undefined && after?.wall !== slot?.wall;
        if (slot === null && !isNews && (column === 'ot' || column === 'done')) return null;
        const word = i18n._(columnWords[column]);
        return (
          <div key={column} className={styles.figure}>
            <dt>{word}</dt>
            <dd>
              <span className={slot?.edited ? styles.edited : undefined}>{timeOf(slot)}</span>
              {isNews && <Arrow>{after ? format.time(after.wall) : '—'}</Arrow>}
              {note(column)}
              {button(column, word)}
              {told(column)}
            </dd>
          </div>
        );
      })}
      {row.furtherShifts.map(({ scheduleId, slots }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shifts of a day are known by their order
        <div key={index} className={styles.figure}>
          <dt className={styles.shift}>{t`further shift`}</dt>
          <dd>
            {slotSpans(slots).map(({ column, from, to }) => (
              <span key={column} className={styles.span}>
                {timeOf(from)} – {timeOf(to)}
              </span>
            ))}
            {columns.every((column) => slots[column] === null) && '—'}
            {scheduleId !== row.scheduleId && scheduleId !== null && (
              <span className={styles.muted}>{scheduleName(scheduleId)}</span>
            )}
          </dd>
        </div>
      ))}
      {figures.map(({ id, word, value, isAlways }) => {
        const before = value(row);
        const after = preview === undefined ? before : value(preview);
        if (before === 0 && after === 0 && !isAlways) return null;
        return (
          <div key={id} className={styles.figure}>
            <dt>{word}</dt>
            <dd>
              <span>{format.duration(before)}</span>
              {after !== before && <Arrow>{format.duration(after)}</Arrow>}
              {button(id, word)}
              {told(id)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Arrow({ children }: { children: string }) {
  const { t } = useLingui();
  return (
    <span className={styles.after}>
      <span aria-hidden="true">→</span>
      <span className="visually-hidden">{t`would be`}</span>
      {children}
    </span>
  );
}
