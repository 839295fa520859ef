/** Has merges, their undoing and erasures of the same users happen one after the other. @module */

import { ulid } from 'ulid';
import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { Actor } from '../actor.ts';

/** Some seconds altogether: most of what holds a user takes less. */
const attempts = 40;

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(250, 15 * attempt)));
}

/**
 * Does something with users of whom nobody else merges, unmerges or erases one at the same time. Whoever has waited must
 * read them anew.
 * @throws RollcallError service.busy while somebody else is at it; whatever `work` throws
 */
export async function holdingUsers<T>(
  { stores, request, now }: Actor,
  userIds: readonly UserId[],
  work: () => Promise<T>,
): Promise<T> {
  const holder = request?.id ?? ulid();
  // Everybody takes them in this order: nobody waits for somebody who waits.
  const ids = [...new Set(userIds.map(canonicalUserId))].sort();
  const held: UserId[] = [];
  try {
    for (const id of ids) {
      let isHeld = false;
      for (let attempt = 0; !isHeld && attempt < attempts; attempt += 1) {
        if (attempt > 0) await pause(attempt);
        isHeld = await stores.userHolds.take(id, holder, now);
      }
      if (!isHeld) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
      held.push(id);
    }
    return await work();
  } finally {
    for (const id of held) await stores.userHolds.letGo(id, holder);
  }
}
