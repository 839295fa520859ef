/** Reads what the last release published, and whether a version announces breaking changes. @module */

import { execFileSync } from 'node:child_process';

/** Runs git in the repository. @returns its output without the last line end, or undefined when it fails */
export function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd: new URL('../..', import.meta.url),
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trimEnd();
  } catch {
    return undefined;
  }
}

/** The newest tag of a release that the current commit descends from, such as `v0.1.0`; undefined when there is none. */
export const lastRelease = (): string | undefined =>
  git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*');

/** A file as it was at a commit or tag; undefined when it was not there. */
export const fileAt = (revision: string, path: string): string | undefined =>
  git('show', `${revision}:${path}`);

function numbersOf(version: string): [major: number, minor: number] {
  const match = /^(\d+)\.(\d+)\.\d+/.exec(version);
  if (!match) throw new RangeError(`"${version}" is not a version such as 1.2.3.`);
  return [Number(match[1]), Number(match[2])];
}

/**
 * Whether a step from one version to another tells people to expect breaking changes: a new major number, or below 1.0 a
 * new minor number.
 * @throws RangeError when one of them is not a version
 */
export function announcesBreaking(before: string, after: string): boolean {
  const [oldMajor, oldMinor] = numbersOf(before);
  const [major, minor] = numbersOf(after);
  return major > oldMajor || (major === 0 && oldMajor === 0 && minor > oldMinor);
}
