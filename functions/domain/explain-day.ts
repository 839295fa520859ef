import { explain } from '#shared/attendance/explain.ts';
import { inputsNeededFor } from '#shared/attendance/inputs-needed.ts';
import type { Explanation } from '#shared/attendance/model/explanation.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from './caller.ts';
import { engineInput, readSheetContext } from './sheet-input.ts';
import { requireUser } from './users.ts';

/**
 * How a day of a user's sheet comes about, from what is stored now.
 * @throws RollcallError `user.unknown`
 */
export async function explainDay(actor: Actor, userId: string, date: LocalDate): Promise<Explanation> {
  const user = await requireUser(actor, userId);
  const context = await readSheetContext(actor);
  const needed = inputsNeededFor(date, context.book);
  const punches = await actor.stores.punches.ofPin(user.id, needed.from, needed.to);
  const range = { from: date, to: addDays(date, 1) };
  return explain(engineInput(actor, context, user, punches, range), context.book, date);
}
