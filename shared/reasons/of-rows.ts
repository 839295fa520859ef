/** Why a row, a cell or a line of a file that people send is refused, and what somebody should know about one that is not. @module */

import { entry } from './entry.ts';

/** The sentences about rows of files of people, leaves and rosters, and about lines of files of terminals. */
export const ofRows = {
  'row.no-id': entry('it has no id of a user'),
  'row.bad-id': entry('"{id}" cannot be the id of a user', { id: 'text' }),
  'row.twice': entry('"{id}" comes twice in the file; only the first row counts', { id: 'text' }),
  'row.twice-in-request': entry('"{id}" comes twice in this request; only the first counts', { id: 'text' }),
  'row.unknown-user': entry('there is no user "{id}"; add the person first', { id: 'text' }),
  'row.merged': entry('the user {id} is {into} now; write that id', { id: 'text', into: 'text' }),
  'row.other-number': entry(
    'the user {id} does not have the employee number {number}; leave one of the two out',
    { id: 'text', number: 'text' },
  ),
  'row.nobody': entry('it says of nobody whom it means: it has neither a user id nor an employee number'),
  'row.unknown-number': entry('nobody has the employee number {number}', { number: 'text' }),
  'row.number-of-two': entry(
    '{first} and {second} both have the employee number {number}; write the user id',
    { first: 'text', second: 'text', number: 'text' },
  ),
  'row.leave-withdrawn': entry(
    'is the leave {id}, which was withdrawn; enter it by hand if it is to count again',
    { id: 'text' },
  ),
  'row.leave-rejected': entry(
    'is the leave {id}, which was rejected; enter it by hand if it is to count again',
    { id: 'text' },
  ),
  'row.takes-nothing': entry('takes nothing on {dates}: nothing is expected of the person there', {
    dates: 'dates',
  }),
  'cell.character': entry('has the character {character}, which no text may have', { character: 'text' }),
  'cell.no-number': entry('"{text}" is not a number', { text: 'text' }),
  'cell.number-size': entry('"{text}" is too large or too small', { text: 'text' }),
  'cell.too-long': entry('is too long'),
  'cell.most-characters': entry('has more than {most} characters', { most: 'count' }),
  'cell.no-fit': entry('does not fit'),
  'cell.date-order': entry('"{text}" can be read in more than one way: say in "dateOrder" what comes first', {
    text: 'text',
  }),
  'cell.no-date': entry('"{text}" is not a date; write it as YYYY-MM-DD', { text: 'text' }),
  'cell.no-such-date': entry('"{text}" is not a date that exists', { text: 'text' }),
  'cell.half-and-hours': entry('says hours, and another cell says a half; leave one of them empty'),
  'cell.no-hours': entry('"{text}" is not a number of hours of a day; write 7.5 or 7:30', { text: 'text' }),
  'cell.no-half': entry('"{text}" is no half; write first or second, or nothing for whole days', {
    text: 'text',
  }),
  'cell.no-type': entry('is empty; write the type of the leave'),
  'cell.no-roster': entry('is empty; write the id of a roster'),
  'cell.no-first-day': entry('is empty; write the first day'),
  'cell.before-first-day': entry('is before {from}; write the last day', { from: 'date' }),
  'line.columns': entry('not the columns PIN, time, device id, status, verify, work code'),
  'line.no-time': entry('the second column is not a date and time'),
  'line.pin-controls': entry('the PIN has control characters'),
  'line.codes': entry('status or verify is not a number'),
  'line.no-user-file': entry('not a user file: {bytes} bytes do not hold users of 72 or 28 bytes', {
    bytes: 'count',
  }),
  'line.within-user': entry('the file ends within a user ({bytes} bytes)', { bytes: 'count' }),
  'line.no-user-id': entry('no user id'),
  'line.user-id-no-text': entry('the user id is not text'),
} as const;
