/** The columns of files of people: what an export writes is what an import reads, under the same titles. @module */

import type { CustomField, CustomValue } from '#shared/contract/person-fields.ts';
import type { Column } from '#shared/table/index.ts';
import type { StoredUser } from '../../store/users.ts';

const texts = {
  id: 'User id',
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  employeeNumber: 'Employee number',
  email: 'E-mail',
  phone: 'Phone',
  position: 'Position',
  department: 'Department',
  site: 'Site',
  costCentre: 'Cost centre',
} as const;
const dates = {
  hiredOn: 'Hired on',
  leftOn: 'Left on',
  issuedOn: 'Issued on',
  expiresOn: 'Expires on',
} as const;
const others = { dutyRosterId: 'Duty roster', status: 'Status' } as const;

type TextField = keyof typeof texts | keyof typeof others;
type DateField = keyof typeof dates;

/** A field of a person that a file can hold: one of ours, or `custom.` with the key of the organisation's own. */
export type PersonField = TextField | DateField | `custom.${string}`;

/** A column of a file of people. */
export interface PersonColumn extends Column {
  key: PersonField;
  type: 'text' | 'date';
  /** The field of the organisation's own that it holds. */
  custom?: CustomField;
  value: (user: StoredUser) => CustomValue | undefined;
}

/** Fields that only those see who may edit users. */
const forEditors: ReadonlySet<string> = new Set(['email', 'phone']);

const keysOf = <T extends object>(object: T) => Object.keys(object) as (keyof T)[];

function ownColumns(): PersonColumn[] {
  return [
    ...keysOf(texts).map((key) => ({ key, title: texts[key], type: 'text' as const })),
    ...keysOf(dates).map((key) => ({ key, title: dates[key], type: 'date' as const })),
    ...keysOf(others).map((key) => ({ key, title: others[key], type: 'text' as const })),
  ].map((column) => ({ ...column, value: (user) => user[column.key] }));
}

/**
 * The columns in their order. A field of the organisation's own has its label as title, or its name where another column has
 * that title.
 * @param mayEdit - whether whoever asks may edit users
 */
export function personColumns(customFields: readonly CustomField[], mayEdit: boolean): PersonColumn[] {
  const own = ownColumns().filter(({ key }) => mayEdit || !forEditors.has(key));
  const titles = new Set(ownColumns().map(({ title }) => title.toLowerCase()));
  const customs = customFields
    .filter(({ visibleTo }) => mayEdit || visibleTo === 'readers')
    .map((custom): PersonColumn => {
      const key = `custom.${custom.key}` as const;
      const title = titles.has(custom.label.toLowerCase()) ? key : custom.label;
      titles.add(title.toLowerCase());
      const type = custom.type === 'date' ? 'date' : 'text';
      return { key, title, type, custom, value: (user) => user.custom?.[custom.key] };
    });
  return [...own, ...customs];
}
