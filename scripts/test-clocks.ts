/** `npm run test:clocks` runs the tests again and again, each time under another set clock. @module */

import { parseArgs } from 'node:util';
import { clocks, type SetClock } from './test-clocks/clocks.ts';
import { FaketimeMissing, findFaketime, underClock } from './test-clocks/faketime.ts';
import { runTests } from './test-clocks/run-tests.ts';

const help = `Runs the tests again and again, each time under another clock that goes on from a moment at which dates or hours change.

  npm run test:clocks -- [--only NAME]... [--list] [-- FOLDER...]

  --only NAME      this clock only; may be given several times
  --list           shows the clocks
  --library FILE   libfaketime.so.1, when it is not where Debian puts it
  FOLDER           folders or files of tests, and options of Vitest; all tests when there is none

Exits with 1 when a test fails under a clock, with 2 when the command line is wrong or libfaketime is missing.
`;

/** What the clock of a wall in a zone shows. */
function localTime({ begins, zone }: SetClock): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return `${format.format(Date.parse(begins))} ${zone}`;
}

function describe(clock: SetClock): string {
  return `${clock.name.padEnd(26)}${localTime(clock).padEnd(38)}${clock.what}`;
}

function readOptions() {
  return parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      library: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
}

/** Somebody asked for a clock that is not in the list. */
class UnknownClock extends Error {}

/** Whether Node refused the command line. */
function isBadCommandLine(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_PARSE_ARGS');
}

/** @throws UnknownClock when a name belongs to no clock */
function clocksNamed(names: readonly string[]): readonly SetClock[] {
  const unknown = names.filter((name) => !clocks.some((clock) => clock.name === name));
  if (unknown.length > 0)
    throw new UnknownClock(`There is no clock named ${unknown.join(' or ')}. See --list.`);
  return names.length === 0 ? clocks : clocks.filter(({ name }) => names.includes(name));
}

/** @returns the exit code */
async function main(): Promise<number> {
  const { values, positionals } = readOptions();
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const chosen = clocksNamed(values.only);
  if (values.list) {
    for (const clock of chosen) process.stdout.write(`${describe(clock)}\n`);
    return 0;
  }
  const library = findFaketime(values.library);
  let failed = 0;
  for (const clock of chosen) {
    process.stdout.write(`${describe(clock)} … `);
    const { passed, tests, failures } = await runTests(positionals, underClock(clock, library, Date.now()));
    process.stdout.write(passed ? `${tests} tests passed\n` : `FAILED\n`);
    for (const failure of failures) process.stdout.write(`${clock.name}: ${failure}\n`);
    if (!passed) failed += 1;
  }
  if (failed > 0) process.stdout.write(`Tests fail under ${failed} of ${chosen.length} clocks.\n`);
  return failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const isUsage =
    error instanceof FaketimeMissing || error instanceof UnknownClock || isBadCommandLine(error);
  if (!isUsage) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
