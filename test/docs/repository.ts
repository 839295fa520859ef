/** Knows the files of the repository, and whether a name on a page stands for one of them. @module */

import { execFileSync } from 'node:child_process';
import { join, matchesGlob, posix } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Absolute path of a file of the repository. */
export const inRepository = (path: string): string => join(root, path);

/** Files that git knows or would take up, as paths from the root. */
export const files: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  { cwd: root, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
)
  .split('\0')
  .filter((path) => path !== '');

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** All folders, as paths from the root. */
export const folders: ReadonlySet<string> = new Set(files.flatMap(foldersOf));

const paths = [...files, ...folders];
const folderNames = new Set([...folders].map((path) => posix.basename(path)));

/** Whether some folder has this name. */
export const isFolderName = (name: string): boolean => folderNames.has(name);

/** Whether a file or folder fits a pattern as a shell knows it; a source may be named without its `.ts`. */
function some(pattern: string): boolean {
  if (!/[*{]/.test(pattern)) return paths.includes(pattern);
  return paths.some((path) => matchesGlob(path, pattern) || matchesGlob(path, `${pattern}.ts`));
}

/** Words in capitals stand for any name: `docs/PAGE.md`. */
const withWildcards = (path: string) => path.replace(/(?<=^|\/)[A-Z]{2,}(?=$|[/.])/g, '*');

/**
 * Whether something exists that a page may mean by a word. A path from the root, or from the page's own folder, has to be
 * whole; one that begins deeper (`attendance/round`, `round.ts`) may leave out what stands before it.
 * @param page - path of the page from the root
 */
export function exists(word: string, page: string): boolean {
  const path = posix.normalize(word).replace(/\/$/, '');
  const local = posix.join(posix.dirname(page), path);
  if ([path, local].some((candidate) => some(candidate) || some(withWildcards(candidate)))) return true;
  const begin = path.split('/')[0] ?? '';
  return begin !== '..' && !folders.has(begin) && some(`**/${withWildcards(path)}`);
}
