/** Reads the command line of `npm run operator`, and holds its help text. @module */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartFailure } from '#infra/local/start-failure.ts';
import { overlapHours } from '#shared/contract/access.ts';
import { InstantField, LocalDateField, Serial } from '#shared/contract/fields.ts';
import { parseOurId } from '#shared/contract/ids.ts';
import type { Serial as SerialNumber } from '#shared/punch/serial.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { RotationTarget } from './rotate-keys.ts';

/** Which deployment is meant. */
export type OperatorTarget =
  | { kind: 'local'; dataDir: string }
  | { kind: 'aws'; mainTable: string; operationsTable: string; sheetsQueueUrl?: string | undefined };

/** Where messages are that have failed for good. */
export type DeadLetterTarget = Extract<OperatorTarget, { kind: 'local' }> | { kind: 'queue'; url: string };

/** What is to be done with messages that have failed for good. */
export interface DeadLetterOptions {
  command: 'dead-letters' | 'redrive';
  target: DeadLetterTarget;
}

/** Restores tables on AWS. */
export interface RestoreOptions {
  command: 'restore';
  target: Extract<OperatorTarget, { kind: 'aws' }>;
  at: Date;
}

/** What is to be done with the data of an organisation. */
export type OperatorOptions = { target: OperatorTarget; organisation: string } & (
  | { command: 'new-key'; name: string }
  | { command: 'settle-terminal'; serial: SerialNumber }
  | { command: 'organisations' }
  | { command: 'rotate-keys'; rotation: RotationTarget }
  | { command: 'replay-quarantine' }
  | { command: 'rebuild-sheets'; from: LocalDate; to: LocalDate }
);

/** Text of `npm run operator -- --help`. */
export const operatorHelp = `What only whoever runs a deployment may do. It needs no API key.

  npm run operator -- COMMAND TARGET [options]

Commands
  new-key                         make an administrator's API key and print it: the way back in when the last one is lost
  rotate-keys                     ask all bridges for new keys, and list what is left to a person
  rotate-keys --bridge ID         ask one bridge
  rotate-keys --api-key NAME      give the API key of this name or id a new secret and print it; that of before works for
                                  --overlap-hours (24; at most 168; 0: it ends)
  settle-terminal --serial S      settle for good that the terminal with this serial number, which pushes, is the organisation's
  organisations                   list the organisations of the deployment
  replay-quarantine               judge all open records of the quarantine again: what is a punch by now is stored
  rebuild-sheets --from D --to D  have everybody's sheets computed again (from ≤ date < to); locked periods stay as they are
  restore --at INSTANT            have AWS restore both tables as they were then, as new tables beside those in use
  dead-letters                    list the messages that have failed for good: when, queue, kind, organisation, correlation id
  redrive                         send each of them back to the queue that it came from; what the clock sends anew is deleted

Target: one of
  --data DIR                      the data folder of npm start, which must not be running
  --main-table NAME --operations-table NAME
                                  the tables on AWS (outputs of the stacks), with the credentials of your AWS configuration;
                                  AWS_REGION in the environment says where
                                  replay-quarantine and rebuild-sheets need --sheets-queue-url URL besides
  --dead-letters URL              for dead-letters and redrive: the queue of dead letters on AWS

Options
  --organisation NAME             whose (default)
  --name NAME                     the name under which a new key is listed (operator)
`;

const options = {
  data: { type: 'string' },
  'main-table': { type: 'string' },
  'operations-table': { type: 'string' },
  organisation: { type: 'string', default: 'default' },
  name: { type: 'string', default: 'operator' },
  serial: { type: 'string' },
  'sheets-queue-url': { type: 'string' },
  'dead-letters': { type: 'string' },
  bridge: { type: 'string' },
  'api-key': { type: 'string' },
  'overlap-hours': { type: 'string' },
  at: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

function usage(message: string): StartFailure {
  return new StartFailure(`${message}\nSee: npm run operator -- --help`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function targetOf(values: ReturnType<typeof parse>['values']): OperatorTarget {
  const { data, 'main-table': mainTable, 'operations-table': operationsTable } = values;
  if (data !== undefined && mainTable === undefined && operationsTable === undefined) {
    return { kind: 'local', dataDir: resolve(data) };
  }
  if (data === undefined && mainTable !== undefined && operationsTable !== undefined) {
    return { kind: 'aws', mainTable, operationsTable, sheetsQueueUrl: values['sheets-queue-url'] };
  }
  throw usage('Say which deployment: --data DIR, or --main-table NAME and --operations-table NAME.');
}

function deadLetterTargetOf({
  data,
  'dead-letters': url,
}: ReturnType<typeof parse>['values']): DeadLetterTarget {
  if (data !== undefined && url === undefined) return { kind: 'local', dataDir: resolve(data) };
  if (data === undefined && url !== undefined && URL.canParse(url)) return { kind: 'queue', url };
  throw usage('Say where the dead letters are: --data DIR, or --dead-letters URL.');
}

/** A target whose sheets can be computed. */
function sheetTargetOf(values: ReturnType<typeof parse>['values']): OperatorTarget {
  const target = targetOf(values);
  if (target.kind === 'aws' && target.sheetsQueueUrl === undefined)
    throw usage('It needs --sheets-queue-url, the output SheetsQueueUrl, besides the tables.');
  return target;
}

/** What `rotate-keys` is to rotate. */
function rotationOf(values: ReturnType<typeof parse>['values']): RotationTarget {
  const { bridge, 'api-key': apiKey, 'overlap-hours': hoursText } = values;
  if (bridge !== undefined && apiKey !== undefined) throw usage('Say --bridge or --api-key, not both.');
  if (apiKey === undefined) {
    if (hoursText !== undefined) throw usage('--overlap-hours is for --api-key: a bridge has an hour.');
    const id = bridge === undefined ? undefined : parseOurId('brg', bridge);
    if (id === null) throw usage('--bridge needs the id of a bridge, brg_….');
    return { bridge: id };
  }
  if (hoursText === undefined) return { apiKey, overlapHours: undefined };
  const hours = Number(hoursText);
  if (!/^\d+$/.test(hoursText) || hours > overlapHours.most)
    throw usage(`--overlap-hours is a whole number from 0 to ${overlapHours.most}.`);
  return { apiKey, overlapHours: hours };
}

/**
 * Reads the command line.
 * @returns `null` when help was asked for
 * @throws StartFailure that says what is wrong
 */
export function readOperatorOptions(
  args: readonly string[],
): OperatorOptions | DeadLetterOptions | RestoreOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [command, ...more] = positionals;
  if (more.length > 0) throw usage(`"${more.join(' ')}" is one word too many.`);
  const { organisation, name } = values;
  if (command === 'new-key') return { command, target: targetOf(values), organisation, name };
  if (command === 'organisations') return { command, target: targetOf(values), organisation };
  if (command === 'rotate-keys')
    return { command, target: targetOf(values), organisation, rotation: rotationOf(values) };
  if (command === 'dead-letters' || command === 'redrive')
    return { command, target: deadLetterTargetOf(values) };
  if (command === 'restore') {
    const at = InstantField.safeParse(values.at);
    if (!at.success) throw usage('restore needs --at, an instant as 2026-03-02T01:00:00Z.');
    const target = targetOf(values);
    if (target.kind === 'local')
      throw usage(
        'A data folder has no earlier states: restore it from your own backup, while nothing runs.',
      );
    return { command, target, at: new Date(at.data) };
  }
  if (command === 'replay-quarantine') return { command, target: sheetTargetOf(values), organisation };
  if (command === 'rebuild-sheets') {
    const [from, to] = [values.from, values.to].map((text) => LocalDateField.safeParse(text));
    if (!from?.success || !to?.success || from.data >= to.data)
      throw usage(
        'rebuild-sheets needs --from and --to, dates as 2026-03-01; the second is the day after the last.',
      );
    return { command, target: sheetTargetOf(values), organisation, from: from.data, to: to.data };
  }
  if (command === 'settle-terminal') {
    const serial = Serial.safeParse(values.serial);
    if (!serial.success) throw usage('settle-terminal needs --serial, the serial number of a terminal.');
    return { command, target: targetOf(values), organisation, serial: serial.data };
  }
  throw usage(command === undefined ? 'Say what to do.' : `There is no command "${command}".`);
}
