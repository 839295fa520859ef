/**
 * A row of an attendance sheet as stored, and how an item becomes one. By hand, because pages of sheets have
 * thousands of them: it takes a fraction of what the generic reader of {@link readerOf} takes.
 * @module
 */
import type { LockId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Item } from './database.ts';
import { unpacked } from './packed-result.ts';
import { damaged, isText, requireKnownVersion } from './stored-kind.ts';

/** A row of an attendance sheet as stored. The result is kept as JSON text: it is written and read as a whole. */
export interface SheetRow {
  userId: UserId;
  date: LocalDate;
  status: string;
  department?: string | undefined;
  /** Hash of the inputs as they are now; a locked row keeps the result of the inputs at the time of its lock. */
  inputHash: string;
  /** Of a pending row: the instant that the clock, and the logs of the terminals that it waits for, must pass. */
  pendingUntil?: Instant | undefined;
  /** Of a pending row that waits for terminals: the one furthest behind, whose mark wakes it. */
  pendingFor?: Serial | undefined;
  /** Of a pending row: which of the marks among the waiting days is its own. */
  pendingMark?: string | undefined;
  result: string;
  /** What HR has to do about an open day, separated by blanks; by it the row is on the list of such days. */
  todo?: string | undefined;
  /** The period lock under which the row stays as it is. */
  lockId?: LockId;
}

/** A user's day. */
export type UserDay = Pick<SheetRow, 'userId' | 'date'>;

/** What is enough to decide whether a row must be written again, and which mark it has among the waiting days. */
export type SheetStamp = Pick<
  SheetRow,
  'date' | 'inputHash' | 'department' | 'lockId' | 'pendingUntil' | 'pendingFor' | 'pendingMark' | 'todo'
>;

const kind = 'sheet row';

/** Reads the stamp of a row of which nothing else may have been read. @throws UnreadableItem */
export function toStamp(item: Record<string, unknown>): SheetStamp {
  requireKnownVersion(kind, item);
  const { date, inputHash, department, lockId, todo } = item;
  if (!isText<LocalDate>(date)) throw damaged(kind, item, '/date');
  if (!isText(inputHash)) throw damaged(kind, item, '/inputHash');
  const stamp: SheetStamp = { date, inputHash };
  if (department !== undefined) {
    if (!isText(department)) throw damaged(kind, item, '/department');
    stamp.department = department;
  }
  if (lockId !== undefined) {
    if (!isText<LockId>(lockId)) throw damaged(kind, item, '/lockId');
    stamp.lockId = lockId;
  }
  if (todo !== undefined) {
    if (!isText(todo)) throw damaged(kind, item, '/todo');
    stamp.todo = todo;
  }
  readWait(item, stamp);
  return stamp;
}

/** Reads what a pending row waits for into its stamp. */
function readWait(item: Record<string, unknown>, stamp: SheetStamp): void {
  const { pendingUntil, pendingFor, pendingMark } = item;
  if (pendingUntil !== undefined) {
    if (!isText<Instant>(pendingUntil)) throw damaged(kind, item, '/pendingUntil');
    stamp.pendingUntil = pendingUntil;
  }
  if (pendingFor !== undefined) {
    if (!isText<Serial>(pendingFor)) throw damaged(kind, item, '/pendingFor');
    stamp.pendingFor = pendingFor;
  }
  if (pendingMark !== undefined) {
    if (!isText(pendingMark)) throw damaged(kind, item, '/pendingMark');
    stamp.pendingMark = pendingMark;
  }
}

/** Reads the user and the date of a row of which nothing else may have been read. @throws UnreadableItem */
export function userAndDateOf(item: Record<string, unknown>): UserDay {
  requireKnownVersion(kind, item);
  const { userId, date } = item;
  if (!isText<SheetRow['userId']>(userId)) throw damaged(kind, item, '/userId');
  if (!isText<LocalDate>(date)) throw damaged(kind, item, '/date');
  return { userId, date };
}

/** Reads a row. @throws UnreadableItem when it has lost its shape, or is of a later version */
export function toRow(item: Item): SheetRow {
  const { userId, status, result } = item;
  const stamp = toStamp(item);
  if (!isText<SheetRow['userId']>(userId)) throw damaged(kind, item, '/userId');
  if (!isText(status)) throw damaged(kind, item, '/status');
  const text = isText(result) ? result : unpacked(result);
  if (text === undefined) throw damaged(kind, item, '/result');
  return { userId, status, result: text, ...stamp };
}
