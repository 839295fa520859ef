/**
 * Remembers in which months HR has entered something about each user, and which PINs have links that concern the user, so
 * that the sheets of the others need no search for either. A month or a PIN is marked before the first entry or link of it is
 * stored, and stays marked.
 * @module
 */

import { type CanonicalPin, canonicalPinOf, isPin } from '#shared/punch/pin.ts';
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
/** Begins the names of the attributes that mark PINs; the others mark months. */
const pinMark = 'PIN#';

/** What is known of a user's entries and links without a search. */
export class EnteredMonths {
  readonly #months: ReadonlySet<string>;
  /** PINs with links that concern the user, or did. */
  readonly linkedPins: readonly CanonicalPin[];

  /** @param marks - months in which something was entered, such as `2026-03`, and PINs, such as `PIN#701` */
  constructor(marks: Iterable<string>) {
    const all = [...marks];
    this.#months = new Set(all.filter((mark) => !mark.startsWith(pinMark)));
    this.linkedPins = all
      .filter((mark) => mark.startsWith(pinMark))
      .map((mark) => mark.slice(pinMark.length))
      .filter(isPin)
      .map(canonicalPinOf);
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

    /** Marks a PIN of which a link is about to be stored, for the users whom that may concern. */
    async markPin(pin: CanonicalPin, userIds: readonly UserId[]): Promise<void> {
      await Promise.all(
        userIds.map((userId) =>
          database.main.updateIf(keyOf(userId), {
            UpdateExpression: 'SET #pin = :marked',
            ExpressionAttributeNames: { '#pin': `${pinMark}${pin}` },
            ExpressionAttributeValues: { ':marked': true },
          }),
        ),
      );
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
