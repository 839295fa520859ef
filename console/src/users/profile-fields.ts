/** The fields of a person as texts of a form, and the edit that a changed form asks for. @module */

import type { CustomField } from '#shared/contract/person-fields.ts';
import { changedFields, type Fields } from './three-way.ts';

/** Fields that are texts or dates, in the order of the form. */
export const profileFields = [
  'name',
  'firstName',
  'lastName',
  'employeeNumber',
  'department',
  'site',
  'position',
  'costCentre',
  'email',
  'phone',
  'card',
  'issuedOn',
  'expiresOn',
  'hiredOn',
  'leftOn',
] as const;

/** A field of the form. */
export type ProfileField = (typeof profileFields)[number];

/** What a profile shows of a user. */
export type ProfileSource = { readonly [F in ProfileField]?: string | undefined } & {
  readonly custom?: Readonly<Record<string, string | number>> | undefined;
  readonly privilege?: number | undefined;
};

const customPrefix = 'custom.';

/** The name of an organisation's own field in the form. */
export function customName(key: string): `custom.${string}` {
  return `${customPrefix}${key}`;
}

/** The form of a user. @param customFields - those that whoever looks may see */
export function formOf(user: ProfileSource, customFields: readonly CustomField[]): Record<string, string> {
  const own = profileFields.map((field) => [field, user[field] ?? ''] as const);
  const custom = customFields.map(({ key }) => [customName(key), String(user.custom?.[key] ?? '')] as const);
  return Object.fromEntries([...own, ...custom, ['privilege', String(user.privilege ?? '')]]);
}

/** A number as people type it; `undefined` when it is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? undefined : value;
}

/** An edit of a user: `null` clears. */
export interface ProfilePatch extends Partial<Record<ProfileField, string | null>> {
  custom?: Record<string, string | number | null>;
  privilege?: 0 | 1 | 3 | 7;
}

function privilegeOf(text: string): 0 | 1 | 3 | 7 | undefined {
  return ([0, 1, 3, 7] as const).find((one) => String(one) === text);
}

/** The edit that turns one form into another. Blanks around a text do not count. */
export function patchOf(before: Fields, after: Fields, customFields: readonly CustomField[]): ProfilePatch {
  const trimmed = Object.fromEntries(Object.entries(after).map(([name, text]) => [name, text?.trim()]));
  const changed = new Set(changedFields(before, trimmed));
  const patch: ProfilePatch = {};
  for (const field of profileFields) if (changed.has(field)) patch[field] = trimmed[field] || null;
  const custom: Record<string, string | number | null> = {};
  for (const { key, type } of customFields) {
    const name = customName(key);
    if (!changed.has(name)) continue;
    const text = trimmed[name] ?? '';
    // What is no number is sent as it is: the server says what is wrong with it.
    custom[key] = text === '' ? null : type === 'number' ? (numberOf(text) ?? text) : text;
  }
  if (Object.keys(custom).length > 0) patch.custom = custom;
  const privilege = privilegeOf(trimmed.privilege ?? '');
  if (changed.has('privilege') && privilege !== undefined) patch.privilege = privilege;
  return patch;
}
