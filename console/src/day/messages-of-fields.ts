/** What is wrong with a single field, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-fields.ts`, word for word. */
export const messagesOfFields = {
  'field.missing': msg({ message: 'is missing', context: 'reason field.missing' }),
  'field.unknown': msg({ message: 'is not a field of this request', context: 'reason field.unknown' }),
  'field.text': msg({ message: 'must be text', context: 'reason field.text' }),
  'field.number': msg({ message: 'must be a number', context: 'reason field.number' }),
  'field.whole-number': msg({ message: 'must be a whole number', context: 'reason field.whole-number' }),
  'field.boolean': msg({ message: 'must be true or false', context: 'reason field.boolean' }),
  'field.object': msg({ message: 'must be an object', context: 'reason field.object' }),
  'field.list': msg({ message: 'must be a list', context: 'reason field.list' }),
  'field.only': msg({ message: 'must be {choice}', context: 'reason field.only' }),
  'field.one-of': msg({ message: 'must be one of {choices}', context: 'reason field.one-of' }),
  'field.no-form': msg({
    message: 'does not have any of the forms that are allowed here',
    context: 'reason field.no-form',
  }),
  'field.format': msg({
    message: 'does not have the form that is needed here',
    context: 'reason field.format',
  }),
  'field.least': msg({ message: 'must be at least {least}', context: 'reason field.least' }),
  'field.most': msg({ message: 'must be at most {most}', context: 'reason field.most' }),
  'field.least-one-character': msg({
    message: 'must have at least 1 character',
    context: 'reason field.least-one-character',
  }),
  'field.least-characters': msg({
    message: 'must have at least {least} characters',
    context: 'reason field.least-characters',
  }),
  'field.most-one-character': msg({
    message: 'must have at most 1 character',
    context: 'reason field.most-one-character',
  }),
  'field.most-characters': msg({
    message: 'must have at most {most} characters',
    context: 'reason field.most-characters',
  }),
  'field.least-one-entry': msg({
    message: 'must have at least 1 entry',
    context: 'reason field.least-one-entry',
  }),
  'field.least-entries': msg({
    message: 'must have at least {least} entries',
    context: 'reason field.least-entries',
  }),
  'field.most-one-entry': msg({
    message: 'must have at most 1 entry',
    context: 'reason field.most-one-entry',
  }),
  'field.most-entries': msg({
    message: 'must have at most {most} entries',
    context: 'reason field.most-entries',
  }),
  'field.step': msg({ message: 'must be a multiple of {step}', context: 'reason field.step' }),
  'field.character': msg({
    message: 'has the character {character}: leave out controls, line ends and invisible characters',
    context: 'reason field.character',
  }),
  'field.at-line': msg({ message: 'line {line}: {flaw}', context: 'reason field.at-line' }),
  'field.user-id': msg({
    message: 'must be 1 to 24 visible characters without blanks',
    context: 'reason field.user-id',
  }),
  'field.serial': msg({
    message: 'must be 1 to 32 letters, digits or : . _ -',
    context: 'reason field.serial',
  }),
  'field.slug': msg({
    message: 'must be 1 to 48 lower-case letters, digits or hyphens',
    context: 'reason field.slug',
  }),
  'field.date': msg({ message: 'must be a date that exists, as YYYY-MM-DD', context: 'reason field.date' }),
  'field.wall-time': msg({
    message: 'must be a local time that exists, as YYYY-MM-DDTHH:MM:SS',
    context: 'reason field.wall-time',
  }),
  'field.instant': msg({
    message: 'must be an instant in UTC, as YYYY-MM-DDTHH:MM:SSZ',
    context: 'reason field.instant',
  }),
  'field.no-such-instant': msg({
    message: 'must be an instant that exists',
    context: 'reason field.no-such-instant',
  }),
  'field.zone': msg({
    message: 'must be a time zone of the IANA database, such as Europe/Berlin',
    context: 'reason field.zone',
  }),
  'field.time-of-day': msg({
    message: 'must be a local time of day, as HH:MM',
    context: 'reason field.time-of-day',
  }),
  'field.email': msg({
    message: 'must be an e-mail address, such as person@example.com',
    context: 'reason field.email',
  }),
  'field.phone': msg({
    message: 'must be a phone number, such as +60 3 1234 5678',
    context: 'reason field.phone',
  }),
  'field.card': msg({
    message: 'must be decimal digits without leading zeros',
    context: 'reason field.card',
  }),
  'field.card-size': msg({ message: 'must be at most 4294967295', context: 'reason field.card-size' }),
  'field.different-choices': msg({
    message: 'must be different choices',
    context: 'reason field.different-choices',
  }),
  'field.different-keys': msg({
    message: 'must have different keys',
    context: 'reason field.different-keys',
  }),
  'field.different-types': msg({
    message: 'must have different types',
    context: 'reason field.different-types',
  }),
  'field.two-times': msg({ message: 'must be two different times', context: 'reason field.two-times' }),
  'field.two-days': msg({
    message: 'must be two days of the month in order',
    context: 'reason field.two-days',
  }),
  'field.each-site-once': msg({
    message: 'must name each site once',
    context: 'reason field.each-site-once',
  }),
  'field.each-terminal-once': msg({
    message: 'must name each terminal once',
    context: 'reason field.each-terminal-once',
  }),
  'field.department-or-site': msg({
    message: 'must set department or site',
    context: 'reason field.department-or-site',
  }),
  'field.window': msg({ message: 'must have from, to or both', context: 'reason field.window' }),
  'field.window-order': msg({
    message: '"to", the first day after the window, must be later than "from"',
    context: 'reason field.window-order',
  }),
  'field.terminals-or-site': msg({
    message: 'must name either terminals or a site',
    context: 'reason field.terminals-or-site',
  }),
  'field.zone-and-site': msg({
    message: 'cannot stand beside a zone',
    context: 'reason field.zone-and-site',
  }),
  'field.scopes': msg({
    message: 'are for role "integration" only: any other role says what its keys may do',
    context: 'reason field.scopes',
  }),
  'field.comm-key': msg({
    message: 'must be 8 to 64 visible ASCII characters',
    context: 'reason field.comm-key',
  }),
  'field.network': msg({
    message: 'must be a network such as 203.0.113.0/24',
    context: 'reason field.network',
  }),
  'field.not-serial': msg({
    message: 'must not be the serial number, which is printed on the terminal',
    context: 'reason field.not-serial',
  }),
  'field.unguarded': msg({
    message:
      'needs a commKey or networks that guard the terminal; without, anybody who knows its serial number can send punches in its name, which "open": true allows',
    context: 'reason field.unguarded',
  }),
  'field.no-custom-field': msg({
    message: 'no such field is defined in the settings, under people.customFields',
    context: 'reason field.no-custom-field',
  }),
  'field.choice-of': msg({ message: 'must be one of: {choices}', context: 'reason field.choice-of' }),
  'field.other-user': msg({
    message: 'must be another user than the one that is merged',
    context: 'reason field.other-user',
  }),
  'field.part-of-itself': msg({
    message: '"{name}" would be a part of itself',
    context: 'reason field.part-of-itself',
  }),
  'field.most-departments': msg({
    message: 'there may be at most {most} departments',
    context: 'reason field.most-departments',
  }),
  'field.expiry-too-far': msg({
    message: 'must be at most {years} years from now; leave it out for a key that does not expire',
    context: 'reason field.expiry-too-far',
  }),
  'field.expiry-past': msg({
    message: 'must lie in the future; it is {now} now',
    context: 'reason field.expiry-past',
  }),
  'field.near-day': msg({
    message: 'must be on {date}, the day before it or the day after it',
    context: 'reason field.near-day',
  }),
  'field.ends-of-range': msg({
    message: '"{first}" and "{last}" must end in digits, with the same text before them',
    context: 'reason field.ends-of-range',
  }),
  'field.range-backwards': msg({
    message: '"{last}" comes before "{first}"',
    context: 'reason field.range-backwards',
  }),
  'field.range-size': msg({ message: 'a range has at most {most} ids', context: 'reason field.range-size' }),
  'field.id-to-erase': msg({
    message: 'must be "{id}", the id of the person who is to be erased',
    context: 'reason field.id-to-erase',
  }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
