/** `rollcall-bridge import` takes in a file that a terminal wrote to a USB stick. @module */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { StateDirError } from '#bridge/config/index.ts';
import { type ImportFile, readImport } from '#bridge/import/index.ts';
import { Outbox, outboxSink } from '#bridge/outbox/index.ts';
import { openBridge } from '#bridge/work/index.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptionsAndPlace } from './options.ts';
import { sendAll, whileSending } from './send-all.ts';

/** Records that go to disk in one transaction. */
const recordsPerTransaction = 2000;

interface Imported {
  file: string;
  terminal: Serial;
  kind: 'punches' | 'users';
  /** Lines that are not blank, or users. */
  rows: number;
  /** Punches that no read and no file had brought before. */
  accepted: number;
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
    throw new UsageError(
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
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
    return { ...base, kind: 'users', rows: content.users.length, accepted: 0, problems: [] };
  }
  const { records, problems } = content.kind === 'punches' ? content : { records: [], problems: [] };
  const sink = outboxSink({ outbox, sender: { wake } });
  let accepted = 0;
  for (let from = 0; from < records.length; from += recordsPerTransaction) {
    accepted += sink.accept(serial, records.slice(from, from + recordsPerTransaction));
  }
  return { ...base, kind: 'punches', rows: records.length, accepted, problems };
}

function forPeople({ file, terminal, kind, rows, accepted, problems }: Imported): string {
  if (kind === 'users') {
    return `${file}: ${rows} users of ${terminal}. Their details are used when a download wants them and the terminal does not answer.\n`;
  }
  const unread = problems.map(({ line, reason }) => `  line ${line}: ${reason}\n`).join('');
  const quarantined = problems.length === 0 ? '' : ', kept as they are for the quarantine';
  return `${file}: ${rows} lines of ${terminal}, ${accepted} of them new, ${problems.length} not understood${quarantined}.\n${unread}`;
}

/** Puts the file into the outbox of the running bridge, which sends it; `null` when no bridge is running. */
function throughRunningBridge(
  config: BridgeConfig,
  error: unknown,
  now: () => number,
  work: (outbox: Outbox, wake: () => void) => Imported,
): Imported {
  if (!(error instanceof StateDirError) || error.code !== 'in-use') throw error;
  const outbox = new Outbox({
    stateDir: config.stateDir,
    limitBytes: config.limits.outboxBytes,
    isShared: true,
    now,
  });
  try {
    return work(outbox, () => {});
  } finally {
    outbox.close();
  }
}

/** `import`: what a terminal wrote to a USB stick. */
export const importCommand: Command = {
  summary: 'take in a file that a terminal wrote to a USB stick',
  help: `Usage: rollcall-bridge import FILE --terminal SERIAL --config FILE [--json]

Takes in attlog.dat (punches), user.dat (users) or the punches that probe has written. Punches go through the outbox like
those that are read over the network, and a punch that arrived that way before is not stored again. Also works while
the bridge runs. Details of users are used by the next download that wants them.

  -t, --terminal SERIAL   whose file it is; attlog.dat does not say
  -c, --config FILE       configuration (YAML or JSON)
      --encoding NAME     code page of the names in user.dat, such as gb18030
      --json              one JSON object instead of text
`,
  async run(args, { stdout, stderr, signal, now }): Promise<ExitCode> {
    const { values, place: file } = readOptionsAndPlace(args, 'FILE', {
      terminal: { type: 'string', short: 't' },
      encoding: { type: 'string' },
      json: { type: 'boolean' },
    });
    const serial = serialOf(values.terminal);
    const config = configOf(values.config);
    const content = read(file, serial, values.encoding);
    const work = (outbox: Outbox, wake: () => void) => store(outbox, wake, serial, file, content);
    const say = (imported: Imported) =>
      stdout.write(values.json ? `${JSON.stringify(imported)}\n` : forPeople(imported));
    const note = values.json ? stderr : stdout;

    let opened: ReturnType<typeof openBridge>;
    try {
      opened = openBridge({ config, log: logOutput(stderr, values.verbose ?? false, now), now });
    } catch (error) {
      say(throughRunningBridge(config, error, now, work));
      note.write('The bridge that is running here sends it.\n');
      return exitCodes.ok;
    }
    try {
      const { outbox, sender } = opened.context;
      say(work(outbox, () => sender.wake()));
      const allSent = await whileSending(opened, signal, (both) =>
        sendAll(opened, both, (line) => void note.write(`${line}\n`)),
      );
      return allSent ? exitCodes.ok : exitCodes.cloud;
    } finally {
      opened.close();
    }
  },
};
