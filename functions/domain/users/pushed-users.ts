import type { PushedUser } from '#shared/iclock/operlog.ts';
import { isPin, type Pin } from '#shared/punch/pin.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { completeUser, type DetailOutcome, type TerminalUser } from './complete-user.ts';

/** Users completed at once. */
const usersAtOnce = 8;

/** A user as the push protocol has it, as details: how many cards, never which. `null` when nobody can have its PIN. */
export function detailsOf({ pin, name, privilege, card }: PushedUser): TerminalUser | null {
  if (!isPin(pin)) return null;
  const shownName = name.trim();
  return {
    pin,
    privilege,
    credentials: { cards: card === undefined ? 0 : 1 },
    ...(shownName === '' ? {} : { name: shownName }),
  };
}

/**
 * Completes users that a terminal has told of by itself: those that were created for their punches and wait for their
 * details. Nobody is created, and what HR has entered stays.
 * @returns what became of each, in their order; of a user that is told twice the later counts
 */
export async function takeInPushedUsers(
  actor: Actor,
  users: readonly TerminalUser[],
): Promise<DetailOutcome[]> {
  const outcomes = new Map<Pin, DetailOutcome>();
  const latest = new Map(users.map((user) => [user.pin, user]));
  await inParallel([...latest.values()], usersAtOnce, async (details) => {
    outcomes.set(details.pin, await completeUser(actor, details, ({ status }) => status === 'provisional'));
  });
  return users.map(({ pin }) => outcomes.get(pin) ?? { result: 'unknown' });
}
