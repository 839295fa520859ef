/** Adds a time to a day, or sets the time of a column. @module */

import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { Column } from '#shared/attendance/model/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { columnWords } from '../day/column-words.ts';
import { columns } from '../day/columns.ts';
import { useFormat } from '../day/use-format.ts';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type NewCorrection, useEnter } from './enter.ts';
import styles from './entries.module.css';
import { FormFrame } from './form-frame.tsx';
import { ReasonField } from './reason-field.tsx';
import { readTypedTime, wallTimeOfTyped } from './typed-time.ts';

/** Into which column a time goes; `any` leaves that to the rules. */
type Place = Column | 'any';

/** The first column whose time is missing. */
export function missingColumn({
  exceptions,
  slots,
}: Pick<SheetRow, 'exceptions' | 'slots'>): Column | undefined {
  const codes = exceptions.map(({ code }) => code);
  if (codes.includes('missing-in')) return 'in';
  if (codes.includes('missing-out')) return 'out';
  if (codes.includes('missing-break')) return slots.break === null ? 'break' : 'resume';
  return undefined;
}

/** The latest time of the columns before one. */
function timeBefore(slots: SheetRow['slots'], column: Column): string | undefined {
  return columns
    .slice(0, columns.indexOf(column))
    .map((one) => slots[one]?.wall)
    .findLast((wall) => wall !== undefined);
}

/** The correction that a typed time makes; `undefined` while it is no time. */
export function correctionOfTyped(
  { userId, date, slots }: Pick<SheetRow, 'userId' | 'date' | 'slots'>,
  place: Place,
  typed: string,
  reason: string,
): NewCorrection | undefined {
  const time = readTypedTime(typed);
  if (time === undefined) return undefined;
  const day = date as LocalDate;
  const common = { userId, date: day, reason };
  if (place === 'any') {
    return { ...common, kind: 'add-time', wallTime: wallTimeOfTyped(time, day), direction: null };
  }
  const wallTime = wallTimeOfTyped(time, day, timeBefore(slots, place));
  return { ...common, kind: 'set-slot', column: place, wallTime };
}

/** @param onDraft - what would be entered now, so that the day can be computed with it */
export function TimeForm({
  row,
  onDraft,
  onDone,
}: {
  row: SheetRow;
  onDraft: (draft: NewCorrection | undefined) => void;
  onDone: () => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [place, setPlace] = useState<Place>(() => missingColumn(row) ?? 'any');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useEnter(onDone);
  const correction = correctionOfTyped(row, place, typed, reason.trim());
  const draftKey =
    correction &&
    `${place}:${correction.kind === 'set-slot' || correction.kind === 'add-time' ? correction.wallTime : ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time and the column make the draft; the reason does not
  useEffect(() => {
    onDraft(correction);
    return () => onDraft(undefined);
  }, [draftKey]);
  const meant =
    correction !== undefined && 'wallTime' in correction && correction.wallTime !== null
      ? `${format.date(correction.wallTime.slice(0, 10), 'day')} ${format.time(correction.wallTime)}`
      : undefined;
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={correction !== undefined && reason.trim() !== ''}
      verb={t`Add the time`}
      onCancel={onDone}
      onSubmit={() => correction && mutate({ kind: 'correction', body: correction })}
    >
      <div className={styles.pair}>
        <TextField
          label={t`Time`}
          placeholder="1803"
          value={typed}
          onChange={setTyped}
          description={meant ?? t`Such as 1803, 6:03 pm or 0612+1`}
          error={typed.trim() !== '' && correction === undefined ? t`This is no time of day` : undefined}
          isRequired
          autoFocus
        />
        <Select<Place>
          label={t`Column`}
          value={place}
          items={[
            { id: 'any', label: t`By the rules` },
            ...columns.map((column) => ({ id: column, label: i18n._(columnWords[column]) })),
          ]}
          onChange={setPlace}
        />
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormFrame>
  );
}
