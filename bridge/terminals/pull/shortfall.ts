/** Holds a log against the count of its terminal and against its own blanks, for probes and downloads alike. @module */

import type { FaultReport, IncompleteOf } from '#shared/terminal-fault.ts';
import type { BlankRecords } from './blank-records.ts';

/** Why a log that was transferred to its end is not the whole log. */
export type Shortfall = FaultReport;

/** Above this share of blank records a log is not taken for what was punched: its memory, or its transfer, is damaged. */
const tolerableBlankShare = 0.1;

/** What was read of a log. */
export interface ReadLogLength {
  /** Before the read, because punches may come during it; `undefined` when the terminal does not count. */
  counted: number | undefined;
  read: number;
  blank: Pick<BlankRecords, 'count' | 'places'>;
}

/** The sentence about the blank records of a log. */
export function blankSentence(
  read: number,
  { count, places }: Pick<BlankRecords, 'count' | 'places'>,
): string {
  const are = count === 1 ? 'record is' : 'records are';
  return `${count} of its ${read} ${are} blank, without a user and a time (in the order of the log: ${places}). Each is kept in quarantine with its place.`;
}

/**
 * Why a log that was transferred to its end is not the whole log. The terminal had counted more records before the read
 * began: the count may lag behind the log, and some firmware counts nothing, but what is counted and not handed over is
 * missing. Or so many records are blank that those who punched are not in it.
 * @returns `null` when nothing is known to be missing
 */
export function shortfallOf({ counted, read, blank }: ReadLogLength): Shortfall | null {
  const sentences = [
    ...(counted === undefined || counted <= read
      ? []
      : [`The terminal counts ${counted} records, but its log, transferred to the end, has ${read}.`]),
    ...(blank.count > read * tolerableBlankShare ? [blankSentence(read, blank)] : []),
  ];
  if (sentences.length === 0) return null;
  const of: IncompleteOf = counted !== undefined && counted > read ? 'short' : 'blank';
  const facts = { of, read, blank: blank.count, ...(counted === undefined ? {} : { counted }) };
  return { code: 'incomplete', message: sentences.join(' '), facts };
}
