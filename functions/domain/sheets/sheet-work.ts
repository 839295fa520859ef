/** The worker behind the sheets queue does what each message asks for. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { SheetMessage, TouchedDays } from '../../queue/sheet-messages.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { Actor } from '../actor.ts';
import { splitGeneration } from '../recompute/index.ts';
import { rederiveInstants } from '../terminals/index.ts';
import { todayIn } from '../today.ts';
import { computeSheets, type UserDays } from './compute-sheets.ts';
import type { ComputedLately } from './computed-lately.ts';
import { isHolding, openUnfinished, requireReopened } from './period-locks.ts';

/**
 * Joins dates and their neighbours into half-open ranges: a punch may move the shift of the day before or after. A day that
 * has not begun gets no row because of its neighbour.
 * @param tomorrow - the first day that has not begun
 */
export function rangesAround(
  dates: readonly LocalDate[],
  tomorrow: LocalDate,
): { from: LocalDate; to: LocalDate }[] {
  const ranges: { from: LocalDate; to: LocalDate }[] = [];
  for (const date of [...dates].sort()) {
    const from = addDays(date, -1);
    const next = addDays(date, 1);
    const to = next < tomorrow ? addDays(date, 2) : next;
    const last = ranges.at(-1);
    if (last && from <= last.to) last.to = to > last.to ? to : last.to;
    else ranges.push({ from, to });
  }
  return ranges;
}

async function daysAround(actor: Actor, { users }: TouchedDays): Promise<UserDays[]> {
  const { zone } = await actor.stores.settings.read();
  const tomorrow = addDays(todayIn(zone, actor.now), 1);
  return users.flatMap(({ userId, dates }) =>
    rangesAround(dates, tomorrow).map((range) => ({ userId, ...range })),
  );
}

/**
 * Does what a message of the sheets queue asks for. Doing it twice changes nothing. A user whose sheets cannot be
 * computed does not hold up the others. Where the plan is at fault, the generation names the user. Where the engine itself
 * has failed, or the message belongs to no generation, the message fails after all others are done, so that it ends among
 * the dead letters and can be delivered again once the reason is gone.
 * @param lately - days that this process has computed
 * @param onFailure - called for each user whose sheets could not be computed
 * @throws Error when the message is to be delivered again
 */
export async function workOnSheets(
  actor: Actor,
  message: SheetMessage,
  lately: ComputedLately,
  onFailure: (userId: UserId, error: unknown) => void,
): Promise<void> {
  if (message.kind === 'split-generation') return await splitGeneration(actor, message);
  if (message.kind === 'rederive-instants') return await rederiveInstants(actor, message);
  const jobId = message.kind === 'generate-part' ? message.jobId : null;
  if (jobId !== null && (await actor.stores.generations.isCancelled(jobId))) return;
  const wanted =
    message.kind === 'touched-days'
      ? await daysAround(actor, message)
      : message.userIds.map((userId) => ({ userId, from: message.from, to: message.to }));
  const sealing = message.kind === 'generate-part' ? message.lockId : undefined;
  const touched = message.kind === 'touched-days';
  const { failed, defects, unfinished, ...done } = await computeSheets(actor, wanted, {
    touched,
    sealing,
    lately,
  });
  if (message.kind === 'generate-part' && sealing !== undefined) {
    if (unfinished.length > 0) await openUnfinished(actor, sealing, unfinished);
    // If somebody has unlocked the period in the meantime, no row may stay sealed.
    if (!(await isHolding(actor, sealing, message))) {
      await requireReopened(actor, sealing);
      await computeSheets(actor, wanted);
    }
  }
  for (const { userId, error } of failed) onFailure(userId, error);
  for (const defect of defects) onFailure(defect.userId, defect);
  if (defects.length > 0) throw new Error(`the engine failed on the sheets of ${defects.length} users`);
  if (message.kind === 'generate-part' && message.jobId !== null) {
    const report = { ...done, failed: failed.map(({ userId }) => userId) };
    await actor.stores.generations.partDone(message.jobId, message.part, report, expiryOf(actor.now));
  } else if (failed.length > 0) {
    throw new Error(`the sheets of ${failed.length} users could not be computed`);
  }
}
