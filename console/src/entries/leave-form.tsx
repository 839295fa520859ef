/** Enters a leave for one person, or the same for many. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { api } from '../api/index.ts';
import { ComboBox } from '../ui/combo-box.tsx';
import { DateRangePicker } from '../ui/date-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type NewLeave, useEnter } from './enter.ts';
import styles from './entries.module.css';
import { FormFrame } from './form-frame.tsx';
import { ReasonField } from './reason-field.tsx';

/** How much of each day. */
type Portion = 'full' | 'first' | 'second' | 'hours';

/** What a leave is apart from whose it is and when. */
export interface LeaveDetails {
  readonly type: string;
  readonly portion: NewLeave['portion'];
  readonly reason: string;
}

/** The fields of a leave, without the days. */
export function useLeaveFields() {
  const { t } = useLingui();
  const { data } = useQuery({
    queryKey: ['listLeaveTypes'],
    queryFn: ({ signal }) => api.listLeaveTypes({}, { signal }),
    staleTime: 300_000,
  });
  const types = (data?.items ?? []).filter(({ archived }) => !archived);
  const [type, setType] = useState('');
  const [portion, setPortion] = useState<Portion>('full');
  const [minutes, setMinutes] = useState<number | null>(120);
  const [reason, setReason] = useState('');
  const isReady = type.trim() !== '' && (portion !== 'hours' || (minutes ?? 0) > 0);
  const details: LeaveDetails | undefined = isReady
    ? {
        type: type.trim(),
        reason: reason.trim(),
        portion:
          portion === 'full'
            ? { kind: 'full' }
            : portion === 'hours'
              ? { kind: 'hours', minutes: minutes ?? 0 }
              : { kind: 'half', half: portion },
      }
    : undefined;
  const fields = (
    <>
      <div className={styles.pair}>
        {types.length > 0 ? (
          <ComboBox
            label={t`Type of leave`}
            isRequired
            autoFocus
            value={type === '' ? null : type}
            items={types.map((one) => ({
              id: one.type,
              label: one.name ?? one.type,
              description: one.payCode,
            }))}
            onChange={(next) => setType(next ?? '')}
          />
        ) : (
          <TextField
            label={t`Type of leave`}
            description={t`As payroll calls it, such as annual`}
            isRequired
            autoFocus
            maxLength={100}
            value={type}
            onChange={setType}
          />
        )}
        <Select<Portion>
          label={t`Of each day`}
          value={portion}
          items={[
            { id: 'full', label: t`The whole day` },
            { id: 'first', label: t`The first half` },
            { id: 'second', label: t`The second half` },
            { id: 'hours', label: t`Some minutes` },
          ]}
          onChange={setPortion}
        />
      </div>
      {portion === 'hours' && (
        <NumberField
          label={t`Minutes of each day`}
          value={minutes}
          onChange={setMinutes}
          min={1}
          max={1_440}
          step={15}
          suffix={t`min`}
        />
      )}
      <ReasonField value={reason} onChange={setReason} isOptional />
    </>
  );
  return { details, fields };
}

/** @param date - the day for which the form was opened */
export function LeaveForm({ userId, date, onDone }: { userId: string; date: LocalDate; onDone: () => void }) {
  const { t } = useLingui();
  const [days, setDays] = useState({ from: date as string, until: date as string });
  const { details, fields } = useLeaveFields();
  const { mutate, isPending, error } = useEnter(onDone);
  const from = parseLocalDate(days.from);
  const until = parseLocalDate(days.until);
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={details !== undefined && from !== null && until !== null}
      verb={t`Enter the leave`}
      onCancel={onDone}
      onSubmit={() => {
        if (details === undefined || from === null || until === null) return;
        const body = { userId: userId as NewLeave['userId'], from, to: addDays(until, 1), ...details };
        mutate({ kind: 'leave', body });
      }}
    >
      {fields}
      <DateRangePicker label={t`Days`} value={days} onChange={(next) => next && setDays(next)} isRequired />
    </FormFrame>
  );
}
