/** What stands in the address of these screens. @module */

import { dateOf, type RawSearch, textOf } from '../ui/search.ts';

/** The document that is being looked at. */
export interface PlanSearch {
  id?: string | undefined;
}

/** Reads the address of schedules, rosters and calendars. */
export function planSearch(raw: RawSearch): PlanSearch {
  return { id: textOf(raw.id) };
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
