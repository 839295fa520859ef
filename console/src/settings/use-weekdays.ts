/** The weekdays by their names. @module */

import { weekdays as ids, type Weekday } from '#shared/time/calendar.ts';
import { useFormat } from '../day/use-format.ts';

/** A Monday: the names are those of the seven days from it on. */
const monday = 5;

/** The weekdays, Monday first. */
export function useWeekdays(): { id: Weekday; label: string }[] {
  const format = useFormat();
  return ids.map((id, index) => ({
    id,
    label: format.date(`2026-01-${String(monday + index).padStart(2, '0')}`, 'weekdayLong'),
  }));
}
