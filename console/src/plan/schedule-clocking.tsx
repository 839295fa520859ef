/** The first tab of a schedule: its times, by the kind that it is. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import type { AttendanceRules, ClockingSchedule, DayType } from '#shared/attendance/model/index.ts';
import type { Weekday } from '#shared/time/calendar.ts';
import { useFormat } from '../day/use-format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { DayEditor, ShiftList } from './day-editor.tsx';
import styles from './plan.module.css';
import { choicesOf, dayTypeWords, weekdayName } from './plan-words.ts';
import type { ScheduleProblem } from './schedule-problems.ts';
import { WeekEditor, weekFrom } from './week-editor.tsx';

/** The times of a schedule. */
export interface ScheduleClockingProps {
  schedule: ClockingSchedule;
  rules: AttendanceRules;
  problems: readonly ScheduleProblem[];
  weekStartsOn: Weekday;
  isReadOnly: boolean;
  onChange: (schedule: ClockingSchedule) => void;
}

/** The times of a schedule, by its kind. */
export function ScheduleClocking(props: ScheduleClockingProps) {
  const { schedule, rules, problems, weekStartsOn, isReadOnly, onChange } = props;
  const { t } = useLingui();
  const windows = rules.matching;
  switch (schedule.kind) {
    case 'weekly':
      return (
        <WeekEditor
          days={schedule.days}
          windows={windows}
          problems={problems}
          weekStartsOn={weekStartsOn}
          isReadOnly={isReadOnly}
          onChange={(days) => onChange({ ...schedule, days })}
        />
      );
    case 'daily':
      return (
        <div className={styles.shifts}>
          <DayEditor
            day={schedule.day}
            windows={windows}
            problems={problems}
            isReadOnly={isReadOnly}
            onChange={(day) => onChange({ ...schedule, day })}
          />
        </div>
      );
    case 'open':
      return (
        <>
          <div className={styles.shifts}>
            <ShiftList
              shifts={schedule.shifts}
              most={20}
              least={1}
              windows={windows}
              problems={problems}
              isReadOnly={isReadOnly}
              onChange={(shifts) => onChange({ ...schedule, shifts: [...shifts] })}
            />
          </div>
          <DayTypes
            value={schedule.dayTypes}
            weekStartsOn={weekStartsOn}
            isReadOnly={isReadOnly}
            onChange={(dayTypes) => onChange({ ...schedule, dayTypes })}
          />
        </>
      );
    case 'flexi':
      return (
        <>
          <div className={styles.expected}>
            <NumberField
              label={t`Expected of each workday`}
              suffix={t`min`}
              min={0}
              max={1_440}
              value={schedule.expectedMinutes}
              isDisabled={isReadOnly}
              onChange={(minutes) => minutes !== null && onChange({ ...schedule, expectedMinutes: minutes })}
            />
            <NumberField
              label={t`Or of the whole week`}
              suffix={t`min`}
              min={0}
              max={10_080}
              value={schedule.weeklyExpectedMinutes ?? null}
              isDisabled={isReadOnly}
              onChange={(minutes) => {
                const { weeklyExpectedMinutes: _, ...others } = schedule;
                onChange(minutes === null ? others : { ...others, weeklyExpectedMinutes: minutes });
              }}
            />
          </div>
          <p className={styles.kind}>
            <Trans>
              480 minutes are eight hours. What is expected of the week is for people who choose their days.
            </Trans>
          </p>
          <DayTypes
            value={schedule.dayTypes}
            weekStartsOn={weekStartsOn}
            isReadOnly={isReadOnly}
            onChange={(dayTypes) => onChange({ ...schedule, dayTypes })}
          />
        </>
      );
  }
}

interface DayTypesProps {
  value: Readonly<Record<Weekday, DayType>>;
  weekStartsOn: Weekday;
  isReadOnly: boolean;
  onChange: (value: Record<Weekday, DayType>) => void;
}

function DayTypes({ value, weekStartsOn, isReadOnly, onChange }: DayTypesProps) {
  const { i18n } = useLingui();
  const format = useFormat();
  return (
    <div className={styles.week}>
      {weekFrom(weekStartsOn).map((weekday) => (
        <Select
          key={weekday}
          label={weekdayName(format, weekday)}
          items={choicesOf(i18n, dayTypeWords)}
          value={value[weekday]}
          isDisabled={isReadOnly}
          onChange={(dayType) => onChange({ ...value, [weekday]: dayType })}
        />
      ))}
    </div>
  );
}
