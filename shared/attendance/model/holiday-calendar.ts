/** Schemas of holidays and holiday calendars, in which each date occurs at most once. @module */

import * as z from 'zod';
import { flawOf, phrase } from '#shared/reasons/index.ts';
import { DateText, Id, Name } from './common.ts';

/** A holiday. A half holiday leaves the day a workday and halves its expected time and its thresholds. */
export const Holiday = z.strictObject({ date: DateText, name: Name, half: z.boolean().default(false) });
/** A holiday. */
export type Holiday = z.infer<typeof Holiday>;

/** What HR enters as a holiday calendar; each date at most once. */
export const HolidayCalendar = z.strictObject({
  id: Id,
  name: Name,
  holidays: z.array(Holiday).superRefine((holidays, context) => {
    const seen = new Set<string>();
    for (const [index, { date }] of holidays.entries()) {
      if (seen.has(date))
        context.addIssue({ ...flawOf(phrase('document.date-twice', { date })), path: [index] });
      seen.add(date);
    }
  }),
});
/** A holiday calendar. */
export type HolidayCalendar = z.infer<typeof HolidayCalendar>;
