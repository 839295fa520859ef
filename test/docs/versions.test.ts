/** Versions that stand in several places agree. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readPage } from './markdown.ts';
import { inRepository } from './repository.ts';

const read = (path: string) => readFileSync(inRepository(path), 'utf8');
const { version, devDependencies } = z
  .looseObject({ version: z.string(), devDependencies: z.looseObject({ node: z.string() }) })
  .parse(JSON.parse(read('package.json')));

test('editors and version managers start the Node that npm installs', () => {
  expect(read('.node-version')).toBe(`${devDependencies.node}\n`);
});

test('the changelog has a section for the version, and one for what comes next', () => {
  expect(read('CHANGELOG.md')).toContain(`\n## [${version}] - `);
  expect(readPage(read('CHANGELOG.md')).anchors).toContain('unreleased');
});
