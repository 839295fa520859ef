/** Reads the punches and users that a simulated terminal starts with from NDJSON files or attlog.dat. @module */

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { SimulatedUser } from '#bridge/simulator/memory.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { readAttlog } from '#shared/punch/attlog.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { type PunchLine, readPunchNdjson } from '#shared/punch/punch-ndjson.ts';
import type { RowProblem } from '#shared/punch/row-problem.ts';

/** Punches for one simulated terminal. */
export interface TerminalPunches {
  serial: string;
  punches: TerminalRecord[];
}

/** A file that cannot be read, or a line of it. The message names the place. */
export class PunchFileError extends Error {
  override readonly name = 'PunchFileError';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new PunchFileError(`${path} cannot be read: ${fileTrouble(error)}`, { cause: error });
  }
}

/**
 * Reads a punch file, NDJSON or a terminal's `attlog.dat`, and sorts its rows by terminal, in order of appearance.
 * @param serial - for `attlog.dat`, which does not say whose it is
 * @throws PunchFileError when a line cannot be read: a simulated log with holes would prove nothing
 */
export function readPunchFile(path: string, serial: string): TerminalPunches[] {
  const { rows, problems } = readRows(textOf(path), serial);
  const [first] = problems;
  if (first !== undefined) {
    throw new PunchFileError(`${path}, line ${first.line}: ${first.reason} (${problems.length} such lines)`);
  }
  return [...Map.groupBy(rows, (row) => row.serial)].map(([owner, own]) => ({
    serial: owner,
    punches: own.map(({ pin, time, status, verify, workCode }) => ({ pin, time, status, verify, workCode })),
  }));
}

function readRows(text: string, serial: string): { rows: PunchLine[]; problems: RowProblem[] } {
  if (text.trimStart().startsWith('{')) return readPunchNdjson(text);
  const { rows, problems } = readAttlog(text);
  return { rows: rows.map((row) => ({ ...row, serial })), problems };
}

const userSchema = z.strictObject({
  pin: z.string(),
  name: z.string().optional(),
  privilege: z.int().min(0).max(255).optional(),
  card: z.int().min(0).max(0xffff_ffff).optional(),
  group: z.int().min(0).max(255).optional(),
  uid: z.int().min(1).max(65_535).optional(),
  fingers: z.array(z.int().min(0).max(9)).optional(),
  face: z.boolean().optional(),
});

function userOf(line: string, place: string): z.output<typeof userSchema> {
  try {
    return userSchema.parse(JSON.parse(line));
  } catch (error) {
    throw new PunchFileError(`${place}: not a user`, { cause: error });
  }
}

/**
 * Reads users as NDJSON: `{"pin","name","privilege","card","group","uid","fingers","face"}`, all but the pin optional.
 * @throws PunchFileError when a line cannot be read
 */
export function readUserFile(path: string): SimulatedUser[] {
  const lines = textOf(path).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { pin, ...rest } = userOf(line, `${path}, line ${index + 1}`);
    return [{ pin, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) }];
  });
}
