/** Each process remembers the users it has seen, so that a batch need not read them again. @module */

import { type CanonicalUserId, canonicalUserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';

/** Most users that a process remembers: it forgets the oldest ones and looks them up again. */
const mostUsers = 50_000;
/** Most uses of terminals that a process remembers before it begins anew. */
const mostUses = 100_000;

/**
 * Users that this process has seen. Users are never deleted, so one that is remembered exists; what else is remembered
 * of it may be outdated and is only used under a condition on the user's version.
 */
export class KnownUsers {
  readonly #users = new Map<string, StoredUser>();
  readonly #uses = new Set<string>();
  /** Work on users that this process has not seen, by user: settled when the last that was begun has ended. */
  readonly #turns = new Map<string, Promise<unknown>>();

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

  /** Whether this process has noted that a PIN has used a terminal in a week. @param name - of the three */
  hasUse(organisation: string, name: string): boolean {
    return this.#uses.has(`${organisation}#${name}`);
  }

  /** Remembers that it is noted. */
  addUse(organisation: string, name: string): void {
    if (this.#uses.size >= mostUses) this.#uses.clear();
    this.#uses.add(`${organisation}#${name}`);
  }

  /** Forgets a user that has changed. */
  forget(organisation: string, canonicalId: CanonicalUserId): void {
    this.#users.delete(`${organisation}#${canonicalId}`);
  }

  /**
   * Does work that may create users once all work of this process on any of the same users has ended, however it ended: a log
   * comes in several batches at once, and each would try to create everybody who is in it.
   */
  async inTurn<T>(
    organisation: string,
    canonicalIds: readonly CanonicalUserId[],
    work: () => Promise<T>,
  ): Promise<T> {
    const keys = canonicalIds.map((id) => `${organisation}#${id}`);
    const before = new Set(keys.flatMap((key) => this.#turns.get(key) ?? []));
    // Who comes waits only for those who came before: nobody waits for each other.
    const turn = Promise.allSettled(before).then(work);
    for (const key of keys) this.#turns.set(key, turn);
    try {
      return await turn;
    } finally {
      for (const key of keys) if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }
}
