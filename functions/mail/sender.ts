/** Opens what mails are handed over to, as the environment says: Amazon SES, or a folder. @module */

import { parseSender } from '#shared/mail-sender.ts';
import { phrase } from '#shared/reasons/index.ts';
import type { HandOver } from '../domain/mails/index.ts';
import type { LambdaEnvironment } from '../environment.ts';

/** Opens it. It answers every mail with a refusal where no sender is configured: somebody may have taken it away. */
export async function openSender({
  mailFrom,
  mailFolder,
}: Pick<LambdaEnvironment, 'mailFrom' | 'mailFolder'>): Promise<HandOver> {
  const from = mailFrom === undefined ? null : parseSender(mailFrom);
  if (from === null) return async () => phrase('mail.no-sender', {});
  // Each is loaded where it is used: the client of SES is most of what this function is.
  if (mailFolder !== undefined) return (await import('./folder.ts')).openFolder(from, mailFolder);
  return (await import('./ses.ts')).openSes(from);
}
