/** Stores the links of each PIN as one small item, which is read beside the punches of the PIN. @module */

import type { LinkId } from '#shared/contract/ids.ts';
import type { LinkTarget } from '#shared/punch/claims.ts';
import type { CanonicalPin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { CanonicalUserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Database, Key } from './database.ts';
import { enteredMonthStore } from './entered-months.ts';
import { partition } from './keys.ts';
import { type LinksByPin, linkMemory } from './known-links.ts';
import { flag, listOf, number, object, oneByField, oneOf, optional, text } from './shape.ts';
import { type Withdrawal, withdrawalShape } from './stored-entry.ts';
import { readerOf } from './stored-kind.ts';

/** A link as stored: what it says of which punches, by whom, when and why. */
export interface StoredLink {
  id: LinkId;
  pin: CanonicalPin;
  target: LinkTarget;
  terminal?: Serial | undefined;
  from?: LocalDate | undefined;
  created?: boolean | undefined;
  author: string;
  enteredAt: Instant;
  reason: string;
  withdrawn?: Withdrawal | undefined;
  /** The merge of two users that entered it. */
  merge?: LinkId | undefined;
}

/** The links of a PIN, in the order in which they were entered, withdrawn ones included. */
export interface LinksOfPin {
  pin: CanonicalPin;
  links: StoredLink[];
  version: number;
}

/** Reads the links of a PIN. @throws UnreadableItem */
export const toLinks = readerOf(
  'links of a PIN',
  object<LinksOfPin>({
    pin: text(),
    links: listOf(
      object<StoredLink>({
        id: text(),
        pin: text(),
        target: oneByField<LinkTarget, 'kind'>('kind', {
          user: object({ kind: oneOf('user'), userId: text() }),
          ignored: object({ kind: oneOf('ignored') }),
        }),
        terminal: optional(text()),
        from: optional(text()),
        created: optional(flag()),
        author: text(),
        enteredAt: text(),
        reason: text(),
        withdrawn: optional(withdrawalShape),
        merge: optional(text()),
      }),
    ),
    version: number(),
  }),
);

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
