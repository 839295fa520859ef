/** Each process remembers the users it has seen, so that a batch need not read them again. @module */

import { type CanonicalUserId, canonicalUserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';

/** Most users that a process remembers: it forgets the oldest ones and looks them up again. */
const mostUsers = 50_000;

/**
 * Users that this process has seen. Users are never deleted, so one that is remembered exists; what else is remembered
 * of it may be outdated and is only used under a condition on the user's version.
 */
export class KnownUsers {
  readonly #users = new Map<string, StoredUser>();

  /** A user of an organisation by canonical id; `undefined` when this process has not seen it. */
  get(organisation: string, canonicalId: CanonicalUserId): StoredUser | undefined {
    return this.#users.get(`${organisation}#${canonicalId}`);
  }

  /** Remembers a user. */
  add(organisation: string, user: StoredUser): void {
    const key = `${organisation}#${canonicalUserId(user.id)}`;
    this.#users.delete(key);
    this.#users.set(key, user);
    if (this.#users.size > mostUsers) {
      const [oldest] = this.#users.keys();
      if (oldest !== undefined) this.#users.delete(oldest);
    }
  }

  /** Forgets a user that has changed. */
  forget(organisation: string, canonicalId: CanonicalUserId): void {
    this.#users.delete(`${organisation}#${canonicalId}`);
  }
}
