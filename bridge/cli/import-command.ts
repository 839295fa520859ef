/** `rollcall-bridge import` takes in a file that a terminal wrote to a USB stick. @module */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pause } from '#bridge/async/index.ts';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { StateDirError } from '#bridge/config/index.ts';
import { type ImportFile, readImport } from '#bridge/import/index.ts';
import { Outbox, outboxSink } from '#bridge/outbox/index.ts';
import { openBridge } from '#bridge/work/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { nearestSerials } from '#shared/punch/nearest-serials.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptionsAndPlace } from './options.ts';
import { sendAll, whileSending } from './send-all.ts';

/** Records that go to disk in one transaction. */
const recordsPerTransaction = 2000;
/** How long a running bridge has to meet the terminal, and how often that is looked at. */
const meetingMilliseconds = 3000;
const lookMilliseconds = 100;

interface Imported {
  file: string;
  terminal: Serial;
  kind: 'punches' | 'users';
  /** Lines that are not blank, or users. */
  rows: number;
  /** Punches that no read and no file had brought before. */
  accepted: number;
  /** Records of a user file without a user id. */
  nameless: number;
  /** Lines that are not punches. They are kept with their bytes, and the cloud puts them into quarantine. */
  problems: { line: number; reason: string; text: string }[];
}

function serialOf(text: string | undefined): Serial {
  if (text === undefined) throw new UsageError('--terminal SERIAL is missing.');
  const serial = parseSerial(text);
  if (serial === null) throw new UsageError(`--terminal "${text}" is not a serial number.`);
  return serial;
}

function read(file: string, serial: Serial, encoding: string | undefined): ImportFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${fileTrouble(error)})`);
  }
  const content = readImport(bytes, serial, encoding);
  if (content.kind === 'unknown') throw new UsageError(`${file}: ${content.reason}`);
  return content;
}

function store(
  outbox: Outbox,
  wake: () => void,
  serial: Serial,
  file: string,
  content: ImportFile,
): Imported {
  const base = { file: basename(file), terminal: serial };
  if (content.kind === 'users') {
    outbox.importedUsers.keep(serial, content.users);
    return {
      ...base,
      kind: 'users',
      rows: content.users.length,
      accepted: 0,
      nameless: content.nameless,
      problems: [],
    };
  }
  const { records, problems } = content.kind === 'punches' ? content : { records: [], problems: [] };
  const sink = outboxSink({ outbox, sender: { wake } });
  let accepted = 0;
  for (let from = 0; from < records.length; from += recordsPerTransaction) {
    accepted += sink.accept(serial, records.slice(from, from + recordsPerTransaction));
  }
  return { ...base, kind: 'punches', rows: records.length, accepted, nameless: 0, problems };
}

/** Lines that are listed for people; `--json` has all of them. */
const mostLinesNamed = 50;

function forPeople(imported: Imported): string {
  const { file, terminal, kind, rows, accepted, nameless, problems } = imported;
  if (kind === 'users') {
    const without = nameless === 0 ? '' : ` ${nameless} records have no user id and were left out.`;
    return `${file}: ${rows} users of ${terminal}. Their details are used when a download wants them and the terminal does not answer.${without}\n`;
  }
  if (rows === 0) return `${file}: the file has no lines. Nothing was imported.\n`;
  const readable = rows - problems.length;
  const listed = problems.slice(0, mostLinesNamed).map(({ line, reason }) => `  line ${line}: ${reason}\n`);
  const more =
    problems.length > mostLinesNamed ? `  and ${problems.length - mostLinesNamed} further lines\n` : '';
  const outcome =
    problems.length === 0
      ? ''
      : readable === 0
        ? ', not one of which could be read: is this the attlog.dat of a terminal? They are kept as they are for the quarantine'
        : `, ${problems.length} not understood, kept as they are for the quarantine`;
  const brought = readable === 0 ? '' : `, ${readable} of them punches, ${accepted} lines new`;
  return `${file}: ${rows} lines of ${terminal}${brought}${outcome}.\n${listed.join('')}${more}`;
}

/** Whether something of the file was not readable, or there was nothing to read. */
function isUnreadable({ rows, nameless, problems }: Imported): boolean {
  return rows === 0 || nameless > 0 || problems.length > 0;
}

/** The serial numbers of the terminals that this bridge reads, or has read, or that push to it. */
function knownSerials(config: BridgeConfig, outbox: Outbox): Set<Serial> {
  const configured = [...config.terminals, ...(config.push?.terminals ?? [])];
  return new Set([
    ...configured.flatMap(({ serial }) => (serial === undefined ? [] : [serial])),
    ...outbox.terminals.reports().map(({ serial }) => serial),
  ]);
}

/**
 * Insists that a terminal is known before punches are taken in for it. Users are only a help for later, so that an
 * unknown terminal is no more than said.
 * @throws UsageError that names the nearest known ones
 */
function requireKnown(
  config: BridgeConfig,
  outbox: Outbox,
  serial: Serial,
  content: ImportFile,
  note: Note,
): void {
  const known = knownSerials(config, outbox);
  if (known.has(serial)) return;
  const nearest = nearestSerials(serial, known);
  const named =
    nearest.length === 0
      ? 'It knows none yet'
      : `The nearest of the ${known.size} that it knows: ${nearest.join(', ')}`;
  if (content.kind === 'users') {
    note.write(`No terminal ${serial} is known to this bridge. ${named}.\n`);
    return;
  }
  throw new UsageError(
    `No terminal ${serial} is known to this bridge; nothing was imported. ${named}. Correct --terminal; or, if it really is a further terminal that no bridge reads, add --new-terminal.`,
  );
}

interface Note {
  write(text: string): unknown;
}

/** A bridge that has just started may not have met its terminals: it gets a moment. */
async function untilKnown(
  config: BridgeConfig,
  outbox: Outbox,
  serial: Serial,
  content: ImportFile,
  signal: AbortSignal,
  note: Note,
): Promise<void> {
  const until = performance.now() + meetingMilliseconds;
  while (!knownSerials(config, outbox).has(serial) && performance.now() < until) {
    await pause(lookMilliseconds, signal);
  }
  requireKnown(config, outbox, serial, content, note);
}

/** Puts the file into the outbox of the running bridge, which sends it. @throws the error, when no bridge is running */
async function throughRunningBridge(
  config: BridgeConfig,
  error: unknown,
  now: () => number,
  work: (outbox: Outbox) => Promise<Imported>,
): Promise<Imported> {
  if (!(error instanceof StateDirError) || error.code !== 'in-use') throw error;
  const outbox = new Outbox({
    stateDir: config.stateDir,
    limitBytes: config.limits.outboxBytes,
    isShared: true,
    now,
  });
  try {
    return await work(outbox);
  } finally {
    outbox.close();
  }
}

/** `import`: what a terminal wrote to a USB stick. */
export const importCommand: Command = {
  summary: 'take in a file that a terminal wrote to a USB stick',
  help: `Usage: rollcall-bridge import FILE --terminal SERIAL --config FILE [--new-terminal] [--json]

Takes in attlog.dat (punches), user.dat (users) or the punches that probe has written. Punches go through the outbox like
those that are read over the network, and a punch that arrived that way before is not stored again. Also works while
the bridge runs. Details of users are used by the next download that wants them.

  -t, --terminal SERIAL   whose file it is; attlog.dat does not say
      --new-terminal      take it although no bridge reads this terminal; otherwise an unknown serial is refused
  -c, --config FILE       configuration (YAML or JSON)
      --encoding NAME     code page of the names in user.dat, such as gb18030
      --json              one JSON object instead of text
`,
  async run(args, { stdout, stderr, signal, now }): Promise<ExitCode> {
    const { values, place: file } = readOptionsAndPlace(args, 'FILE', {
      terminal: { type: 'string', short: 't' },
      encoding: { type: 'string' },
      json: { type: 'boolean' },
      'new-terminal': { type: 'boolean' },
    });
    const serial = serialOf(values.terminal);
    const config = configOf(values.config);
    const content = read(file, serial, values.encoding);
    const isNew = values['new-terminal'] ?? false;
    const work = (outbox: Outbox, wake: () => void) => store(outbox, wake, serial, file, content);
    const say = (imported: Imported) =>
      stdout.write(values.json ? `${JSON.stringify(imported)}\n` : forPeople(imported));
    const note = values.json ? stderr : stdout;

    let opened: ReturnType<typeof openBridge>;
    try {
      opened = openBridge({ config, log: logOutput(stderr, values.verbose ?? false, now), now });
    } catch (error) {
      const imported = await throughRunningBridge(config, error, now, async (outbox) => {
        if (!isNew) await untilKnown(config, outbox, serial, content, signal, note);
        return work(outbox, () => {});
      });
      say(imported);
      note.write('The bridge that is running here sends it.\n');
      return isUnreadable(imported) ? exitCodes.file : exitCodes.ok;
    }
    try {
      const { outbox, sender, registry } = opened.context;
      if (!isNew && !knownSerials(config, outbox).has(serial)) {
        // A terminal whose serial number is not in the configuration may not have told it yet.
        await registry.serials(signal);
        requireKnown(config, outbox, serial, content, note);
      }
      const imported = work(outbox, () => sender.wake());
      say(imported);
      const allSent = await whileSending(opened, signal, (both) =>
        sendAll(opened, both, (line) => void note.write(`${line}\n`)),
      );
      if (!allSent) return exitCodes.cloud;
      return isUnreadable(imported) ? exitCodes.file : exitCodes.ok;
    } finally {
      opened.close();
    }
  },
};
