/** Signs the tokens in the links of mails, and reads them: whoever has one may do the one thing that it names. @module */

import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { ReportRunId } from '#shared/contract/fields.ts';
import { RollcallError } from '#shared/errors.ts';
import { derivedKey } from '../deployment-secret.ts';

/** What a recipient may decide: whether a schedule sends to them. */
interface SubscriptionLink {
  organisation: string;
  scheduleId: string;
  recipientId: string;
}

/** The files of a run. */
interface FilesLink {
  organisation: string;
  runId: z.output<typeof ReportRunId>;
}

const subscriptionParts = z.tuple([z.literal('subscription'), z.string(), z.string(), z.string()]);
const filesParts = z.tuple([z.literal('files'), z.string(), ReportRunId]);
const recipientDigits = 24;

const hmacOf = (text: string) => createHmac('sha256', derivedKey('mail')).update(text).digest();

/**
 * The id of a recipient of a schedule. Nobody without the secret of the deployment finds the address by it, so that links and
 * the audit trail can name it.
 */
export function recipientIdOf(organisation: string, scheduleId: string, address: string): string {
  const name = JSON.stringify(['recipient', organisation, scheduleId, address.toLowerCase()]);
  return hmacOf(name).toString('hex').slice(0, recipientDigits);
}

function sign(parts: readonly string[]): string {
  const text = Buffer.from(JSON.stringify(parts)).toString('base64url');
  return `${text}.${hmacOf(text).toString('base64url')}`;
}

/** @throws RollcallError report-mail.link unless it was signed here */
function open<T>(token: string, schema: z.ZodType<T>): T {
  const [text = '', signature = '', ...others] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const wanted = hmacOf(text);
  if (others.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new RollcallError('report-mail.link', {});
  }
  const parsed = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) throw new RollcallError('report-mail.link', {});
  return parsed.data;
}

/** The token by which a recipient unsubscribes. It never expires: neither do mails. */
export function subscriptionToken({ organisation, scheduleId, recipientId }: SubscriptionLink): string {
  return sign(['subscription', organisation, scheduleId, recipientId]);
}

/** @throws RollcallError report-mail.link */
export function readSubscriptionToken(token: string): SubscriptionLink {
  const [, organisation, scheduleId, recipientId] = open(token, subscriptionParts);
  return { organisation, scheduleId, recipientId };
}

/** The token by which the files of a run are read, for as long as they are kept. */
export function filesToken({ organisation, runId }: FilesLink): string {
  return sign(['files', organisation, runId]);
}

/** @throws RollcallError report-mail.link */
export function readFilesToken(token: string): FilesLink {
  const [, organisation, runId] = open(token, filesParts);
  return { organisation, runId };
}
