/**
 * Has touched days computed: a few at once, many gathered first with what else is touched in the next seconds, and few as well
 * while they come thick and fast.
 * @module
 */

import type { UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { touchedDaysMessages } from '../queue/sheet-messages.ts';
import type { Actor } from './actor.ts';

/** As many days as somebody touches who waits for the result; a log that is being read touches more with each batch. */
const fewDays = 12;

/**
 * Has days computed, with their neighbours and what they decide.
 * @param touched - dates by user id; whoever has none is left out: a message with such a user would be refused whole
 * @throws RollcallError service.busy when days could not be queued: the caller's repeat queues them
 */
export async function computeTouchedDays(
  actor: Actor,
  touched: ReadonlyMap<UserId, ReadonlySet<LocalDate>>,
): Promise<void> {
  const some = new Map([...touched].filter(([, dates]) => dates.size > 0));
  if (some.size === 0) return;
  const days = [...some.values()].reduce((sum, dates) => sum + dates.size, 0);
  const messages = touchedDaysMessages(actor.stores.organisation, some);
  await actor.sendToSheets(messages, { gather: days > fewDays ? true : 'when-busy' });
}
