/** A roster in a line of signs. @module */

import type { DutyRoster } from '#shared/attendance/model/index.ts';
import { weekdays } from '#shared/time/calendar.ts';
import { symbolOf } from './cycle-text.ts';

/** A roster in a line of signs, for the list. */
export function rosterLine(roster: DutyRoster, ids: readonly string[]): string {
  const entries = roster.kind === 'weekly' ? weekdays.map((weekday) => roster.days[weekday]) : roster.entries;
  const shown = entries.slice(0, 28).map((entry) => symbolOf(entry, ids));
  return entries.length > 28 ? `${shown.join(' ')} …` : shown.join(' ');
}
