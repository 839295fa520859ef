/** Finds the command that started this program, and whether a service, or root, may rely on it. @module */

import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
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

/** Whose a file or folder is, and who may change it. */
export interface Ownership {
  uid: number;
  mode: number;
}

const ownershipOf = (path: string): Ownership | undefined => statSync(path, { throwIfNoEntry: false });

function isChangeable({ uid, mode }: Ownership): boolean {
  const isSticky = (mode & 0o1000) !== 0;
  return uid !== 0 || ((mode & 0o002) !== 0 && !isSticky);
}

/**
 * The part of a command, or the folder above one, that somebody else than root can replace: what root starts every hour may not
 * lie there. Groups count as root's, because some systems leave /usr/local to one.
 * @param look - `undefined` for what is not there
 */
export function changeablePart(
  command: readonly string[],
  look: (path: string) => Ownership | undefined = ownershipOf,
): string | undefined {
  for (const part of command.filter((word) => word.startsWith('/'))) {
    for (let path = part; ; path = dirname(path)) {
      const ownership = look(path);
      if (ownership !== undefined && isChangeable(ownership)) return path;
      if (path === dirname(path)) break;
    }
  }
  return undefined;
}
