/** Stores the links of each PIN as one small item, which is read beside the punches of the PIN. @module */

import type { CanonicalPin } from '#shared/punch/pin.ts';
import type { CanonicalUserId } from '#shared/punch/user-id.ts';
import type { Database, Key } from './database.ts';
import { enteredMonthStore } from './entered-months.ts';
import { partition } from './keys.ts';
import { type LinksByPin, linkMemory } from './known-links.ts';
import { type LinksOfPin, toLinks } from './stored-link.ts';

/** Links of one organisation. They are added and withdrawn, and never deleted. */
export function linkStore(database: Database, organisation: string) {
  const enteredMonths = enteredMonthStore(database, organisation);

  function keyOf(pin: CanonicalPin): Key {
    return { pk: partition(organisation, 'PIN', pin), sk: 'LINKS' };
  }

  const memory = linkMemory(database, organisation, async (pins) => {
    const items = await database.main.batchGet(pins.map(keyOf));
    return new Map(items.map(toLinks).map(({ pin, links }) => [pin, links]));
  });

  return {
    /** The links of a PIN, strongly consistent; none with version 0 when there never were any. */
    async ofPin(pin: CanonicalPin): Promise<LinksOfPin> {
      const item = await database.main.get(keyOf(pin));
      return item ? toLinks(item) : { pin, links: [], version: 0 };
    },

    /** The links of those among some PINs that have or had any, strongly consistent. */
    async ofPins(pins: readonly CanonicalPin[]): Promise<LinksByPin> {
      return await memory.ofPins([...new Set(pins)]);
    },

    /**
     * Replaces the links of a PIN, once the users whom that may concern are marked: whoever reads a mark too early is told of
     * the touched days later.
     * @returns false when somebody else saved first
     */
    async replace(
      { pin, links, version }: LinksOfPin,
      concerned: readonly CanonicalUserId[],
    ): Promise<boolean> {
      await enteredMonths.markPin(pin, concerned);
      return await memory.around(() =>
        database.main.putIf(
          { ...keyOf(pin), pin, links, version: version + 1 },
          version === 0
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#version = :from',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':from': version },
              },
        ),
      );
    },
  };
}
