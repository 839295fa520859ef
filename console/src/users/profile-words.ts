/** The names of the fields of a person. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { personFieldWords } from '../day/person-fields.ts';
import type { ProfileField } from './profile-fields.ts';

/** The names of the fields of a person. */
export const fieldWords: Readonly<Record<ProfileField | 'privilege', MessageDescriptor>> = personFieldWords;

/** What the terminals allow a user, by the number that they use for it. */
export const privilegeWords = {
  '0': msg`User`,
  '1': msg`Enroller`,
  '3': msg`Administrator`,
  '7': msg`Super administrator`,
} as const;

/** The sections of the profile, each with its fields. */
export const profileSections = [
  {
    id: 'person',
    title: msg`Person`,
    fields: [
      'name',
      'firstName',
      'lastName',
      'employeeNumber',
      'department',
      'site',
      'position',
      'costCentre',
    ],
  },
  { id: 'reach', title: msg`Contact`, fields: ['email', 'phone'] },
  { id: 'dates', title: msg`Dates`, fields: ['issuedOn', 'expiresOn', 'hiredOn', 'leftOn'] },
  { id: 'terminals', title: msg`At the terminals`, fields: ['card', 'privilege'] },
] as const satisfies readonly {
  id: string;
  title: MessageDescriptor;
  fields: readonly (ProfileField | 'privilege')[];
}[];
