/** A field for a time of the day: wall time, without a date or a zone. @module */

import { parseTime, type Time } from '@internationalized/date';
import { TimeField as AriaTimeField } from 'react-aria-components/TimeField';
import { Segments } from './date-field.tsx';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import styles from './time-field.module.css';

/** A field for a time of the day. */
export interface TimeFieldProps extends FieldProps {
  /** `HH:MM`, 00:00 to 23:59; null while it is empty or half typed. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A field for a time of the day, always in 24 hours. */
export function TimeField({ value, onChange, ...field }: TimeFieldProps) {
  return (
    <AriaTimeField<Time>
      {...ariaOf(field)}
      className={fieldStyles.field}
      value={timeOf(value)}
      onChange={(next) => onChange(next ? next.toString().slice(0, 5) : null)}
      hourCycle={24}
      granularity="minute"
      shouldForceLeadingZeros
    >
      <FieldLabel {...field} />
      <div className={`${fieldStyles.control} ${styles.control}`}>
        <Segments />
      </div>
      <FieldNotes {...field} />
    </AriaTimeField>
  );
}

function timeOf(text: string | null): Time | null {
  if (text === null || !/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return null;
  return parseTime(text);
}
