/** The form of a person, and the edit that it asks for. @module */

import { describe, expect, it } from 'vitest';
import type { CustomField } from '#shared/contract/person-fields.ts';
import { formOf, numberOf, patchOf } from './profile-fields.ts';

const customFields: CustomField[] = [
  { key: 'locker', label: 'Locker', type: 'number', visibleTo: 'readers' },
  { key: 'shirt', label: 'Shirt', type: 'choice', choices: ['S', 'M'], visibleTo: 'editors' },
];
const user = { name: 'Sample Person 1042', department: 'Stores', custom: { locker: 17 }, privilege: 0 };

describe('formOf and patchOf', () => {
  const form = formOf(user, customFields);

  it('asks for nothing when nothing has changed', () => {
    expect(patchOf(form, { ...form, name: ' Sample Person 1042 ' }, customFields)).toEqual({});
  });

  it('clears what was emptied and names only what has changed', () => {
    const after = {
      ...form,
      department: '',
      issuedOn: '2026-03-02',
      'custom.locker': '',
      'custom.shirt': 'M',
    };
    expect(patchOf(form, after, customFields)).toEqual({
      department: null,
      issuedOn: '2026-03-02',
      custom: { locker: null, shirt: 'M' },
    });
  });

  it('sends numbers as numbers, and what is none for the server to refuse', () => {
    expect(patchOf(form, { ...form, 'custom.locker': '17,5' }, customFields)).toEqual({
      custom: { locker: 17.5 },
    });
    expect(patchOf(form, { ...form, 'custom.locker': 'left' }, customFields)).toEqual({
      custom: { locker: 'left' },
    });
  });

  it('takes the levels that terminals have', () => {
    expect(patchOf(form, { ...form, privilege: '7' }, customFields)).toEqual({ privilege: 7 });
    expect(patchOf(form, { ...form, privilege: '5' }, customFields)).toEqual({});
  });
});

describe('numberOf', () => {
  it.each([
    ['8', 8],
    [' 8,5 ', 8.5],
    ['', undefined],
    ['eight', undefined],
  ])('%o is %o', (text, value) => expect(numberOf(text)).toBe(value));
});
