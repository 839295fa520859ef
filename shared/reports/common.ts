/** What several reports have in common: columns of people and days, sentences about the scope, groups. @module */

import { type Phrase, phrase, textOf } from '#shared/reasons/index.ts';
import type { ColumnOf } from '#shared/table/index.ts';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, wallSeconds } from '#shared/time/clock-text.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';
import type { Grouping, ReportDay, ReportScope } from './input.ts';

/** What stands for people without a department. */
export const noDepartment = 'No department';

/** Sentences that say what a report was asked for. */
export function notesOf({ from, to, department, site, userId, search }: ReportScope): Phrase[] {
  const last = addDays(to, -1);
  return [
    from === last ? phrase('report.day', { date: from }) : phrase('report.days', { from, to: last }),
    ...(department === undefined ? [] : [phrase('report.department', { department })]),
    ...(site === undefined ? [] : [phrase('report.site', { site })]),
    ...(userId === undefined ? [] : [phrase('report.user', { userId })]),
    ...(search === undefined ? [] : [phrase('report.search', { search })]),
  ];
}

/** A column of texts that are made of sentences. */
export function sayingColumn<T>(
  key: string,
  title: string,
  said: (thing: T) => readonly Phrase[],
): ColumnOf<T> {
  return { key, title, type: 'text', value: (thing) => said(thing).map(textOf).join('; '), said };
}

/** A thing of a person. */
interface OfPerson {
  userId: string;
  name?: string | undefined;
  department?: string | undefined;
}

/** How a person is called above a group: id and name. */
export function personLabel({ userId, name }: OfPerson): string {
  return name === undefined ? userId : `${userId} ${name}`;
}

/** The columns that say whose a row is. @param grouping - those of a group stand above it on paper */
export function personColumns<T extends OfPerson>(grouping: Grouping): ColumnOf<T>[] {
  const ofUser = grouping === 'user' ? { ofGroup: true as const } : {};
  const ofDepartment = grouping === 'department' ? { ofGroup: true as const } : {};
  return [
    { key: 'userId', title: 'Id', type: 'text', ...ofUser, value: ({ userId }) => userId },
    { key: 'name', title: 'Name', type: 'text', ...ofUser, value: ({ name }) => name },
    {
      key: 'department',
      title: 'Department',
      type: 'text',
      ...ofDepartment,
      value: ({ department }) => department,
    },
  ];
}

/** What the group of a thing has in common; `undefined` where there are no groups. */
export function groupBy<T extends OfPerson>(grouping: Grouping): ((thing: T) => string) | undefined {
  if (grouping === 'none') return undefined;
  return grouping === 'user' ? personLabel : ({ department }) => department ?? noDepartment;
}

/** A wall time as seconds since the midnight with which a date begins. */
export function secondsOfDay(wall: WallTime, date: LocalDate): number {
  return wallSeconds(wall) - dayNumber(date) * daySeconds;
}

/** Sum of all overtime of a day in seconds, or of that which is approved or not. */
export function overtimeOf({ overtime }: ReportDay, approved?: boolean): number {
  return overtime
    .filter((layer) => approved === undefined || layer.approved === approved)
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Whether a day raised an exception. */
export function hasCode(
  { exceptions }: ReportDay,
  ...codes: ReportDay['exceptions'][number]['code'][]
): boolean {
  return exceptions.some(({ code }) => codes.includes(code));
}

/** Whether HR has entered or changed a time of a day, of any of its shifts. */
export function isEdited({ slots, furtherShifts }: Pick<ReportDay, 'slots' | 'furtherShifts'>): boolean {
  return [slots, ...furtherShifts.map((shift) => shift.slots)].some((shift) =>
    Object.values(shift).some((slot) => slot?.edited),
  );
}

/** Days by person, in the order of their first day. */
export function byPerson<T extends OfPerson>(things: readonly T[]): T[][] {
  return [...Map.groupBy(things, ({ userId }) => userId).values()];
}

/** 1 where something holds, else 0: a column that counts. */
export const oneIf = (holds: boolean): number => (holds ? 1 : 0);
