/** Says whether this very program can be replaced by an update, and how it is replaced otherwise. @module */

import { isSea } from 'node:sea';
import { ownCommand } from '#bridge/service/index.ts';
import { signAdHoc } from './code-signature.ts';
import { ProgramFiles } from './program-files.ts';
import { builtInReleaseKey } from './release-key.ts';
import { UpdateError } from './update-error.ts';

/** Why an update is not the way to a new program, in a sentence; `undefined` when it is. */
function obstacle(program: string): string | undefined {
  if (!isSea()) return 'This bridge runs from a checkout: update that.';
  if (!/^\/usr\/(?:bin|sbin|lib)\//.test(program)) return undefined;
  return `${program} was installed as a package: install the newer package.`;
}

/** Whether this program can take releases by itself: it is one of a release, and no package manager looks after it. */
export function canUpdateItself(): boolean {
  const [program = ''] = ownCommand();
  return obstacle(program) === undefined && builtInReleaseKey() !== undefined;
}

/** The program that an update replaces. @throws UpdateError when an update is not the way to a new one */
export function ownFiles(): ProgramFiles {
  const [program = ''] = ownCommand();
  const trouble = obstacle(program);
  if (trouble !== undefined) throw new UpdateError(trouble);
  return new ProgramFiles(program, process.platform === 'darwin' ? signAdHoc : undefined);
}
