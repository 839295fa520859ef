import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { PushCommand } from './commands.ts';

/**
 * Whether a terminal's day is whole. The protocol's stamps can lose records when a clock is changed, so every night the
 * terminal is asked how many records it has of the day before; when that is more than is known, the day is asked for.
 */
export interface Reconciliation {
  /** The day, in the terminal's local time. */
  day: LocalDate;
  state: 'counting' | 'querying' | 'whole' | 'short' | 'unsupported';
  /** Records of that day that were known when the terminal had counted. */
  known?: number;
  /** Records that the terminal says it has of that day. */
  counted?: number;
  /** Rows of that day that came while it was asked for; repeats count. */
  received: number;
}

/** The whole day as the window of a command; both ends are included. */
export function windowOf(day: LocalDate): { from: string; to: string } {
  return { from: `${day} 00:00:00`, to: `${day} 23:59:59` };
}

/** The command that asks for a day's count. */
export function countCommand(day: LocalDate): PushCommand {
  return { kind: 'verify-count', ...windowOf(day) };
}

/** The command that asks for a day's records. */
export function dayCommand(day: LocalDate): PushCommand {
  return { kind: 'query-log', ...windowOf(day) };
}

/** The day to be checked at a moment: the one before, from two o'clock in the morning on. */
export function dayToCheck(wallNow: string): LocalDate | undefined {
  if (Number(wallNow.slice(11, 13)) < 2) return undefined;
  return addDays(wallNow.slice(0, 10) as LocalDate, -1);
}

/** The beginning of a check. */
export function beginReconciliation(day: LocalDate): Reconciliation {
  return { day, state: 'counting', received: 0 };
}

/**
 * After the terminal has counted.
 * @param counted - `undefined` when it cannot count; its day is asked for then, without a way to prove it whole
 * @param known - records of that day that are stored
 */
export function afterCount(
  reconciliation: Reconciliation,
  counted: number | undefined,
  known: number,
): Reconciliation {
  if (counted === undefined) return { ...reconciliation, state: 'querying', known };
  return { ...reconciliation, counted, known, state: counted > known ? 'querying' : 'whole' };
}

/** After rows of the day have come. */
export function afterRows(reconciliation: Reconciliation, rows: number): Reconciliation {
  return { ...reconciliation, received: reconciliation.received + rows };
}

/**
 * After the terminal has sent the day again.
 * @param known - records of that day that are stored now
 */
export function afterQuery(reconciliation: Reconciliation, known: number): Reconciliation {
  const { counted, received } = reconciliation;
  if (counted === undefined) return { ...reconciliation, known, state: 'unsupported' };
  // Two rows of one second and one person are one record here and two for the terminal: what came counts as well.
  return { ...reconciliation, known, state: Math.max(known, received) >= counted ? 'whole' : 'short' };
}

/** Records of the day that the terminal counts and that never came; 0 unless the check ended short. */
export function missingRecords({ state, counted = 0, known = 0, received }: Reconciliation): number {
  return state === 'short' ? Math.max(0, counted - Math.max(known, received)) : 0;
}
