/** The month of a company, made up: everybody punches four times on each of 23 days, at terminals of the own site. @module */

import type { TerminalRecord } from '../../shared/punch/punch.ts';
import { requireSerial, type Serial } from '../../shared/punch/serial.ts';

/** A record with the terminal that holds it. */
export interface HeldRecord extends TerminalRecord {
  serial: Serial;
}

const terminals = 8;
const daysWorked = 23;
const firstPin = 10_001;
const minute = 60;
const times = [8 * 60 + 50, 12 * 60, 12 * 60 + 40, 17 * 60 + 45] as const;

/** First and last day of the month, and how many days it has. */
export const month = { from: '2026-10-01', to: '2026-11-01', days: 31 } as const;

/** Serial numbers of the terminals. */
export const serials: readonly Serial[] = Array.from({ length: terminals }, (_, at) =>
  requireSerial(`BENCH000000${at + 1}`),
);

/** PINs of so many people. */
export function pinsOf(people: number): string[] {
  return Array.from({ length: people }, (_, at) => String(firstPin + at));
}

/** A number below `limit` that depends on nothing but what is given. */
function spread(limit: number, ...parts: number[]): number {
  let hash = 2_166_136_261;
  for (const part of parts) hash = Math.imul(hash ^ part, 16_777_619) ^ (hash >>> 13);
  return (hash >>> 0) % limit;
}

/** One person's records of the month, in order of time. */
export function recordsOf(pin: string): HeldRecord[] {
  const number = Number(pin);
  const serial = serials[number % terminals];
  if (serial === undefined) throw new Error('there is no terminal');
  return Array.from({ length: daysWorked }, (_, day) =>
    times.map((time, turn): HeldRecord => {
      const seconds = time * minute + spread(20 * minute, number, day, turn);
      const moment = Date.UTC(2026, 9, 1 + day + Math.floor(day / 5) * 2) + seconds * 1_000;
      const text = new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
      return { serial, pin, time: text, status: 255, verify: 1, workCode: '' };
    }),
  ).flat();
}

/** Everybody's records in the order in which terminals write them. */
export function* recordsOfAll(people: number): Generator<HeldRecord> {
  const all = pinsOf(people).flatMap(recordsOf);
  all.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  yield* all;
}
