/** `npm run check:api` fails when API or rules file break since the last release and the version does not say so. @module */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openApiChanges } from './api-diff/openapi-changes.ts';
import { type Json, objectOf } from './api-diff/resolve.ts';
import { type Breaking, type Documents, SchemaComparison } from './api-diff/schema-changes.ts';
import { announcesBreaking, fileAt, git, lastRelease } from './release/release.ts';

const documents: readonly { file: string; changes: (documents: Documents) => Breaking[] }[] = [
  { file: 'docs/openapi.json', changes: openApiChanges },
  {
    file: 'docs/rules.schema.json',
    changes: (both) => new SchemaComparison(both, 'request').changes('rules file', both),
  },
];

const parsed = (text: string): Json => objectOf(JSON.parse(text));
const now = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const say = (text: string) => process.stdout.write(`${text}\n`);

/** @returns the exit code */
function check(base: string): number {
  const found = documents.flatMap(({ file, changes }) => {
    const before = fileAt(base, file);
    if (before === undefined) {
      say(`${file} is not in ${base}: nothing to compare with.`);
      return [];
    }
    const breaking = changes({ before: parsed(before), after: parsed(now(file)) });
    say(
      `${file}: ${breaking.length === 0 ? 'nothing breaks' : `${breaking.length} breaking`} since ${base}.`,
    );
    for (const { where, what } of breaking) say(`  ${where}: ${what}`);
    return breaking;
  });
  if (found.length === 0) return 0;
  const before = String(parsed(fileAt(base, 'package.json') ?? '{}').version);
  const after = String(parsed(now('package.json')).version);
  if (announcesBreaking(before, after)) {
    say(`Version ${after} after ${before} announces this. Name each change in CHANGELOG.md.`);
    return 0;
  }
  say(
    `Version ${after} after ${before} does not announce this. Keep what callers rely on, or raise the version ` +
      '(the minor number below 1.0, the major number from then on) and name each change in CHANGELOG.md.',
  );
  return 1;
}

const { values } = parseArgs({ options: { base: { type: 'string' } } });
const base = values.base ?? lastRelease();
if (base === undefined) {
  say('There is no release tag (v1.2.3) yet: nothing to compare with.');
} else if (git('rev-parse', '--verify', '--quiet', `${base}^{commit}`) === undefined) {
  process.stderr.write(`There is no commit "${base}" in this clone.\n`);
  process.exitCode = 2;
} else {
  process.exitCode = check(base);
}
