/** Checks night by night whether a push terminal's records have all arrived, and decides what to ask for again. @module */

import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { PushCommand } from './commands.ts';

/**
 * Whether a terminal's last days are whole. The protocol's stamps can lose records when a clock is changed, so every
 * night the terminal is asked how many records it has since the last whole day; when that is more than is known, those
 * days are asked for again.
 */
export interface Reconciliation {
  /** First and last day that are checked, in the terminal's local time. */
  from: LocalDate;
  through: LocalDate;
  /** `unsupported`: the terminal cannot count, but has sent the days again, or refuses that too. */
  state: 'counting' | 'querying' | 'whole' | 'short' | 'unsupported';
  /** Records of those days that were known when the terminal had counted. */
  known?: number;
  /** Records of those days that the terminal says it has. */
  counted?: number;
  /** Rows of those days that came after they were asked for; repeats count. */
  received: number;
  /** Whether the terminal has answered to the query: its rows come before or after that, by firmware. */
  answered?: boolean;
  /** How often it has asked for commands since then without having sent a row of those days. */
  idlePolls?: number;
}

/** A terminal that has polled this many times, with no row in between, has sent everything it was asked for. */
export const pollsUntilSent = 2;
/** The longest time that is checked at once. */
const mostDays = 31;

/** The checked days as the window of a command; both ends are included. */
function windowOf({ from, through }: Reconciliation): { from: string; to: string } {
  return { from: `${from} 00:00:00`, to: `${through} 23:59:59` };
}

/** The command that asks for the count. */
export function countCommand(reconciliation: Reconciliation): PushCommand {
  return { kind: 'verify-count', ...windowOf(reconciliation) };
}

/** The command that asks for the records. */
export function recordsCommand(reconciliation: Reconciliation): PushCommand {
  return { kind: 'query-log', ...windowOf(reconciliation) };
}

/** Whether a command belongs to a check, by its window. */
function belongsTo(reconciliation: Reconciliation, command: PushCommand): boolean {
  const { from, to } = windowOf(reconciliation);
  return 'from' in command && command.from === from && command.to === to;
}

/** Whether a local time lies within the checked days. */
export function isWithin({ from, through }: Reconciliation, time: string): boolean {
  const day = time.slice(0, 10);
  return day >= from && day <= through;
}

/** Whether a check has ended with nothing left to ask for. */
export function isProven({ state }: Reconciliation): boolean {
  return state === 'whole' || state === 'unsupported';
}

/**
 * The beginning of a check: from the day after the last one that was whole, so that no night without contact leaves a
 * day unchecked.
 * @param through - the last day that is over
 * @param previous - the check before
 */
export function beginReconciliation(through: LocalDate, previous?: Reconciliation): Reconciliation {
  const next =
    previous === undefined ? through : isProven(previous) ? addDays(previous.through, 1) : previous.from;
  const earliest = addDays(through, 1 - mostDays);
  const from = next > through ? through : next < earliest ? earliest : next;
  return { from, through, state: 'counting', received: 0 };
}

/**
 * The beginning of a check of an access-control terminal. Its protocol has no count and no window, so nothing is asked
 * for: what it had is there when it has gone on asking for commands with nothing left to send.
 */
export function beginWithoutCount(through: LocalDate, previous?: Reconciliation): Reconciliation {
  return { ...beginReconciliation(through, previous), state: 'querying', answered: true };
}

/**
 * After the terminal has answered to a command, or has been sent it often enough without an answer.
 * @param counted - what it counted; `undefined` when it did not
 * @param known - records of the checked days that are stored
 * @returns the same check when the command does not belong to it
 */
export function afterCommand(
  reconciliation: Reconciliation,
  command: PushCommand,
  counted: number | undefined,
  known: number,
): Reconciliation {
  const { state } = reconciliation;
  if (!belongsTo(reconciliation, command)) return reconciliation;
  if (command.kind === 'verify-count' && state === 'counting') {
    return afterCount(reconciliation, counted, known);
  }
  return command.kind === 'query-log' && state === 'querying'
    ? { ...reconciliation, answered: true, idlePolls: 0 }
    : reconciliation;
}

/**
 * After the terminal has counted.
 * @param counted - `undefined` when it cannot count; the days are asked for then, without a way to prove them whole
 * @param known - records of those days that are stored
 */
function afterCount(
  reconciliation: Reconciliation,
  counted: number | undefined,
  known: number,
): Reconciliation {
  if (counted === undefined) return { ...reconciliation, state: 'querying', known };
  return { ...reconciliation, counted, known, state: counted > known ? 'querying' : 'whole' };
}

/** Whether rows of the days still count: also of a check that ended short, because they may have been under way. */
export function takesRows({ state }: Reconciliation): boolean {
  return state === 'querying' || state === 'short';
}

/** After rows of the days have come. */
export function afterRows(reconciliation: Reconciliation, rows: number): Reconciliation {
  return { ...reconciliation, received: reconciliation.received + rows, idlePolls: 0 };
}

/** Whether the next poll moves a check on. */
export function waitsForPolls({ state, answered = false }: Reconciliation): boolean {
  return (state === 'querying' && answered) || state === 'short';
}

/**
 * After a poll of a check that {@link waitsForPolls}. The check ends when the terminal has nothing left to send.
 * @param known - records of those days that are stored now
 */
export function afterPoll(reconciliation: Reconciliation, known: number): Reconciliation {
  if (reconciliation.state === 'short') {
    const late = ended(reconciliation, known);
    return late.state === 'whole' ? late : reconciliation;
  }
  const idlePolls = (reconciliation.idlePolls ?? 0) + 1;
  return idlePolls < pollsUntilSent
    ? { ...reconciliation, idlePolls }
    : ended({ ...reconciliation, idlePolls }, known);
}

function ended(reconciliation: Reconciliation, known: number): Reconciliation {
  const { counted, received } = reconciliation;
  if (counted === undefined) return { ...reconciliation, known, state: 'unsupported' };
  // Two rows of one second and one person are one record here and two for the terminal: what came counts as well.
  return { ...reconciliation, known, state: Math.max(known, received) >= counted ? 'whole' : 'short' };
}

/** Records that the terminal counts and that never came; 0 unless the check ended short. */
export function missingRecords({ state, counted = 0, known = 0, received }: Reconciliation): number {
  return state === 'short' ? Math.max(0, counted - Math.max(known, received)) : 0;
}
