/** What whoever sends a payroll file must know: what is not in it, or not as it was. @module */

import { entry } from './entry.ts';

const amount = { what: 'part', seconds: 'seconds', people: 'part' } as const;
const named = { ids: 'names', more: 'more' } as const;

/** The notes of payroll files, and their parts. */
export const ofNotes = {
  'note.not-mapped': entry(
    'Not mapped: {what} {seconds} of {people}. No code or column of the template takes it: add it to one, or to "leaveOut"',
    amount,
  ),
  'note.not-approved': entry(
    'Not approved: {what} {seconds} of {people}. Approve it and export again',
    amount,
  ),
  'note.no-field': entry(
    'Left out: {seconds} of {people}, because {what} is empty. Enter it for these people and export again. User ids: {ids}{more}',
    { ...amount, ...named },
  ),
  'note.too-long': entry(
    'Left out: {seconds} of {people}, because {what} is longer than its column. User ids: {ids}{more}',
    { ...amount, ...named },
  ),
  'note.too-much': entry(
    'Left out: {seconds} of {people}, because {what} is more than the payroll takes in a row. User ids: {ids}{more}',
    { ...amount, ...named },
  ),
  'note.negative': entry(
    'Left out: {seconds} of {people}, because {what} cannot be below zero. Enter it in the payroll by hand. User ids: {ids}{more}',
    { ...amount, ...named },
  ),
  'note.not-settled': entry(
    'Not settled: {what} days of {people}. What they are worth may still change; settle them, then export again',
    { what: 'part', people: 'part' },
  ),
  'note.stands-in': entry(
    'Another field: {what} of {people}. If the payroll knows them by the empty one, enter it and export again. User ids: {ids}{more}',
    { what: 'part', people: 'part', ...named },
  ),
  'note.changed-text': entry(
    'Changed: {what} of {people} had separators, quotes or line ends, or began like a formula of a spreadsheet. User ids: {ids}{more}',
    { what: 'part', people: 'part', ...named },
  ),
  'note.missing-characters': entry(
    "Changed: {what} of {people} has characters that the file's encoding lacks; a question mark stands for each. User ids: {ids}{more}",
    { what: 'part', people: 'part', ...named },
  ),
  'note.adjustments-again': entry(
    'Adjustments again: {exports}{more} had adjustments of these days too. If the payroll has taken them, they must not be paid ' +
      'twice: send those that are new alone',
    { exports: 'parts', more: 'more' },
  ),
  'people.one': entry('1 person'),
  'people.many': entry('{people} people', { people: 'count' }),
  'people.more': entry('and {people} more', { people: 'count' }),
  'exports.more': entry('and more'),
  'what.figure': entry('{figure}', { figure: 'selector' }),
  'what.status': entry('{status}', { status: 'status' }),
  'what.field': entry('the field {field}', { field: 'field' }),
  'what.stand-in': entry('{other} instead of {field}', { other: 'field', field: 'field' }),
  'what.column': entry('"{title}"', { title: 'name' }),
  'what.column-number': entry('column {number}', { number: 'count' }),
  'what.export': entry('{id} of {date} ({from} to before {to})', {
    id: 'name',
    date: 'date',
    from: 'date',
    to: 'date',
  }),
} as const;
