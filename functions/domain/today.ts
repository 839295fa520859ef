/** Says what the clock and the calendar show in a zone at an instant. @module */

import { wallTimeOf } from '#shared/time/clock-text.ts';
import { dateOf, epochOf, type Instant, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/** The wall time in a zone at an instant. */
export function wallTimeIn(zone: string, at: Instant): WallTime {
  return wallTimeOf(zoneNamed(zone).toWall(Math.floor(epochOf(at) / 1000)));
}

/** The date in a zone at an instant. */
export function todayIn(zone: string, at: Instant): LocalDate {
  return dateOf(wallTimeIn(zone, at));
}
