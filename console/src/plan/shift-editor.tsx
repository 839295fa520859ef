/** One shift: its bar, and every handle of it as a field, for phones and for readers of screens. @module */

import { useLingui } from '@lingui/react/macro';
import { Trash2 } from 'lucide-react';
import { type Column, columns, type Shift } from '#shared/attendance/model/index.ts';
import { columnWords } from '../day/column-words.ts';
import { useFormat } from '../day/use-format.ts';
import { IconButton } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { TimeField } from '../ui/time-field.tsx';
import { ShiftBar } from './shift-bar.tsx';
import styles from './shift-editor.module.css';
import {
  hasPair,
  plannedMinutes,
  scheduledTimes,
  type WindowRules,
  withPair,
  withTime,
} from './shift-times.ts';

/** The editor of a shift. */
export interface ShiftEditorProps {
  /** "Monday", or nothing where there is one day only. */
  dayName?: string | undefined;
  /** Its number in the day, where the day has several. */
  number?: number | undefined;
  shift: Shift;
  windows: WindowRules;
  isReadOnly: boolean;
  onChange: (shift: Shift) => void;
  onRemove?: (() => void) | undefined;
  problem?: string | undefined;
}

/** Bar, fields, and what else a shift says. */
export function ShiftEditor(props: ShiftEditorProps) {
  const { dayName, number, shift, windows, isReadOnly, onChange, onRemove, problem } = props;
  const { t } = useLingui();
  const format = useFormat();
  const title = number === undefined ? t`Shift` : t`Shift ${number}`;
  const label = dayName === undefined ? title : `${dayName}, ${title}`;
  const hours = format.duration(plannedMinutes(shift) * 60);
  const crosses = (scheduledTimes(shift).find(({ column }) => column === 'out')?.at ?? 0) >= 1_440;
  return (
    <div className={styles.shift}>
      <header className={styles.head}>
        <h4 className={styles.title}>{title}</h4>
        <p className={styles.hours}>
          {t`${hours} h of work`}
          {crosses && `, ${t`ends on the next day`}`}
        </p>
        {onRemove && !isReadOnly && (
          <IconButton label={t`Remove ${label}`} size="small" onPress={onRemove}>
            <Trash2 />
          </IconButton>
        )}
      </header>
      <ShiftBar label={label} shift={shift} windows={windows} onChange={isReadOnly ? undefined : onChange} />
      <div className={styles.fields}>
        {columns.map((column) => (
          <SlotField key={column} column={column} shift={shift} isReadOnly={isReadOnly} onChange={onChange} />
        ))}
      </div>
      <div className={styles.ticks}>
        <Checkbox
          isSelected={hasPair(shift, 'break')}
          isDisabled={isReadOnly}
          onChange={(isThere) => onChange(withPair(shift, 'break', isThere))}
        >
          {t`Has a break`}
        </Checkbox>
        {hasPair(shift, 'break') && (
          <Checkbox
            isSelected={shift.paidBreak}
            isDisabled={isReadOnly}
            onChange={(paidBreak) => onChange({ ...shift, paidBreak })}
          >
            {t`The break is paid`}
          </Checkbox>
        )}
        <Checkbox
          isSelected={hasPair(shift, 'overtime')}
          isDisabled={isReadOnly}
          onChange={(isThere) => onChange(withPair(shift, 'overtime', isThere))}
        >
          {t`Has times for overtime`}
        </Checkbox>
        <Checkbox
          isSelected={shift.outOnNextDay}
          isDisabled={isReadOnly}
          onChange={(outOnNextDay) => onChange({ ...shift, outOnNextDay })}
        >
          {t`A duty of 24 hours or more`}
        </Checkbox>
      </div>
      {problem !== undefined && (
        <p role="status" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

interface SlotFieldProps {
  column: Column;
  shift: Shift;
  isReadOnly: boolean;
  onChange: (shift: Shift) => void;
}

function SlotField({ column, shift, isReadOnly, onChange }: SlotFieldProps) {
  const { t, i18n } = useLingui();
  const value = shift.slots[column];
  const isOptional = column !== 'in' && column !== 'out';
  if (value === undefined) return null;
  const at = scheduledTimes(shift).find((time) => time.column === column)?.at ?? 0;
  const word = i18n._(columnWords[column]);
  return (
    <TimeField
      label={at >= 1_440 ? t`${word}, next day` : word}
      value={value}
      isReadOnly={isReadOnly}
      onChange={(time) => {
        if (time !== null) onChange(withTime(shift, column, time));
        else if (isOptional) onChange(withTime(shift, column, undefined));
      }}
    />
  );
}
