/** Decides which row is written for a computed day: an open one, a sealed one, or an adjustment. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import { adjustLockedDay, computeDays } from '#shared/attendance/index.ts';
import type { LockId } from '#shared/contract/ids.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import { hasFlag } from '#shared/reports/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredLock } from '../../store/period-locks.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { SheetRow, SheetStamp } from '../../store/stored-row.ts';
import { todos } from '../../store/todo-days.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { inEngine } from './in-engine.ts';
import { engineInput, type SheetContext, type UserInputs } from './sheet-input.ts';
import { unfinishedStatuses } from './unfinished-days.ts';

/** What the days of one computation for a user have in common. */
export interface Computation {
  actor: Actor;
  context: SheetContext;
  user: StoredUser;
  inputs: UserInputs;
  /** The lock for which rows are sealed. */
  sealing: LockId | undefined;
}

/** A row to be written, and whether its day forbids that. */
export interface WantedRow {
  row: SheetRow;
  /** The day is not finished, and its lock seals finished days only. */
  isUnfinished: boolean;
}

function serialOf(text: string | undefined): Serial | undefined {
  return (text === undefined ? null : parseSerial(text)) ?? undefined;
}

/** What HR has to do about a day. A locked day is done with. */
function todoOf(day: DayResult): string | undefined {
  const found = todos.filter((todo) => hasFlag(day, todo));
  return found.length === 0 ? undefined : found.join(' ');
}

function rowOf(user: StoredUser, day: DayResult): SheetRow {
  return {
    userId: user.id,
    date: day.date,
    status: day.status,
    department: user.department,
    inputHash: day.inputHash,
    pendingUntil: day.pendingUntil,
    pendingFor: serialOf(day.pendingFor?.[0]),
    todo: todoOf(day),
    result: JSON.stringify(day),
  };
}

/** The lock of a row: the one that it is sealed under, or one that holds its day and its department. */
function lockOf(
  locks: readonly StoredLock[],
  date: LocalDate,
  stamp: SheetStamp | undefined,
  department: string | undefined,
): StoredLock | undefined {
  const holding = locks.filter(({ from, to }) => from <= date && date < to);
  return (
    holding.find(({ id }) => id === stamp?.lockId) ??
    holding.find((lock) => lock.department === undefined || lock.department === department)
  );
}

/** The locked result of a day for a user who was not on the sheet when the period was locked: nothing was paid. */
function nothingPaid({ actor, context, user, inputs }: Computation, date: LocalDate): DayResult {
  const days = { from: date, to: addDays(date, 1) };
  const input = engineInput(actor, context, user, inputs, days);
  const suspended = { ...input, user: { ...input.user, suspended: [days] } };
  const [day] = inEngine(user.id, () => computeDays(suspended, context.book));
  if (!day) throw new Error(`no row was computed for ${date}`);
  return day;
}

async function adjustedRow(computation: Computation, day: DayResult, lock: StoredLock): Promise<SheetRow> {
  const { actor, user } = computation;
  const stored = await actor.stores.sheets.find(user.id, day.date);
  const locked = stored ? resultOf(stored) : nothingPaid(computation, day.date);
  const { department: _now, todo: _done, ...row } = rowOf(user, day);
  const department = stored ? stored.department : user.department;
  return {
    ...row,
    department,
    result: JSON.stringify(inEngine(user.id, () => adjustLockedDay(locked, day))),
    lockId: lock.id,
  };
}

/**
 * The row to be written for a computed day: the day itself, sealed where its period is being locked, or what was paid
 * with an adjustment where it is locked.
 * @param stamp - of the row that is there, read before everything that the day was computed from
 * @returns `null` when nothing is to be written
 */
export async function rowToWrite(
  computation: Computation,
  day: DayResult,
  stamp: SheetStamp | undefined,
): Promise<WantedRow | null> {
  const { context, user, sealing } = computation;
  const lock = lockOf(context.locks, day.date, stamp, stamp ? stamp.department : user.department);
  const isSealed = lock !== undefined && stamp?.lockId === lock.id;
  if (lock && (isSealed || lock.sealedAt !== undefined)) {
    if (isSealed && stamp.inputHash === day.inputHash) return null;
    return { row: await adjustedRow(computation, day, lock), isUnfinished: false };
  }
  if (lock && lock.id === sealing) {
    const isUnfinished =
      lock.onlyFinished === true && unfinishedStatuses.some((status) => status === day.status);
    return { row: { ...rowOf(user, day), todo: undefined, lockId: lock.id }, isUnfinished };
  }
  const isSame =
    stamp?.inputHash === day.inputHash && stamp.department === user.department && stamp.lockId === undefined;
  // A row that an earlier version has written waits without a mark, and is on no list; written anew it has both.
  const isMarked = stamp?.pendingUntil === undefined || stamp.pendingMark !== undefined;
  const isFindable = isMarked && stamp?.todo === todoOf(day);
  // A row is put into words and into JSON only where it is written: most days are what they were.
  return isSame && isFindable ? null : { row: rowOf(user, day), isUnfinished: false };
}
