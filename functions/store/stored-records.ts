/**
 * Counts what is stored of each terminal and day without reading it: a short digest of every record, in one set for each hour of
 * its wall time. Adding a record twice counts it once, whoever adds it and however often, so that a check never takes a
 * terminal's days for whole because something was counted twice.
 * @module
 */

import { createHash } from 'node:crypto';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { Database, Key } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { partition } from './keys.ts';

/** A record that is stored, or kept in quarantine. */
export interface CountedRecord {
  /** Differs between records of a terminal; the same whenever one comes again. */
  name: string;
  /** As the terminal wrote it: `2026-03-02 08:59:30`, or with a `T`. One that is no time is not counted. */
  wallTime: string;
}

/** Longer than the longest time that is checked at once. */
const keptSeconds = keptSecondsOf('countedRecords');
const timeForm = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):/;
/** 48 bits: two records of an hour have the same digest once in some million years, and then one counts less. */
const digestCharacters = 8;

function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, digestCharacters);
}

/** The counts of one organisation's terminals. */
export function storedRecordStore(database: Database, organisation: string) {
  const table = database.operations;
  const partitionOf = (serial: Serial) => partition(organisation, 'STORED', serial);

  return {
    /** Counts records of a terminal, those that have been counted before once. */
    async add(serial: Serial, records: readonly CountedRecord[], now: Instant): Promise<void> {
      const byHour = new Map<string, Set<string>>();
      for (const { name, wallTime } of records) {
        const [, date, hour] = timeForm.exec(wallTime) ?? [];
        if (date === undefined || hour === undefined) continue;
        const sk = `${date}#${hour}`;
        byHour.set(sk, (byHour.get(sk) ?? new Set<string>()).add(digestOf(name)));
      }
      const expiresAt = Math.floor(epochOf(now) / 1000) + keptSeconds;
      await Promise.all(
        [...byHour].map(async ([sk, digests]) => {
          const key: Key = { pk: partitionOf(serial), sk };
          await table.updateIf(key, {
            UpdateExpression: 'SET expiresAt = :expires ADD #digests :digests',
            ExpressionAttributeNames: { '#digests': 'digests' },
            ExpressionAttributeValues: { ':expires': expiresAt, ':digests': digests },
          });
        }),
      );
    },

    /** How many records of a terminal's days are stored; both dates are included. */
    async count(serial: Serial, from: LocalDate, through: LocalDate): Promise<number> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :through',
        ExpressionAttributeValues: {
          ':pk': partitionOf(serial),
          ':from': `${from}#`,
          ':through': `${through}#~`,
        },
        ConsistentRead: true,
      });
      return items.reduce((sum, { digests }) => sum + (digests instanceof Set ? digests.size : 0), 0);
    },
  };
}
