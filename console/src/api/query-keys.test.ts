/** What is kept under one key is read by several screens, none of which knows of the others: all must keep it in one form. @module */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '..');

/** What follows in the object that holds the text at an index. */
function restOfObject(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? '';
    if ('({['.includes(sign)) depth++;
    if (')}]'.includes(sign) && --depth < 0) return text.slice(from, at);
  }
  return text.slice(from);
}

/** The form in which a query keeps what it reads; what it selects from that is its own. */
function formOf(options: string): string {
  const [read = ''] = options.split(/\n\s*select:/);
  if (read.includes('getNextPageParam')) return 'page by page';
  if (read.includes('.answer(')) return 'the answer with its version';
  if (read.includes('allPages(')) return 'the items of all pages';
  if (read.includes('.items')) return 'the items of a page';
  return 'the answer';
}

/** The forms of each key, with the files that read it so. */
function formsByKey(files: ReadonlyMap<string, string>): Map<string, Map<string, string[]>> {
  const keys = new Map<string, Map<string, string[]>>();
  for (const [file, text] of files) {
    for (const match of text.matchAll(/queryKey: (\[[^\n]*?\]),\s*\n/g)) {
      const [whole, key = ''] = match;
      const options = restOfObject(text, match.index + whole.length);
      if (!options.includes('queryFn')) continue;
      const forms = keys.get(key) ?? new Map<string, string[]>();
      keys.set(key, forms);
      const form = formOf(options);
      forms.set(form, [...(forms.get(form) ?? []), file]);
    }
  }
  return keys;
}

test('a key stands for one form, whoever reads it', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.'),
  );
  const keys = formsByKey(new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')])));
  expect(keys.get("['listLeaveTypes']")?.size, 'keys are found').toBe(1);
  const several = [...keys].filter(([, forms]) => forms.size > 1);
  expect(several.map(([key, forms]) => `${key}: ${JSON.stringify(Object.fromEntries(forms))}`)).toEqual([]);
});

test('two forms under one key are seen', () => {
  const files = new Map([
    ['a.ts', "q({\n  queryKey: ['listSites'],\n  queryFn: () => api.listSites({}),\n})"],
    [
      'b.ts',
      "q({\n  queryKey: ['listSites'],\n  queryFn: async () => (await api.listSites({})).items,\n  staleTime: 1,\n})",
    ],
    [
      'c.ts',
      "q({\n  queryKey: ['listSites'],\n  queryFn: () => api.listSites({}),\n  select: ({ items }) => items,\n})",
    ],
  ]);
  expect([...(formsByKey(files).get("['listSites']") ?? [])]).toEqual([
    ['the answer', ['a.ts', 'c.ts']],
    ['the items of a page', ['b.ts']],
  ]);
});
