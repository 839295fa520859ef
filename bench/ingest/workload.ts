/** The ingest benchmark sends this log: sample users who punch four times a day. @module */

import type { TerminalRecord } from '../../shared/punch/punch.ts';
import { requireSerial } from '../../shared/punch/serial.ts';

/** Serial number of the terminal whose log is sent. */
export const benchSerial = requireSerial('BENCH0000001');

const firstDay = Date.UTC(2025, 0, 6);
const dayMilliseconds = 86_400_000;
const punchesPerDay = 4;
const hours = [9, 12, 13, 18] as const;

/**
 * A terminal's log in the order in which it was written: every user punches four times a day.
 * @param count - records wanted
 * @param users - people who punch
 */
export function benchRecords(count: number, users: number): TerminalRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const user = index % users;
    const turn = Math.floor(index / users);
    const day = Math.floor(turn / punchesPerDay);
    const slot = turn % punchesPerDay;
    const seconds = (hours[slot] ?? 0) * 3600 + user;
    const moment = new Date(firstDay + day * dayMilliseconds + seconds * 1000).toISOString();
    return {
      pin: String(1001 + user),
      time: moment.slice(0, 19).replace('T', ' '),
      status: slot % 2,
      verify: 1,
      workCode: '',
    };
  });
}
