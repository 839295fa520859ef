/** Reads the plan and rules of an organisation from the table, and compiles them for the engine. @module */

import { type CompiledRuleBook, compileRules, type RulesFile, ruleBookOf } from '#shared/attendance/index.ts';
import type { Stores } from '../../store/index.ts';
import type { RuleChanges, Versioned } from '../../store/plan.ts';
import type { StoredSettings } from '../../store/settings.ts';

/** Everything that an organisation has set for its sheets, each document with its version. */
export interface StoredRules {
  settings: StoredSettings;
  schedules: Versioned<RulesFile['schedules'][number]>[];
  rosters: Versioned<RulesFile['rosters'][number]>[];
  calendars: Versioned<RulesFile['calendars'][number]>[];
  changes: Versioned<RuleChanges> | undefined;
}

/** Reads all rules, strongly consistent. */
export async function readRules(stores: Stores): Promise<StoredRules> {
  const { plan } = stores;
  const [settings, schedules, rosters, calendars, changes] = await Promise.all([
    stores.settings.read(),
    plan.schedules.all(),
    plan.rosters.all(),
    plan.calendars.all(),
    plan.changes.find('changes'),
  ]);
  return { settings, schedules, rosters, calendars, changes };
}

function withoutVersion<T>({ version: _version, ...document }: Versioned<T>): T {
  return document as unknown as T;
}

/** Stored rules as a rules file. */
export function rulesFileFrom({ settings, ...stored }: StoredRules): RulesFile {
  return {
    version: 1,
    rules: settings.sheets.rules,
    defaultScheduleId: settings.sheets.defaultScheduleId,
    defaultCalendarId: settings.sheets.calendarId,
    schedules: stored.schedules.map(withoutVersion),
    rosters: stored.rosters.map(withoutVersion),
    calendars: stored.calendars.map(withoutVersion),
    changes: stored.changes?.changes ?? [],
  };
}

const prepared = new Map<string, CompiledRuleBook>();
const mostPrepared = 8;

/**
 * Stored rules compiled for the engine. The last few rule books are kept by their content, so that successive messages
 * share one, along with the days of its schedules that the engine has worked out already.
 */
export function compiledRulesFrom(stored: StoredRules): CompiledRuleBook {
  const file = rulesFileFrom(stored);
  const content = JSON.stringify(file);
  const book = prepared.get(content) ?? compileRules(ruleBookOf(file));
  prepared.delete(content);
  prepared.set(content, book);
  const [oldest] = prepared.keys();
  if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest);
  return book;
}
