/** The folder that mails of the examples are put into, and the tokens of the links in the last one. @module */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesToken } from '#functions/domain/mails/tokens.ts';
import type { ReportRunId } from '#shared/contract/ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-examples-'));

/** The token by which the recipient of the last mail unsubscribes. @throws Error when there is no mail */
function subscriptionTokenInMail(): string {
  const last = readdirSync(folder).sort().at(-1) ?? '';
  const token = /^List-Unsubscribe:\s*<.*\/report-mails\/([^/]+)\//m.exec(
    readFileSync(join(folder, last), 'utf8'),
  )?.[1];
  if (token === undefined) throw new Error('the mail has no link');
  return token;
}

/** Where mails of the examples go. */
export const mailbox = {
  folder,
  subscriptionToken: subscriptionTokenInMail,

  /** The token of the files of a run, such as a mail has whose files were too large. */
  filesToken(runId: ReportRunId): string {
    const [text = ''] = subscriptionTokenInMail().split('.');
    const [, organisation] = JSON.parse(Buffer.from(text, 'base64url').toString()) as string[];
    return filesToken({ organisation: organisation ?? '', runId });
  },

  remove: () => rmSync(folder, { recursive: true, force: true }),
};
