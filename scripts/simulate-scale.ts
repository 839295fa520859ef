/**
 * `npm run simulate:scale [-- --json]` lets companies of 20,000 and of a million people punch in before nine, and prints which key of
 * the tables is hottest, how soon sheets are current, and what limits first. The keys are those that the real stores make: each
 * event of a second at the peak goes through them, with a table that only writes down what it is asked. Exit code 1 when an aim is missed.
 * @module
 */

import { parseArgs } from 'node:util';
import { simulate } from './simulate-scale/rush.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const print = (line: string) => process.stdout.write(`${line}\n`);

const runs = [await simulate(20_000), await simulate(1_000_000)];
const hottestKeyWritesPerSecond = Math.ceil(
  Math.max(...runs.map(({ hottestWrite }) => hottestWrite.perSecond)),
);
const hottestKeyReadsPerSecond = Math.ceil(Math.max(...runs.map(({ hottestRead }) => hottestRead.perSecond)));
const secondsUntilCurrent = Object.fromEntries(
  runs.map(({ users, secondsUntilCurrent: s }) => [String(users), Math.ceil(s)]),
);

if (values.json) {
  print(JSON.stringify({ hottestKeyWritesPerSecond, hottestKeyReadsPerSecond, secondsUntilCurrent }));
} else {
  const row = (what: string, cells: readonly string[]) =>
    print(`${what.padEnd(36)}${cells.map((cell) => cell.padStart(30)).join('')}`);
  row(
    '',
    runs.map(({ users }) => `${users.toLocaleString('en')} users`),
  );
  row(
    'punches a second at the peak',
    runs.map(({ punchesPerSecond }) => punchesPerSecond.toFixed(0)),
  );
  row(
    'hottest key written',
    runs.map(({ hottestWrite }) => hottestWrite.key),
  );
  row(
    '  units a second (of 1,000)',
    runs.map(({ hottestWrite }) => hottestWrite.perSecond.toFixed(0)),
  );
  row(
    'hottest key read',
    runs.map(({ hottestRead }) => hottestRead.key),
  );
  row(
    '  units a second (of 3,000)',
    runs.map(({ hottestRead }) => hottestRead.perSecond.toFixed(0)),
  );
  row(
    'sheets functions at work',
    runs.map(({ functions }) => functions.toFixed(0)),
  );
  row(
    'sheets are current after, s',
    runs.map(({ secondsUntilCurrent: s }) => s.toFixed(0)),
  );
  for (const { users, limit } of runs) print(`${users.toLocaleString('en')} users: first comes ${limit}`);
}

const missed = [
  ...(hottestKeyWritesPerSecond > 1_000 ? ['a key takes more than 1,000 write units a second'] : []),
  ...(hottestKeyReadsPerSecond > 3_000 ? ['a key takes more than 3,000 read units a second'] : []),
  ...((secondsUntilCurrent['20000'] ?? 0) > 10 ? ['20,000 users wait for more than 10 s'] : []),
  ...((secondsUntilCurrent['1000000'] ?? 0) > 120 ? ['a million users wait for more than two minutes'] : []),
];
for (const what of missed) process.stderr.write(`${what}\n`);
if (missed.length > 0) process.exitCode = 1;
process.exit();
