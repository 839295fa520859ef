/** The list of what has arrived: newest first, each punch once, 200 of them. @module */

import type { api } from '../api/index.ts';

/** A punch as the list of arrivals has it. */
export type ArrivedPunch = Awaited<ReturnType<typeof api.listPunches>>['items'][number];

/** What has arrived, and the cursor that gives what comes next. */
export interface Arrivals {
  /** Newest first. */
  punches: readonly ArrivedPunch[];
  resumeCursor: string | undefined;
}

/** So many are kept. */
export const mostArrivals = 200;

/** What makes a punch one and the same. */
export function keyOf({ serial, pin, wallTime, status, receivedAt }: ArrivedPunch): string {
  return `${serial} ${pin} ${wallTime} ${status} ${receivedAt}`;
}

/** Puts what is new on top; what was already there is not repeated, and the oldest fall out. Both lists newest first. */
export function withNews(
  known: readonly ArrivedPunch[],
  news: readonly ArrivedPunch[],
): readonly ArrivedPunch[] {
  const seen = new Set(known.map(keyOf));
  const added = news.filter((punch) => {
    const key = keyOf(punch);
    return !seen.has(key) && seen.add(key);
  });
  return added.length === 0 ? known : [...added, ...known].slice(0, mostArrivals);
}

/** How many of the list came after it was frozen. */
export function newSince(now: readonly ArrivedPunch[], frozen: readonly ArrivedPunch[]): number {
  const first = frozen[0];
  if (first === undefined) return now.length;
  const key = keyOf(first);
  const at = now.findIndex((punch) => keyOf(punch) === key);
  return at === -1 ? now.length : at;
}
