/** Writes a mail as a MIME message. Nobody else knows the library that does. @module */

import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailSender } from '#shared/mail-sender.ts';
import type { OutgoingMail } from '../domain/mails/index.ts';

/** A text for a header: its line ends and other controls, which could begin another header, become blanks. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gv, ' ')
    .trim();
}

/** A mail as it goes over the wire (RFC 5322), with lines that end in CRLF. */
export async function composeMail(from: MailSender, mail: OutgoingMail): Promise<Buffer> {
  const domain = from.address.split('@').at(-1) ?? 'localhost';
  const composer = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: '', address: oneLine(mail.to) },
    subject: oneLine(mail.subject),
    date: new Date(mail.at),
    messageId: `<${mail.id}@${domain}>`,
    text: mail.text,
    html: mail.html,
    attachments: mail.files.map(({ name, mediaType, bytes }) => ({
      filename: oneLine(name),
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
    headers: {
      'List-Id': `<${oneLine(mail.listId)}>`,
      'List-Unsubscribe': `<${oneLine(mail.unsubscribeUrl)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // Nobody's out-of-office reply is wanted.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}
