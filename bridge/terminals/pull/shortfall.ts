/** Holds the length of a log against the count of its terminal, for probes and downloads alike. @module */

import type { TerminalFaultCode } from '#shared/terminal-fault.ts';

/**
 * Why a log that was transferred to its end is not the whole log: the terminal had counted more records before the read
 * began. The count may lag behind the log, and some firmware counts nothing, but what is counted and not handed over is
 * missing.
 * @param counted - before the read, because punches may come during it; `undefined` when the terminal does not count
 * @returns `null` when nothing is known to be missing
 */
export function shortfallOf(
  counted: number | undefined,
  read: number,
): { code: TerminalFaultCode; message: string } | null {
  if (counted === undefined || counted <= read) return null;
  const message = `The terminal counts ${counted} records, but its log, transferred to the end, has ${read}.`;
  return { code: 'incomplete', message };
}
