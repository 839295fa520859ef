/** Unpacks the code of an earlier version from git, to run its programs beside those of this version. @module */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, lastRelease } from '../../scripts/release/release.ts';

const root = join(import.meta.dirname, '../..');

/**
 * What stands for the last release as long as none is tagged: the version that CHANGELOG.md calls 0.1.0, before anything that is
 * under "Unreleased".
 */
const untagged = '27874641fe9c8db05ca4c346b71a69683d267cba';

/** The last release that this version comes after: a tag or a commit. */
export const previousRelease = lastRelease() ?? untagged;

/**
 * An earlier version that must be able to read what this one has stored. It is later than the previous release as long as that
 * one keeps the tables of one machine in another form of file, which says nothing about the items in them.
 */
export const withEmbeddedStore = lastRelease() ?? '32bd09b6f9211bb54d61ed6dd9fdeef033ea9b98';

/** An earlier version on this disk. */
export interface EarlierVersion {
  /** The path of one of its programs. @param program - such as `bridge/main.ts` */
  path(program: string): string;
  remove(): void;
}

/**
 * Whether this checkout has the code of a version. A shallow clone has not, nor has an archive without git: tests that need it
 * are skipped there, and say how to get it.
 */
export function isHere(revision: string): boolean {
  if (git('cat-file', '-e', `${revision}^{commit}`) !== undefined) return true;
  process.stderr.write(
    `This checkout has no commit ${revision}, so upgrades from it are not tested. In a shallow clone: git fetch --unshallow\n`,
  );
  return false;
}

/** Unpacks a version that is here. It runs with the packages of this one. */
export function unpack(revision: string): EarlierVersion {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-earlier-'));
  const archive = execFileSync('git', ['archive', revision], { cwd: root, maxBuffer: 256 * 1024 * 1024 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    path: (program) => join(folder, program),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
