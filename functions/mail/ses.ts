/** Hands mails over to Amazon SES. @module */

import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { MailSender } from '#shared/mail-sender.ts';
import type { HandOver } from '../domain/mails/index.ts';
import { composeMail } from './compose.ts';

/** What SES says of a mail that it will never take, as long as nobody changes something. */
const refusals: Readonly<Record<string, string>> = {
  MessageRejected: 'Amazon SES has rejected the mail.',
  BadRequestException: 'Amazon SES does not take the mail as it is.',
  NotFoundException: 'Amazon SES does not know the sender.',
  MailFromDomainNotVerifiedException: 'Amazon SES has not verified the domain of the sender.',
  AccountSuspendedException: 'Amazon SES has suspended the account.',
  SendingPausedException: 'Sending is paused in Amazon SES.',
  AccessDeniedException: 'The function may not send as the sender that is configured.',
};

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
      const reason = error instanceof SESv2ServiceException ? refusals[error.name] : undefined;
      if (reason !== undefined) return reason;
      const what = error instanceof Error ? error.name : 'an unexpected error';
      throw new Error(`Amazon SES did not take the mail: ${what}.`);
    }
  };
}
