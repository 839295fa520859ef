/**
 * Stores the users that each terminal has, as it has said last: counts of what is enrolled, never what. A user stands in
 * the list until the list is read without it, or the terminal has not spoken of it for as long as downloads are kept.
 * @module
 */

import type { User } from '#shared/contract/users.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { expiryOf } from './expiry.ts';
import { partition, sortableId } from './keys.ts';
import { number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A user as a terminal has said. */
export interface StoredTerminalUser {
  pin: Pin;
  name?: string | undefined;
  privilege?: number | undefined;
  credentials?: User['credentials'] | undefined;
  saidAt: Instant;
}

/** When the whole list was last read, and how many users it had. */
export interface ReadList {
  readAt: Instant;
  total: number;
}

const toTerminalUser = readerOf(
  'user of a terminal',
  object<StoredTerminalUser>({
    pin: text(),
    name: optional(text()),
    privilege: optional(number()),
    credentials: optional(
      object({
        cards: optional(number()),
        fingers: optional(number()),
        faces: optional(number()),
        passwords: optional(number()),
      }),
    ),
    saidAt: text(),
  }),
  ['expiresAt'],
);
const toReadList = readerOf('list of a terminal', object<ReadList>({ readAt: text(), total: number() }), [
  'expiresAt',
]);

const userPrefix = 'USER#';

/** The users of one organisation's terminals. */
export function terminalUserStore(database: Database, organisation: string) {
  const table = database.operations;
  const pkOf = (serial: Serial) => partition(organisation, 'TERMINAL-USERS', serial);
  const keyOf = (serial: Serial, pin: CanonicalPin): Key => ({
    pk: pkOf(serial),
    sk: `${userPrefix}${sortableId(pin)}`,
  });
  const listKeyOf = (serial: Serial): Key => ({ pk: pkOf(serial), sk: 'LIST' });

  async function readList(serial: Serial): Promise<ReadList | undefined> {
    const item = await table.get(listKeyOf(serial));
    return item && toReadList(item);
  }

  async function find(serial: Serial, pins: readonly Pin[]): Promise<StoredTerminalUser[]> {
    const canonical = [...new Set(pins.map(canonicalPinOf))];
    const [list, items] = await Promise.all([
      readList(serial),
      table.batchGet(canonical.map((pin) => keyOf(serial, pin))),
    ]);
    return items.map(toTerminalUser).filter(isOn(list));
  }

  return {
    /** Notes users as a terminal has said; of a PIN that comes twice the later one counts. */
    async note(serial: Serial, users: readonly StoredTerminalUser[]): Promise<void> {
      const items = users.map((user) => ({
        ...keyOf(serial, canonicalPinOf(user.pin)),
        ...user,
        expiresAt: expiryOf(user.saidAt),
      }));
      const refused = await table.batchPut([...new Map(items.map((item) => [item.sk, item])).values()]);
      if (refused.length > 0) throw new Error(`${refused.length} users of a terminal could not be noted`);
    },

    /** Notes that the whole list was read, beginning at a moment: who was not said since is no longer on the terminal. */
    async noteList(serial: Serial, list: ReadList): Promise<void> {
      await table.put({ ...listKeyOf(serial), ...list, expiresAt: expiryOf(list.readAt) });
    },

    readList,

    /** Those among some PINs that a terminal has. */
    find,

    /** A page of the users of a terminal by their PINs; it may be short. @throws RollcallError request.cursor */
    async list(serial: Serial, limit: number, cursor?: string): Promise<Page<StoredTerminalUser>> {
      const pk = pkOf(serial);
      const startKey = cursor === undefined ? undefined : decodeCursor(cursor, isKeyIn('pk', pk));
      const [list, { items, lastKey }] = await Promise.all([
        readList(serial),
        table.queryPage(
          {
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :users)',
            ExpressionAttributeValues: { ':pk': pk, ':users': userPrefix },
            ConsistentRead: true,
          },
          limit,
          startKey,
        ),
      ]);
      return {
        items: items.map(toTerminalUser).filter(isOn(list)),
        nextCursor: lastKey === undefined ? undefined : encodeCursor(lastKey),
      };
    },
  };
}

function isOn(list: ReadList | undefined) {
  return ({ saidAt }: StoredTerminalUser) => list === undefined || saidAt >= list.readAt;
}
