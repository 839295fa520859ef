/** React Aria's words in Malay: none is missing, and none is left that nobody asks for. @module */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ariaMalay } from './aria-ms.ts';

const modules = join(import.meta.dirname, '../../../node_modules');

/** Where the English words lie, by the name under which they are asked for. */
function sources(): [string, string][] {
  const found: [string, string][] = [
    ['react-aria-components', join(modules, 'react-aria-components/dist/private/intl/en-US.mjs')],
  ];
  for (const [family, name] of [
    ['react-aria', '@react-aria'],
    ['react-stately', '@react-stately'],
  ] as const) {
    const folder = join(modules, family, 'dist/private/intl');
    for (const one of readdirSync(folder)) found.push([`${name}/${one}`, join(folder, one, 'en-US.mjs')]);
  }
  // The console shows no colours to choose from.
  return found.filter(([name]) => !name.endsWith('/color'));
}

async function keysOf(file: string): Promise<string[]> {
  expect(readFileSync(file, 'utf8')).toContain('default');
  const { default: words } = (await import(pathToFileURL(file).href)) as { default: object };
  return Object.keys(words).sort();
}

describe('the Malay words of React Aria', () => {
  it.each(sources())('%s', async (name, file) => {
    const words: Readonly<Record<string, object>> = ariaMalay;
    expect(Object.keys(words[name] ?? {}).sort()).toEqual(await keysOf(file));
  });

  it('are of packages that there are', () => {
    expect(Object.keys(ariaMalay).sort()).toEqual(
      sources()
        .map(([name]) => name)
        .sort(),
    );
  });
});
