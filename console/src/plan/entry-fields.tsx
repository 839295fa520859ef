/** One day of a roster as fields: for phones, and for what has no sign of its own. @module */

import { useLingui } from '@lingui/react/macro';
import type { ClockingSchedule, DayType, RosterEntry } from '#shared/attendance/model/index.ts';
import { MultiPicker } from '../ui/combo-box.tsx';
import { Select } from '../ui/select.tsx';
import styles from './plan.module.css';
import { choicesOf, dayTypeWords } from './plan-words.ts';

/** The fields of a day of a roster. */
export interface EntryFieldsProps {
  title: string;
  entry: RosterEntry;
  schedules: readonly ClockingSchedule[];
  isReadOnly: boolean;
  onChange: (entry: RosterEntry) => void;
}

const none = '';

/** Schedule, day type, and schedules that are worked as well. */
export function EntryFields({ title, entry, schedules, isReadOnly, onChange }: EntryFieldsProps) {
  const { t, i18n } = useLingui();
  const { scheduleId, dayType, furtherScheduleIds = [] } = entry;
  const fixed = schedules.filter(({ kind }) => kind === 'weekly' || kind === 'daily');
  const choice = ({ id, name }: ClockingSchedule) => ({ id, label: name, description: id });
  const first = schedules.find(({ id }) => id === scheduleId);
  const mayHaveMore = first !== undefined && (first.kind === 'weekly' || first.kind === 'daily');
  return (
    <fieldset className={styles.entry} aria-label={title}>
      <legend className={styles.entryTitle}>{title}</legend>
      <div className={styles.expected}>
        <Select
          label={t`Schedule`}
          items={[{ id: none, label: t`None` }, ...schedules.map(choice)]}
          value={scheduleId ?? none}
          isDisabled={isReadOnly}
          onChange={(id) => {
            const { furtherScheduleIds: _, ...others } = entry;
            onChange(id === none ? { ...others, scheduleId: null } : { ...entry, scheduleId: id });
          }}
        />
        <Select<DayType | 'as-planned'>
          label={t`Day type`}
          items={[
            { id: 'as-planned', label: scheduleId === null ? t`Off day` : t`As the schedule has it` },
            ...choicesOf(i18n, dayTypeWords),
          ]}
          value={dayType ?? 'as-planned'}
          isDisabled={isReadOnly}
          onChange={(next) => {
            const { dayType: _, ...others } = entry;
            onChange(next === 'as-planned' ? others : { ...others, dayType: next });
          }}
        />
        {(mayHaveMore || furtherScheduleIds.length > 0) && (
          <MultiPicker
            label={t`Worked as well`}
            placeholder={t`Another schedule`}
            items={fixed.filter(({ id }) => id !== scheduleId).map(choice)}
            value={furtherScheduleIds.map((id) => ({
              id,
              label: schedules.find((one) => one.id === id)?.name ?? id,
            }))}
            isDisabled={isReadOnly}
            onChange={(chosen) => {
              const { furtherScheduleIds: _, ...others } = entry;
              const ids = chosen.slice(0, 2).map(({ id }) => id);
              onChange(ids.length === 0 ? others : { ...others, furtherScheduleIds: ids });
            }}
          />
        )}
      </div>
    </fieldset>
  );
}
