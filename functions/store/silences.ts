/**
 * Stores the last silence of each bridge and terminal: an item for each in one partition, which the clock reads as a whole. They
 * are in the main table, because the feed of changes is about it, and stay: there are no more of them than of things.
 * @module
 */

import type { ReportRunId } from '#shared/contract/ids.ts';
import type { Silence } from '#shared/contract/notices.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Database, Item } from './database.ts';
import { partition } from './keys.ts';
import { flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** What is or was silent. */
export type SilenceKey = Pick<Silence, 'thing' | 'id'>;

/** A silence as stored. */
export interface StoredSilence extends Silence {
  /** The sending that tells of its present state; absent when nobody is told. */
  run?: ReportRunId | undefined;
  /** Goes up with each write. */
  revision: number;
}

/** What is known of the last look for silence. */
export interface SilenceWatch {
  /** When somebody last began to look. */
  lookedAt: Instant;
  /** Names what the last look has to tell that had something. */
  run?: ReportRunId | undefined;
}

/** Reads a stored silence. @throws UnreadableItem */
export const toSilence = readerOf(
  'silence',
  object<StoredSilence>({
    thing: oneOf('bridge', 'terminal'),
    id: text(),
    name: optional(text()),
    sites: listOf(text()),
    state: oneOf('silent', 'heard', 'gone'),
    since: text(),
    noticedAt: text(),
    until: optional(text()),
    terminals: optional(listOf(text())),
    wholeSite: flag(),
    run: optional(text()),
    revision: number(),
  }),
);

const toWatch = readerOf(
  'look for silence',
  object<SilenceWatch>({ lookedAt: text(), run: optional(text()) }),
);

/** What the sort key of a silence names. */
export function silenceKeyOf(sk: string): SilenceKey {
  const at = sk.indexOf('#');
  return { thing: sk.slice(0, at) === 'bridge' ? 'bridge' : 'terminal', id: sk.slice(at + 1) };
}

/** The silences of one organisation. */
export function silenceStore({ main, operations }: Database, organisation: string) {
  const pk = partition(organisation, 'SILENCES');
  const watchKey = { pk: partition(organisation, 'SILENCE-WATCH'), sk: 'WATCH' };

  return {
    /** All, strongly consistent: also those that are over. */
    async all(): Promise<StoredSilence[]> {
      const items = await main.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      return items.map(toSilence);
    },

    /** Writes a silence as it was read and changed; 0 stands for none. @returns false when somebody else has written it meanwhile */
    async replace(silence: StoredSilence): Promise<boolean> {
      const item: Item = { pk, sk: `${silence.thing}#${silence.id}`, ...silence };
      return await main.putIf(
        { ...item, revision: silence.revision + 1 },
        silence.revision === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :revision',
              ExpressionAttributeValues: { ':revision': silence.revision },
            },
      );
    },

    /**
     * Takes a look for oneself: nobody else looks for a while.
     * @returns what was known before, `undefined` when this is the first look; `null` when somebody else is at it
     */
    async take(now: Instant, aloneMilliseconds: number): Promise<SilenceWatch | undefined | null> {
      const item = await operations.get(watchKey);
      const before = item && toWatch(item);
      const free = instantFromEpoch(epochOf(now) - aloneMilliseconds);
      if (before !== undefined && before.lookedAt > free) return null;
      const taken = await operations.putIf(
        { ...watchKey, ...before, lookedAt: now },
        before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'lookedAt = :before',
              ExpressionAttributeValues: { ':before': before.lookedAt },
            },
      );
      return taken ? before : null;
    },

    /** Notes, before anything else of it is written, that the look which was taken at an instant has something to tell. */
    async noteRun(run: ReportRunId, lookedAt: Instant): Promise<void> {
      await operations.put({ ...watchKey, lookedAt, run });
    },
  };
}
