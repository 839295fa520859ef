/** Completes provisional users with details that a terminal has pushed. @module */

import type { PushedUser } from '#shared/iclock/operlog.ts';
import { isPin } from '#shared/punch/pin.ts';
import { cleanedText } from '#shared/punch/plain-text.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Actor } from '../actor.ts';
import type { DetailOutcome, TerminalUser } from './complete-users.ts';
import { completeClaimants, noteTerminalUsers } from './terminal-users.ts';

/** The details of a user that a terminal has pushed: how many cards, never which. `null` when nobody can have its PIN. */
export function detailsOf({ pin, name, privilege, card }: PushedUser): TerminalUser | null {
  if (!isPin(pin)) return null;
  const shownName = cleanedText(name);
  return {
    pin,
    privilege,
    credentials: { cards: card === undefined ? 0 : 1 },
    ...(shownName === '' ? {} : { name: shownName }),
  };
}

/**
 * Completes users whose details a terminal has pushed: those that were created for their punches and wait for their
 * details. No user is created, and what HR has entered stays. What the terminal said is kept for its list of users.
 * @returns what became of each, in their order; where a user comes twice, the later one counts
 */
export async function takeInPushedUsers(
  actor: Actor,
  serial: Serial,
  users: readonly TerminalUser[],
): Promise<DetailOutcome[]> {
  const latest = [...new Map(users.map((user) => [user.pin, user])).values()];
  await noteTerminalUsers(actor, serial, latest);
  const results = await completeClaimants(actor, serial, latest, ({ status }) => status === 'provisional');
  const outcomes = new Map(latest.map(({ pin }, index) => [pin, results[index]]));
  return users.map(({ pin }) => outcomes.get(pin) ?? { result: 'unknown' });
}
