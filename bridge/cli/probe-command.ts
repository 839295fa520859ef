/** `rollcall-bridge probe` identifies one terminal and tests whether its whole log can be read, without a cloud. @module */

import { addressOf, ZoneName } from '#bridge/config/index.ts';
import { type ProbeResult, probeTerminal } from '#bridge/terminals/pull/index.ts';
import { contradictions } from '#bridge/work/index.ts';
import { CodePage } from '#shared/contract/terminal-settings.ts';
import { namesNothing } from '#shared/punch/blank-record.ts';
import type { Command, Console } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { readOptionsAndPlace } from './options.ts';
import { outcomeText, type ProbeReport, probeDocument, terminalText, usersText } from './probe-report.ts';
import { openPunchOutput } from './punch-output.ts';
import { terminalAddress } from './terminal-address.ts';

const connectTimeoutMs = 5000;
const progressMilliseconds = 200;

function commKeyOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError('--comm-key takes a number of up to 6 digits.');
  return Number(text);
}

function zoneOf(text: string | undefined): string {
  const zone = text ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const read = ZoneName.safeParse(zone);
  if (!read.success)
    throw new UsageError(`--zone "${zone}" ${read.error.issues[0]?.message} (not an IANA time zone)`);
  return read.data;
}

function encodingOf(label: string | undefined): { encoding?: string } {
  if (label === undefined) return {};
  if (!CodePage.safeParse(label).success)
    throw new UsageError(`--encoding "${label}" is not a code page, such as gb18030 or windows-1252.`);
  return { encoding: label };
}

/** A line that counts the records on a terminal, and nothing elsewhere. */
function progressLine(stderr: Console['stderr']): (received: number, expected: number | null) => void {
  let shownAt = 0;
  return (received, expected) => {
    const now = performance.now();
    if (stderr.isTTY !== true || (now - shownAt < progressMilliseconds && received !== expected)) return;
    shownAt = now;
    stderr.write(`\r${received} of ${expected ?? '?'} records${received === expected ? '\r\u001b[K' : ''}`);
  };
}

function isDoubtful({ fault }: ProbeResult): boolean {
  return fault !== null && contradictions.some((code) => code === fault.code);
}

/** `probe`: who a terminal is, and whether its whole log can be read. Needs neither cloud nor configuration. */
export const probeCommand: Command = {
  summary: 'try a terminal by hand: who it is, its users, its whole log; needs no cloud',
  help: `Usage: rollcall-bridge probe HOST[:PORT] [--udp] [--comm-key N] [--users] [--punches FILE] [--json]

Connects to one terminal, reports who it is, reads its whole log and reports whether every record arrived. Needs no
configuration, no enrolment and no cloud, and changes nothing on the terminal. Exits with 0 only if every record
was read.

      --udp            use UDP only; otherwise TCP, and UDP where TCP is refused or does not answer
      --comm-key N     communication key, as in the terminal's menu (Comm. > Security)
      --users          also list the users: id, name, level, card; never passwords
      --punches FILE   write the punches to FILE (- for the standard output), one line of JSON each, in the order
                       of the log: {"serial","pin","time","status","verify","workCode"}
      --json           one JSON object instead of text
      --zone ZONE      IANA zone of the terminal's clock; default: this machine's
      --encoding NAME  code page of the names, such as gb18030
`,
  async run(args, console): Promise<ExitCode> {
    const { values, place } = readOptionsAndPlace(args, 'HOST[:PORT]', {
      udp: { type: 'boolean' },
      'comm-key': { type: 'string' },
      users: { type: 'boolean' },
      punches: { type: 'string' },
      json: { type: 'boolean' },
      zone: { type: 'string' },
      encoding: { type: 'string' },
    });
    const { stderr, signal, now } = console;
    const address = terminalAddress(place);
    const zone = zoneOf(values.zone);
    const wantUsers = values.users ?? false;
    const text = values.punches === '-' ? stderr : console.stdout;
    const startedAt = performance.now();
    let written = 0;
    const terminal = {
      ...address,
      ...(values.udp ? { transport: 'udp' as const } : {}),
      commKey: commKeyOf(values['comm-key']),
      connectTimeoutMs,
      signal,
      now,
      ...encodingOf(values.encoding),
    };
    const punches = openPunchOutput(values.punches, console.stdout);
    try {
      const result = await probeTerminal({
        terminal,
        zone,
        wantUsers,
        onRecords: (serial, records) => {
          const punched = records.filter((record) => !namesNothing(record));
          punches.write(serial, punched);
          written += punched.length;
        },
        onProgress: values.json ? () => {} : progressLine(stderr),
      });
      const seconds = (performance.now() - startedAt) / 1000;
      const report: ProbeReport = { result, address: addressOf(address), zone, now: now(), seconds };
      if (isDoubtful(result)) punches.discard();
      if (values.json) text.write(`${JSON.stringify(probeDocument(report, wantUsers))}\n`);
      else {
        const users = wantUsers || result.usersFault !== null ? usersText(result) : '';
        text.write(
          terminalText(report) + users + outcomeText(report) + fileText(values.punches, result, written),
        );
      }
      return result.fault === null && (!wantUsers || result.usersFault === null)
        ? exitCodes.ok
        : exitCodes.terminal;
    } finally {
      punches.close();
    }
  },
};

function fileText(file: string | undefined, result: ProbeResult, written: number): string {
  if (file === undefined || file === '-') return '';
  if (isDoubtful(result)) return `${file} was emptied, because what had been read cannot be trusted.\n`;
  return `${file} has ${written} punches.\n`;
}
