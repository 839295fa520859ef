/** Puts mails into a folder instead of sending them, for one machine: any mail program opens the files. @module */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailSender } from '#shared/mail-sender.ts';
import type { HandOver } from '../domain/mails/index.ts';
import { composeMail } from './compose.ts';

const ownerOnly = 0o600;

/** Opens a folder. A mail that comes again replaces itself, and a file is there as a whole or not at all. */
export function openFolder(from: MailSender, folder: string): HandOver {
  return async (mail) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${mail.id}.eml`);
    await writeFile(`${file}.new`, await composeMail(from, mail), { mode: ownerOnly });
    await rename(`${file}.new`, file);
    return null;
  };
}
