/** What is said about users, departments, entries of HR, locks and sheets. @module */

import { msg } from '@lingui/core/macro';
import { problemText } from './problem-kind.ts';

/** The texts by code. */
export const textsOfPeople = {
  'user.unknown': problemText(msg({ message: 'There is no user {userId}.' }), null, 'reload'),
  'user.merged': problemText(
    msg({ message: 'The user {userId} is {into} now.' }),
    msg`Open that one.`,
    'reload',
  ),
  'user.not-merged': problemText(
    msg({ message: 'The user {userId} has not been merged or renamed, or that was undone.' }),
    null,
    'reload',
  ),
  'user.exists': problemText(
    msg({ message: 'A user with the id {existingId} exists already. Leading zeros do not count.' }),
    msg`Edit that one, or choose another id.`,
  ),
  'user.erased': problemText(
    msg({ message: 'The person {userId} was erased on {erasedAt}, and cannot be edited.' }),
    msg`Give another person another id: the times under this one are those of the person who was erased.`,
  ),
  'users.too-many': problemText(
    msg({ message: 'There are more than {most} users; {what}.' }),
    msg`Choose a department, or sort by id.`,
  ),
  'department.unknown': problemText(
    msg({ message: 'There is no department {department}.' }),
    msg`Add it under Settings first, or choose another one.`,
  ),
  'department.in-use': problemText(
    msg({ message: 'The department {department} is in use.' }),
    msg`Choose where its people go, or move them first.`,
  ),
  'correction.unknown': problemText(
    msg`This correction does not exist any more.`,
    msg`Somebody else may have withdrawn it.`,
    'reload',
  ),
  'leave.unknown': problemText(
    msg`This leave does not exist any more.`,
    msg`Somebody else may have withdrawn it.`,
    'reload',
  ),
  'leave.overlap': problemText(
    msg({
      message: 'The person {userId} already has leave {first} on {date}; {second} would take the same time.',
    }),
    msg`Withdraw the one that is there, or enter other days.`,
  ),
  'override.unknown': problemText(
    msg`This override of the day does not exist any more.`,
    msg`Somebody else may have withdrawn it.`,
    'reload',
  ),
  'approval.own': problemText(
    msg`This entry is your own, so somebody else has to decide about it.`,
    msg`Have a second person decide, or withdraw it.`,
  ),
  'approval.not-possible': problemText(
    msg({
      message:
        'There is nothing to decide: the entry {is, select, counting {counts without an approval} approved {is approved already} rejected {is rejected already} withdrawn {is withdrawn} other {has another state}}.',
    }),
    msg`To decide otherwise, undo the decision first.`,
    'reload',
  ),
  'approval.locked': problemText(
    msg({ message: 'The approval counts in {range}, which is locked.' }),
    msg`Withdraw the entry, which becomes an adjustment, or unlock the period first.`,
    'open-lock',
  ),
  'link.unknown': problemText(
    msg({ message: 'The PIN {pin} has no such link any more.' }),
    msg`Somebody else may have withdrawn it.`,
    'reload',
  ),
  'link.too-many': problemText(
    msg({
      message: 'The PIN {pin} has {most} links, counting those that were withdrawn, and can have no more.',
    }),
    msg`Give the person another PIN at the terminals.`,
  ),
  'lock.unknown': problemText(
    msg`This lock does not exist any more.`,
    msg`Somebody else may have unlocked the period.`,
    'reload',
  ),
  'period.locked': problemText(
    msg({ message: 'The period {range} is locked.' }),
    msg`Unlock it first, or choose other days.`,
    'open-lock',
  ),
  'period.unfinished': problemText(
    msg({
      message:
        '{range} has {total, plural, one {# day that is pending or incomplete} other {# days that are pending or incomplete}}.',
    }),
    msg`Complete them first, or lock the period as it is.`,
  ),
  'period.unapproved': problemText(
    msg({
      message:
        'In {range} {total, plural, one {# entry waits for approval} other {# entries wait for approval}}.',
    }),
    msg`Decide about them first, or lock the period without them.`,
  ),
  'job.ended': problemText(msg({ message: 'The generation {jobId} has ended.' }), null, 'reload'),
  'job.needed': problemText(
    msg`This generation brings sheets up to date after a change, and cannot be stopped.`,
    null,
  ),
  'job.unknown': problemText(msg({ message: 'There is no generation {jobId} any more.' }), null, 'reload'),
  'schedule.unknown': problemText(
    msg({ message: 'There is no clocking schedule {scheduleId}.' }),
    null,
    'reload',
  ),
  'roster.unknown': problemText(msg({ message: 'There is no duty roster {rosterId}.' }), null, 'reload'),
  'calendar.unknown': problemText(
    msg({ message: 'There is no holiday calendar {calendarId}.' }),
    null,
    'reload',
  ),
  'plan.archived': problemText(
    msg({ message: '{id} is archived: it counts where it is used, and is given to nobody new.' }),
    msg`Choose another one, or restore it first.`,
  ),
  'plan.overlap': problemText(
    msg({ message: 'The shifts {first} and {second} overlap.' }),
    msg`Change one of them.`,
  ),
} as const;
