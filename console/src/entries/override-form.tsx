/** Plans a day differently: another schedule, another kind of day, or both. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { allPages, api } from '../api/index.ts';
import { ComboBox } from '../ui/combo-box.tsx';
import { Select } from '../ui/select.tsx';
import { type NewOverride, useEnter } from './enter.ts';
import styles from './entries.module.css';
import { FormFrame } from './form-frame.tsx';
import { ReasonField } from './reason-field.tsx';

type DayType = NonNullable<NewOverride['dayType']>;

/** No schedule at all; ids of schedules have no blanks. */
const noSchedule = 'no schedule';

/** What an override is apart from whose it is and when. */
export type OverrideDetails = Pick<NewOverride, 'scheduleId' | 'dayType' | 'reason'>;

/** The fields of an override. */
export function useOverrideFields() {
  const { t } = useLingui();
  const { data: schedules } = useQuery({
    queryKey: ['listSchedules', 'all'],
    queryFn: ({ signal }) => allPages((cursor) => api.listSchedules({ query: { cursor } }, { signal })),
    staleTime: 60_000,
  });
  const [scheduleId, setScheduleId] = useState<string | null>(null);
  const [dayType, setDayType] = useState<DayType | 'planned'>('planned');
  const [reason, setReason] = useState('');
  const details: OverrideDetails | undefined =
    scheduleId === null && dayType === 'planned'
      ? undefined
      : {
          reason: reason.trim(),
          ...(scheduleId === null
            ? {}
            : {
                scheduleId:
                  scheduleId === noSchedule ? null : (scheduleId as NonNullable<NewOverride['scheduleId']>),
              }),
          ...(dayType === 'planned' ? {} : { dayType }),
        };
  const fields = (
    <>
      <div className={styles.pair}>
        <ComboBox
          label={t`Schedule`}
          placeholder={t`As planned`}
          value={scheduleId}
          items={[
            { id: noSchedule, label: t`No schedule` },
            ...(schedules ?? [])
              .filter(({ archivedAt }) => archivedAt === undefined)
              .map(({ schedule: { id, name } }) => ({ id, label: name, description: id })),
          ]}
          onChange={setScheduleId}
        />
        <Select<DayType | 'planned'>
          label={t`Kind of day`}
          value={dayType}
          items={[
            { id: 'planned', label: t`As planned` },
            { id: 'workday', label: t`Workday` },
            { id: 'restday', label: t`Rest day` },
            { id: 'offday', label: t`Off day` },
            { id: 'holiday', label: t`Holiday` },
          ]}
          onChange={setDayType}
        />
      </div>
      <ReasonField value={reason} onChange={setReason} isOptional />
    </>
  );
  return { details, fields };
}

/** Overrides one day of a person. */
export function OverrideForm({
  userId,
  date,
  onDone,
}: {
  userId: string;
  date: LocalDate;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const { details, fields } = useOverrideFields();
  const { mutate, isPending, error } = useEnter(onDone);
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={details !== undefined}
      verb={t`Override the day`}
      onCancel={onDone}
      onSubmit={() =>
        details &&
        mutate({ kind: 'day-override', body: { userId: userId as NewOverride['userId'], date, ...details } })
      }
    >
      {fields}
    </FormFrame>
  );
}
