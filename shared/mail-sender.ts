/** Reads who sends mails, as whoever deploys Rollcall writes it down. @module */

import * as z from 'zod';

/** Who sends mails. */
export interface MailSender {
  name: string;
  address: string;
}

const Address = z.email().max(254);
const namedSender = /^(?<name>[^<>\p{Cc}]*)<(?<address>[^<>]+)>$/v;

/** Reads `reports@example.com` or `Attendance <reports@example.com>`; `null` when it is neither. */
export function parseSender(text: string): MailSender | null {
  const { name = '', address = text } = namedSender.exec(text.trim())?.groups ?? {};
  const parsed = Address.safeParse(address.trim());
  if (!parsed.success) return null;
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: parsed.data };
}
