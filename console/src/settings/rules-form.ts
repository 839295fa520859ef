/** The form of Settings › Rules: the plan of people without one of their own. @module */

import type { Settings } from '#shared/contract/settings.ts';
import type { FormShape, SettingsChange } from './use-settings-form.ts';

/** What the form holds. */
export interface RulesValues {
  /** Null = flexi. */
  defaultScheduleId: string | null;
  calendarId: string | null;
  waitFor: 'own' | 'all';
}

function read({ sheets }: Settings): RulesValues {
  return {
    defaultScheduleId: sheets.defaultScheduleId,
    calendarId: sheets.calendarId,
    waitFor: sheets.waitFor ?? 'own',
  };
}

function patch(changed: Partial<RulesValues>): SettingsChange {
  return { sheets: changed };
}

/** The form of Settings › Rules. */
export const rulesForm: FormShape<RulesValues> = { key: 'settings.rules', read, patch };

/** One rule value that differs from the default. */
export interface RuleValue {
  group: string;
  name: string;
  /** Numbers of minutes are told apart, everything else is as the rules file writes it. */
  minutes: number | undefined;
  text: string;
}

/** The rule values that differ, group by group. @param rules - as in the settings */
export function ruleValues(rules: object): RuleValue[] {
  return Object.entries(rules).flatMap(([group, values]) =>
    Object.entries(typeof values === 'object' && values !== null ? values : {}).map(([name, value]) => ({
      group,
      name,
      minutes: name.endsWith('Minutes') && typeof value === 'number' ? value : undefined,
      text: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );
}
