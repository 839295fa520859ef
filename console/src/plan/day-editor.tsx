/** A day of a schedule: its type, and up to three shifts. @module */

import { useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import type { DayDefinition, Shift } from '#shared/attendance/model/index.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import styles from './day-editor.module.css';
import { choicesOf, dayTypeWords, problemWords } from './plan-words.ts';
import type { ScheduleProblem } from './schedule-problems.ts';
import { ShiftEditor } from './shift-editor.tsx';
import { furtherShift, type WindowRules } from './shift-times.ts';

/** The editor of a day. */
export interface DayEditorProps {
  dayName?: string | undefined;
  day: DayDefinition;
  windows: WindowRules;
  problems: readonly ScheduleProblem[];
  isReadOnly: boolean;
  onChange: (day: DayDefinition) => void;
  /** Beside the day type. */
  children?: React.ReactNode;
}

/** Day type and shifts. */
export function DayEditor(props: DayEditorProps) {
  const { dayName, day, windows, problems, isReadOnly, onChange, children } = props;
  const { t, i18n } = useLingui();
  const ofDay = problems.find(({ kind }) => kind === 'no-shift');
  const setType = (dayType: DayDefinition['dayType']) => {
    const isBare = dayType === 'workday' && day.shifts.length === 0;
    onChange({ ...day, dayType, shifts: isBare ? [furtherShift([])] : day.shifts });
  };
  return (
    <div className={styles.day}>
      <div className={styles.line}>
        <Select
          label={t`Day type`}
          items={choicesOf(i18n, dayTypeWords)}
          value={day.dayType}
          isDisabled={isReadOnly}
          error={ofDay && i18n._(problemWords[ofDay.kind])}
          onChange={setType}
        />
        {children}
      </div>
      <ShiftList
        dayName={dayName}
        shifts={day.shifts}
        most={3}
        windows={windows}
        problems={problems}
        isReadOnly={isReadOnly}
        onChange={(shifts) => onChange({ ...day, shifts: [...shifts] })}
      />
    </div>
  );
}

/** Shifts one below the other. */
export interface ShiftListProps {
  dayName?: string | undefined;
  shifts: readonly Shift[];
  /** How many there may be. */
  most: number;
  /** How many there are at least. */
  least?: number;
  windows: WindowRules;
  problems: readonly ScheduleProblem[];
  isReadOnly: boolean;
  onChange: (shifts: readonly Shift[]) => void;
}

/** Shifts one below the other, with a button for a further one. */
export function ShiftList(props: ShiftListProps) {
  const { dayName, shifts, most, least = 0, windows, problems, isReadOnly, onChange } = props;
  const { t, i18n } = useLingui();
  return (
    <>
      {shifts.map((shift, index) => {
        const problem = problems.find((one) => one.shift === index);
        return (
          <ShiftEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: a shift is its place in the day
            key={index}
            dayName={dayName}
            number={shifts.length > 1 ? index + 1 : undefined}
            shift={shift}
            windows={windows}
            isReadOnly={isReadOnly}
            problem={problem && i18n._(problemWords[problem.kind])}
            onChange={(next) => onChange(shifts.with(index, next))}
            onRemove={shifts.length > least ? () => onChange(shifts.toSpliced(index, 1)) : undefined}
          />
        );
      })}
      {!isReadOnly && shifts.length < most && (
        <div>
          <Button
            size="small"
            icon={<Plus size={16} />}
            onPress={() => onChange([...shifts, furtherShift(shifts)])}
          >
            {shifts.length === 0 ? t`Add a shift` : t`Add another shift`}
          </Button>
        </div>
      )}
    </>
  );
}
