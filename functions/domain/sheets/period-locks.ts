/** HR locks and unlocks periods here; a generation seals the rows. @module */

import type { LockId } from '#shared/contract/ids.ts';
import type { PeriodLock } from '#shared/contract/locks.ts';
import { RollcallError } from '#shared/errors.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { failureOf, shownFailure, storedFailure } from '../../queue/failure.ts';
import type { LockInFlight, StoredLock } from '../../store/period-locks.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { decideOnce } from '../decide-once.ts';
import { newId } from '../ids.ts';
import { requireKept, requireKeptBy } from '../kept-times.ts';
import { type Days, requireRange } from '../ranges.ts';
import { describeGeneration, startGeneration } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { unapprovedIn } from './unapproved-entries.ts';
import { type UnfinishedDay, unfinishedStatuses } from './unfinished-days.ts';

const dayMilliseconds = 86_400_000;

/** What the API shows of a lock. */
export function describeLock({ sealedAt, onlyFinished: _only, unlocked, ...lock }: StoredLock): PeriodLock {
  const state = unlocked ? 'unlocked' : sealedAt === undefined ? 'locking' : 'locked';
  if (!unlocked) return { ...lock, state };
  const { failure, ...opened } = unlocked;
  return { ...lock, state, unlocked: { ...opened, ...shownFailure({ reason: opened.reason, failure }) } };
}

/** A lock as it is now: once the generation that seals its rows is done, the lock is marked as sealed. */
export async function settledLock(actor: Actor, lock: StoredLock): Promise<StoredLock> {
  if (lock.unlocked || lock.sealedAt !== undefined) return lock;
  const { stores, now } = actor;
  const job = await stores.generations.find(lock.jobId);
  // A part that was given up has sealed nothing, so that the lock waits for it. A generation expires in the end; by then it has long been done.
  const isDone = job
    ? describeGeneration(job).state !== 'running'
    : Date.parse(now) - Date.parse(lock.lockedAt) > dayMilliseconds;
  return (isDone && (await stores.locks.seal(lock, now))) || lock;
}

/** The locks that hold some of the days `from ≤ date < to`. */
export async function locksHolding(
  actor: Actor,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<StoredLock[]> {
  const locks = await actor.stores.locks.holding(from, to);
  return await Promise.all(locks.map((lock) => settledLock(actor, lock)));
}

/** Whether a lock still holds its days. */
export async function isHolding(
  actor: Actor,
  lockId: LockId,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<boolean> {
  return (await actor.stores.locks.holding(from, to)).some(({ id }) => id === lockId);
}

/** The lock of an id. @throws RollcallError lock.unknown */
export async function requireLock(actor: Actor, lockId: LockId): Promise<StoredLock> {
  const lock = await actor.stores.locks.find(lockId);
  if (!lock) throw new RollcallError('lock.unknown', { lockId });
  return await settledLock(actor, lock);
}

/** Most days that a refusal names; it counts all of them. */
const mostDaysNamed = 50;

/**
 * The days of a period that are not finished: pending, or lacking half of a pair. They are found by an index, so that a row
 * which became so a moment ago may be missing, as is a day that has not been computed since its last punch came. Both are
 * found when the rows are sealed: see {@link openUnfinished}.
 */
async function unfinishedDays({ stores, now }: Actor, { from, to }: Days, department: string | undefined) {
  const dates = Array.from({ length: daysBetween(from, to) }, (_, day) => addDays(from, day));
  return await stores.sheets.withStatus(dates, unfinishedStatuses, department, mostDaysNamed, now);
}

/** The rows that a lock holds, or is to hold. */
type LockedRows = Pick<StoredLock, 'from' | 'to' | 'department'>;

function isSomeRowOfBoth(a: LockedRows, b: LockedRows): boolean {
  const isSameDepartment =
    a.department === undefined || b.department === undefined || a.department === b.department;
  return isSameDepartment && a.from < b.to && b.from < a.to;
}

/**
 * Refuses to lock rows twice.
 * @param waiting - locks that somebody else is making at this moment
 * @throws RollcallError period.locked
 */
async function requireUnlocked(
  { stores }: Actor,
  wanted: LockedRows,
  waiting: readonly LockInFlight[],
): Promise<void> {
  const locks = [...(await stores.locks.holding(wanted.from, wanted.to)), ...waiting];
  const other = locks.find((lock) => isSomeRowOfBoth(lock, wanted));
  if (other) {
    throw new RollcallError('period.locked', { lockId: other.id, from: other.from, to: other.to });
  }
}

/**
 * Locks a period that is over. Its rows are computed once more and sealed, by a generation that marks each row: from
 * then on no recomputation that began before can write it, and every later change becomes its adjustment. Without force
 * no pending or incomplete day is ever sealed: what is known is refused at once, and what turns up while sealing opens the lock.
 * @param wanted.force - lock it although it has pending or incomplete days, or entries that wait for approval
 * @throws RollcallError range.invalid; times.not-kept; period.locked when a lock holds some of these rows already; period.unfinished when
 *   days are pending or incomplete; period.unapproved when entries about its days wait for a second person
 */
export async function lockPeriod(
  actor: Actor,
  wanted: {
    from: LocalDate;
    to: LocalDate;
    department?: string | undefined;
    reason: string;
    force?: boolean | undefined;
  },
): Promise<StoredLock> {
  const { stores } = actor;
  const { from, to, department, reason, force = false } = wanted;
  requireRange(from, to);
  const settings = await stores.settings.read();
  requireKeptBy(settings, from);
  if (to > todayIn(settings.zone, actor.now)) {
    throw new RollcallError('range.invalid', { from, to, ...because(phrase('range.not-over', {})) });
  }
  await requireUnlocked(actor, wanted, []);
  const unfinished = await unfinishedDays(actor, { from, to }, department);
  if (unfinished.total > 0 && !force) {
    const days = unfinished.rows.map(({ userId, date, status }) => ({ userId, date, status }));
    throw new RollcallError('period.unfinished', { from, to, total: unfinished.total, days });
  }
  const unapproved = await unapprovedIn(actor, { from, to }, department);
  if (unapproved.length > 0 && !force) {
    const entries = unapproved
      .slice(0, mostDaysNamed)
      .map(({ kind, userId, first, id }) => ({ kind, userId, first, id }));
    throw new RollcallError('period.unapproved', { from, to, total: unapproved.length, entries });
  }
  const lock: StoredLock = {
    id: newId('lck'),
    from,
    to,
    department,
    reason,
    lockedBy: actor.name,
    lockedAt: actor.now,
    jobId: newId('job'),
    ...(force ? {} : { onlyFinished: true }),
  };
  await decideOnce(
    stores.locks.inFlight,
    { id: lock.id, at: actor.now, from, to, department },
    actor.now,
    (earlier) => stores.locks.has(earlier),
    (waiting) => requireUnlocked(actor, wanted, waiting),
  );
  await stores.locks.add(lock);
  await startGeneration(actor, { from, to, department, lockId: lock.id, origin: 'lock' }, lock.jobId);
  await recordAudit(actor, 'period.locked', lock.id, {
    from,
    to,
    department: department ?? 'all',
    ...(unfinished.total === 0 ? {} : { forced: unfinished.total }),
    ...(unapproved.length === 0 ? {} : { unapproved: unapproved.length }),
  });
  return lock;
}

/** Has the days of a lock that was opened computed again. Repeating it starts one generation. */
async function startReopening(actor: Actor, { from, to, jobId }: StoredLock): Promise<void> {
  await startGeneration(actor, { from, to, origin: 'lock' }, jobId);
}

/**
 * Opens a lock that was asked for without force, because days that it was to seal are pending or incomplete after all: they
 * became so after it was asked for, or so shortly before that nobody could know. Its reason names some of those days.
 */
export async function openUnfinished(
  actor: Actor,
  lockId: LockId,
  unfinished: readonly UnfinishedDay[],
): Promise<void> {
  const lock = await requireLock(actor, lockId);
  if (lock.unlocked) return;
  const { from, to } = lock;
  const { length: total } = unfinished;
  const days = unfinished.slice(0, mostDaysNamed);
  const why = new RollcallError('period.unfinished', { from, to, total, days: [...days] });
  const unlocked = { at: actor.now, by: actor.name, ...storedFailure(failureOf(why)) };
  const opened = await actor.stores.locks.unlock(lock, unlocked, newId('job'));
  if (!opened) return;
  await startReopening(actor, opened);
  await recordAudit(actor, 'period.unlocked', lock.id, { from, to, unfinished: total });
}

/** Starts the generation that reopens the rows of a lock, where whoever has opened it was stopped before. */
export async function requireReopened(actor: Actor, lockId: LockId): Promise<void> {
  const lock = await actor.stores.locks.find(lockId);
  if (!lock?.unlocked || (await actor.stores.generations.find(lock.jobId))) return;
  await startReopening(actor, lock);
}

/**
 * Unlocks a period and has its days computed again, for everybody: users who have left the department since are
 * unlocked too. Doing it twice computes the days twice.
 * @throws RollcallError lock.unknown; times.not-kept when it holds days of which times are no longer kept
 */
export async function unlockPeriod(actor: Actor, lockId: LockId, reason: string): Promise<StoredLock> {
  const { stores } = actor;
  const lock = await requireLock(actor, lockId);
  const { from, to } = lock;
  // Rows that are computed again from what is left would be wrong.
  if (!lock.unlocked) await requireKept(stores, from);
  const jobId = newId('job');
  const unlocked = { at: actor.now, by: actor.name, reason };
  const opened = await stores.locks.unlock(lock, unlocked, jobId);
  await startGeneration(actor, { from, to, origin: 'lock' }, jobId);
  if (opened) await recordAudit(actor, 'period.unlocked', lock.id, { from, to });
  return opened ?? (await requireLock(actor, lockId));
}
