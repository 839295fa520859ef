/**
 * Deletes what is older than what is kept: punches, uses of terminals, rows, HR's entries with their notes, and records in
 * quarantine. Each call deletes a bounded number of items and may be repeated; whoever has been stopped begins again, and finds
 * what is left. It passes by the log of changes: that something is kept no longer changes nothing of what was worked.
 * @module
 */

import { type CanonicalPin, canonicalPinOf, isPin } from '#shared/punch/pin.ts';
import { ageOf } from '#shared/punch/plausibility.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { weekOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type EntryKey, keysOfKinds } from './awaiting-entries.ts';
import type { Database, Item, Key, Lookup } from './database.ts';
import { arrivalShards, partition, shardNames } from './keys.ts';
import type { QuarantinedRecord } from './quarantine.ts';
import { isText } from './stored-kind.ts';
import { toStamp } from './stored-row.ts';
import { waitingDays } from './waiting-days.ts';

/** What was deleted of each kind. */
export interface DeletedTimes {
  punches: number;
  rows: number;
  entries: number;
  quarantined: number;
}

/** Nothing of any kind. */
export const noDeletedTimes: DeletedTimes = { punches: 0, rows: 0, entries: 0, quarantined: 0 };

const keyOnly = { ProjectionExpression: 'pk, sk' };

/**
 * Items of one organisation that are older than what is kept.
 * @param tables - the tables as they are: deleting is no change that is followed
 */
export function oldTimeStore(tables: Database, organisation: string) {
  const { main } = tables;
  const ofUser = (userId: UserId) => partition(organisation, 'USER', canonicalUserId(userId));
  const ofPin = (pin: CanonicalPin) => partition(organisation, 'PIN', pin);

  function between(pk: string, first: string, end: string): Lookup {
    return {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
      ExpressionAttributeValues: { ':pk': pk, ':first': first, ':end': end },
      ConsistentRead: true,
    };
  }

  /** Deletes the first items of a range of keys. @returns how many there were: fewer than `most` when none is left */
  async function deleteRange(pk: string, first: string, end: string, most: number): Promise<number> {
    const { items } = await main.queryPage({ ...between(pk, first, end), ...keyOnly }, most);
    await main.batchDelete(items.map(({ pk: owner, sk }) => ({ pk: owner, sk })));
    return items.length;
  }

  return {
    /** Deletes punches of a PIN before a day. @returns how many: fewer than `most` when none is left */
    async deletePunches(pin: CanonicalPin, before: LocalDate, most: number): Promise<number> {
      // Before the day itself: a wall time of that day is behind its date.
      return await deleteRange(ofPin(pin), 'PUNCH#', `PUNCH#${before}`, most);
    },

    /** Deletes at which terminals a PIN has punched in the weeks that ended before a day. @returns how many, as above */
    async deleteUses(pin: CanonicalPin, before: LocalDate, most: number): Promise<number> {
      return await deleteRange(ofPin(pin), 'USED#', `USED#${weekOf(before).from}`, most);
    },

    /** Deletes rows of a user before a day, with the marks of those that wait. @returns how many, as above */
    async deleteRows(userId: UserId, before: LocalDate, most: number): Promise<number> {
      const pk = ofUser(userId);
      const { items } = await main.queryPage(
        {
          ...between(pk, 'SHEET#', `SHEET#${before}`),
          ProjectionExpression: 'pk, sk, #date, inputHash, pendingUntil, pendingFor, pendingMark, v',
          ExpressionAttributeNames: { '#date': 'date' },
        },
        most,
      );
      // The `SHEET#date` of the day itself is the end of the range, and stays.
      const old = items.filter(({ sk }) => sk < `SHEET#${before}`);
      const waiting = old.map(toStamp).filter((stamp) => stamp.pendingMark !== undefined);
      await waitingDays(tables, organisation).remove(waiting.map((stamp) => ({ ...stamp, userId })));
      await main.batchDelete(old.map(({ sk }) => ({ pk, sk })));
      return old.length;
    },

    /** Deletes entries of a user that end before a day, of every kind, withdrawn or not. @returns how many, as above */
    async deleteEntries(userId: UserId, before: LocalDate, most: number): Promise<number> {
      let deleted = 0;
      for (const kind of Object.values<EntryKey>(keysOfKinds)) {
        const lookup = between(ofUser(userId), `${kind}#`, `${kind}#${before}`);
        // The last day of an entry: that of its date, or the day before its `to`. An entry that goes on stays as a whole.
        const isOld = ({ to }: Item) => !isText<LocalDate>(to) || to <= before;
        let startKey: Record<string, unknown> | undefined;
        do {
          const page = await main.queryPage(
            { ...lookup, ProjectionExpression: 'pk, sk, #to', ExpressionAttributeNames: { '#to': 'to' } },
            most,
            startKey,
          );
          const old = page.items.filter(isOld);
          await main.batchDelete(old.map(({ pk, sk }) => ({ pk, sk })));
          deleted += old.length;
          startKey = page.lastKey;
        } while (startKey && deleted < most);
        if (deleted >= most) return deleted;
      }
      return deleted;
    },

    /** Forgets in which months before a day something was entered about a user. */
    async forgetMonths(userId: UserId, before: LocalDate): Promise<void> {
      const key: Key = { pk: ofUser(userId), sk: 'ENTERED' };
      const item = await main.get(key);
      const old = Object.keys(item ?? {}).filter(
        (name) => /^\d{4}-\d{2}$/.test(name) && `${name}-01` < before,
      );
      if (old.length === 0) return;
      await main.updateIf(key, {
        UpdateExpression: `REMOVE ${old.map((_, index) => `#month${index}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(old.map((month, index) => [`#month${index}`, month])),
      });
    },

    /** Deletes notes of entries of a month, such as `2024-03`. @returns how many, as above */
    async deleteNotes(month: string, most: number): Promise<number> {
      let deleted = 0;
      for (const kind of Object.values<EntryKey>(keysOfKinds)) {
        const pk = partition(organisation, 'ENTRIES', kind, month);
        deleted += await deleteRange(pk, '0', '~', most - deleted);
        if (deleted >= most) break;
      }
      return deleted;
    },

    /** PINs of which punches from before a day arrived on a UTC day, each once. */
    async pinsArrivedOn(day: LocalDate, before: LocalDate): Promise<CanonicalPin[]> {
      const shards = await Promise.all(
        shardNames(arrivalShards).map((shard) =>
          main.queryAll({
            IndexName: 'byArrival',
            KeyConditionExpression: 'arrivalPk = :partition',
            ExpressionAttributeValues: {
              ':partition': partition(organisation, 'ARRIVAL', day, shard),
              ':end': `PUNCH#${before}`,
            },
            FilterExpression: 'sk < :end',
            ...keyOnly,
          }),
        ),
      );
      const owner = `${partition(organisation, 'PIN')}#`;
      const pins = shards.flat().map(({ pk }) => pk.slice(owner.length));
      return [...new Set(pins.filter(isPin).map(canonicalPinOf))];
    },

    /**
     * Deletes those of some records in quarantine that tell a day before another one, whatever has become of them. One that is there
     * because its clock may be wrong is as old as its arrival.
     */
    async deleteQuarantined(records: readonly QuarantinedRecord[], before: LocalDate): Promise<number> {
      const old = records.filter((record) =>
        record.reason === 'time-not-kept'
          ? record.receivedAt.slice(0, 10) < before
          : ageOf(record, before) === 'too-old',
      );
      await main.batchDelete(
        old.map(({ terminal, id }) => ({ pk: partition(organisation, 'QUARANTINE', terminal), sk: id })),
      );
      return old.length;
    },
  };
}
