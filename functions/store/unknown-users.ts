/** Stores the PINs that have punched and that no user claims. @module */

import { canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { partition, sortableId } from './keys.ts';
import { kindList } from './kind-list.ts';
import { flag, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A PIN that has punched and that no user claims. */
export interface UnknownUser {
  pin: Pin;
  firstSeenAt: Instant;
  terminal: Serial;
  firstPunch: string;
  /** The settings ignore it wherever it has punched; a link of its own is not told here. */
  ignored?: boolean | undefined;
}

const toUnknown = readerOf(
  'unknown user',
  object<UnknownUser>({
    pin: text(),
    firstSeenAt: text(),
    terminal: text(),
    firstPunch: text(),
    ignored: optional(flag()),
  }),
);

/** Unknown users of one organisation. */
export function unknownUserStore(database: Database, organisation: string) {
  const list = kindList(
    database,
    { table: 'main', partitionKey: partition(organisation, 'UNKNOWNUSERS') },
    toUnknown,
  );

  function keyOf(pin: Pin): Key {
    return { pk: partition(organisation, 'PIN', canonicalPinOf(pin)), sk: 'UNKNOWN' };
  }

  return {
    /**
     * Puts a PIN on the list: the first time that it punches, and when nobody claims it any more. One that is ignored by the
     * settings of one terminal and not of another is not ignored.
     * @returns whether that changed anything
     */
    async add(unknown: UnknownUser): Promise<boolean> {
      const { pin, firstSeenAt, terminal, firstPunch, ignored = false } = unknown;
      const { kindPk, kindSk } = list.attributes(sortableId(canonicalPinOf(pin)));
      const item = { ...keyOf(pin), kindPk, kindSk };
      const seen = ['pin', 'firstSeenAt', 'terminal', 'firstPunch'] as const;
      const [added] = await Promise.all([
        database.main.updateIf(keyOf(pin), {
          UpdateExpression: `SET kindPk = :kindPk, kindSk = :kindSk, ${seen
            .map((name) => `#${name} = if_not_exists(#${name}, :${name})`)
            .join(', ')}${ignored ? ', #ignored = :yes' : ' REMOVE #ignored'}`,
          ConditionExpression: `attribute_not_exists(kindPk)${ignored ? '' : ' OR attribute_exists(#ignored)'}`,
          ExpressionAttributeNames: Object.fromEntries(
            [...seen, 'ignored'].map((name) => [`#${name}`, name]),
          ),
          ExpressionAttributeValues: {
            ':kindPk': kindPk,
            ':kindSk': kindSk,
            ':pin': pin,
            ':firstSeenAt': firstSeenAt,
            ':terminal': terminal,
            ':firstPunch': firstPunch,
            ...(ignored ? { ':yes': true } : {}),
          },
        }),
        list.announce([item], firstSeenAt),
      ]);
      return added !== null;
    },

    /** What is noted of a PIN, on the list or not. */
    async find(pin: Pin): Promise<UnknownUser | undefined> {
      const item = await database.main.get(keyOf(pin));
      return item && toUnknown(item);
    },

    /** Takes a PIN off the list because a user claims it now. Nothing is deleted: no function has that right on this table. */
    async remove(pin: Pin): Promise<void> {
      await database.main.updateIf(keyOf(pin), {
        UpdateExpression: 'REMOVE kindPk, kindSk',
        ConditionExpression: 'attribute_exists(pk)',
      });
    },

    /** Takes those PINs off the list that are on it, as `remove` does. */
    async removeEach(pins: readonly Pin[]): Promise<void> {
      const keys = [...new Map(pins.map((pin) => [canonicalPinOf(pin), keyOf(pin)])).values()];
      const listed = (await database.main.batchGet(keys)).filter(({ kindPk }) => kindPk !== undefined);
      await Promise.all(listed.map((item) => this.remove(toUnknown(item).pin)));
    },

    async all(): Promise<UnknownUser[]> {
      return await list.all();
    },

    async list(limit: number, cursor?: string): Promise<Page<UnknownUser>> {
      return await list.page(limit, cursor);
    },
  };
}
