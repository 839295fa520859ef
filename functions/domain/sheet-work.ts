import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { GeneratePart, SheetMessage, TouchedDays } from '../queue/sheet-messages.ts';
import type { Actor } from './caller.ts';
import { computeSheets, type SheetContext } from './compute-sheets.ts';
import { splitGeneration } from './generation.ts';
import { inParallel } from './in-parallel.ts';

/** Users computed at once: the work is waiting for the table, not computing. */
const usersAtOnce = 8;

/** Joins dates and their neighbours into half-open ranges: a punch may move the shift of the day before or after. */
export function rangesAround(dates: readonly LocalDate[]): { from: LocalDate; to: LocalDate }[] {
  const ranges: { from: LocalDate; to: LocalDate }[] = [];
  for (const date of [...dates].sort()) {
    const from = addDays(date, -1);
    const to = addDays(date, 2);
    const last = ranges.at(-1);
    if (last && from <= last.to) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

async function computeTouched(actor: Actor, context: SheetContext, message: TouchedDays): Promise<void> {
  await inParallel(message.users, usersAtOnce, async ({ userId, dates }) => {
    for (const range of rangesAround(dates)) await computeSheets(actor, context, userId, range);
  });
}

async function generatePart(
  actor: Actor,
  context: SheetContext,
  message: GeneratePart,
  onFailure: (userId: string, error: unknown) => void,
): Promise<void> {
  const done = { users: 0, rows: 0, changed: 0, failed: [] as string[] };
  await inParallel(message.userIds, usersAtOnce, async (userId) => {
    try {
      const { rows, changed } = await computeSheets(actor, context, userId, message);
      done.users += 1;
      done.rows += rows;
      done.changed += changed;
    } catch (error) {
      // One user's plan that cannot be computed must not keep the whole part in the queue; the job names the user.
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      done.failed.push(userId);
      onFailure(userId, error);
    }
  });
  if (message.jobId !== null) await actor.stores.jobs.partDone(message.jobId, message.part, done);
}

/**
 * Does what a message of the sheets queue asks for. Doing it twice changes nothing.
 * @param contextOf - gives what the sheets depend on, read after the message was received
 * @param onFailure - told of users whose sheets could not be computed
 */
export async function workOnSheets(
  actor: Actor,
  message: SheetMessage,
  contextOf: () => Promise<SheetContext>,
  onFailure: (userId: string, error: unknown) => void,
): Promise<void> {
  if (message.kind === 'split-generation') return await splitGeneration(actor, message);
  const context = await contextOf();
  if (message.kind === 'touched-days') return await computeTouched(actor, context, message);
  return await generatePart(actor, context, message, onFailure);
}
