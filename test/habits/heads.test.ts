import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = globSync('{shared,functions,bridge,infra,scripts,bench,test}/**/*.{ts,mjs}').filter(
  (path) => !/\.test\.ts$|\.d\.ts$|node_modules/.test(path),
);

/** Whether a file begins with a comment whose first sentence ends, after a line for the shell at most. */
function introducesItself(text: string): boolean {
  const comment = /^(?:#!.*\n)?(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/|((?:\/\/.*\n)+))/.exec(text);
  return /[.:?](?:\s|$)/.test((comment?.[1] ?? comment?.[2] ?? '').trim());
}

test('every file begins with a sentence that says what it is for', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => !introducesItself(readFileSync(path, 'utf8')))).toEqual([]);
});

test.each([
  ["import { join } from 'node:path';\n", false],
  ['export const most = 3;\n', false],
  ['/** Reads a file. @module */\n\nimport x;\n', true],
  ['#!/usr/bin/env node\n// Starts the program.\nimport x;\n', true],
])('%j', (text, does) => {
  expect(introducesItself(text)).toBe(does);
});

test('every door says what lives behind it, in a few lines', () => {
  const doors = globSync('{functions/domain,shared/attendance,bridge}/**/index.ts').filter(
    (path) => !/\/(layers|presets)\//.test(path),
  );
  expect(doors.length).toBeGreaterThan(25);
  for (const door of doors) expect(readFileSync(door, 'utf8'), door).toMatch(/^\/\*\*\n(?: \* .+\n){2,}/);
});
