/** Why a punch takes no part in the figures. @module */

import { entry } from './entry.ts';

/** One line for each reason for which the engine sets a punch aside. */
export const ofIgnoredPunches = {
  'ignored.double': entry('a second punch within the time of a double punch'),
  'ignored.before-first-day': entry('before the first day of the user'),
  'ignored.in-future': entry('more than a day ahead of the clock'),
  'ignored.clock-suspect': entry("the terminal's clock was wrong"),
  'ignored.voided': entry('taken out by HR'),
  'ignored.not-employed': entry('the user is not employed on that day'),
  'ignored.leading-out': entry('a departure before any arrival'),
  'ignored.second-in': entry('a second arrival without a departure between'),
  'ignored.replaced': entry('a later punch of the same column is kept'),
  'ignored.not-first': entry('the first punch of the column is kept'),
  'ignored.no-direction': entry('its key says neither in nor out'),
  'ignored.informative': entry('between the first and the last punch, for information'),
  'ignored.column-terminal': entry('its terminal does not count for that column'),
  'ignored.corrected': entry('HR has set the column'),
  'ignored.unpaired': entry('without a partner'),
} as const;
