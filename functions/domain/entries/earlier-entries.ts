/** Notes the entries that earlier versions have stored, so that lists of everybody's entries have them. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';

/** Users whose entries one request notes: some hundred searches, each of a few milliseconds. */
const usersAtATime = 500;
const usersAtOnce = 16;

/**
 * Requires that the entries of earlier versions are noted. Each call that comes before they are notes those of some hundred
 * users, and the last one says so for good; doing it twice, or at once, changes nothing.
 * @throws RollcallError service.busy while there are users left: the next try goes on
 */
export async function requireNoted({ stores }: Actor): Promise<void> {
  const progress = await stores.noticeProgress.read();
  if (progress.done) return;
  const { items: users, nextCursor } = await stores.users.list({}, usersAtATime, progress.cursor);
  await inParallel(users, usersAtOnce, async ({ id }) => {
    await Promise.all(
      [stores.corrections, stores.leaves, stores.overrides].map((store) => store.noteAll(id)),
    );
  });
  await stores.noticeProgress.save({ done: nextCursor === undefined, cursor: nextCursor }, progress.cursor);
  if (nextCursor !== undefined) throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}
