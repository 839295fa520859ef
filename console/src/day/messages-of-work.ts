/** Why work that goes on by itself has failed or has no result, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-work.ts`, word for word. */
export const messagesOfWork = {
  'work.stopped': msg({
    message:
      'Its worker was tried {tries} times and was stopped the last time: it took too long or needed too much memory',
    context: 'reason work.stopped',
  }),
  'work.failed': msg({
    message:
      "Its worker was tried {tries} times and failed each time, the last time with: an unexpected error, which the operator finds under the job's id in the log",
    context: 'reason work.failed',
  }),
  'work.refused': msg({
    message: 'Its worker was tried {tries} times and failed each time, the last time with: {problem}',
    context: 'reason work.refused',
  }),
  'export.stopped': msg({
    message: 'It was stopped while its caller waited: it took too long or needed too much memory',
    context: 'reason export.stopped',
  }),
  'export.failed': msg({ message: 'An unexpected error', context: 'reason export.failed' }),
  'export.tried-again': msg({
    message: 'Its worker failed; it is tried again automatically',
    context: 'reason export.tried-again',
  }),
  'export.refused-when-due': msg({
    message: 'It was refused when it fell due: {problem}',
    context: 'reason export.refused-when-due',
  }),
  'export.ask-for-less': msg({
    message: 'Ask for it again, for fewer days or one department',
    context: 'reason export.ask-for-less',
  }),
  'import.no-file': msg({
    message: 'The file has not been sent to its link: send it and start the import again',
    context: 'reason import.no-file',
  }),
  'import.too-large': msg({
    message: 'The file has more than {most} bytes: send it in several files',
    context: 'reason import.too-large',
  }),
  'import.goes-on': msg({
    message: 'What was taken in stays; start the import again, and it goes on from there',
    context: 'reason import.goes-on',
  }),
  'sending.no-schedule': msg({ message: 'The schedule was deleted', context: 'reason sending.no-schedule' }),
  'sending.nothing': msg({ message: 'There was nothing to report', context: 'reason sending.nothing' }),
  'mail.rejected': msg({ message: 'Amazon SES has rejected the mail', context: 'reason mail.rejected' }),
  'mail.not-as-it-is': msg({
    message: 'Amazon SES does not take the mail as it is',
    context: 'reason mail.not-as-it-is',
  }),
  'mail.unknown-sender': msg({
    message: 'Amazon SES does not know the sender',
    context: 'reason mail.unknown-sender',
  }),
  'mail.domain': msg({
    message: 'Amazon SES has not verified the domain of the sender',
    context: 'reason mail.domain',
  }),
  'mail.suspended': msg({
    message: 'Amazon SES has suspended the account',
    context: 'reason mail.suspended',
  }),
  'mail.paused': msg({ message: 'Sending is paused in Amazon SES', context: 'reason mail.paused' }),
  'mail.access': msg({
    message: 'The function may not send as the sender that is configured',
    context: 'reason mail.access',
  }),
  'mail.not-taken': msg({
    message: 'Amazon SES did not take the mail: {what}',
    context: 'reason mail.not-taken',
  }),
  'mail.no-sender': msg({
    message: 'This deployment has no sender of e-mail',
    context: 'reason mail.no-sender',
  }),
  'mail.failed': msg({ message: 'The mail could not be handed over: {what}', context: 'reason mail.failed' }),
  'withheld.punches': msg({
    message: 'The files show punches that this caller may not see',
    context: 'reason withheld.punches',
  }),
  'withheld.people': msg({
    message: 'The files show fields of people that this caller may not see',
    context: 'reason withheld.people',
  }),
  refused: msg({ message: '{problem}', context: 'reason refused' }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
