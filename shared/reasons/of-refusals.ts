/** Parts of sentences of problems: why a range, a file, its columns or an address is refused. @module */

import { entry } from './entry.ts';

/** Why something that was asked for is not possible. They follow a colon. */
export const ofRefusals = {
  'range.backwards': entry('"to", the first day after the range, must be later than "from"'),
  'range.too-long': entry('it has more than {most} days; split it', { most: 'count' }),
  'range.most-of-answer': entry('one answer has at most {most} days', { most: 'count' }),
  'range.most-of-matrix': entry('a matrix has at most {most} days', { most: 'count' }),
  'range.most-of-board': entry('a roster board has at most {most} days', { most: 'count' }),
  'range.one-day-report': entry('this report takes a single day'),
  'range.most-of-report': entry('this report takes at most {most} days', { most: 'count' }),
  'range.not-over': entry('the period is not over yet'),
  'range.roster': entry('the first day after the roster must be later than its first day'),
  'range.employment': entry('the last day of the employment lies before its first day'),
  'range.expiry': entry('the expiry date lies before the issuance date'),
  'table.damaged': entry('it is damaged, or no spreadsheet of the form XLSX'),
  'table.no-text': entry('it holds bytes that no text has'),
  'table.password': entry('it has a password, or is of the old form XLS'),
  'table.empty': entry('it is empty'),
  'table.columns': entry('columns'),
  'table.rows': entry('rows'),
  'table.characters': entry('characters in a cell of row {row}', { row: 'count' }),
  'table.bytes': entry('bytes when it is unpacked'),
  'columns.no-column': entry('the file has no column "{title}"', { title: 'name' }),
  'columns.no-field': entry('there is no field "{field}"', { field: 'field' }),
  'columns.twice': entry('two columns are to hold "{field}"', { field: 'field' }),
  'columns.no-ids': entry('no column has the ids of users'),
  'columns.no-ids-or-numbers': entry('no column has the ids of users, or their employee numbers'),
  'columns.missing': entry('no column has the field "{field}"', { field: 'field' }),
  'users.of-roster': entry('one request gives a roster to at most {most}', { most: 'count' }),
  'users.of-download': entry('this download created more than one list can have'),
  'users.of-list': entry('one file or one sorted list cannot have them all'),
  'users.of-punches': entry(
    'a list by wall time reads the punches of each; by arrival it has those of everybody',
  ),
  'url.none': entry('it is no URL'),
  'url.no-https': entry('it must begin with https://'),
  'url.password': entry('it must not hold a name or a password'),
  'url.hash': entry('it must not have a part behind #'),
  'url.not-public': entry('its address is not one of the public network'),
  'url.this-machine': entry('it is this machine itself'),
} as const;
