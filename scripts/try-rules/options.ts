/** Reads the command line of `npm run try-rules`, and holds its help text. @module */

import { parseArgs } from 'node:util';
import { presets } from '#shared/attendance/index.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { isTimeZone } from '#shared/time/zone.ts';

/** Text of `npm run try-rules -- --help`. */
export const tryRulesHelp = `Shows what rules make of punches: attendance sheets, without a cloud and without a terminal.

  npm run try-rules -- RULES --punches FILE [options]

  RULES            a rules file (YAML or JSON), or a preset: ${Object.keys(presets).join(', ')}
  --punches FILE   lines {"serial","pin","time","status","verify","workCode"}, or a USB attlog.dat
  --inputs FILE    YAML or JSON with HR's entries for all users; each list is optional:
                   {user: {issuedOn, expiresOn, suspended, calendarId}, assignments: [{rosterId, from, to}],
                    overrides: [{date, scheduleId, furtherScheduleIds, dayType}], leaves: [{type, from, to, portion}],
                    corrections: [{kind, date, …}], completeThrough, now}
  --user PIN       only this user
  --from DATE      first day (that of the first punch)
  --to DATE        the day after the last one (after that of the last punch)
  --zone ZONE      time zone of the terminals and the users (UTC)
  --explain        explains each day in sentences
  --json           whole day results instead of tables, one JSON line a day
  --help

Without assignments everybody has the first roster of the rules file, if there is one, from the first day on.
`;

/** What `npm run try-rules` was asked for. Dates are local; `undefined` where the punches decide. */
export interface TryOptions {
  rules: string;
  punches: string;
  inputs: string | undefined;
  user: string | undefined;
  from: LocalDate | undefined;
  to: LocalDate | undefined;
  zone: string;
  explain: boolean;
  json: boolean;
}

/** An invalid command line or file. The message names it and says what is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function dateOf(option: string, text: string | undefined): LocalDate | undefined {
  if (text === undefined) return undefined;
  const date = parseLocalDate(text);
  if (date === null) throw new UsageError(`--${option} takes a date such as 2026-03-02, not "${text}".`);
  return date;
}

const options = {
  punches: { type: 'string' },
  inputs: { type: 'string' },
  user: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  zone: { type: 'string', default: 'UTC' },
  explain: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See --help.`);
  }
}

/**
 * Reads the command line.
 * @returns `null` when help was asked for
 * @throws UsageError
 */
export function readTryOptions(args: readonly string[]): TryOptions | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [rules, ...others] = positionals;
  if (rules === undefined || others.length > 0) {
    throw new UsageError('Name one rules file or preset, and --punches FILE. See --help.');
  }
  if (values.punches === undefined) throw new UsageError('Name the punches: --punches FILE. See --help.');
  if (!isTimeZone(values.zone)) {
    throw new UsageError(`--zone takes a time zone such as Europe/Berlin, not "${values.zone}".`);
  }
  const from = dateOf('from', values.from);
  const to = dateOf('to', values.to);
  if (from && to && daysBetween(from, to) < 1) throw new UsageError('--to must be a day after --from.');
  const { punches, inputs, user, zone, explain, json } = values;
  return { rules, punches, inputs, user, from, to, zone, explain, json };
}
