/** Schema of a rules file, its cross-checks, and the way from it to a rule book and back. @module */

import * as z from 'zod';
import { type Flaw, flawOf, flawOfIssue, type Phrase, phrase } from '#shared/reasons/index.ts';
import {
  AttendanceRules,
  AttendanceRulesPatch,
  ClockingSchedule,
  canonicalText,
  DateText,
  DutyRoster,
  HolidayCalendar,
  Id,
  Name,
} from '../model/index.ts';
import { completeRules, defaultRules } from './default-rules.ts';
import type { RuleBook } from './rule-book.ts';

const many = 5_000;

/** The fields of a rules file, before they are checked against each other. */
export const RulesFileShape = z.strictObject({
  /** The form of the document; 1 is the only one. */
  version: z.literal(1).default(1),
  name: Name.optional(),
  description: z.string().trim().max(2_000).optional(),
  /** Rule values of the organisation that differ from the defaults. */
  rules: AttendanceRulesPatch.default({}),
  /** The schedule of users without any roster. */
  defaultScheduleId: Id.nullable().default(null),
  /** The calendar of users that name none. */
  defaultCalendarId: Id.nullable().default(null),
  schedules: z.array(ClockingSchedule).max(many).default([]),
  rosters: z.array(DutyRoster).max(many).default([]),
  calendars: z.array(HolidayCalendar).max(many).default([]),
  /** What changes from a date on; earlier days keep what applied to them. */
  changes: z
    .array(
      z.strictObject({
        from: DateText,
        /** Rule values that differ from those before. */
        rules: AttendanceRulesPatch.optional(),
        /** Schedules that are new or say something else from then on. */
        schedules: z.array(ClockingSchedule).max(many).default([]),
        defaultScheduleId: Id.optional(),
      }),
    )
    .max(200)
    .default([]),
});

/**
 * Everything that an organisation sets for its attendance sheets, as one document that people can read and write: YAML or
 * JSON, the same fields. Reading YAML is the caller's; this is the data.
 */
export const RulesFile = RulesFileShape.superRefine((file, context) => {
  const refuse = (path: PropertyKey[], why: Phrase): void => {
    context.addIssue({ ...flawOf(why), path });
  };
  for (const list of ['schedules', 'rosters', 'calendars'] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of file[list].entries()) {
      if (seen.has(id)) refuse([list, index, 'id'], phrase('document.twice', { id }));
      seen.add(id);
    }
  }
  const all = [...file.schedules, ...file.changes.flatMap((change) => change.schedules)];
  const schedules = new Set(all.map(({ id }) => id));
  const withoutTimes = new Set(all.filter(({ kind }) => !hasFixedTimes(kind)).map(({ id }) => id));
  const needsSchedule = (id: string | null | undefined, path: PropertyKey[]): void => {
    if (id !== null && id !== undefined && !schedules.has(id))
      refuse(path, phrase('document.no-schedule', { id }));
  };
  needsSchedule(file.defaultScheduleId, ['defaultScheduleId']);
  for (const [index, change] of file.changes.entries()) {
    needsSchedule(change.defaultScheduleId, ['changes', index, 'defaultScheduleId']);
  }
  const { defaultCalendarId } = file;
  if (defaultCalendarId !== null && !file.calendars.some(({ id }) => id === defaultCalendarId)) {
    refuse(['defaultCalendarId'], phrase('document.no-calendar', { id: defaultCalendarId }));
  }
  for (const [index, roster] of file.rosters.entries()) {
    const entries = roster.kind === 'cycle' ? Object.entries(roster.entries) : Object.entries(roster.days);
    const list = roster.kind === 'cycle' ? 'entries' : 'days';
    for (const [key, entry] of entries) {
      const path = ['rosters', index, list, key];
      needsSchedule(entry.scheduleId, [...path, 'scheduleId']);
      const { furtherScheduleIds = [] } = entry;
      for (const [place, id] of furtherScheduleIds.entries()) {
        needsSchedule(id, [...path, 'furtherScheduleIds', place]);
      }
      const ids = furtherScheduleIds.length === 0 ? [] : [entry.scheduleId, ...furtherScheduleIds];
      for (const id of ids) {
        if (id === null || !withoutTimes.has(id)) continue;
        refuse([...path, 'furtherScheduleIds'], phrase('document.fixed-times', { id }));
      }
    }
  }
});
/** Whether the shifts of a schedule can stand beside those of another one on the same date. */
export function hasFixedTimes(kind: ClockingSchedule['kind']): boolean {
  return kind === 'weekly' || kind === 'daily';
}

/** A rules file, defaults filled in. */
export type RulesFile = z.infer<typeof RulesFile>;

/** What is wrong with a rules file: where, as a path such as `schedules.0.day`, and why. */
export interface RulesFileProblem extends Flaw {
  readonly path: string;
}

/**
 * Reads a rules file.
 * @param data - what a YAML or JSON parser has made of the document
 * @returns the file, or everything that is wrong with it
 */
export function readRulesFile(data: unknown): { file: RulesFile } | { problems: RulesFileProblem[] } {
  const read = RulesFile.safeParse(data);
  if (read.success) return { file: read.data };
  return {
    problems: read.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      ...flawOfIssue(issue),
    })),
  };
}

/** The rule book of a rules file, for `compileRules`. */
export function ruleBookOf(file: RulesFile): RuleBook {
  let rules = completeRules(file.rules);
  return {
    schedules: file.schedules,
    rosters: file.rosters,
    calendars: file.calendars,
    rules,
    defaultScheduleId: file.defaultScheduleId ?? undefined,
    defaultCalendarId: file.defaultCalendarId ?? undefined,
    changes: file.changes
      .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
      .map((change) => {
        rules = completeRules(change.rules ?? {}, rules);
        return { ...change, rules };
      }),
  };
}

/** The rules file of a rule book: what {@link ruleBookOf} makes into the same rule book again. */
export function rulesFileOf(book: RuleBook): RulesFile {
  return RulesFile.parse({
    rules: differences(book.rules, defaultRules),
    defaultScheduleId: book.defaultScheduleId ?? null,
    defaultCalendarId: book.defaultCalendarId ?? null,
    schedules: book.schedules,
    rosters: book.rosters,
    calendars: book.calendars,
    changes: (book.changes ?? []).map(({ rules, ...change }) => ({
      ...change,
      ...(rules === undefined ? {} : { rules }),
    })),
  });
}

/** The values of complete rules that differ from others. */
export function differences(rules: AttendanceRules, from: AttendanceRules): AttendanceRulesPatch {
  const groups = (Object.keys(AttendanceRules.shape) as (keyof AttendanceRules)[]).flatMap((group) => {
    const base = from[group] as Record<string, unknown>;
    const changed = Object.entries(rules[group]).filter(
      ([key, value]) => canonicalText(value) !== canonicalText(base[key]),
    );
    return changed.length === 0 ? [] : [[group, Object.fromEntries(changed)]];
  });
  return AttendanceRulesPatch.parse(Object.fromEntries(groups));
}
