/** Stores the PINs that have punched and that no user claims. @module */

import { canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { partition, sortableId } from './keys.ts';
import { kindList } from './kind-list.ts';
import { object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A PIN that has punched and that no user claims. */
export interface UnknownUser {
  pin: Pin;
  firstSeenAt: Instant;
  terminal: Serial;
  firstPunch: string;
}

const toUnknown = readerOf(
  'unknown user',
  object<UnknownUser>({ pin: text(), firstSeenAt: text(), terminal: text(), firstPunch: text() }),
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
    /** Notes a PIN the first time it punches. */
    async add(unknown: UnknownUser): Promise<boolean> {
      const item = {
        ...keyOf(unknown.pin),
        ...list.attributes(sortableId(canonicalPinOf(unknown.pin))),
        ...unknown,
      };
      const [added] = await Promise.all([
        database.main.putIfAbsent(item),
        list.announce([item], unknown.firstSeenAt),
      ]);
      return added;
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
