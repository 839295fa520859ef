/** Stores the settings of an organisation, with a version that guards edits. @module */

import { initialSettings } from '#shared/contract/initial-settings.ts';
import type {
  DownloadSchedule,
  PayrollPeriod,
  Settings,
  UnknownUserPolicy,
} from '#shared/contract/settings.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { weekdays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import {
  document,
  either,
  flag,
  listOf,
  number,
  object,
  oneByField,
  oneOf,
  optional,
  orNull,
  text,
} from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** What has come of the setting how long times are kept. */
export interface TimesKept {
  /** The first day whose times are kept, now and for ever: it only moves on. Absent: nothing was deleted. */
  from?: LocalDate | undefined;
  /** When the setting was last changed. */
  changedAt?: Instant | undefined;
}

/** Settings as stored: without what follows from them today. */
export type StoredSettings = Omit<Settings, 'next' | 'payrollPeriods' | 'unsubscribed' | 'keptTimes'> & {
  timesKept?: TimesKept | undefined;
};

/** Settings to be stored. */
export type SettingsToStore = Omit<StoredSettings, 'version' | 'savedAt'>;

const policyShape = oneOf('create', 'hold', 'ignore');

const scheduleShape = oneByField<DownloadSchedule, 'kind'>('kind', {
  off: object({ kind: oneOf('off') }),
  interval: object({ kind: oneOf('interval'), everyMinutes: number() }),
  daily: object({ kind: oneOf('daily'), times: listOf(text()) }),
});

const toSettings = readerOf(
  'settings',
  object<StoredSettings>({
    zone: text(),
    organisation: optional(
      object({
        name: optional(text()),
        weekStartsOn: optional(oneOf(...weekdays)),
        payrollPeriod: optional(
          oneByField<PayrollPeriod, 'kind'>('kind', {
            monthly: object({ kind: oneOf('monthly'), startsOnDay: number() }),
            'twice-monthly': object({ kind: oneOf('twice-monthly'), startsOnDays: listOf(number()) }),
            weeks: object({ kind: oneOf('weeks'), weeks: number(), anchor: text() }),
          }),
        ),
      }),
    ),
    download: object({
      schedule: scheduleShape,
      sites: optional(listOf(object({ site: text(), zone: optional(text()), schedule: scheduleShape }))),
      createMissingUsers: flag(),
      unknownUsers: optional(policyShape),
      unknownUsersAt: optional(
        listOf(
          either(
            object<{ site: string; policy: UnknownUserPolicy }>({ site: text(), policy: policyShape }),
            object<{ terminal: Serial; policy: UnknownUserPolicy }>({
              terminal: text(),
              policy: policyShape,
            }),
          ),
        ),
      ),
    }),
    newUsers: object({
      fetchDetails: flag(),
      issueDate: oneOf('first-punch', 'none'),
      dutyRosterId: orNull(text()),
      byTerminal: optional(
        listOf(object({ terminal: text(), department: optional(text()), site: optional(text()) })),
      ),
      sendToTerminals: optional(either(oneOf('none', 'all'), listOf(text()))),
    }),
    sheets: object({
      nightlyAt: orNull(text()),
      nightlyDays: number(),
      defaultScheduleId: orNull(text()),
      calendarId: orNull(text()),
      waitFor: optional(oneOf('own', 'all')),
      rules: document(),
    }),
    people: optional(object({ customFields: listOf(document()) })),
    leave: optional(object({ types: listOf(document()) })),
    approvals: optional(
      object({
        corrections: optional(oneOf('none', 'second-person')),
        leaves: optional(oneOf('none', 'second-person')),
        dayOverrides: optional(oneOf('none', 'second-person')),
      }),
    ),
    notices: optional(
      object({
        silence: optional(
          object({ active: flag(), afterMinutes: number(), recipients: optional(listOf(text())) }),
        ),
      }),
    ),
    retention: optional(object({ timesMonths: optional(number()) })),
    timesKept: optional(object<TimesKept>({ from: optional(text()), changedAt: optional(text()) })),
    version: number(),
    savedAt: optional(text()),
  }),
);

/** The settings of one organisation. */
export function settingsStore(database: Database, organisation: string) {
  const key = { pk: partition(organisation, 'SETTINGS'), sk: 'SETTINGS' };

  return {
    /** The settings; those of a new organisation when none were ever saved (version 0). */
    async read(): Promise<StoredSettings> {
      const item = await database.main.get(key);
      return item ? toSettings(item) : { ...initialSettings, version: 0 };
    },

    /** Replaces settings that still have the version `from`. @returns the new settings, or `null` when somebody else saved first */
    async replace(body: SettingsToStore, from: number, savedAt: Instant): Promise<StoredSettings | null> {
      const next: StoredSettings = { ...body, version: from + 1, savedAt };
      const saved = await database.main.putIf(
        { ...key, ...next },
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

    /**
     * Notes from which day on times are kept, in settings that still have the version `version`. It is no saving by somebody:
     * what goes by the moment of that stays as it is.
     * @returns false when somebody has saved meanwhile
     */
    async keepTimesFrom(from: LocalDate, version: number): Promise<boolean> {
      const changed = await database.main.updateIf(key, {
        UpdateExpression: 'SET timesKept.#from = :from, #version = :next',
        ConditionExpression: '#version = :version AND attribute_exists(timesKept)',
        ExpressionAttributeNames: { '#from': 'from', '#version': 'version' },
        ExpressionAttributeValues: { ':from': from, ':version': version, ':next': version + 1 },
      });
      return changed !== null;
    },
  };
}
