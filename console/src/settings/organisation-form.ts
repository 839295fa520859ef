/** The form of Settings › Organisation: how it is read out of the settings, and saved. @module */

import type { CustomField } from '#shared/contract/person-fields.ts';
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

/** A field of people that the organisation defines, as somebody types it. */
export interface CustomFieldDraft {
  /** Empty until it is saved: it is made out of the label then, and stays. */
  key: string;
  label: string;
  type: CustomField['type'];
  /** One a line. */
  choices: string;
  visibleTo: CustomField['visibleTo'];
}

/** How long times are kept, as somebody types it. */
export interface RetentionDraft {
  /** Absent: for ever. Null while the number is missing. */
  months?: number | null;
  /** The day that somebody has confirmed, `YYYY-MM-DD`: what is before it is deleted. */
  confirmKeptFrom?: string;
}

/** What the form holds. */
export interface OrganisationValues {
  /** Empty = none. */
  name: string;
  zone: string;
  weekStartsOn: Weekday;
  payrollPeriod: PeriodDraft;
  leaveTypes: LeaveTypeDraft[];
  customFields: CustomFieldDraft[];
  retention: RetentionDraft;
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

function read({ zone, organisation, leave, people, retention }: Settings): OrganisationValues {
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
    customFields: (people?.customFields ?? []).map((field) => ({
      key: field.key,
      label: field.label,
      type: field.type,
      choices: field.type === 'choice' ? field.choices.join('\n') : '',
      visibleTo: field.visibleTo,
    })),
    retention: retention?.timesMonths === undefined ? {} : { months: retention.timesMonths },
  };
}

function retentionOf({ months, confirmKeptFrom }: RetentionDraft): SettingsChange['retention'] {
  const confirmed = confirmKeptFrom === undefined ? null : parseLocalDate(confirmKeptFrom);
  return { timesMonths: months ?? null, ...(confirmed === null ? {} : { confirmKeptFrom: confirmed }) };
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

/** The choices of a field, without empty lines and repeats. */
export function choicesOf({ choices }: Pick<CustomFieldDraft, 'choices'>): string[] {
  return [...new Set(choices.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** A key for a new field: its label in small Latin letters, and a number where another field has it. */
export function keyFor(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 32);
  const base = plain === '' ? 'field' : plain;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(key)) return key;
  }
}

function customFieldsOf(drafts: readonly CustomFieldDraft[]): CustomField[] {
  const taken = new Set(drafts.map(({ key }) => key).filter((key) => key !== ''));
  return drafts.map((draft) => {
    const key = draft.key === '' ? keyFor(draft.label, taken) : draft.key;
    taken.add(key);
    const common = { key, label: draft.label.trim(), visibleTo: draft.visibleTo };
    return draft.type === 'choice'
      ? { ...common, type: 'choice', choices: choicesOf(draft) }
      : { ...common, type: draft.type };
  });
}

/** Whether a field has a label, one of its own, and choices where it offers some. */
export function flawOfField(
  drafts: readonly CustomFieldDraft[],
  index: number,
): 'label' | 'repeated' | 'choices' | undefined {
  const draft = drafts[index];
  const label = draft?.label.trim();
  if (!draft || !label) return 'label';
  if (drafts.some((other, at) => at < index && other.label.trim() === label)) return 'repeated';
  return draft.type === 'choice' && choicesOf(draft).length === 0 ? 'choices' : undefined;
}

function patch(changed: Partial<OrganisationValues>): SettingsChange {
  const { name, weekStartsOn, payrollPeriod, leaveTypes, customFields, retention } = changed;
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
    ...(customFields === undefined ? {} : { people: { customFields: customFieldsOf(customFields) } }),
    ...(retention === undefined ? {} : { retention: retentionOf(retention) }),
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
export function isUnfinished({
  payrollPeriod,
  leaveTypes,
  customFields,
  zone,
  retention,
}: OrganisationValues): boolean {
  return (
    zone === '' ||
    retention.months === null ||
    periodOf(payrollPeriod) === undefined ||
    leaveTypes.some(({ type }, index) => type.trim() === '' || isRepeated(leaveTypes, index)) ||
    customFields.some((_, index) => flawOfField(customFields, index) !== undefined)
  );
}
