import { UserId } from '#shared/contract/fields.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import type { Actor } from './caller.ts';
import { inParallel } from './in-parallel.ts';
import { completeUser } from './user-details.ts';

/** Users completed at once. */
const usersAtOnce = 8;

/**
 * Completes users that a terminal has told of by itself: those that were created for their punches and wait for their
 * details. Nobody is created, and what HR has entered stays.
 */
export async function takeInPushedUsers(actor: Actor, users: readonly PushedUser[]): Promise<void> {
  const latest = new Map(users.map((user) => [user.pin, user]));
  await inParallel([...latest.values()], usersAtOnce, async ({ pin, name, privilege, card }) => {
    if (!UserId.safeParse(pin).success) return;
    const shownName = name.trim();
    await completeUser(
      actor,
      {
        pin,
        privilege,
        credentials: { cards: card === undefined ? 0 : 1 },
        ...(shownName === '' ? {} : { name: shownName }),
      },
      (user) => user.status === 'provisional',
    );
  });
}
