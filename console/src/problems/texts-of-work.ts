/** What is said about terminals, bridges, downloads, punches, exports, reports, changes and webhooks. @module */

import { msg } from '@lingui/core/macro';
import { problemText } from './problem-kind.ts';

/** The texts by code. */
export const textsOfWork = {
  'bridge.signature': problemText(
    msg({ message: 'The signature of the bridge was refused: {reason}.' }),
    msg`Enrol the bridge again with a new token.`,
  ),
  'bridge.clock-skewed': problemText(
    msg({
      message: 'The clock of the bridge is {skewSeconds, plural, one {# second} other {# seconds}} off.',
    }),
    msg`Set the clock of its computer.`,
  ),
  'bridge.replayed': problemText(
    msg`The bridge has sent the same request twice.`,
    msg`It goes on by itself.`,
  ),
  'bridge.revoked': problemText(
    msg({ message: 'The bridge {bridgeId} has been revoked.' }),
    msg`Enrol it again with a new token.`,
  ),
  'bridge.unknown': problemText(
    msg({ message: 'The bridge {bridgeId} is not known here.' }),
    msg`Enrol it with a token of this organisation.`,
  ),
  'diagnosis.unknown': problemText(
    msg`This diagnosis is not known any more: it is kept for 14 days.`,
    msg`Ask for a new one.`,
  ),
  'enrolment-token.unknown': problemText(
    msg`This token is not known any more: it is kept for a week after it expires.`,
    msg`Make a new one.`,
  ),
  'bridge.not-found': problemText(msg({ message: 'There is no bridge {bridgeId}.' }), null, 'reload'),
  'bridge.no-sealing-key': problemText(
    msg`This bridge cannot take communication keys from here: it is of an earlier version, or has not reported yet.`,
    msg`Bring it up to date and wait until it has reported, or write the key into its configuration file.`,
  ),
  'enrolment.refused': problemText(
    msg({
      message:
        'Enrolment refused: {reason, select, unknown {the token is not known} expired {the token has expired} used {the token has been used} revoked {the token has been ended} other {the proof does not belong to the token}}.',
    }),
    msg`Make a new token.`,
  ),
  'terminal.unknown': problemText(
    msg({ message: 'There is no terminal with the serial number {serial}.' }),
    null,
    'reload',
  ),
  'terminal.of-another-bridge': problemText(
    msg({ message: 'The terminal {serial} belongs to the bridge {bridgeId}.' }),
    msg`Move it to the other bridge in its settings first.`,
  ),
  'terminal.taken': problemText(
    msg({ message: 'Nothing shows that the terminal {serial} is yours to register like this.' }),
    msg`Set a communication key on the terminal and register it with that key, or have one of your bridges read it.`,
  ),
  'terminal.no-bridge': problemText(
    msg({ message: 'No bridge reads terminal {serial}, so that none can set its clock.' }),
    msg`A terminal that pushes takes the time from whoever it pushes to; set the clock of others at the terminal.`,
  ),
  'terminal.no-push': problemText(
    msg({ message: 'The terminal {serial} does not push to the cloud.' }),
    msg`Register it as a push terminal, or use its bridge.`,
  ),
  'terminal.merge-circle': problemText(
    msg({ message: 'The terminal {serial} cannot be merged into {into}: one of them is merged already.' }),
    msg`Undo that merge first, or choose the terminal for which everything is to count.`,
  ),
  'terminals.none': problemText(
    msg({ message: 'There is no terminal to download from: {reason}.' }),
    msg`Connect one, or choose others.`,
  ),
  'download.unknown': problemText(
    msg({ message: 'There is no download {downloadId} any more.' }),
    null,
    'reload',
  ),
  'download.ended': problemText(
    msg`There is nothing left to cancel: the download has ended.`,
    null,
    'reload',
  ),
  'download.nothing-to-retry': problemText(
    msg`No terminal of this download has failed or was cancelled.`,
    msg`Start a new download, or wait until this one has ended.`,
    'reload',
  ),
  'task.not-of-download': problemText(msg`The download has no such task.`, null, 'reload'),
  'task.unknown': problemText(msg({ message: 'There is no task {taskId} for this bridge.' }), null, 'reload'),
  'task.not-yours': problemText(
    msg({ message: 'The task {taskId} is no longer held by this bridge.' }),
    msg`It goes on by itself.`,
  ),
  'punch.unknown': problemText(
    msg({ message: 'The person {userId} has no punch of {wallTime} at the terminal {serial}.' }),
    null,
    'reload',
  ),
  'quarantine.unknown': problemText(
    msg({ message: 'This record of the terminal {terminal} is not in quarantine any more.' }),
    null,
    'reload',
  ),
  'quarantine.no-punch': problemText(
    msg({ message: 'The record still cannot be a punch: {reason}.' }),
    msg`Enter the time as a correction, and dismiss the record.`,
  ),
  'quarantine.dismissed': problemText(msg`The record was dismissed.`, msg`Restore it first.`, 'reload'),
  'quarantine.stored': problemText(
    msg`The record is a punch by now.`,
    msg`A punch that is wrong does not count any more when a correction voids it.`,
    'reload',
  ),
  'export.unknown': problemText(msg({ message: 'There is no export {exportId} any more.' }), null, 'reload'),
  'export.too-many-rows': problemText(
    msg({ message: 'The export has more than {most} rows, which is what a spreadsheet can hold.' }),
    msg`Choose fewer days, one department or site, or CSV.`,
  ),
  'export-schedule.unknown': problemText(
    msg({ message: 'There is no scheduled export {scheduleId} any more.' }),
    null,
    'reload',
  ),
  'export-schedule.too-many': problemText(
    msg({ message: 'There are {most} scheduled exports, and there can be no more.' }),
    msg`Delete one that nobody needs.`,
  ),
  'export-template.unknown': problemText(
    msg({ message: 'There is no export template {templateId} any more.' }),
    null,
    'reload',
  ),
  'export-template.preset': problemText(
    msg({ message: 'The template {templateId} is a preset, which stays as it is.' }),
    msg`Save a copy of it under another name.`,
  ),
  'export-template.too-many': problemText(
    msg({ message: 'There are {most} export templates, and no more can be kept.' }),
    msg`Delete one that nobody uses.`,
  ),
  'report.too-large': problemText(
    msg({ message: 'The report of {range} does not fit into one answer.' }),
    msg`Choose fewer days, one department or one person, or have a file made under Export.`,
  ),
  'report.grouping': problemText(
    msg`The report cannot be grouped like this.`,
    msg({ message: 'Group by one of these: {allowed}.' }),
  ),
  'mail.not-configured': problemText(
    msg`E-mail is not set up here, because it has no sender.`,
    msg`Ask the operator of this service to set up a sender.`,
  ),
  'report-mail.link': problemText(
    msg`This link is damaged, or none that was sent.`,
    msg`Open it from the mail itself, or copy it as a whole.`,
  ),
  'report-schedule.unknown': problemText(
    msg({ message: 'There is no scheduled report {scheduleId} any more.' }),
    null,
    'reload',
  ),
  'report-schedule.too-many': problemText(
    msg({ message: 'There are {most} scheduled reports, and there can be no more.' }),
    msg`Delete one that nobody needs.`,
  ),
  'report-schedule.too-many-recipients': problemText(
    msg({ message: 'The report has {most} recipients, and can have no more.' }),
    msg`Take one out first.`,
  ),
  'report-schedule.unsubscribed': problemText(
    msg({ message: 'These addresses have unsubscribed: {addresses}.' }),
    msg`Leave them out. Only their owners can subscribe again, by the link in any mail of this schedule.`,
  ),
  'notices.unsubscribed': problemText(
    msg({ message: 'These addresses have unsubscribed: {addresses}.' }),
    msg`Leave them out. Only their owners can subscribe again, by the link in any of these mails.`,
  ),
  'changes.off': problemText(
    msg`The log of changes is off.`,
    msg`An administrator can turn it on under Settings › Webhooks.`,
  ),
  'changes.starting': problemText(
    msg`The log of changes is being started.`,
    msg`The page tries again by itself.`,
    'retry',
  ),
  'changes.expired': problemText(
    msg({ message: 'Changes are kept from {keptFrom} on; older ones are gone.' }),
    msg`Start from now.`,
    'reload',
  ),
  'webhook.unknown': problemText(
    msg({ message: 'There is no webhook {webhookId} any more.' }),
    null,
    'reload',
  ),
  'webhook.url': problemText(
    msg({ message: 'Nothing can be delivered to this address: {reason}.' }),
    msg`Enter the https address of a receiver in the public network.`,
  ),
  'webhook.too-many': problemText(
    msg({ message: 'There are {most} webhooks, and there can be no more.' }),
    msg`Delete one that is not needed.`,
  ),
} as const;
