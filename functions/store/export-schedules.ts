/** Stores the scheduled exports of an organisation in one item: the clock reads it every quarter of an hour. @module */

import type { ExportScheduleInput } from '#shared/contract/export-schedules.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { number, object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A scheduled export as stored. */
export interface StoredExportSchedule extends ExportScheduleInput {
  id: string;
  /** Nothing from before is made up for. */
  savedAt: Instant;
}

/** All of an organisation, so that one conditional write decides. */
export interface ExportScheduleList {
  schedules: StoredExportSchedule[];
  version: number;
}

const toItem = readerOf(
  'list of scheduled exports',
  object<{ schedules: string; version: number }>({ schedules: text(), version: number() }),
);

/** Scheduled exports of one organisation. */
export function exportScheduleStore(database: Database, organisation: string) {
  const key = { pk: partition(organisation, 'EXPORT-SCHEDULES'), sk: 'LIST' };

  return {
    async read(): Promise<ExportScheduleList> {
      const item = await database.main.get(key);
      if (!item) return { schedules: [], version: 0 };
      const { schedules, version } = toItem(item);
      return { schedules: JSON.parse(schedules), version };
    },

    /** Replaces the list that still has a version. @returns false when somebody else saved first */
    async replace(schedules: readonly StoredExportSchedule[], from: number): Promise<boolean> {
      return await database.main.putIf(
        { ...key, schedules: JSON.stringify(schedules), version: from + 1 },
        from === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :from',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':from': from },
            },
      );
    },
  };
}
