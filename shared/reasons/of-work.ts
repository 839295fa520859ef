/** Why work that goes on by itself has failed or has ended without a result: exports, imports, generations, sendings of reports. @module */

import { entry } from './entry.ts';

/** The sentences about work. Several of them, one after the other, say why and what to do. */
export const ofWork = {
  'work.stopped': entry(
    'Its worker was tried {tries} times and was stopped the last time: it took too long or needed too much memory',
    { tries: 'count' },
  ),
  'work.failed': entry(
    'Its worker was tried {tries} times and failed each time, the last time with: an unexpected error, which the operator ' +
      "finds under the job's id in the log",
    { tries: 'count' },
  ),
  'work.refused': entry(
    'Its worker was tried {tries} times and failed each time, the last time with: {problem}',
    { tries: 'count', problem: 'problem' },
  ),
  'export.stopped': entry(
    'It was stopped while its caller waited: it took too long or needed too much memory',
  ),
  'export.failed': entry('An unexpected error'),
  'export.tried-again': entry('Its worker failed; it is tried again automatically'),
  'export.refused-when-due': entry('It was refused when it fell due: {problem}', { problem: 'problem' }),
  'export.ask-for-less': entry('Ask for it again, for fewer days or one department'),
  'import.no-file': entry('The file has not been sent to its link: send it and start the import again'),
  'import.too-large': entry('The file has more than {most} bytes: send it in several files', {
    most: 'count',
  }),
  'import.goes-on': entry('What was taken in stays; start the import again, and it goes on from there'),
  'sending.no-schedule': entry('The schedule was deleted'),
  'sending.nothing': entry('There was nothing to report'),
  'mail.rejected': entry('Amazon SES has rejected the mail'),
  'mail.not-as-it-is': entry('Amazon SES does not take the mail as it is'),
  'mail.unknown-sender': entry('Amazon SES does not know the sender'),
  'mail.domain': entry('Amazon SES has not verified the domain of the sender'),
  'mail.suspended': entry('Amazon SES has suspended the account'),
  'mail.paused': entry('Sending is paused in Amazon SES'),
  'mail.access': entry('The function may not send as the sender that is configured'),
  'mail.not-taken': entry('Amazon SES did not take the mail: {what}', { what: 'text' }),
  'mail.no-sender': entry('This deployment has no sender of e-mail'),
  'mail.failed': entry('The mail could not be handed over: {what}', { what: 'text' }),
  'withheld.punches': entry('The files show punches that this caller may not see'),
  'withheld.people': entry('The files show fields of people that this caller may not see'),
  refused: entry('{problem}', { problem: 'problem' }),
} as const;
