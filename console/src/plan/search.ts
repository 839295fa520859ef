/** What stands in the address of these screens. @module */

import { dateOf, flagOf, type RawSearch, textOf } from '../ui/search.ts';

/** The document that is being looked at, and what of it. */
export interface PlanSearch {
  id?: string | undefined;
  /** The part of it that is in sight. */
  tab?: string | undefined;
  /** The year of a calendar. */
  year?: string | undefined;
  /** Archived ones are listed too. */
  archived?: true | undefined;
}

/** Reads the address of schedules, rosters and calendars. */
export function planSearch(raw: RawSearch): PlanSearch {
  const year = textOf(raw.year);
  return {
    id: textOf(raw.id),
    tab: textOf(raw.tab),
    year: year !== undefined && /^\d{4}$/.test(year) ? year : undefined,
    archived: flagOf(raw.archived),
  };
}

/** People by days: a period and filters. */
export interface BoardSearch {
  from?: string | undefined;
  to?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  search?: string | undefined;
}

/** Reads the address of the roster board. */
export function boardSearch(raw: RawSearch): BoardSearch {
  return {
    from: dateOf(raw.from),
    to: dateOf(raw.to),
    department: textOf(raw.department),
    site: textOf(raw.site),
    search: textOf(raw.search),
  };
}

/** Leave of all people: the same, and the leave type. */
export interface LeaveSearch extends BoardSearch {
  type?: string | undefined;
}

/** Reads the address of the leave screen. */
export function leaveSearch(raw: RawSearch): LeaveSearch {
  return { ...boardSearch(raw), type: textOf(raw.type) };
}
