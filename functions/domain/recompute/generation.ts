/** Starts generations of sheets, splits them into parts for the queue, and shows how far they are. @module */

import type { JobId, LockId } from '#shared/contract/ids.ts';
import type { GenerationJob, GenerationOrigin } from '#shared/contract/sheets.ts';
import { RollcallError } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween, monthOf } from '#shared/time/calendar.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import { type Failure, shownFailure, storedFailure } from '../../queue/failure.ts';
import type { GeneratePart, SplitGeneration } from '../../queue/sheet-messages.ts';
import type { Page } from '../../store/cursor.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { StoredGeneration } from '../../store/generations.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { newId } from '../ids.ts';
import { inParallel } from '../in-parallel.ts';
import { requireKept } from '../kept-times.ts';
import { requireUsersOfNow } from '../lookups.ts';
import { type Days, piecesOf, requireRange } from '../ranges.ts';
import { todayIn } from '../today.ts';

/**
 * User-days of one part: few enough for one call of the worker, and as many as that allows, because each part reads the plan,
 * the terminals' marks and the locks anew.
 */
const userDaysPerPart = 3_100;
const mostUsersPerPart = 100;
const usersPerPage = 500;

/** A generation as it is at a moment: parts that nobody tries again count as done then, with their users as failed. */
function generationAt(job: StoredGeneration, now: Instant): StoredGeneration {
  const isOver = (failsAt: Instant) => epochOf(failsAt) <= epochOf(now);
  const { failsAt, reason, failure, givenUp = [], ...rest } = job;
  const lost = givenUp.filter((part) => isOver(part.failsAt));
  return {
    ...rest,
    done: [...job.done, ...lost.map(({ failsAt: _failsAt, ...part }) => part)],
    ...(failsAt !== undefined && isOver(failsAt) ? { failsAt, reason, failure } : {}),
  };
}

/**
 * Notes what fails with a message of a generation that is not delivered again.
 * @param failure - from when on it counts as failed unless it is done by then, and the reason
 * @param failed - of a part, the users whose sheets were not computed
 */
export async function noteLastTry(
  { stores, now }: Actor,
  message: GeneratePart | SplitGeneration,
  { failsAt, failure }: { failsAt: Instant; failure: Failure },
  failed?: readonly UserId[],
): Promise<void> {
  if (message.jobId === null) return;
  if (message.kind === 'split-generation') {
    await stores.generations.splitFails(message.jobId, failsAt, storedFailure(failure));
    return;
  }
  const users = failed !== undefined && failed.length > 0 ? failed : message.userIds;
  const report = { users: message.userIds.length - users.length, rows: 0, changed: 0, failed: [...users] };
  await stores.generations.partFails(message.jobId, message.part, { ...report, failsAt }, expiryOf(now));
}

/** What the API shows of a generation. */
export function describeGeneration(job: StoredGeneration): GenerationJob {
  const parts = job.done;
  const failedUsers = parts.flatMap((part) => part.failed);
  const finished = job.parts !== undefined && parts.length >= job.parts;
  const isCancelled = job.cancelledAt !== undefined;
  return {
    id: job.id,
    state: isCancelled
      ? 'cancelled'
      : finished
        ? failedUsers.length > 0
          ? 'partly-failed'
          : 'done'
        : job.reason === undefined
          ? 'running'
          : 'failed',
    ...(finished || isCancelled ? {} : shownFailure(job)),
    ...(job.origin === undefined ? {} : { origin: job.origin }),
    ...(job.cancelledAt === undefined ? {} : { cancelledAt: job.cancelledAt, cancelledBy: job.cancelledBy }),
    from: job.from,
    to: job.to,
    requestedBy: job.requestedBy,
    requestedAt: job.requestedAt,
    parts: job.parts ?? null,
    partsDone: parts.length,
    users: parts.reduce((sum, part) => sum + part.users, 0),
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    changed: parts.reduce((sum, part) => sum + part.changed, 0),
    failedUsers,
  };
}

/**
 * Starts a generation of sheets. One that somebody asks for begins no earlier than times are kept; what is left of others is computed.
 * @param wanted.userIds - chosen users, who must exist; everybody when absent
 * @param wanted.department - users of this department only
 * @param wanted.lockId - the period lock whose rows are sealed
 * @param wanted.origin - why it is started
 * @param id - given where a schedule has decided it already; starting the same id twice starts one generation
 * @throws RollcallError range.invalid, times.not-kept, user.unknown
 */
export async function startGeneration(
  actor: Actor,
  wanted: {
    from: LocalDate;
    to: LocalDate;
    userIds?: UserId[] | undefined;
    department?: string | undefined;
    lockId?: LockId | undefined;
    origin: GenerationOrigin;
  },
  id = newId('job'),
): Promise<StoredGeneration> {
  const { stores } = actor;
  requireRange(wanted.from, wanted.to);
  if (wanted.origin === 'manual') await requireKept(stores, wanted.from);
  const chosen =
    wanted.userIds && (await requireUsersOfNow(stores, wanted.userIds)).map(({ id: userId }) => userId);
  const job = {
    id,
    requestedBy: actor.name,
    requestedAt: actor.now,
    from: wanted.from,
    to: wanted.to,
    userIds: chosen,
    department: wanted.department,
    lockId: wanted.lockId,
    origin: wanted.origin,
    expiresAt: expiryOf(actor.now),
  };
  await stores.generations.add(job);
  await actor.sendToSheets([
    {
      kind: 'split-generation',
      organisation: stores.organisation,
      jobId: id,
      cursor: null,
      partsBefore: 0,
    } satisfies SplitGeneration,
  ]);
  await recordAuditOnce(actor, 'sheets.generated', id, {
    from: wanted.from,
    to: wanted.to,
    users: chosen?.length ?? 'all',
  });
  return { ...job, done: [] };
}

/** How far a generation is. @throws RollcallError job.unknown */
export async function readGeneration({ stores, now }: Actor, jobId: JobId): Promise<GenerationJob> {
  const job = await stores.generations.find(jobId);
  if (!job) throw new RollcallError('job.unknown', { jobId });
  return describeGeneration(generationAt(job, now));
}

const readAtOnce = 8;

/** One page of generations, the latest first. @throws RollcallError request.cursor */
export async function listGenerations(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<GenerationJob>> {
  const { items: ids, nextCursor } = await actor.stores.generations.list(limit, cursor);
  const byId = new Map<JobId, GenerationJob>();
  await inParallel(ids, readAtOnce, async (id) => {
    byId.set(id, await readGeneration(actor, id));
  });
  return { items: ids.flatMap((id) => byId.get(id) ?? []), nextCursor };
}

/**
 * Stops a generation that somebody has asked for: its parts that are not begun are not computed. Repeating it changes nothing.
 * @throws RollcallError job.unknown, job.ended; job.needed for one that brings sheets up to date after a change
 */
export async function cancelGeneration(actor: Actor, jobId: JobId): Promise<GenerationJob> {
  const before = await readGeneration(actor, jobId);
  if (before.state === 'cancelled') return before;
  if (before.state !== 'running') throw new RollcallError('job.ended', { jobId, state: before.state });
  if (before.origin !== 'manual') throw new RollcallError('job.needed', { jobId });
  await actor.stores.generations.cancel(jobId, actor.now, actor.name);
  await recordAuditOnce(actor, 'sheets.generation-cancelled', jobId, {
    partsDone: before.partsDone,
    parts: before.parts,
  });
  return await readGeneration(actor, jobId);
}

function usersOfPart({ from, to }: Days): number {
  const users = Math.floor(userDaysPerPart / daysBetween(from, to));
  return Math.min(mostUsersPerPart, Math.max(1, users));
}

/**
 * Turns one page of users into parts, and asks for the next page. Repeating it sends the same parts again, which
 * count once.
 */
export async function splitGeneration(actor: Actor, message: SplitGeneration): Promise<void> {
  const { stores } = actor;
  const job = await stores.generations.find(message.jobId);
  if (!job || job.cancelledAt !== undefined) return;
  const page = job.userIds
    ? { items: job.userIds.map((id) => ({ id })), nextCursor: undefined }
    : await stores.users.list({ department: job.department }, usersPerPage, message.cursor ?? undefined);
  const userIds = page.items.map((user) => user.id);
  const usersPerPart = usersOfPart(job);
  const parts: GeneratePart[] = [];
  for (let start = 0; start < userIds.length; start += usersPerPart) {
    parts.push({
      kind: 'generate-part',
      organisation: stores.organisation,
      jobId: job.id,
      part: String(message.partsBefore + parts.length),
      userIds: userIds.slice(start, start + usersPerPart),
      from: job.from,
      to: job.to,
      lockId: job.lockId,
    });
  }
  await actor.sendToSheets(parts);
  const partsSoFar = message.partsBefore + parts.length;
  if (page.nextCursor === undefined) {
    await stores.generations.setParts(job.id, partsSoFar);
  } else {
    await actor.sendToSheets([
      { ...message, cursor: page.nextCursor, partsBefore: partsSoFar } satisfies SplitGeneration,
    ]);
  }
}

/** The days that are kept up to date automatically: from the first day of the previous month to today. */
export function currentDays(zone: string, now: Instant): { from: LocalDate; to: LocalDate } {
  const today = todayIn(zone, now);
  const lastOfPreviousMonth = addDays(monthOf(today).from, -1);
  return { from: monthOf(lastOfPreviousMonth).from, to: addDays(today, 1) };
}

/** Has everybody's sheets of the current days generated again after a change of the plan. */
export async function regenerateAfterPlanChange(actor: Actor, zone: string): Promise<StoredGeneration> {
  return await startGeneration(actor, { ...currentDays(zone, actor.now), origin: 'plan' });
}

/**
 * Messages that have a user's sheets computed outside any generation: for the days `from ≤ date < to` that a change touches.
 * A range of years comes in pieces, each small enough for one call of the worker.
 */
export function userDaysMessages(
  organisation: string,
  userId: UserId,
  range: { from: LocalDate; to: LocalDate },
): GeneratePart[] {
  return piecesOf(range).map((piece) => ({
    kind: 'generate-part',
    organisation,
    jobId: null,
    part: '0',
    userIds: [userId],
    ...piece,
  }));
}
