/** Why a row, a cell or a line of a file is refused, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-rows.ts`, word for word. */
export const messagesOfRows = {
  'row.no-id': msg({ message: 'it has no id of a user', context: 'reason row.no-id' }),
  'row.bad-id': msg({ message: '"{id}" cannot be the id of a user', context: 'reason row.bad-id' }),
  'row.twice': msg({
    message: '"{id}" comes twice in the file; only the first row counts',
    context: 'reason row.twice',
  }),
  'row.twice-in-request': msg({
    message: '"{id}" comes twice in this request; only the first counts',
    context: 'reason row.twice-in-request',
  }),
  'row.unknown-user': msg({
    message: 'there is no user "{id}"; add the person first',
    context: 'reason row.unknown-user',
  }),
  'row.merged': msg({ message: 'the user {id} is {into} now; write that id', context: 'reason row.merged' }),
  'row.other-number': msg({
    message: 'the user {id} does not have the employee number {number}; leave one of the two out',
    context: 'reason row.other-number',
  }),
  'row.nobody': msg({
    message: 'it says of nobody whom it means: it has neither a user id nor an employee number',
    context: 'reason row.nobody',
  }),
  'row.unknown-number': msg({
    message: 'nobody has the employee number {number}',
    context: 'reason row.unknown-number',
  }),
  'row.number-of-two': msg({
    message: '{first} and {second} both have the employee number {number}; write the user id',
    context: 'reason row.number-of-two',
  }),
  'row.leave-withdrawn': msg({
    message: 'is the leave {id}, which was withdrawn; enter it by hand if it is to count again',
    context: 'reason row.leave-withdrawn',
  }),
  'row.leave-rejected': msg({
    message: 'is the leave {id}, which was rejected; enter it by hand if it is to count again',
    context: 'reason row.leave-rejected',
  }),
  'row.takes-nothing': msg({
    message: 'takes nothing on {dates}: nothing is expected of the person there',
    context: 'reason row.takes-nothing',
  }),
  'cell.character': msg({
    message: 'has the character {character}, which no text may have',
    context: 'reason cell.character',
  }),
  'cell.no-number': msg({ message: '"{text}" is not a number', context: 'reason cell.no-number' }),
  'cell.number-size': msg({
    message: '"{text}" is too large or too small',
    context: 'reason cell.number-size',
  }),
  'cell.too-long': msg({ message: 'is too long', context: 'reason cell.too-long' }),
  'cell.most-characters': msg({
    message: 'has more than {most} characters',
    context: 'reason cell.most-characters',
  }),
  'cell.no-fit': msg({ message: 'does not fit', context: 'reason cell.no-fit' }),
  'cell.date-order': msg({
    message: '"{text}" can be read in more than one way: say in "dateOrder" what comes first',
    context: 'reason cell.date-order',
  }),
  'cell.no-date': msg({
    message: '"{text}" is not a date; write it as YYYY-MM-DD',
    context: 'reason cell.no-date',
  }),
  'cell.no-such-date': msg({
    message: '"{text}" is not a date that exists',
    context: 'reason cell.no-such-date',
  }),
  'cell.half-and-hours': msg({
    message: 'says hours, and another cell says a half; leave one of them empty',
    context: 'reason cell.half-and-hours',
  }),
  'cell.no-hours': msg({
    message: '"{text}" is not a number of hours of a day; write 7.5 or 7:30',
    context: 'reason cell.no-hours',
  }),
  'cell.no-half': msg({
    message: '"{text}" is no half; write first or second, or nothing for whole days',
    context: 'reason cell.no-half',
  }),
  'cell.no-type': msg({ message: 'is empty; write the type of the leave', context: 'reason cell.no-type' }),
  'cell.no-roster': msg({ message: 'is empty; write the id of a roster', context: 'reason cell.no-roster' }),
  'cell.no-first-day': msg({ message: 'is empty; write the first day', context: 'reason cell.no-first-day' }),
  'cell.before-first-day': msg({
    message: 'is before {from}; write the last day',
    context: 'reason cell.before-first-day',
  }),
  'line.columns': msg({
    message: 'not the columns PIN, time, device id, status, verify, work code',
    context: 'reason line.columns',
  }),
  'line.no-time': msg({
    message: 'the second column is not a date and time',
    context: 'reason line.no-time',
  }),
  'line.pin-controls': msg({
    message: 'the PIN has control characters',
    context: 'reason line.pin-controls',
  }),
  'line.codes': msg({ message: 'status or verify is not a number', context: 'reason line.codes' }),
  'line.no-user-file': msg({
    message: 'not a user file: {bytes} bytes do not hold users of 72 or 28 bytes',
    context: 'reason line.no-user-file',
  }),
  'line.within-user': msg({
    message: 'the file ends within a user ({bytes} bytes)',
    context: 'reason line.within-user',
  }),
  'line.no-user-id': msg({ message: 'no user id', context: 'reason line.no-user-id' }),
  'line.user-id-no-text': msg({ message: 'the user id is not text', context: 'reason line.user-id-no-text' }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
