/** Puts the alerts about a push terminal into words for people. @module */

import type { PushAlert } from './host.ts';

const secondsPerDay = 86_400;

function inWords(seconds: number): string {
  return seconds < 2 * secondsPerDay ? `${seconds} s` : `${Math.floor(seconds / secondsPerDay)} days`;
}

/** An alert for people, as the end of a sentence about the terminal. */
export function describeAlert(alert: PushAlert): string {
  switch (alert.kind) {
    case 'two-addresses':
      return `requests come from ${alert.addresses[0]} and ${alert.addresses[1]}. Do two devices use one serial number?`;
    case 'wrong-key':
      return `a request from ${alert.address} was refused: its communication key was missing or wrong.`;
    case 'wrong-network':
      return `a request from ${alert.address} was refused: the address is outside its networks.`;
    case 'guessed-keys':
      return `${alert.count} wrong communication keys have come from ${alert.address}; the next ones are refused unread for a while.`;
    case 'clock-ahead':
      return `its punches are ${inWords(alert.seconds)} in the future. Check its clock and its zone.`;
    case 'clock-settling':
      return `${alert.rows} punches were made while its clock was being moved to a new zone; their hour is uncertain.`;
    case 'clock-set':
      return `somebody set its clock at ${alert.time}.`;
    case 'server-changed':
      return `somebody changed its server's address at ${alert.time}.`;
    case 'stamp-backwards':
      return `its resume mark of ${alert.table} went back from ${alert.from} to ${alert.to}.`;
    case 'unknown-table':
      return `it sends "${alert.table}", which Rollcall does not know; the content is kept raw.`;
    case 'unreadable-rows':
      return `${alert.rows} rows of ${alert.table} could not be read; they are kept raw.`;
    case 'too-large':
      return `it sends ${alert.bytes} bytes of "${alert.table}" at once, which is more than Rollcall takes; the upload was refused.`;
  }
}
