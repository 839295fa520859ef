/** Knows which organisation each pushing terminal belongs to, and which unregistered serials have called. @module */

import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { everybody, partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { mapOf, number, object, oneOf, optional, text } from './shape.ts';
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

/** What showed that a serial belongs to its holder. */
export type ClaimProof = 'bridge' | 'operator';

/** Who has registered a serial. */
export interface PushClaims {
  /** Whoever gets what comes without the key of anybody. */
  holder?: { organisation: string; proof?: ClaimProof | undefined };
  /** Organisations that have registered it with a communication key of their own. */
  keyed: string[];
}

/** Wrong communication keys that came for a serial. Times in epoch milliseconds. */
export interface WrongKeys {
  version: number;
  /** All that ever came, as long as they come at least once a week. */
  count: number;
  /** The hour of the last one, since the epoch, and how many came in it. */
  hour: number;
  inHour: number;
  /** By address: how many since the last right one, and until when its keys are refused unread. */
  addresses: Record<string, { count: number; lastAt: number; refusedUntil?: number | undefined }>;
}

const toHolder = readerOf(
  'owner of a push terminal',
  object<NonNullable<PushClaims['holder']>>({
    organisation: text(),
    proof: optional(oneOf('bridge', 'operator')),
  }),
);

const toWrongKeys = readerOf(
  'wrong keys',
  object<WrongKeys>({
    version: number(),
    count: number(),
    hour: number(),
    inHour: number(),
    addresses: mapOf(object({ count: number(), lastAt: number(), refusedUntil: optional(number()) })),
  }),
  ['expiresAt'],
);

/** A stranger that does not try again within this time is forgotten. */
const strangerSeconds = keptSecondsOf('strangers');

const holderSk = 'PUSHTERMINAL';
const keyedPrefix = 'KEYED#';

/** Knows which organisation a pushing terminal belongs to, because the terminal itself sends only its serial. */
export function pushDirectory(database: Database) {
  const table = database.operations;
  const ownerKey = (serial: Serial) => ({
    pk: partition(everybody, 'PUSHTERMINAL', serial),
    sk: holderSk,
  });
  const keyedKey = (serial: Serial, organisation: string) => ({
    pk: ownerKey(serial).pk,
    sk: `${keyedPrefix}${organisation}`,
  });
  const wrongKeysKey = (serial: Serial) => ({
    pk: partition(everybody, 'WRONGKEYS', serial),
    sk: 'WRONGKEYS',
  });
  const strangerKey = (serial: Serial) => ({ pk: partition(everybody, 'STRANGER', serial), sk: 'STRANGER' });
  // Nobody announces a stranger, because everybody can make one: a terminal that calls for the first time is listed a moment later.
  const strangerList = kindList(
    database,
    { table: 'operations', partitionKey: partition(everybody, 'STRANGERS'), latestFirst: true },
    toStranger,
  );

  return {
    /** Who has registered a serial, strongly consistent. */
    async claims(serial: Serial): Promise<PushClaims> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': ownerKey(serial).pk },
        ConsistentRead: true,
      });
      const holder = items.find(({ sk }) => sk === holderSk);
      const keyed = items.filter(({ sk }) => sk.startsWith(keyedPrefix));
      return {
        ...(holder === undefined ? {} : { holder: toHolder(holder) }),
        keyed: keyed.map(({ sk }) => sk.slice(keyedPrefix.length)),
      };
    },

    /** Makes an organisation the holder of a serial. @returns false when another one is */
    async claim(serial: Serial, organisation: string, proof?: ClaimProof): Promise<boolean> {
      const taken = await table.updateIf(ownerKey(serial), {
        UpdateExpression: `SET organisation = :organisation${proof === undefined ? '' : ', proof = :proof'}`,
        ConditionExpression: 'attribute_not_exists(pk) OR organisation = :organisation',
        ExpressionAttributeValues: {
          ':organisation': organisation,
          ...(proof === undefined ? {} : { ':proof': proof }),
        },
      });
      return taken !== null;
    },

    /** Makes another organisation the holder of a serial for which nothing is proven. @returns false when that has changed */
    async takeOver(serial: Serial, from: string, organisation: string, proof: ClaimProof): Promise<boolean> {
      return await table.putIf(
        { ...ownerKey(serial), organisation, proof },
        {
          ConditionExpression: 'organisation = :from AND attribute_not_exists(proof)',
          ExpressionAttributeValues: { ':from': from },
        },
      );
    },

    /** Makes an organisation the holder of a serial whatever was before, and the only one: what the operator decides. */
    async settle(serial: Serial, organisation: string): Promise<void> {
      await table.put({ ...ownerKey(serial), organisation, proof: 'operator' satisfies ClaimProof });
      for (const other of (await this.claims(serial)).keyed) {
        if (other !== organisation) await this.removeKeyed(serial, other);
      }
    },

    /** Notes that an organisation has registered a serial with a key. */
    async addKeyed(serial: Serial, organisation: string): Promise<void> {
      await table.put(keyedKey(serial, organisation));
    },

    /** Forgets that an organisation has registered a serial with a key. */
    async removeKeyed(serial: Serial, organisation: string): Promise<void> {
      await table.delete(keyedKey(serial, organisation));
    },

    /** The wrong keys that came for a serial. */
    async wrongKeys(serial: Serial): Promise<WrongKeys | undefined> {
      const item = await table.get(wrongKeysKey(serial));
      return item && toWrongKeys(item);
    },

    /** Keeps the wrong keys of a serial. @returns false when somebody else has counted since they were read */
    async saveWrongKeys(serial: Serial, wrongKeys: WrongKeys, now: number): Promise<boolean> {
      return await table.putIf(
        {
          ...wrongKeysKey(serial),
          ...wrongKeys,
          version: wrongKeys.version + 1,
          expiresAt: Math.floor(now / 1000) + strangerSeconds,
        },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR #version = :before',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':before': wrongKeys.version },
        },
      );
    },

    /** Notes a serial number that nobody has registered. */
    async noteStranger(stranger: Stranger): Promise<void> {
      await table.put({
        ...strangerKey(stranger.serial),
        ...strangerList.attributes(`${stranger.lastSeenAt}#${stranger.serial}`),
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
      return await strangerList.page(limit, cursor);
    },
  };
}
