/** Starts the simulated terminals of `npm start`, with the sample's punches or with those of a file. @module */

import { randomInt } from 'node:crypto';
import {
  readPunchFile,
  startTerminalSimulator,
  type TerminalPunches,
  type TerminalSimulator,
} from '#bridge/simulator/index.ts';
import { samplePeople } from '#infra/local/sample/people.ts';
import { samplePunches, wrongClockSeconds } from '#infra/local/sample/punches.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { type LocalDate, parseWallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/** Serial numbers of the sample's terminals; the second one has a wrong clock. */
const sampleSerials = ['SAMPLE0000001', 'SAMPLE0000002'] as const;

/** Serial for a USB file, which does not name its terminal. */
const fileSerial = 'FILE0000001';

/** What is put on the simulated terminals. */
export type TerminalContent =
  | { kind: 'sample'; from: LocalDate }
  | { kind: 'file'; terminals: readonly TerminalPunches[] };

/** Simulated terminals, and the key that they ask for. */
export interface StartedTerminals {
  terminals: TerminalSimulator[];
  /** The comm key of this start: the log of a simulated terminal may be a real one. */
  commKey: number;
}

/** Largest key that every terminal can be given, and one more. */
const commKeys = 1_000_000;

/**
 * Reads a file of punches for simulated terminals.
 * @throws PunchFileError
 */
export function readTerminalFile(path: string): TerminalContent {
  return { kind: 'file', terminals: readPunchFile(path, fileSerial) };
}

function offsetMinutes(zone: string, nowSeconds: number): number {
  return Math.round((zoneNamed(zone).toWall(nowSeconds) - nowSeconds) / 60);
}

/** Starts the simulated terminals on loopback, on any free ports. They answer only those who know their comm key. */
export async function startTerminals(content: TerminalContent, zone: string): Promise<StartedTerminals> {
  const commKey = randomInt(1, commKeys);
  return { commKey, terminals: await startAll(content, zone, [`comm-key:${commKey}`]) };
}

async function startAll(
  content: TerminalContent,
  zone: string,
  modes: readonly string[],
): Promise<TerminalSimulator[]> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const zoneOffsetMinutes = offsetMinutes(zone, nowSeconds);
  if (content.kind === 'file') {
    return await Promise.all(
      content.terminals.map(({ serial, punches }) =>
        startTerminalSimulator({ serial, punches, modes, zoneOffsetMinutes }),
      ),
    );
  }
  const logs = samplePunches(content.from, wallTimeOf(zoneNamed(zone).toWall(nowSeconds)));
  return await Promise.all(
    sampleSerials.map((serial, index) =>
      startTerminalSimulator({
        serial,
        modes,
        punches: logs[index === 0 ? 0 : 1],
        users: samplePeople
          .filter((person) => person.terminal === index)
          .map(({ id, name }, position) => ({
            pin: id,
            name,
            card: 500_000 + position,
            privilege: position === 0 ? 14 : 0,
          })),
        model: index === 0 ? 'Simulated entrance' : 'Simulated night entrance, clock 7 min fast',
        zoneOffsetMinutes,
        clock: () => Date.now() + (index === 1 ? wrongClockSeconds * 1000 : 0),
      }),
    ),
  );
}

/** First and last date on which somebody punched; `null` for logs without a date that exists. */
export function datesOf(records: readonly TerminalRecord[]): { first: LocalDate; last: LocalDate } | null {
  const dates = records
    .filter((record) => record.pin !== '')
    .map((record) => parseWallTime(record.time)?.slice(0, 10))
    .filter((date) => date !== undefined)
    .sort();
  const [first] = dates;
  const last = dates.at(-1);
  return first === undefined || last === undefined
    ? null
    : { first: first as LocalDate, last: last as LocalDate };
}
