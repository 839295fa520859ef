/** Stores schedules, rosters, calendars and dated changes of the rules, each with its version. @module */

import type { ClockingSchedule, DutyRoster, HolidayCalendar, RulesFile } from '#shared/attendance/index.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Item } from './database.ts';
import { partition } from './keys.ts';
import { document, listOf, number, object, oneByField, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A document that HR defines, with its version. */
export type Versioned<T> = T & { version: number };

/**
 * Documents of one kind, in one partition: they are few, and reading all of them is strongly consistent, so that sheets
 * which are computed after a change never see the plan from before it.
 * @param toDocument - reads an item of the kind
 */
function documentStore<T extends { id: string }>(
  database: Database,
  organisation: string,
  kind: string,
  toDocument: (item: Item) => Versioned<T>,
) {
  const pk = partition(organisation, `${kind}S`);
  const keyOf = (id: string) => ({ pk, sk: id });
  const everyDocument = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };

  return {
    async find(id: string): Promise<Versioned<T> | undefined> {
      const item = await database.main.get(keyOf(id));
      return item && toDocument(item);
    },

    /**
     * Saves a document under its id.
     * @param from - the version it replaces; 0 for a new one
     * @returns the saved document, or `null` when somebody else saved first
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
      return { items: items.map(toDocument), nextCursor: lastKey && encodeCursor(lastKey) };
    },

    async all(): Promise<Versioned<T>[]> {
      return (await database.main.queryAll(everyDocument)).map(toDocument);
    },
  };
}

/** All dated changes of the rules, in one document. */
export interface RuleChanges {
  id: 'changes';
  changes: RulesFile['changes'];
}

/** A part of the plan that is archived, and since when. */
export interface Archived {
  id: string;
  at: Instant;
}

/** Which parts of the plan are archived, all in one document. */
export interface ArchivedPlan {
  id: 'archived';
  schedules: Archived[];
  rosters: Archived[];
  calendars: Archived[];
}

const common = { id: text(), name: text(), version: number() };
const schedule = { ...common, rules: document<ClockingSchedule['rules']>() };

const toSchedule = readerOf(
  'clocking schedule',
  oneByField<Versioned<ClockingSchedule>, 'kind'>('kind', {
    weekly: object({ ...schedule, kind: oneOf('weekly'), days: document() }),
    daily: object({ ...schedule, kind: oneOf('daily'), day: document() }),
    flexi: object({
      ...schedule,
      kind: oneOf('flexi'),
      expectedMinutes: number(),
      weeklyExpectedMinutes: optional(number()),
      dayTypes: document(),
    }),
    open: object({ ...schedule, kind: oneOf('open'), shifts: listOf(document()), dayTypes: document() }),
  }),
);

const toRoster = readerOf(
  'duty roster',
  oneByField<Versioned<DutyRoster>, 'kind'>('kind', {
    weekly: object({ ...common, kind: oneOf('weekly'), days: document() }),
    cycle: object({ ...common, kind: oneOf('cycle'), anchor: text(), entries: listOf(document()) }),
  }),
);

const toCalendar = readerOf(
  'holiday calendar',
  object<Versioned<HolidayCalendar>>({ ...common, holidays: listOf(document()) }),
);

const toChanges = readerOf(
  'dated changes of the rules',
  object<Versioned<RuleChanges>>({ id: oneOf('changes'), changes: listOf(document()), version: number() }),
);

const archivedParts = listOf(object<Archived>({ id: text(), at: text() }));

const toArchived = readerOf(
  'archived parts of the plan',
  object<Versioned<ArchivedPlan>>({
    id: oneOf('archived'),
    schedules: archivedParts,
    rosters: archivedParts,
    calendars: archivedParts,
    version: number(),
  }),
);

/** Clocking schedules, duty rosters, holiday calendars and dated changes of the rules of one organisation. */
export function planStore(database: Database, organisation: string) {
  return {
    schedules: documentStore<ClockingSchedule>(database, organisation, 'SCHEDULE', toSchedule),
    rosters: documentStore<DutyRoster>(database, organisation, 'ROSTER', toRoster),
    calendars: documentStore<HolidayCalendar>(database, organisation, 'CALENDAR', toCalendar),
    changes: documentStore<RuleChanges>(database, organisation, 'RULE-CHANGE', toChanges),
    archived: documentStore<ArchivedPlan>(database, organisation, 'ARCHIVED-PLAN', toArchived),
  };
}
