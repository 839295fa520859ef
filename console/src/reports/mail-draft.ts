/** A report that is to be sent by e-mail, while somebody fills in how. @module */

import type { ReportName } from '#shared/contract/report-names.ts';
import type { ReportSchedule, ReportScheduleInput } from '#shared/contract/report-schedules.ts';
import { type Weekday, weekdays } from '#shared/time/calendar.ts';
import { addressesOf, badAddresses } from '../ui/addresses.ts';

/** What is sent. */
export type MailContent = ReportScheduleInput['content'];
/** Of which days. */
export type MailDays = ReportScheduleInput['days'];

/** All choices of days, in their order. */
export const mailDays = [
  'today',
  'yesterday',
  'last-7-days',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-payroll-period',
  'last-payroll-period',
] as const satisfies readonly MailDays[];

/** How often. */
export const rhythms = ['day', 'week', 'month'] as const;

/** What stands in the form. */
export interface MailDraft {
  title: string;
  /** A report; of an export that is sent, what it is stays as it was. */
  content: MailContent;
  days: MailDays;
  every: (typeof rhythms)[number];
  weekday: Weekday;
  /** 1 to 28. */
  monthDay: number;
  /** `HH:MM`; null while it is half typed. */
  at: string | null;
  /** As it was typed: addresses with blanks, commas or new lines between. */
  recipients: string;
  skipsEmpty: boolean;
}

/** What is wrong with a draft, by its field. */
export type MailFault = 'no-time' | 'no-recipient' | 'bad-address';

/** The report that is shown, as content. */
export interface ShownReport {
  name: ReportName;
  groupBy?: 'none' | 'department' | 'user' | undefined;
  department?: string | undefined;
  search?: string | undefined;
}

/** By which days and how often a report is sent unless somebody says otherwise. */
function usualDays(name: ReportName): Pick<MailDraft, 'days' | 'every' | 'at'> {
  if (name === 'exceptions') return { days: 'yesterday', every: 'day', at: '07:00' };
  if (name === 'presence') return { days: 'today', every: 'day', at: '10:00' };
  if (name === 'overtime' || name === 'punches') return { days: 'last-week', every: 'week', at: '07:00' };
  return { days: 'last-month', every: 'month', at: '07:00' };
}

/** A draft for a report that is not sent yet. */
export function newDraft({ name, groupBy, department, search }: ShownReport): MailDraft {
  return {
    title: '',
    content: {
      what: 'report',
      name,
      attach: [],
      ...(groupBy === undefined ? {} : { groupBy }),
      ...(department === undefined ? {} : { department }),
      ...(search === undefined ? {} : { search }),
    },
    weekday: 'monday',
    monthDay: 1,
    recipients: '',
    skipsEmpty: name === 'exceptions' || name === 'overtime',
    ...usualDays(name),
  };
}

/** A draft of what is being sent already. */
export function draftOf({
  title = '',
  content,
  days,
  at,
  rhythm,
  recipients,
  whenEmpty,
}: ReportSchedule): MailDraft {
  return {
    title,
    content,
    days,
    at,
    every: rhythm.every,
    weekday: rhythm.every === 'week' ? rhythm.on : 'monday',
    monthDay: rhythm.every === 'month' ? rhythm.on : 1,
    recipients: recipients.join('\n'),
    skipsEmpty: whenEmpty === 'skip',
  };
}

/** What is wrong with a draft; empty where it can be saved. */
export function faultsOf({ at, recipients }: MailDraft): MailFault[] {
  return [
    ...(at === null ? (['no-time'] as const) : []),
    ...(addressesOf(recipients).length === 0 ? (['no-recipient'] as const) : []),
    ...(badAddresses(recipients).length > 0 ? (['bad-address'] as const) : []),
  ];
}

/** What the API is sent. @param before - what is being changed: its zone and whether it is on stay */
export function inputOf(draft: MailDraft, before?: ReportSchedule): ReportScheduleInput {
  const { title, content, days, every, weekday, monthDay, at, recipients, skipsEmpty } = draft;
  return {
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    content,
    days,
    at: at ?? '07:00',
    rhythm: every === 'day' ? { every } : every === 'week' ? { every, on: weekday } : { every, on: monthDay },
    recipients: addressesOf(recipients),
    whenEmpty: skipsEmpty ? 'skip' : 'send',
    active: before?.active ?? true,
    ...(before?.zone === undefined ? {} : { zone: before.zone }),
    ...(before?.site === undefined ? {} : { site: before.site }),
  };
}

/** What the API is sent to turn one on or off: all else as it is. */
export function turned(before: ReportSchedule, active: boolean): ReportScheduleInput {
  return { ...inputOf(draftOf(before), before), active };
}

/** An id that no schedule has or has had: who has unsubscribed from an earlier one is not meant by it. */
export function newScheduleId(content: MailContent, random: string): string {
  const name = content.what === 'report' ? content.name : 'export';
  return `${name}-${random.replace(/[^a-z0-9]/g, '').slice(0, 8)}`;
}

/** A date by which a weekday is called in a language. */
export function dateOfWeekday(weekday: Weekday): string {
  // 1 January 2024 was a Monday.
  return `2024-01-${String(weekdays.indexOf(weekday) + 1).padStart(2, '0')}`;
}
