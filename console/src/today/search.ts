/** What stands in the address of these screens. @module */

import { flagOf, oneOf, type RawSearch, textOf } from '../ui/search.ts';

/** Where people can be, as the address names it. */
export const presenceStates = [
  'inside',
  'late',
  'out',
  'expected',
  'leave',
  'absent',
  'off',
  'unknown',
] as const;

/** Today: filters, and whether it is shown large on a wall. */
export interface TodaySearch {
  department?: string | undefined;
  site?: string | undefined;
  /** People in this state are listed. */
  state?: (typeof presenceStates)[number] | undefined;
  wall?: true | undefined;
  /** On the wall, people stand by their ids alone. */
  nameless?: true | undefined;
}

/** Reads the address of today. */
export function todaySearch(raw: RawSearch): TodaySearch {
  return {
    department: textOf(raw.department),
    site: textOf(raw.site),
    state: oneOf(raw.state, presenceStates),
    wall: flagOf(raw.wall),
    nameless: flagOf(raw.nameless),
  };
}
