/** The content of a day's cell, 56 by 32, and of the tooltip above it. @module */

import { useLingui } from '@lingui/react';
import { memo } from 'react';
import type { Column } from '#shared/attendance/model/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { compactDay } from '#shared/reports/day-totals.ts';
import { columnWords } from './column-words.ts';
import styles from './day-cell.module.css';
import { dayParts, figureOf } from './day-text.ts';
import type { Format } from './format-of.ts';
import { exceptionLooks, type Ink, markLooks } from './looks.ts';
import { type DayGlance, marksOfDay, shapeOfDay } from './shape-of-day.ts';
import { Shape } from './shapes.tsx';
import { LookShape } from './status.tsx';
import { useFormat } from './use-format.ts';

/** What the matrix knows of a day that is a row of the sheet. */
export function glanceOfRow(row: SheetRow): DayGlance & Pick<SheetRow, 'exceptions' | 'leave'> {
  // Of what only whole rows have, nothing is looked at.
  const { intervals: _, reasons: __, ignored: ___, adjustment, ...day } = row;
  return {
    ...compactDay({ ...day, ...(adjustment === undefined ? {} : { adjustment }) }),
    exceptions: row.exceptions,
    leave: row.leave,
  };
}

const fills: Partial<Record<Ink, string | undefined>> = {
  late: styles.late,
  absent: styles.absent,
  incomplete: styles.incomplete,
  leave: styles.leave,
  holiday: styles.holiday,
  pending: styles.pending,
  faint: styles.faint,
};

/** What the cell of a day is drawn from. */
export interface DayCellProps {
  /** `undefined` where there is no row yet: not computed, which is neither 0 nor absent. */
  readonly day: DayGlance | undefined;
  /** Writes durations: the same function for all cells, so that they need not be drawn anew. */
  readonly duration: (seconds: number) => string;
  /** Type of leave, where it is known. */
  readonly leaveType?: string | undefined;
}

/** The content of a day's cell: for the eye alone, its cell carries {@link dayText}. Fills the box that it is given. */
export const DayCell = memo(function DayCell({ day, duration, leaveType }: DayCellProps) {
  if (day === undefined) {
    return (
      <span className={`${styles.cell} ${styles.faint}`} aria-hidden="true">
        ·
      </span>
    );
  }
  const mark = shapeOfDay(day);
  const look = markLooks[mark];
  const { edited, adjusted, toApprove } = marksOfDay(day);
  const letter = mark === 'leave' ? (leaveType ?? look.letter) : look.letter;
  const figure = figureOf(day, duration);
  const names = [
    styles.cell,
    mark === 'present' ? '' : (fills[look.ink] ?? ''),
    mark === 'not-employed' ? styles.unemployed : '',
    edited ? styles.edited : '',
  ];
  // A screen holds hundreds of these, and each element in them costs whenever the whole page is styled anew.
  return (
    <span
      className={names.filter(Boolean).join(' ')}
      data-letter={mark === 'present' ? undefined : letter}
      aria-hidden="true"
    >
      {mark !== 'not-employed' && <Shape name={look.shape} className={styles.shape} />}
      {mark === 'leave' && leaveType !== undefined && <span className={styles.shape}>{leaveType}</span>}
      {figure}
      {edited && <Shape name="corner" size={8} className={styles.corner} />}
      {adjusted && <Shape name="delta" size={8} className={styles.delta} />}
      {toApprove && <span className={styles.toApprove} />}
    </span>
  );
});

function TipTimes({ row, format }: { row: SheetRow; format: Format }) {
  const { i18n } = useLingui();
  return (
    <dl className={styles.tipTimes}>
      {(Object.keys(columnWords) as Column[]).map((column) => {
        const slot = row.slots[column];
        return (
          <div key={column} className={styles.pair}>
            <dt>{i18n._(columnWords[column])}</dt>
            <dd className={slot?.edited ? styles.moved : undefined}>
              {slot === null ? '—' : format.time(slot.wall)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/**
 * What the tooltip of a cell says.
 * @param row - the row of the sheet, once it has been read: it alone has the six columns and the exceptions
 */
export function DayTip({ day, row }: { day: DayGlance; row?: SheetRow | undefined }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { exceptions: _, ...glance } = row === undefined ? { ...day, exceptions: [] } : glanceOfRow(row);
  return (
    <div className={styles.tip}>
      <div>
        <div className={styles.tipHead}>{format.date(day.date)}</div>
        <div className={styles.tipParts}>{dayParts(i18n, format, glance).join(' · ')}</div>
      </div>
      {row !== undefined && <TipTimes row={row} format={format} />}
      {row !== undefined && row.exceptions.length > 0 && (
        <ul className={styles.tipLines}>
          {row.exceptions.map(({ code }) => (
            <li key={code}>
              <LookShape look={exceptionLooks[code]} />
              {i18n._(exceptionLooks[code].word)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
