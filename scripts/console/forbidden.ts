/** Finds in a built console what its content security policy forbids, and what has no business in it. @module */

import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const forbidden: readonly { in: RegExp; what: string; pattern: RegExp }[] = [
  { in: /\.(html|svg)$/, what: 'a script within the page', pattern: /<script(?![^>]*\ssrc=)[^>]*>/i },
  { in: /\.(html|svg)$/, what: 'a handler in an attribute', pattern: /<[^>]+\son[a-z]+\s*=/i },
  { in: /\.(html|svg)$/, what: 'a style within the page', pattern: /<style\b|<[^>]+\sstyle\s*=/i },
  { in: /\.(html|svg)$/, what: 'a javascript: address', pattern: /=\s*["']?\s*javascript:/i },
  {
    in: /\.html$/,
    what: 'something of another origin',
    pattern: /\s(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i,
  },
  { in: /\.css$/, what: 'something of another origin', pattern: /url\(\s*["']?(?:https?:)?\/\//i },
  { in: /\.css$/, what: 'a font within the style', pattern: /url\(\s*["']?data:(?:font|application)/i },
  { in: /\.(js|css)$/, what: 'a source map', pattern: /^\/[/*]# sourceMappingURL=/m },
  { in: /\.map$/, what: 'a source map', pattern: /^/ },
  // React Aria has four of its own.
  {
    in: /\.js$/,
    what: 'a hook for tests',
    pattern:
      /data-testid(?!["'`]:["'`](?:underlay|loadMoreSentinel|hidden-select-container|hidden-dateinput-container)["'`])/,
  },
];

/** What is wrong with one file. @param name - of the file; its end decides what is looked for */
export function forbiddenIn(name: string, content: string): string[] {
  return forbidden.flatMap((rule) =>
    rule.in.test(name) && rule.pattern.test(content) ? [`${name} holds ${rule.what}`] : [],
  );
}

/** What is wrong with a built console, a sentence for each. */
export async function forbiddenInConsole(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return forbiddenIn(relative(folder, path), await readFile(path, 'utf8'));
      }),
  );
  return found.flat().sort();
}
