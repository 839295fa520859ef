/** The form of Settings › Organisation: how it is read out of the settings, and saved. @module */

import type { PayrollPeriod, Settings } from '#shared/contract/settings.ts';
import type { Weekday } from '#shared/time/calendar.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import type { FormShape, SettingsChange } from './use-settings-form.ts';

/** A payroll period as somebody types it; null while a field is empty. */
export interface PeriodDraft {
  kind: PayrollPeriod['kind'];
  /** Days of the month, 1 to 28: one, or two in order. */
  startsOnDays: (number | null)[];
  weeks: number | null;
  /** First day of any of the periods, `YYYY-MM-DD`. */
  anchor: string | null;
}

/** A type of leave as somebody types it; empty texts are none. */
export interface LeaveTypeDraft {
  type: string;
  name: string;
  payCode: string;
  unit: 'days' | 'hours';
  isArchived: boolean;
}

/** What the form holds. */
export interface OrganisationValues {
  /** Empty = none. */
  name: string;
  zone: string;
  weekStartsOn: Weekday;
  payrollPeriod: PeriodDraft;
  leaveTypes: LeaveTypeDraft[];
}

/** A period of a kind, with the fields that the kind begins with. */
export function periodOfKind(kind: PeriodDraft['kind']): PeriodDraft {
  return {
    kind,
    startsOnDays: kind === 'monthly' ? [1] : kind === 'twice-monthly' ? [1, 16] : [],
    weeks: kind === 'weeks' ? 2 : null,
    anchor: null,
  };
}

function draftOf(period: PayrollPeriod | undefined): PeriodDraft {
  const draft = periodOfKind(period?.kind ?? 'monthly');
  if (period?.kind === 'monthly') return { ...draft, startsOnDays: [period.startsOnDay] };
  if (period?.kind === 'twice-monthly') return { ...draft, startsOnDays: [...period.startsOnDays] };
  if (period?.kind === 'weeks') return { ...draft, weeks: period.weeks, anchor: period.anchor };
  return draft;
}

/** The period of a draft; `undefined` while something is missing. */
export function periodOf({ kind, startsOnDays, weeks, anchor }: PeriodDraft): PayrollPeriod | undefined {
  const [first, second] = startsOnDays;
  if (kind === 'monthly') return first ? { kind, startsOnDay: first } : undefined;
  if (kind === 'twice-monthly') {
    return first && second && first < second ? { kind, startsOnDays: [first, second] } : undefined;
  }
  const date = anchor === null ? null : parseLocalDate(anchor);
  return weeks && date ? { kind, weeks, anchor: date } : undefined;
}

function read({ zone, organisation, leave }: Settings): OrganisationValues {
  return {
    name: organisation?.name ?? '',
    zone,
    weekStartsOn: organisation?.weekStartsOn ?? 'monday',
    payrollPeriod: draftOf(organisation?.payrollPeriod),
    leaveTypes: (leave?.types ?? []).map(({ type, name, payCode, unit, archived }) => ({
      type,
      name: name ?? '',
      payCode: payCode ?? '',
      unit,
      isArchived: archived ?? false,
    })),
  };
}

function leaveTypesOf(drafts: readonly LeaveTypeDraft[]) {
  return drafts.map(({ type, name, payCode, unit, isArchived }) => ({
    type: type.trim(),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(payCode.trim() === '' ? {} : { payCode: payCode.trim() }),
    unit,
    ...(isArchived ? { archived: true } : {}),
  }));
}

function patch(changed: Partial<OrganisationValues>): SettingsChange {
  const { name, weekStartsOn, payrollPeriod, leaveTypes } = changed;
  const period = payrollPeriod && periodOf(payrollPeriod);
  const organisation = {
    ...(name === undefined ? {} : { name: name.trim() === '' ? null : name.trim() }),
    ...(weekStartsOn === undefined ? {} : { weekStartsOn }),
    ...(period === undefined ? {} : { payrollPeriod: period }),
  };
  return {
    ...(changed.zone === undefined ? {} : { zone: changed.zone }),
    ...(Object.keys(organisation).length === 0 ? {} : { organisation }),
    ...(leaveTypes === undefined ? {} : { leave: { types: leaveTypesOf(leaveTypes) } }),
  };
}

/** The form of Settings › Organisation. */
export const organisationForm: FormShape<OrganisationValues> = {
  key: 'settings.organisation',
  read,
  patch,
};

/** Whether a type of leave is there before: each stands in the list once. */
export function isRepeated(types: readonly LeaveTypeDraft[], index: number): boolean {
  const type = types[index]?.type.trim();
  return types.some((other, at) => at < index && other.type.trim() === type);
}

/** Whether something that is typed cannot be saved yet. */
export function isUnfinished({ payrollPeriod, leaveTypes, zone }: OrganisationValues): boolean {
  return (
    zone === '' ||
    periodOf(payrollPeriod) === undefined ||
    leaveTypes.some(({ type }, index) => type.trim() === '' || isRepeated(leaveTypes, index))
  );
}
