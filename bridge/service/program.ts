/** Finds the command that started this program, and any part of it that a hardened service could not see. @module */

import { realpathSync } from 'node:fs';
import { isSea } from 'node:sea';

/** The command by which this very program is started: one executable, or Node and the program's file. */
export function ownCommand(): string[] {
  if (isSea()) return [realpathSync(process.execPath)];
  const [, program] = process.argv;
  return program === undefined
    ? [realpathSync(process.execPath)]
    : [realpathSync(process.execPath), realpathSync(program)];
}

/** Folders that a hardened service does not see. */
const hidden = ['/home/', '/root/', '/run/user/', '/tmp/', '/var/tmp/'];

/** The part of a command that a hardened service cannot start, because it lies where the service may not look. */
export function hiddenPart(command: readonly string[]): string | undefined {
  return command.find((part) => hidden.some((folder) => part.startsWith(folder)));
}
