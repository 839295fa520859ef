/** Names the log events of a push terminal's alerts, the same for the bridge and the cloud. @module */

import type { PushAlert } from './host.ts';

/** The event under which an alert is logged. */
export type PushAlertEvent = `push.${PushAlert['kind']}`;

/** What each means. */
export const pushAlertEvents = {
  'push.two-addresses': 'Requests with one serial number come from two addresses.',
  'push.wrong-key': 'A request without the right communication key was refused.',
  'push.wrong-network': "A request from outside the terminal's networks was refused.",
  'push.guessed-keys': 'So many wrong communication keys have come from an address that it is slowed.',
  'push.clock-ahead': 'The terminal sends punches from the future.',
  'push.clock-settling': 'Punches were made while the clock was being moved to another zone.',
  'push.clock-set': 'Somebody set the clock at the terminal.',
  'push.server-changed': "Somebody changed the server's address at the terminal.",
  'push.stamp-backwards': 'A resume mark of the terminal went back.',
  'push.unknown-table': 'The terminal sends a table that Rollcall does not know; it is kept raw.',
  'push.unreadable-rows': 'Rows could not be read; they are kept raw.',
  'push.too-large': 'The terminal sends more at once than Rollcall takes; it was refused.',
} as const satisfies Record<PushAlertEvent, string>;

/** Names the event of an alert. */
export function eventOfAlert({ kind }: PushAlert): PushAlertEvent {
  return `push.${kind}`;
}
