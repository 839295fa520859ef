/** Edits the time of a column in its cell: the time first, then why. @module */

import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { Column } from '#shared/attendance/model/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { columnWords } from '../../day/column-words.ts';
import { useFormat } from '../../day/use-format.ts';
import { type NewCorrection, useEnter } from '../../entries/enter.ts';
import { lastReasons } from '../../entries/reasons.ts';
import { correctionOfTyped } from '../../entries/time-form.tsx';
import { readTypedTime } from '../../entries/typed-time.ts';
import { ProblemNote } from '../../problems/problem-note.tsx';
import styles from './person.module.css';

/** @param first - the character with which typing began, in place of the time of now */
export function SlotEditor({
  row,
  column,
  first,
  onDone,
}: {
  row: SheetRow;
  column: Column;
  first: string | undefined;
  onDone: () => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const slot = row.slots[column];
  const [typed, setTyped] = useState(first ?? (slot === null ? '' : slot.wall.slice(11, 16)));
  const [step, setStep] = useState<'time' | 'reason'>('time');
  const [reason, setReason] = useState('');
  const [offered] = useState(lastReasons);
  const input = useRef<HTMLInputElement>(null);
  const { mutate, isPending, error } = useEnter(onDone);
  const isEmptied = typed.trim() === '';
  const emptied: NewCorrection = {
    kind: 'set-slot',
    userId: row.userId,
    date: row.date,
    column,
    wallTime: null,
    reason: reason.trim(),
  };
  const correction = isEmptied ? emptied : correctionOfTyped(row, column, typed, reason.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step has its own field
  useEffect(() => {
    input.current?.focus();
    if (step === 'time' && first === undefined) input.current?.select();
  }, [step]);
  const word = i18n._(columnWords[column]);
  const what = `${word}, ${format.date(row.date, 'spoken')}`;
  const isTime = step === 'time';
  const send = (why: string) => {
    if (correction === undefined || why.trim() === '') return;
    mutate({ kind: 'correction', body: { ...correction, reason: why.trim() } });
  };
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTime) send(reason);
        else if (correction !== undefined) setStep('reason');
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (isTime) onDone();
        else setStep('time');
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && !isPending && isTime) onDone();
      }}
    >
      <input
        key={step}
        ref={input}
        className={styles.input}
        aria-label={isTime ? what : t`Why is it changed?`}
        aria-invalid={isTime && correction === undefined}
        value={isTime ? typed : reason}
        placeholder={isTime ? '18:03' : t`Reason`}
        maxLength={isTime ? 12 : 500}
        data-step={step}
        disabled={isPending}
        onChange={(event) => (isTime ? setTyped : setReason)(event.target.value)}
      />
      {!isTime && (
        <div className={styles.why}>
          <p className={styles.hint}>
            {isEmptied
              ? t`${word} is emptied. Enter saves, Esc goes back.`
              : t`${word} becomes ${readTypedTime(typed)?.time ?? typed.trim()}. Enter saves, Esc goes back.`}
          </p>
          {offered.length > 0 && (
            <ul className={styles.offered} aria-label={t`Reasons given before`}>
              {offered.slice(0, 4).map((one) => (
                <li key={one}>
                  <button type="button" className={styles.offer} onClick={() => send(one)}>
                    {one}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {error && <ProblemNote error={error} />}
        </div>
      )}
    </form>
  );
}
