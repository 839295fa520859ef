/** Stores the schedules of reports that are sent by e-mail: a few, in one partition that the clock reads as a whole. @module */

import type { ReportScheduleInput } from '#shared/contract/report-schedules.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database, Item } from './database.ts';
import { partition } from './keys.ts';
import { number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Somebody who wants no more mails of a schedule. */
export interface StoredOptOut {
  /** As links and the audit trail name the recipient. */
  id: string;
  /** Absent when HR had taken the address out before. */
  address?: string | undefined;
  at: Instant;
}

/** A schedule as stored. */
export interface StoredReportSchedule {
  id: string;
  /** Absent once it is deleted: what is left says who has unsubscribed, should the id be used again. */
  input?: ReportScheduleInput | undefined;
  unsubscribed: StoredOptOut[];
  /** Due times from before are not made up for. */
  savedAt: Instant;
  /** Goes up with each write; 0 where nothing is stored yet. */
  revision: number;
}

const toItem = readerOf(
  'schedule of reports',
  object<{
    id: string;
    input: string | undefined;
    unsubscribed: string;
    savedAt: Instant;
    revision: number;
  }>({
    id: text(),
    input: optional(text()),
    unsubscribed: text(),
    savedAt: text(),
    revision: number(),
  }),
);

function toSchedule(item: Item): StoredReportSchedule {
  const { id, input, unsubscribed, savedAt, revision } = toItem(item);
  return {
    id,
    ...(input === undefined ? {} : { input: JSON.parse(input) }),
    unsubscribed: JSON.parse(unsubscribed),
    savedAt,
    revision,
  };
}

/** Schedules of reports of one organisation. */
export function reportScheduleStore({ operations }: Database, organisation: string) {
  const pk = partition(organisation, 'REPORT-SCHEDULES');

  return {
    /** All by their ids, strongly consistent; those that are deleted too. */
    async all(): Promise<StoredReportSchedule[]> {
      const items = await operations.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      return items.map(toSchedule);
    },

    async find(id: string): Promise<StoredReportSchedule | undefined> {
      const item = await operations.get({ pk, sk: id });
      return item && toSchedule(item);
    },

    /** Writes a schedule as it was read and changed. @returns false when somebody else has written it meanwhile */
    async replace({ input, unsubscribed, ...schedule }: StoredReportSchedule): Promise<boolean> {
      const item = {
        pk,
        sk: schedule.id,
        ...schedule,
        input: input && JSON.stringify(input),
        unsubscribed: JSON.stringify(unsubscribed),
        revision: schedule.revision + 1,
      };
      return await operations.putIf(
        item,
        schedule.revision === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :revision',
              ExpressionAttributeValues: { ':revision': schedule.revision },
            },
      );
    },

    /** Takes a schedule away of which nothing is to be known. @returns false when somebody else has written it meanwhile */
    async remove({ id, revision }: StoredReportSchedule): Promise<boolean> {
      return await operations.delete(
        { pk, sk: id },
        { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': revision } },
      );
    },
  };
}
