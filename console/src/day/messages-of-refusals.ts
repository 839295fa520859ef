/** Why a range, a file, its columns or an address is refused, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-refusals.ts`, word for word. */
export const messagesOfRefusals = {
  'range.backwards': msg({
    message: '"to", the first day after the range, must be later than "from"',
    context: 'reason range.backwards',
  }),
  'range.too-long': msg({
    message: 'it has more than {most} days; split it',
    context: 'reason range.too-long',
  }),
  'range.most-of-answer': msg({
    message: 'one answer has at most {most} days',
    context: 'reason range.most-of-answer',
  }),
  'range.most-of-matrix': msg({
    message: 'a matrix has at most {most} days',
    context: 'reason range.most-of-matrix',
  }),
  'range.most-of-board': msg({
    message: 'a roster board has at most {most} days',
    context: 'reason range.most-of-board',
  }),
  'range.one-day-report': msg({
    message: 'this report takes a single day',
    context: 'reason range.one-day-report',
  }),
  'range.most-of-report': msg({
    message: 'this report takes at most {most} days',
    context: 'reason range.most-of-report',
  }),
  'range.not-over': msg({ message: 'the period is not over yet', context: 'reason range.not-over' }),
  'range.roster': msg({
    message: 'the first day after the roster must be later than its first day',
    context: 'reason range.roster',
  }),
  'range.employment': msg({
    message: 'the last day of the employment lies before its first day',
    context: 'reason range.employment',
  }),
  'range.expiry': msg({
    message: 'the expiry date lies before the issuance date',
    context: 'reason range.expiry',
  }),
  'table.damaged': msg({
    message: 'it is damaged, or no spreadsheet of the form XLSX',
    context: 'reason table.damaged',
  }),
  'table.no-text': msg({ message: 'it holds bytes that no text has', context: 'reason table.no-text' }),
  'table.password': msg({
    message: 'it has a password, or is of the old form XLS',
    context: 'reason table.password',
  }),
  'table.empty': msg({ message: 'it is empty', context: 'reason table.empty' }),
  'table.columns': msg({ message: 'columns', context: 'reason table.columns' }),
  'table.rows': msg({ message: 'rows', context: 'reason table.rows' }),
  'table.characters': msg({
    message: 'characters in a cell of row {row}',
    context: 'reason table.characters',
  }),
  'table.bytes': msg({ message: 'bytes when it is unpacked', context: 'reason table.bytes' }),
  'columns.no-column': msg({
    message: 'the file has no column "{title}"',
    context: 'reason columns.no-column',
  }),
  'columns.no-field': msg({ message: 'there is no field "{field}"', context: 'reason columns.no-field' }),
  'columns.twice': msg({ message: 'two columns are to hold "{field}"', context: 'reason columns.twice' }),
  'columns.no-ids': msg({ message: 'no column has the ids of users', context: 'reason columns.no-ids' }),
  'columns.no-ids-or-numbers': msg({
    message: 'no column has the ids of users, or their employee numbers',
    context: 'reason columns.no-ids-or-numbers',
  }),
  'columns.missing': msg({ message: 'no column has the field "{field}"', context: 'reason columns.missing' }),
  'users.of-roster': msg({
    message: 'one request gives a roster to at most {most}',
    context: 'reason users.of-roster',
  }),
  'users.of-download': msg({
    message: 'this download created more than one list can have',
    context: 'reason users.of-download',
  }),
  'users.of-list': msg({
    message: 'one file or one sorted list cannot have them all',
    context: 'reason users.of-list',
  }),
  'users.of-punches': msg({
    message: 'a list by wall time reads the punches of each; by arrival it has those of everybody',
    context: 'reason users.of-punches',
  }),
  'url.none': msg({ message: 'it is no URL', context: 'reason url.none' }),
  'url.no-https': msg({ message: 'it must begin with https://', context: 'reason url.no-https' }),
  'url.password': msg({ message: 'it must not hold a name or a password', context: 'reason url.password' }),
  'url.hash': msg({ message: 'it must not have a part behind #', context: 'reason url.hash' }),
  'url.not-public': msg({
    message: 'its address is not one of the public network',
    context: 'reason url.not-public',
  }),
  'url.this-machine': msg({ message: 'it is this machine itself', context: 'reason url.this-machine' }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
