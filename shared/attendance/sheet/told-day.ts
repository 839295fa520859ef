/** Puts what a day says into sentences: its reasons, its ignored punches and its adjustment. @module */

import { phrase, told } from '#shared/reasons/index.ts';
import type { DayResult, Sayings } from '../model/index.ts';

/** What of a day can be put into sentences; a summary has less. */
type Silent = Partial<Pick<DayResult, 'reasons' | 'ignored' | 'adjustment'>>;

/**
 * A day with the sentences of its reasons, ignored punches and adjustment. What the day does not have, it does not get.
 * @param day - a row as computed or stored
 */
export function toldDay<D extends Silent>(day: D): Omit<D, keyof Silent> & Sayings {
  const { reasons, ignored, adjustment, ...rest } = day;
  return {
    ...rest,
    ...(reasons !== undefined && { reasons: reasons.map(told) }),
    ...(ignored !== undefined && {
      ignored: ignored.map((punch) => ({ ...punch, reason: toldIgnored(punch.reason) })),
    }),
    ...(adjustment !== undefined && { adjustment: { ...adjustment, reason: told(adjustment.reason) } }),
  };
}

/** Why a punch took no part, as a sentence. */
export function toldIgnored(reason: DayResult['ignored'][number]['reason']) {
  return told(phrase(`ignored.${reason}`, {}));
}
