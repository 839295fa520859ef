/** A person's days as a table, whose times can be changed in place. @module */

import { useLingui } from '@lingui/react/macro';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Column } from '#shared/attendance/model/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { columnWords } from '../../day/column-words.ts';
import { columns } from '../../day/columns.ts';
import { glanceOfRow } from '../../day/day-cell.tsx';
import { exceptionLooks, flagLooks, markLooks, statusLooks } from '../../day/looks.ts';
import { useScheduleName } from '../../day/plan-names.ts';
import { shapeOfDay } from '../../day/shape-of-day.ts';
import { inkClass, LookShape } from '../../day/status.tsx';
import { useFormat } from '../../day/use-format.ts';
import { useEnterMany } from '../../entries/enter-many.ts';
import { cellAfterKey } from '../matrix/movement.ts';
import styles from './person.module.css';
import { SlotEditor } from './slot-editor.tsx';

/** A cell of the table; column -1 is the date. */
interface Place {
  readonly row: number;
  readonly column: number;
}

const sum = (paid: readonly { seconds: number }[]) => paid.reduce((all, { seconds }) => all + seconds, 0);

/** @param days - every day of the period; those without a row are shown as not computed */
export function PersonTable({
  days,
  rows,
  mayEdit,
  flash,
  openDate,
  onOpen,
}: {
  days: readonly LocalDate[];
  rows: readonly SheetRow[];
  mayEdit: boolean;
  flash: ReadonlySet<string> | undefined;
  openDate: string | undefined;
  onOpen: (date: LocalDate) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const table = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: -1 });
  const [editing, setEditing] = useState<{ place: Place; first: string | undefined }>();
  const wantsFocus = useRef(false);
  const many = useEnterMany();
  const byDate = new Map(rows.map((row) => [row.date as string, row]));
  const rowAt = (index: number) => byDate.get(days[index] ?? '');

  useEffect(() => {
    if (!wantsFocus.current || editing !== undefined) return;
    wantsFocus.current = false;
    table.current?.querySelector<HTMLElement>('[data-place][tabindex="0"]')?.focus();
  });

  const moveTime = (direction: 1 | -1) => {
    const row = rowAt(place.row);
    const from = columns[place.column];
    const to = columns[place.column + direction];
    const slot = from && row?.slots[from];
    if (!row || !from || !to || !slot) return;
    const reason = t`Moved from ${i18n._(columnWords[from])} to ${i18n._(columnWords[to])}`;
    const common = { kind: 'set-slot', userId: row.userId, date: row.date, reason } as const;
    many.mutate({
      kind: 'correction',
      items: [
        { ...common, column: to, wallTime: slot.wall },
        { ...common, column: from, wallTime: null },
      ],
    });
    setPlace({ row: place.row, column: place.column + direction });
    wantsFocus.current = true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== undefined || !(event.target instanceof HTMLElement) || !event.target.dataset.place)
      return;
    const { row, column } = place;
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      if (mayEdit) moveTime(event.key === 'ArrowRight' ? 1 : -1);
      return;
    }
    const canEdit = mayEdit && column >= 0 && rowAt(row) !== undefined;
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      const date = days[row];
      if (canEdit) setEditing({ place, first: undefined });
      else if (date) onOpen(date);
      return;
    }
    if (canEdit && /^\d$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      setEditing({ place, first: event.key });
      return;
    }
    const size = { rows: days.length, columns: columns.length, pageRows: 7 };
    const next = cellAfterKey(
      place,
      { key: event.key, ctrl: event.ctrlKey || event.metaKey },
      size,
      document.documentElement.dir === 'rtl',
    );
    if (next === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    setPlace(next);
  };

  const onFocus = ({ target }: FocusEvent) => {
    const at = target instanceof HTMLElement ? target.dataset.place?.split(':').map(Number) : undefined;
    const [row, column] = at ?? [];
    if (row === undefined || column === undefined) return;
    if (row !== place.row || column !== place.column) setPlace({ row, column });
  };

  const tabIndex = (row: number, column: number) => (place.row === row && place.column === column ? 0 : -1);
  const remarkOf = ({ remark, exceptions }: SheetRow) =>
    [
      ...(remark === '' ? [] : [remark]),
      ...exceptions
        .filter(({ severity }) => severity !== 'info')
        .map(({ code }) => i18n._(exceptionLooks[code].word)),
    ].join(' · ');
  const duration = (seconds: number) => (seconds === 0 ? '' : format.duration(seconds));

  const slotCell = (row: SheetRow, index: number, column: Column, at: number) => {
    const slot = row.slots[column];
    const isEditing = editing?.place.row === index && editing.place.column === at;
    const isLate = column === 'in' && row.exceptions.some(({ code }) => code === 'late-in');
    const isEarly = column === 'out' && row.exceptions.some(({ code }) => code === 'early-out');
    const isMissing =
      (column === 'in' && row.exceptions.some(({ code }) => code === 'missing-in')) ||
      (column === 'out' && row.exceptions.some(({ code }) => code === 'missing-out'));
    const look = isLate
      ? exceptionLooks['late-in']
      : isEarly
        ? exceptionLooks['early-out']
        : isMissing
          ? exceptionLooks[column === 'in' ? 'missing-in' : 'missing-out']
          : undefined;
    const nextDay = slot !== null && slot.wall.slice(0, 10) > row.date ? t`+1` : '';
    return (
      <td key={column} className={`${styles.slot} ${look ? inkClass(look) : ''}`}>
        {isEditing && (
          <SlotEditor
            row={row}
            column={column}
            first={editing.first}
            onDone={() => {
              wantsFocus.current = true;
              setEditing(undefined);
            }}
          />
        )}
        <button
          type="button"
          data-place={`${index}:${at}`}
          tabIndex={tabIndex(index, at)}
          className={`${styles.time} ${slot?.edited ? styles.edited : ''}`}
          title={slot?.edited ? t`Set by HR` : undefined}
          aria-label={`${i18n._(columnWords[column])} ${slot === null ? t`empty` : format.time(slot.wall)}${
            look ? `, ${i18n._(look.word)}` : ''
          }${slot?.edited ? `, ${i18n._(flagLooks.edited.word)}` : ''}`}
          onClick={() => {
            setPlace({ row: index, column: at });
            if (mayEdit) setEditing({ place: { row: index, column: at }, first: undefined });
            else onOpen(row.date as LocalDate);
          }}
        >
          {look && <LookShape look={look} />}
          {slot === null ? (isMissing ? '—' : '') : format.time(slot.wall)}
          {nextDay !== '' && <sup>{nextDay}</sup>}
        </button>
      </td>
    );
  };

  return (
    <div className={styles.scroller}>
      <table ref={table} className={styles.table} onKeyDown={onKeyDown} onFocus={onFocus}>
        <thead>
          <tr>
            <th scope="col">{t`Date`}</th>
            <th scope="col">{t({ message: 'Day', context: 'column' })}</th>
            <th scope="col">{t`Schedule`}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {i18n._(columnWords[column])}
              </th>
            ))}
            <th scope="col" className={styles.number}>
              {t({ message: 'Work', context: 'column' })}
            </th>
            <th scope="col" className={styles.number}>{t`Overtime`}</th>
            <th scope="col" className={styles.number}>{t`Diff OT`}</th>
            <th scope="col" className={styles.number}>
              {t({ message: 'Short', context: 'column' })}
            </th>
            <th scope="col" className={styles.number}>
              {t({ message: 'Late', context: 'column' })}
            </th>
            <th scope="col">{t({ message: 'Leave', context: 'column' })}</th>
            <th scope="col">{t`Remark`}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((date, index) => {
            const row = byDate.get(date);
            const mark = row && shapeOfDay(glanceOfRow(row));
            const look = mark && markLooks[mark];
            return (
              <DayRows
                key={date}
                further={furtherOf(row)}
                scheduleId={row?.scheduleId}
                date={date}
                main={
                  <tr
                    data-kind={row?.dayType}
                    data-open={openDate === date || undefined}
                    data-flash={(row && flash?.has(`${row.userId}:${date}`)) || undefined}
                  >
                    <th scope="row">
                      <button
                        type="button"
                        data-place={`${index}:-1`}
                        tabIndex={tabIndex(index, -1)}
                        className={styles.date}
                        onClick={() => {
                          setPlace({ row: index, column: -1 });
                          onOpen(date);
                        }}
                      >
                        {format.date(date, 'day')}
                      </button>
                    </th>
                    {row === undefined ? (
                      <td colSpan={15} className={styles.muted}>
                        {t`not computed yet`}
                      </td>
                    ) : (
                      <>
                        <td>
                          {look && (
                            <span className={`${styles.status} ${mark === 'present' ? '' : inkClass(look)}`}>
                              <LookShape look={look} />
                              {i18n._(
                                (mark === 'late' || mark === 'early' ? statusLooks[row.status] : look).word,
                              )}
                              {row.lockId !== undefined && <LookShape look={flagLooks.locked} />}
                              {row.adjustment !== undefined && <LookShape look={flagLooks.adjusted} />}
                            </span>
                          )}
                        </td>
                        <ScheduleCell id={row.scheduleId} />
                        {columns.map((column, at) => slotCell(row, index, column, at))}
                        <td className={styles.number}>{duration(row.worked)}</td>
                        <td className={styles.number}>
                          {duration(sum(row.overtime))}
                          {row.overtime.some(({ approved }) => !approved) && (
                            <span
                              className={inkClass(flagLooks['to-approve'])}
                              title={i18n._(flagLooks['to-approve'].word)}
                            >
                              {' •'}
                            </span>
                          )}
                        </td>
                        <td className={styles.number}>{duration(row.diffOt)}</td>
                        <td className={styles.number}>{duration(row.short)}</td>
                        <td className={styles.number}>{duration(row.late)}</td>
                        <td>{row.leave.map(({ type }) => type).join(', ')}</td>
                        <td className={styles.remark} title={remarkOf(row)}>
                          {remarkOf(row)}
                        </td>
                      </>
                    )}
                  </tr>
                }
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The schedule of a day or shift; a long name is cut off, and whole in its title. */
function ScheduleCell({ id }: { id: SheetRow['scheduleId'] }) {
  const scheduleName = useScheduleName();
  const name = id === null ? '' : scheduleName(id);
  return (
    <td className={`${styles.muted} ${styles.schedule}`} title={name}>
      {name}
    </td>
  );
}

/** The further shifts of a day; none where nothing was worked, because a day without a time says so once. */
function furtherOf(row: SheetRow | undefined): SheetRow['furtherShifts'] {
  if (row === undefined) return [];
  const hasTimes = [row, ...row.furtherShifts].some(({ slots }) =>
    columns.some((column) => slots[column] !== null),
  );
  return hasTimes ? row.furtherShifts : [];
}

/** A day's row, and a line for each further shift of it. @param scheduleId - of the day, not said again for each shift */
function DayRows({
  main,
  further,
  scheduleId: ofDay,
  date,
}: {
  main: ReactNode;
  further: SheetRow['furtherShifts'];
  scheduleId: SheetRow['scheduleId'] | undefined;
  date: LocalDate;
}) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      {main}
      {further.map(({ scheduleId, slots }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shifts of a day are known by their order
        <tr key={index} className={styles.further}>
          <td />
          <td className={styles.muted}>{t`further shift`}</td>
          <ScheduleCell id={scheduleId === ofDay ? null : scheduleId} />
          {columns.map((column) => (
            <td key={column} className={slots[column]?.edited ? styles.edited : undefined}>
              {slots[column] === null
                ? column === 'in' && columns.every((one) => slots[one] === null) && '—'
                : format.time(slots[column].wall)}
              {slots[column] !== null && slots[column].wall.slice(0, 10) > date && <sup>{t`+1`}</sup>}
            </td>
          ))}
          <td colSpan={7} />
        </tr>
      ))}
    </>
  );
}
