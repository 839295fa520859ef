/** `npm start` runs this program: it starts Rollcall on this machine and shows what the main job did. @module */

import { inspect } from 'node:util';
import { StateDirError } from '#bridge/config/index.ts';
import { PunchFileError } from '#bridge/simulator/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { keepFilesPrivate } from './private-files.ts';
import { type Ending, listenForSignals, StoppedBySignal } from './start/ending.ts';
import { readStartOptions, type StartOptions, startHelp, UsageError } from './start/options.ts';
import { showSheet } from './start/show-sheet.ts';
import { mailFolderOf, type StartContext, type StartedRollcall, startRollcall } from './start/start.ts';
import { readLocalState, stateFileOf } from './start/state.ts';
import { readTerminalFile } from './start/terminals.ts';
import { StartFailure } from './start-failure.ts';

const newPeopleShown = 2;
const daysShown = 7;
/** After a signal; what is left in the queues is taken up at the next start. */
const drainAtEndMilliseconds = 1_000;

// The reader of our output may leave early (npm start | head); the job goes on.
process.stdout.on('error', () => undefined);

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints the last week of a few people: new ones, because they are what the job is about, and one of each roster. */
async function printSheet({ api, result }: StartedRollcall): Promise<void> {
  if (!result?.range) return;
  const to = result.range.to;
  const from = [addDays(to, -daysShown), result.range.from].sort().at(-1) ?? result.range.from;
  const { items } = await api.listUsers({ query: { limit: 1000 } });
  const created = items.filter((user) => user.origin.downloadId === result.download.id);
  const ofEachRoster = Map.groupBy(items, (user) => user.dutyRosterId).values();
  const others = [...ofEachRoster].flatMap(([first]) => (first && !created.includes(first) ? [first] : []));
  const shown = [...created.slice(0, newPeopleShown), ...others];
  write('');
  write(`Attendance sheet, ${from} to ${addDays(to, -1)}:`);
  for (const user of shown) {
    const { items: rows } = await api.listSheets({ query: { from, to, userId: user.id } });
    write('');
    for (const line of showSheet(rows)) write(line);
  }
  if (created.length > 0) {
    write('');
    write(
      `Created from the log: ${created.map((user) => `${user.id}${user.name ? ` (${user.name})` : ''}`).join(', ')}`,
    );
  }
}

function printResult(started: StartedRollcall): void {
  if (!started.result) return;
  const { counts } = started.result.download;
  const summary = {
    terminals: started.terminals,
    read: counts.read,
    stored: counts.stored,
    duplicates: counts.duplicates,
    quarantined: counts.quarantined,
    usersCreated: counts.usersCreated,
    sheetRows: started.result.generation?.rows ?? 0,
    csv: started.result.csv,
  };
  write(JSON.stringify(summary));
}

/** Says where the console and the API are, and how to call the API. The key is shown once; later starts say where it lies. */
function printWhereToGo(
  { url, consoleUrl, adminKey, isFirst, result }: StartedRollcall,
  { dataDir, signIn }: StartOptions,
): void {
  const file = stateFileOf(dataDir);
  write('');
  if (consoleUrl !== undefined) write(`Console: ${consoleUrl}`);
  write(`API:  ${url}`);
  if (isFirst) write(`Key:  ${adminKey}   (administrator; shown only now, and kept in ${file})`);
  else write(`Key:  in ${file}, readable by you alone; npm start -- --show-key --data ${dataDir} prints it`);
  if (signIn !== undefined) {
    const where = 'builtIn' in signIn ? 'as a sample person, without a password' : `at ${signIn.issuer}`;
    write(`Sign in: ${where}; with --issuer none there are API keys only`);
  }
  write(`Mail: reports that are sent by e-mail are put into ${mailFolderOf(dataDir)}`);
  write('Try:');
  write(`  KEY=$(npm start --silent -- --show-key --data ${dataDir})`);
  write(`  curl -s -H "Authorization: Bearer $KEY" '${url}/v1/users?limit=5'`);
  if (result?.range) {
    write(
      `  curl -s -H "Authorization: Bearer $KEY" -H 'Accept: text/csv' '${url}/v1/sheets?from=${result.range.from}&to=${result.range.to}'`,
    );
  }
}

/** Prints the key of the first administrator. @throws StartFailure when there is none yet */
function printKey(dataDir: string): void {
  const state = readLocalState(dataDir);
  if (!state) throw new StartFailure(`There is no key in ${dataDir} yet: the first npm start makes it.`);
  write(state.adminKey);
}

/** Exits with what made the start fail, in the words of whoever can mend it. */
function report(error: unknown): number {
  process.stderr.write(`${isMendable(error) ? error.message : inspect(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}

/** Whether the person at the machine can mend it; anything else is a defect, whose stack is worth printing. */
function isMendable(error: unknown): error is Error {
  return error instanceof StartFailure || error instanceof PunchFileError || error instanceof StateDirError;
}

/** Runs until the job is done, or until something asks for an end. @returns the exit code */
async function run(options: StartOptions, ending: Ending, fileContent: StartContext['fileContent']) {
  const { signal } = ending;
  const onLost = (reason: string) => ending.end(new StartFailure(`${reason} Rollcall stops.`));
  const started = await startRollcall(options, { tell: write, fileContent, signal, onLost });
  let isUp = false;
  try {
    await printSheet(started);
    if (!options.once) {
      printWhereToGo(started, options);
      started.startSchedules();
      write('');
      write(
        started.result
          ? 'From now on, logs are downloaded every 15 minutes. Ctrl-C stops everything and keeps the data.'
          : 'Nothing is there yet: the console begins with the first steps. Ctrl-C stops everything and keeps the data.',
      );
      isUp = true;
    }
    if (options.json) printResult(started);
    if (isUp) await ending.requested;
  } finally {
    if (!options.once) write('Stopping ...');
    await started.stop(signal.aborted ? drainAtEndMilliseconds : undefined);
  }
  if (isUp && !(signal.reason instanceof StoppedBySignal)) throw signal.reason;
  return (started.result?.download.state ?? 'done') === 'done' ? 0 : 1;
}

async function main(): Promise<number> {
  const options = readStartOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(startHelp);
    return 0;
  }
  if (options.showKey) {
    printKey(options.dataDir);
    return 0;
  }
  keepFilesPrivate();
  // A long file keeps this process busy. Nothing is to be lost yet, so a signal may end it on the spot.
  const fileContent = options.punchesFile === undefined ? undefined : readTerminalFile(options.punchesFile);
  const ending = listenForSignals();
  try {
    return await run(options, ending, fileContent);
  } catch (error) {
    const reason: unknown = ending.signal.aborted ? ending.signal.reason : error;
    if (!(reason instanceof StoppedBySignal)) throw reason;
    process.stderr.write(`${reason.message}\n`);
    return reason.exitCode;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = report(error);
}
// Work that was abandoned may still be waiting for an answer; nobody waits for it. What was printed goes out first.
process.stdout.write('', () => process.exit());
