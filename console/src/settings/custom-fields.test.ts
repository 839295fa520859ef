import { expect, test } from 'vitest';
import {
  type CustomFieldDraft,
  choicesOf,
  flawOfField,
  keyFor,
  organisationForm,
} from './organisation-form.ts';

const field = (label: string, more: Partial<CustomFieldDraft> = {}): CustomFieldDraft => ({
  key: '',
  label,
  type: 'text',
  choices: '',
  visibleTo: 'editors',
  ...more,
});

test('a key is made of the label, and is nobody else’s', () => {
  expect(keyFor('Größe (Schuhe)', new Set())).toBe('gro-e-schuhe');
  expect(keyFor('鞋码', new Set())).toBe('field');
  expect(keyFor('Locker', new Set(['locker', 'locker-2']))).toBe('locker-3');
});

test('a field needs a label of its own, and choices where it offers some', () => {
  const fields = [
    field('Locker'),
    field(' Locker'),
    field(' '),
    field('Shirt', { type: 'choice', choices: ' \n' }),
  ];
  expect(fields.map((_, index) => flawOfField(fields, index))).toEqual([
    undefined,
    'repeated',
    'label',
    'choices',
  ]);
  expect(choicesOf({ choices: 'S\n\n M \nS' })).toEqual(['S', 'M']);
});

test('new fields get keys when they are saved, and those that are there keep theirs', () => {
  const customFields = [
    field('Cupboard', { key: 'locker' }),
    field('Locker'),
    field('Shirt', { type: 'choice', choices: 'S\nM', visibleTo: 'readers' }),
  ];
  const change = organisationForm.patch({ customFields }, {} as never);
  expect(change.people?.customFields).toEqual([
    { key: 'locker', label: 'Cupboard', visibleTo: 'editors', type: 'text' },
    { key: 'locker-2', label: 'Locker', visibleTo: 'editors', type: 'text' },
    { key: 'shirt', label: 'Shirt', visibleTo: 'readers', type: 'choice', choices: ['S', 'M'] },
  ]);
});
