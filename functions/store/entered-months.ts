/**
 * Remembers in which months HR has entered something about each user, so that the sheets of the others need no search for
 * entries. A month is marked before the first entry of it is stored, and stays marked.
 * @module
 */

import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Database, Key } from './database.ts';
import { monthsOf } from './entry-notices.ts';
import { partition } from './keys.ts';

/** Days of a user: `from ≤ date < to`. */
interface Days {
  from: LocalDate;
  to: LocalDate;
}

const sortKey = 'ENTERED';

/** What is known of a user's entries without a search. */
export class EnteredMonths {
  readonly #months: ReadonlySet<string>;

  /** @param months - in which something was entered, such as `2026-03` */
  constructor(months: Iterable<string>) {
    this.#months = new Set(months);
  }

  /** Whether HR may have entered something about some of the days, even if it was withdrawn. */
  mayHold(days: Days): boolean {
    return this.#months.size > 0 && monthsOf(days).some((month) => this.#months.has(month));
  }
}

/** In which months something was entered about the users of one organisation. */
export function enteredMonthStore(database: Database, organisation: string) {
  function keyOf(userId: UserId): Key {
    return { pk: partition(organisation, 'USER', canonicalUserId(userId)), sk: sortKey };
  }

  return {
    /** Marks the months of an entry that is about to be stored. */
    async mark(userId: UserId, days: Days): Promise<void> {
      const months = monthsOf(days);
      await database.main.updateIf(keyOf(userId), {
        UpdateExpression: `SET ${months.map((_, index) => `#month${index} = :entered`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(months.map((month, index) => [`#month${index}`, month])),
        ExpressionAttributeValues: { ':entered': true },
      });
    },

    /** Strongly consistent: nobody about whom nothing was entered is missing. */
    async ofMany(userIds: readonly UserId[]): Promise<ReadonlyMap<CanonicalUserId, EnteredMonths>> {
      const byKey = new Map(userIds.map((userId) => [keyOf(userId).pk, canonicalUserId(userId)]));
      const items = await database.main.batchGet(userIds.map(keyOf));
      const found = new Map([...byKey.values()].map((canonical) => [canonical, new EnteredMonths([])]));
      for (const { pk, sk: _, ...months } of items) {
        const canonical = byKey.get(pk);
        if (canonical !== undefined) found.set(canonical, new EnteredMonths(Object.keys(months)));
      }
      return found;
    },
  };
}
