/** Hands mails over to Amazon SES. @module */

import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { MailSender } from '#shared/mail-sender.ts';
import { type Phrase, phrase } from '#shared/reasons/index.ts';
import { type HandOver, NotHandedOver } from '../domain/mails/index.ts';
import { composeMail } from './compose.ts';

/** What SES says of a mail that it will never take, as long as nobody changes something. */
const refusals = new Map<string, Phrase>([
  ['MessageRejected', phrase('mail.rejected', {})],
  ['BadRequestException', phrase('mail.not-as-it-is', {})],
  ['NotFoundException', phrase('mail.unknown-sender', {})],
  ['MailFromDomainNotVerifiedException', phrase('mail.domain', {})],
  ['AccountSuspendedException', phrase('mail.suspended', {})],
  ['SendingPausedException', phrase('mail.paused', {})],
  ['AccessDeniedException', phrase('mail.access', {})],
]);

/**
 * Opens SES. What it says itself is not passed on: it may name people.
 * @param client - default: that of the region
 */
export function openSes(from: MailSender, client = new SESv2Client({})): HandOver {
  return async (mail) => {
    const content = { Raw: { Data: await composeMail(from, mail) } };
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from.address,
          Destination: { ToAddresses: [mail.to] },
          Content: content,
        }),
      );
      return null;
    } catch (error) {
      const why = error instanceof SESv2ServiceException ? refusals.get(error.name) : undefined;
      if (why !== undefined) return why;
      const what = error instanceof Error ? error.name : 'an unexpected error';
      throw new NotHandedOver(phrase('mail.not-taken', { what }));
    }
  };
}
