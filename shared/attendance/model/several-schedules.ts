/** Schema of a date on which somebody works by several schedules. @module */

import * as z from 'zod';
import { Id } from './common.ts';

/** Schedules that are worked on a date beside its first one; their shifts stand in one row. */
export const FurtherScheduleIds = z
  .array(Id)
  .min(1, 'name a schedule, or leave the list out')
  .max(2, 'a date has at most three schedules');

/** Whether no schedule of a date is named twice, and none stands beside no schedule at all. */
export function areSeveralSchedules(named: {
  readonly scheduleId?: string | null | undefined;
  readonly furtherScheduleIds?: readonly string[] | undefined;
}): boolean {
  const { scheduleId, furtherScheduleIds = [] } = named;
  if (furtherScheduleIds.length === 0) return true;
  const ids = [...furtherScheduleIds, ...(typeof scheduleId === 'string' ? [scheduleId] : [])];
  return scheduleId !== null && new Set(ids).size === ids.length;
}

/** What is wrong where {@link areSeveralSchedules} does not hold. */
export const severalSchedulesError = {
  path: ['furtherScheduleIds'],
  error: 'name each schedule of the date once, the first one in scheduleId',
};
