/** `npm run check:commits` checks the form of commit messages, and so does the hook in `.githooks`. @module */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { problemsOfMessage } from './commits/message.ts';
import { git, lastRelease } from './release/release.ts';

const mostWithoutRelease = 50;
const separator = '\u001e';

/** The commits to check, merges left out, as `hash, line end, message`. */
function commits(base: string | undefined): string[] | undefined {
  const range = base === undefined ? [`--max-count=${mostWithoutRelease}`] : [`${base}..HEAD`];
  return git('log', '--no-merges', `--format=%h%n%B${separator}`, ...range)
    ?.split(separator)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function tell(name: string, problems: readonly string[]): number {
  for (const problem of problems) process.stderr.write(`${name}: ${problem}\n`);
  return problems.length;
}

/** @returns the exit code */
function main(): number {
  const { values } = parseArgs({ options: { base: { type: 'string' }, message: { type: 'string' } } });
  if (values.message !== undefined)
    return tell('This message', problemsOfMessage(readFileSync(values.message, 'utf8'))) > 0 ? 1 : 0;
  const base = values.base ?? lastRelease();
  const found = commits(base);
  if (!found) {
    process.stderr.write(`git shows no commits${base === undefined ? '' : ` since "${base}"`} here.\n`);
    return 2;
  }
  const problems = found.map((text) => {
    const [hash = '', ...message] = text.split('\n');
    return tell(`${hash} ${message[0] ?? ''}`, problemsOfMessage(message.join('\n')));
  });
  const since = base === undefined ? 'there is no release tag yet: the last ones' : `since ${base}`;
  process.stdout.write(`${found.length} commit messages read (${since}).\n`);
  return problems.some((count) => count > 0) ? 1 : 0;
}

process.exitCode = main();
