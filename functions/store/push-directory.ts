/** Knows which organisation each pushing terminal belongs to, and which unregistered serials have called. @module */

import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database } from './database.ts';
import { everybody, partition } from './keys.ts';
import { listByKind } from './kind-list.ts';
import { object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A serial that has tried to push and that nobody has registered. */
export interface Stranger {
  serial: Serial;
  address: string;
  lastSeenAt: Instant;
}

const toStranger = readerOf(
  'stranger',
  object<Stranger>({ serial: text(), address: text(), lastSeenAt: text() }),
  ['expiresAt'],
);

const toOwner = readerOf(
  'owner of a push terminal',
  object<{ organisation: string }>({ organisation: text() }),
);

/** A stranger that does not try again within this time is forgotten. */
const strangerSeconds = 7 * 86_400;

/** Knows which organisation a pushing terminal belongs to, because the terminal itself sends only its serial. */
export function pushDirectory(database: Database) {
  const table = database.operations;
  const ownerKey = (serial: Serial) => ({
    pk: partition(everybody, 'PUSHTERMINAL', serial),
    sk: 'PUSHTERMINAL',
  });
  const strangerKey = (serial: Serial) => ({ pk: partition(everybody, 'STRANGER', serial), sk: 'STRANGER' });
  const strangerList = partition(everybody, 'STRANGERS');

  return {
    /** The organisation of a serial number. */
    async organisationOf(serial: Serial): Promise<string | undefined> {
      const item = await table.get(ownerKey(serial));
      return item && toOwner(item).organisation;
    },

    /** Gives a serial to an organisation. @returns false when it belongs to another one */
    async claim(serial: Serial, organisation: string): Promise<boolean> {
      return await table.putIf(
        { ...ownerKey(serial), organisation },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR organisation = :organisation',
          ExpressionAttributeValues: { ':organisation': organisation },
        },
      );
    },

    /** Notes a serial number that nobody has registered. */
    async noteStranger(stranger: Stranger): Promise<void> {
      await table.put({
        ...strangerKey(stranger.serial),
        kindPk: strangerList,
        kindSk: `${stranger.lastSeenAt}#${stranger.serial}`,
        expiresAt: Math.floor(Date.parse(stranger.lastSeenAt) / 1000) + strangerSeconds,
        ...stranger,
      });
    },

    /** A stranger by its serial. */
    async stranger(serial: Serial): Promise<Stranger | undefined> {
      const item = await table.get(strangerKey(serial));
      return item && toStranger(item);
    },

    /** Forgets a serial number that has been registered. */
    async forgetStranger(serial: Serial): Promise<void> {
      await table.delete(strangerKey(serial));
    },

    /** Serials that have tried to push, the latest first. */
    async strangers(limit: number, cursor?: string): Promise<Page<Stranger>> {
      const list = { partitionKey: strangerList, latestFirst: true };
      return await listByKind(table, list, toStranger, limit, cursor);
    },
  };
}
