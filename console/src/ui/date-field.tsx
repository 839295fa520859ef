/** Fields for dates, which are `YYYY-MM-DD` outside and a calendar inside. @module */

import { type CalendarDate, parseDate } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from 'react-aria-components/Calendar';
import { DatePicker } from 'react-aria-components/DatePicker';
import {
  DateRangePicker as AriaDateRangePicker,
  Button,
  DateInput,
  DateSegment,
  Group,
  Popover,
} from 'react-aria-components/DateRangePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { RangeCalendar } from 'react-aria-components/RangeCalendar';
import styles from './date-field.module.css';
import { ariaOf, FieldLabel, FieldNotes, type FieldProps, fieldStyles } from './field.tsx';
import { given } from './given.ts';
import { popoverClass } from './popover.tsx';

interface Bounded extends FieldProps {
  /** First and last date that can be chosen, `YYYY-MM-DD`. */
  min?: string | undefined;
  max?: string | undefined;
}

/** A field for a date. */
export interface DateFieldProps extends Bounded {
  /** `YYYY-MM-DD`; null while it is empty or half typed. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A field for a date, typed part by part or chosen in a calendar. */
export function DateField({ value, onChange, min, max, ...field }: DateFieldProps) {
  return (
    <DatePicker<CalendarDate>
      {...ariaOf(field)}
      {...given({ minValue: dateOf(min), maxValue: dateOf(max) })}
      className={fieldStyles.field}
      value={dateOf(value) ?? null}
      onChange={(next) => onChange(next?.toString() ?? null)}
      shouldForceLeadingZeros
    >
      <FieldLabel {...field} />
      <Group className={fieldStyles.control}>
        <Segments />
        <OpenCalendar />
      </Group>
      <FieldNotes {...field} />
      <Popover className={`${popoverClass} ${styles.popover}`} offset={4} data-own-keys="">
        <Dialog className={styles.dialog ?? ''}>
          <Calendar className={styles.calendar ?? ''}>
            <CalendarFace />
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

/** Days from one to another, both of them included. */
export interface DateRange {
  /** First day, `YYYY-MM-DD`. */
  from: string;
  /** Last day, `YYYY-MM-DD`; included, unlike the `to` of addresses and of the API. */
  until: string;
}

/** A field for days from one to another. */
export interface DateRangePickerProps extends Bounded {
  value: DateRange | null;
  onChange: (value: DateRange | null) => void;
}

/** A field for days from one to another. */
export function DateRangePicker({ value, onChange, min, max, ...field }: DateRangePickerProps) {
  const start = dateOf(value?.from);
  const end = dateOf(value?.until);
  return (
    <AriaDateRangePicker<CalendarDate>
      {...ariaOf(field)}
      {...given({ minValue: dateOf(min), maxValue: dateOf(max) })}
      className={fieldStyles.field}
      value={start && end ? { start, end } : null}
      onChange={(next) => onChange(next && { from: next.start.toString(), until: next.end.toString() })}
      shouldForceLeadingZeros
    >
      <FieldLabel {...field} />
      <Group className={fieldStyles.control}>
        <Segments slot="start" />
        <span aria-hidden="true" className={styles.dash}>
          –
        </span>
        <Segments slot="end" />
        <OpenCalendar />
      </Group>
      <FieldNotes {...field} />
      <Popover className={`${popoverClass} ${styles.popover}`} offset={4} data-own-keys="">
        <Dialog className={styles.dialog ?? ''}>
          <RangeCalendar className={styles.calendar ?? ''}>
            <CalendarFace />
          </RangeCalendar>
        </Dialog>
      </Popover>
    </AriaDateRangePicker>
  );
}

/** The parts of a date or a time, each of them typed on its own. */
export function Segments({ slot }: { slot?: 'start' | 'end' }) {
  return (
    <DateInput {...given({ slot })} className={styles.input ?? ''}>
      {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
    </DateInput>
  );
}

function OpenCalendar(): ReactNode {
  return (
    <Button className={`${fieldStyles.inside} ${styles.opens}`}>
      <CalendarDays />
    </Button>
  );
}

function CalendarFace(): ReactNode {
  return (
    <>
      <header className={styles.head}>
        <Button slot="previous" className={fieldStyles.inside}>
          <ChevronLeft />
        </Button>
        <Heading className={styles.month ?? ''} />
        <Button slot="next" className={fieldStyles.inside}>
          <ChevronRight />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="short" className={styles.grid ?? ''}>
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={styles.weekday ?? ''}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={styles.day ?? ''} />}
        </CalendarGridBody>
      </CalendarGrid>
    </>
  );
}

function dateOf(text: string | null | undefined): CalendarDate | undefined {
  if (!text) return undefined;
  try {
    return parseDate(text);
  } catch {
    // Addresses can be typed: a 31 February is no date.
    return undefined;
  }
}
