/** Completes a user with the details that a terminal knows; what HR has entered stays. @module */

import { userIdOfPin } from '#shared/punch/claims.ts';
import { canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import { cleanedText } from '#shared/punch/plain-text.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';

/** A user's details as a terminal has them: counts of credentials, never the credentials. */
export interface TerminalUser {
  pin: Pin;
  name?: string | undefined;
  privilege?: number | undefined;
  credentials?: StoredUser['credentials'] | undefined;
}

/** What became of the details of a user. */
export type DetailOutcome = { result: 'completed' | 'unchanged' | 'unknown' };

const attempts = 5;

/**
 * Completes one user from what a terminal knows. A name that HR has entered stays; one of the terminal is put in order.
 * @param wanted - whether the user may be completed
 */
export async function completeUser(
  actor: Actor,
  details: TerminalUser,
  wanted: (user: StoredUser) => boolean,
): Promise<DetailOutcome> {
  const { users } = actor.stores;
  const name = details.name === undefined ? '' : cleanedText(details.name);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const current = await users.find(userIdOfPin(canonicalPinOf(details.pin)));
    if (!current || !wanted(current)) return { result: 'unknown' };
    const next: StoredUser = {
      ...current,
      ...(current.name === undefined && name !== '' ? { name } : {}),
      ...(details.privilege === undefined ? {} : { privilege: details.privilege }),
      ...(details.credentials === undefined ? {} : { credentials: details.credentials }),
      status: current.status === 'provisional' ? 'active' : current.status,
      version: current.version + 1,
    };
    const unchanged =
      next.name === current.name &&
      next.status === current.status &&
      next.privilege === current.privilege &&
      JSON.stringify(next.credentials) === JSON.stringify(current.credentials);
    if (unchanged) return { result: 'unchanged' };
    if (await users.replace(next, current.version)) {
      await recordAudit(actor, 'user.details-fetched', current.id);
      return { result: 'completed' };
    }
  }
  return { result: 'unchanged' };
}
