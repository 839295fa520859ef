/** What is said about requests, access and the service itself. @module */

import { msg } from '@lingui/core/macro';
import { problemText } from './problem-kind.ts';

/** The texts by code. */
export const textsOfRequests = {
  'request.not-json': problemText(
    msg({ message: 'The server could not read the request: {reason}.' }),
    msg`Reload the page. If it happens again, report it with the request id.`,
    'reload',
  ),
  'request.invalid': problemText(
    msg({ message: 'Something that was entered does not fit: {issues}.' }),
    msg`Change it, and save again.`,
  ),
  'request.too-large': problemText(
    msg({ message: 'That is too much for one request: {bytes}, of which {limitBytes} can be sent.' }),
    msg`Do it in smaller parts.`,
  ),
  'answer.over-limit': problemText(
    msg({ message: 'The answer is too large: {bytes}, of which {limitBytes} can be sent.' }),
    msg`Choose fewer days, people or terminals.`,
  ),
  'request.media-type': problemText(
    msg({ message: 'The server does not take files of this kind ({received}).' }),
    msg({ message: 'Choose a file of another kind: {accepted}.' }),
  ),
  'request.cursor': problemText(
    msg`The list has changed while it was read.`,
    msg`Read it again from the start.`,
    'reload',
  ),
  'request.stale': problemText(
    msg`Somebody else has changed this after you opened it.`,
    msg`Your entries are kept. Look at the newest version, and save again.`,
    'reload',
  ),
  'request.nothing-to-match': problemText(
    msg({ message: 'This does not exist any more: {resource}.' }),
    msg`Your entries are kept. Save them as new, or leave.`,
    'reload',
  ),
  'request.no-if-match': problemText(
    msg`Several people can edit this, and the page does not know which version it shows.`,
    msg`Look at the newest version, and save again.`,
    'reload',
  ),
  'request.key-reused': problemText(
    msg`This press has already been used for something else.`,
    msg`Reload the page, and do it once more.`,
    'reload',
  ),
  'request.in-progress': problemText(
    msg`The same request is still being carried out.`,
    msg`Wait a moment for its answer.`,
    'retry',
  ),
  'request.answered-once': problemText(
    msg`This has been carried out, and its secret was shown once.`,
    msg`If you have not copied the secret, delete what was made, and make it anew.`,
    'reload',
  ),
  'route.unknown': problemText(
    msg({ message: 'The server does not know this request ({method} {path}).' }),
    msg`The page may be older than the server. Reload it.`,
    'reload',
  ),
  'method.not-allowed': problemText(
    msg({ message: 'The server does not take this request ({method} {path}).' }),
    msg`The page may be older than the server. Reload it.`,
    'reload',
  ),
  'range.invalid': problemText(
    msg({ message: 'These days are not possible: {reason}.' }),
    msg`Choose another first or last day.`,
  ),
  'caller.unknown': problemText(
    msg`You are not signed in, or your session has ended.`,
    msg`Sign in again. What you have entered is kept.`,
    'sign-in',
  ),
  'caller.session-ended': problemText(
    msg`Your session has ended.`,
    msg`Sign in again: what you have typed is kept.`,
    'sign-in',
  ),
  'caller.no-role': problemText(
    msg({ message: '{caller} is signed in, but has no role here.' }),
    msg({
      message: 'An administrator of the sign-in service adds the account to one of these groups: {needs}.',
    }),
  ),
  'sign-in.unreachable': problemText(
    msg`The sign-in service does not answer, so nobody knows whether the session is valid.`,
    msg`It is tried again in a moment.`,
    'retry',
  ),
  'person.unknown': problemText(
    msg({ message: 'Nobody has signed in as {personId}, or the person has been forgotten.' }),
    null,
  ),
  'caller.too-often': problemText(
    msg`There were too many requests in a short time.`,
    msg`The page tries again by itself.`,
    'retry',
  ),
  'caller.not-allowed': problemText(
    msg({ message: 'You may not do this. It needs {needs}.' }),
    msg`Ask an administrator for the role, or to do it for you.`,
  ),
  'key.unknown': problemText(msg({ message: 'There is no API key {keyId} any more.' }), null, 'reload'),
  'key.rotating': problemText(
    msg`This key was rotated so often that too many of its former secrets still work.`,
    msg`Wait until one of them has ended, or choose that they end at once.`,
  ),
  'key.last-administrator': problemText(
    msg`Without this key no administrator would be left whose key lasts.`,
    msg`Make another administrator’s key that does not expire first.`,
  ),
  'service.busy': problemText(msg`The service is busy.`, msg`The page tries again by itself.`, 'retry'),
  'service.failed': problemText(
    msg`Something went wrong on the server.`,
    msg`Try again. If it happens again, report it with the request id.`,
    'retry',
  ),
  'table.unreadable': problemText(
    msg({ message: 'The file cannot be read as CSV or XLSX: {reason}.' }),
    msg`Save it again as XLSX, or as CSV in UTF-8, without a password.`,
  ),
  'table.too-large': problemText(
    msg({ message: 'The file has more than {most} {what}.' }),
    msg`Import it in parts, each with the line of titles.`,
  ),
  'import.mapping': problemText(
    msg({ message: 'The columns of the file cannot be read as fields of people: {reason}.' }),
    msg`Choose for each column which field it holds.`,
  ),
  'import.unknown': problemText(msg({ message: 'There is no import {importId} any more.' }), null, 'reload'),
  'answer.too-large': problemText(
    msg({ message: 'The rows of {range} do not fit into one answer.' }),
    msg`Choose fewer days or one person, or have a file made under Export.`,
  ),
  'times.not-kept': problemText(
    msg({ message: 'Times before {from} are no longer kept.' }),
    msg`Choose days from then on.`,
  ),
  'retention.unconfirmed': problemText(
    msg({ message: 'Times before {keptFrom} would be deleted for good at night, {at}.' }),
    msg`Confirm it, or enter more months.`,
  ),
  'sheets.too-many': problemText(
    msg({ message: 'The sheets of {range} are too many to be added up at once.' }),
    msg`Choose fewer days, one department or one person.`,
  ),
} as const;
