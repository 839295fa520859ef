/** Tells whether a built console is that of the sources beside it, by a digest of these. @module */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What the console is built of. */
const sources = ['console', 'shared', 'package-lock.json'] as const;
/** Folders that are no sources: what was built, and what only looks at it. */
const notBuilt = /^(?:node_modules|dist|e2e|\..*)$/;
const notBundled = /\.test\.tsx?$/;

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const full = join(path, entry.name);
      if (entry.isDirectory()) return notBuilt.test(entry.name) ? [] : filesBelow(full);
      return entry.isFile() && !notBundled.test(entry.name) ? [full] : [];
    }),
  );
  return found.flat();
}

/** A digest of everything that the console is built of: names and contents. @param root - the folder of the repository */
export async function sourcesDigest(root: string): Promise<string> {
  const found = await Promise.all(
    sources.map((source) => (source.includes('.') ? [join(root, source)] : filesBelow(join(root, source)))),
  );
  const hash = createHash('sha256');
  for (const file of found.flat().sort()) {
    const content = await readFile(file);
    hash.update(`${relative(root, file).split(sep).join('/')}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
