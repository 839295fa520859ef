/** `try-rules` reads its rules, its punches and HR's entries from files. @module */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { PunchFileError, readPunchFile, type TerminalPunches } from '#bridge/simulator/index.ts';
import { readRulesDocument } from '#functions/domain/plan/index.ts';
import {
  type CompiledRuleBook,
  compileRules,
  DateText,
  type DutyRoster,
  InstantText,
  presets,
  type RulesFile,
  ruleBookOf,
} from '#shared/attendance/index.ts';
import { RollcallError } from '#shared/errors.ts';
import { UsageError } from './options.ts';

/** Rules ready for the engine, and the rosters that users can be given. */
export interface TriedRules {
  compiled: CompiledRuleBook;
  rosters: readonly DutyRoster[];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${message}.`,
    );
  }
}

function isPreset(name: string): name is keyof typeof presets {
  return Object.hasOwn(presets, name);
}

async function rulesFileAt(path: string): Promise<RulesFile> {
  try {
    return await readRulesDocument(textOf(path));
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'request.invalid') throw error;
    const { issues } = error.facts as { issues: readonly { path: string; message: string }[] };
    const lines = issues.map((issue) => `  ${issue.path === '' ? '' : `${issue.path}: `}${issue.message}`);
    throw new UsageError(`${path} is not a rules file:\n${lines.join('\n')}`);
  }
}

/**
 * The rules of a preset or of a rules file.
 * @throws UsageError with the places of everything that is wrong with the file
 */
export async function readRules(name: string): Promise<TriedRules> {
  const file = isPreset(name) ? presets[name] : await rulesFileAt(name);
  return { compiled: compileRules(ruleBookOf(file)), rosters: file.rosters };
}

/** Punches by terminal, in the order of the file. @throws UsageError with the line that is not a punch */
export function readPunches(path: string): TerminalPunches[] {
  textOf(path);
  try {
    return readPunchFile(path, 'FILE');
  } catch (error) {
    if (!(error instanceof PunchFileError)) throw error;
    throw new UsageError(error.message);
  }
}

const dates = { from: DateText, to: DateText.nullable().default(null) };
/** Its fields are the engine's, which checks them once the ids are filled in. */
const entered = z.array(z.record(z.string(), z.unknown())).default([]);

/** What HR has entered, for every user that is computed. */
const ExtraInputs = z
  .strictObject({
    user: z
      .strictObject({
        issuedOn: DateText.optional(),
        expiresOn: DateText.optional(),
        suspended: z.array(z.strictObject(dates)).optional(),
        calendarId: z.string().optional(),
      })
      .default({}),
    assignments: entered,
    overrides: entered,
    leaves: entered,
    corrections: entered,
    completeThrough: InstantText.nullable().optional(),
    now: InstantText.optional(),
  })
  .prefault({});
/** What HR has entered. */
export type ExtraInputs = z.output<typeof ExtraInputs>;

/** Reads the file of `--inputs`; without one nothing has been entered. @throws UsageError */
export function readExtraInputs(path: string | undefined): ExtraInputs {
  if (path === undefined) return ExtraInputs.parse({});
  let data: unknown;
  try {
    data = parse(textOf(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} is not YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  const read = ExtraInputs.safeParse(data);
  if (read.success) return read.data;
  throw new UsageError(`${path} does not have the form that --help shows:\n${z.prettifyError(read.error)}`);
}
