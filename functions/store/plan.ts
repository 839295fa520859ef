import type { ClockingSchedule, DutyRoster, HolidayCalendar, RulesFile } from '#shared/attendance/index.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { withoutKeys } from './kind-list.ts';

/** A document that HR defines, with its version. */
export type Versioned<T> = T & { version: number };

/**
 * Documents of one kind, in one partition: they are few, and reading all of them is strongly consistent, so that sheets
 * which are computed after a change never see the plan from before it.
 */
function documentStore<T extends { id: string }>(database: Database, organisation: string, kind: string) {
  const pk = partition(organisation, `${kind}S`);
  const keyOf = (id: string) => ({ pk, sk: id });
  const everyDocument = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  const toDocument = (item: Parameters<typeof withoutKeys>[0]) => withoutKeys<Versioned<T>>(item);

  return {
    async find(id: string): Promise<Versioned<T> | undefined> {
      const item = await database.main.get(keyOf(id));
      return item && toDocument(item);
    },

    /**
     * Saves a document under its id.
     * @param from - the version it replaces; 0 for a new one
     * @returns the saved document, or `null` when somebody was faster
     */
    async save(document: T, from: number): Promise<Versioned<T> | null> {
      const next = { ...document, version: from + 1 };
      const saved = await database.main.putIf(
        { ...keyOf(document.id), ...next },
        from === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :from',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':from': from },
            },
      );
      return saved ? next : null;
    },

    async list(limit: number, cursor?: string): Promise<Page<Versioned<T>>> {
      const { items, lastKey } = await database.main.queryPage(
        everyDocument,
        limit,
        cursor ? decodeCursor(cursor, isKeyIn('pk', pk)) : undefined,
      );
      return { items: items.map(toDocument), ...(lastKey ? { nextCursor: encodeCursor(lastKey) } : {}) };
    },

    async all(): Promise<Versioned<T>[]> {
      return (await database.main.queryAll(everyDocument)).map(toDocument);
    },
  };
}

/** What is otherwise from a date on, all of it in one document. */
export interface RuleChanges {
  id: 'changes';
  changes: RulesFile['changes'];
}

/** Clocking schedules, duty rosters, holiday calendars and dated changes of the rules of one organisation. */
export function planStore(database: Database, organisation: string) {
  return {
    schedules: documentStore<ClockingSchedule>(database, organisation, 'SCHEDULE'),
    rosters: documentStore<DutyRoster>(database, organisation, 'ROSTER'),
    calendars: documentStore<HolidayCalendar>(database, organisation, 'CALENDAR'),
    changes: documentStore<RuleChanges>(database, organisation, 'RULE-CHANGE'),
  };
}
