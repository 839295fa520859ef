/** What stands in the address of these screens. @module */

import { dateOf, oneOf, type RawSearch, textOf, textsOf } from '../ui/search.ts';

/** How the attendance screen shows its period. */
export const attendanceViews = ['matrix', 'day'] as const;

/** The attendance screen: a period, filters, and the day that is open in the drawer. */
export interface AttendanceSearch {
  /** First day. */
  from?: string | undefined;
  /** The day after the last one. */
  to?: string | undefined;
  view?: (typeof attendanceViews)[number] | undefined;
  /** The day of the list of one day. */
  date?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  search?: string | undefined;
  /** Statuses and marks of days; people are kept that have one of them. */
  has?: string[] | undefined;
  sort?: string | undefined;
  /** The open day: user id and date, `1042:2026-03-03`. */
  day?: string | undefined;
  /** A download or a generation that is being watched. */
  download?: string | undefined;
  generation?: string | undefined;
}

/** Reads the address of the attendance screen. */
export function attendanceSearch(raw: RawSearch): AttendanceSearch {
  return {
    from: dateOf(raw.from),
    to: dateOf(raw.to),
    view: oneOf(raw.view, attendanceViews),
    date: dateOf(raw.date),
    department: textOf(raw.department),
    site: textOf(raw.site),
    search: textOf(raw.search),
    has: textsOf(raw.has),
    sort: textOf(raw.sort),
    day: textOf(raw.day),
    download: textOf(raw.download),
    generation: textOf(raw.generation),
  };
}

/** One person's days: the period, the open day, and the filter that the person was found by. */
export type PersonSearch = Omit<AttendanceSearch, 'view' | 'date'>;

/** Reads the address of one person's days. */
export function personSearch(raw: RawSearch): PersonSearch {
  const { view: _view, date: _date, ...rest } = attendanceSearch(raw);
  return rest;
}
