/** Enters and withdraws many entries at once, each with a result of its own. @module */

import { RollcallError, statusOf } from '#shared/errors.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { Actor } from '../actor.ts';
import { requestsOfItems } from '../ids.ts';
import { inParallel } from '../in-parallel.ts';
import { type Refusal, refusalOf } from '../refusals.ts';

/** Users whose entries are worked on at once: the time goes into waiting for the table. */
const usersAtOnce = 8;

/** As many as somebody enters who waits for the sheet: the days of more are gathered first, so that each is computed once. */
const fewItems = 12;

/** What became of one item of a batch. */
export type Outcome<E, D extends string> = { result: D; entry: E } | { result: 'refused'; problem: Refusal };

/** What became of a batch, in the order of its items. */
export interface Outcomes<E, D extends string> {
  items: Outcome<E, D>[];
  done: number;
  refused: number;
}

/** Does one thing, or says why it was refused. @throws whatever is no refusal */
async function outcomeOf<E, D extends string>(result: D, work: () => Promise<E>): Promise<Outcome<E, D>> {
  try {
    return { result, entry: await work() };
  } catch (error) {
    if (!(error instanceof RollcallError) || statusOf(error.code) >= 500) throw error;
    return { result: 'refused', problem: refusalOf(error) };
  }
}

/**
 * Does the same for each item of a batch: users side by side, a user's items in their order, because the second may be refused
 * for what the first one says. The days that a user's items touch are sent to be computed together, also when the work breaks
 * off. A repeat of a request with an `Idempotency-Key` finds what its first try has made, and does the rest.
 * @param result - what an item is called that was not refused
 * @throws whatever is no refusal of an item: what has been done by then stays
 */
export async function forEach<T extends { userId: UserId }, E, D extends string>(
  actor: Actor,
  items: readonly T[],
  result: D,
  work: (actor: Actor, item: T) => Promise<E>,
): Promise<Outcomes<E, D>> {
  const outcomes: Outcome<E, D>[] = [];
  const gather = items.length > fewItems ? true : 'when-busy';
  const requestOf = requestsOfItems(actor);
  const numbered = items.map((item, index) => ({ item, index }));
  const byUser = [...Map.groupBy(numbered, ({ item }) => canonicalUserId(item.userId)).values()];
  await inParallel(byUser, usersAtOnce, async (ofUser) => {
    const messages: unknown[] = [];
    const sendToSheets: Actor['sendToSheets'] = async (sent) => void messages.push(...sent);
    try {
      for (const { item, index } of ofUser) {
        const each = { ...actor, request: requestOf(index), sendToSheets };
        outcomes[index] = await outcomeOf(result, () => work(each, item));
      }
    } finally {
      if (messages.length > 0) await actor.sendToSheets(messages, { gather });
    }
  });
  const refused = outcomes.filter((outcome) => outcome.result === 'refused').length;
  return { items: outcomes, done: items.length - refused, refused };
}
