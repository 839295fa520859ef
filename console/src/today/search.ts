/** What stands in the address of these screens. @module */

import { flagOf, type RawSearch, textOf } from '../ui/search.ts';

/** Today: filters, and whether it is shown large on a wall. */
export interface TodaySearch {
  department?: string | undefined;
  site?: string | undefined;
  /** People in this state are listed. */
  state?: string | undefined;
  wall?: true | undefined;
}

/** Reads the address of today. */
export function todaySearch(raw: RawSearch): TodaySearch {
  return {
    department: textOf(raw.department),
    site: textOf(raw.site),
    state: textOf(raw.state),
    wall: flagOf(raw.wall),
  };
}
