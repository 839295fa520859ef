/** Signs a program on the Mac that is to run it. Nobody has run this on a Mac yet. @module */

import { spawnSync } from 'node:child_process';
import { UpdateError } from './update-error.ts';

const codesign = '/usr/bin/codesign';

/**
 * Signs a program ad hoc: Apple's processors start nothing without a signature, and the program of a release comes without one,
 * because nobody but the Mac itself could make one that holds (docs/decisions/0039-releases-of-the-bridge.md).
 * @param file - its path; it is replaced by the signed one
 * @param program - what signs
 * @throws UpdateError when it cannot be signed
 */
export function signAdHoc(file: string, program = codesign): void {
  const { status, stdout, stderr, error } = spawnSync(
    program,
    ['--force', '--sign', '-', '--identifier', 'rollcall-bridge', file],
    { encoding: 'utf8', timeout: 120_000 },
  );
  if (status === 0) return;
  const said = error?.message ?? (stderr.trim() || stdout.trim() || `exit code ${status}`);
  throw new UpdateError(
    `The new program cannot be signed on this Mac (${program}: ${said}). Nothing was changed.`,
  );
}
