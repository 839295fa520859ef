/** Reads and writes punches as newline-delimited JSON. @module */

import * as z from 'zod';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { nonBlankLines, type RowProblem } from '#shared/punch/row-problem.ts';

/** One line of a punch file: a record and the serial number of the terminal that has it. */
export interface PunchLine extends TerminalRecord {
  serial: string;
}

/** What a punch file holds: every line that is not blank is in one of the two lists. */
export interface PunchFile {
  /** With the line each stood on, from 1. */
  rows: (PunchLine & { line: number })[];
  problems: RowProblem[];
}

const code = z.int().min(0).max(65_535);

/** Shape of a line. The PIN may be empty, the time may be any text; extra members are left out. */
const lineSchema = z.object({
  serial: z.string().min(1),
  pin: z.string(),
  time: z.string(),
  status: code,
  verify: code,
  workCode: z.string(),
});

/**
 * Reads punches as newline-delimited JSON: `{"serial","pin","time","status","verify","workCode"}` on each line.
 * @param text - the file, decoded
 */
export function readPunchNdjson(text: string): PunchFile {
  const rows: PunchFile['rows'] = [];
  const problems: RowProblem[] = [];
  for (const { line, text: content } of nonBlankLines(text)) {
    const parsed = lineSchema.safeParse(jsonOf(content));
    if (parsed.success) rows.push({ line, ...parsed.data });
    else problems.push({ line, text: content, reason: reasonOf(parsed.error) });
  }
  return { rows, problems };
}

/** One punch as a line, without the line end. */
export function writePunchLine({ serial, pin, time, status, verify, workCode }: PunchLine): string {
  return JSON.stringify({ serial, pin, time, status, verify, workCode });
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // The schema refuses text that is not JSON as it refuses anything that is not an object.
    return undefined;
  }
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  return where === '' ? 'not a JSON object' : `${where}: ${issue?.message ?? 'not as expected'}`;
}
