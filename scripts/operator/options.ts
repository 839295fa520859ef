/** Reads the command line of `npm run operator`, and holds its help text. @module */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartFailure } from '#infra/local/start-failure.ts';
import { Serial } from '#shared/contract/fields.ts';
import type { Serial as SerialNumber } from '#shared/punch/serial.ts';

/** Which deployment is meant. */
export type OperatorTarget =
  | { kind: 'local'; dataDir: string }
  | { kind: 'aws'; mainTable: string; operationsTable: string };

/** What is to be done. */
export type OperatorOptions = { target: OperatorTarget; organisation: string } & (
  | { command: 'new-key'; name: string }
  | { command: 'settle-terminal'; serial: SerialNumber }
  | { command: 'organisations' }
);

/** Text of `npm run operator -- --help`. */
export const operatorHelp = `What only whoever runs a deployment may do. It needs no API key.

  npm run operator -- COMMAND TARGET [options]

Commands
  new-key                         make an administrator's API key and print it: the way back in when the last one is lost
  settle-terminal --serial S      settle for good that the terminal with this serial number, which pushes, is the organisation's
  organisations                   list the organisations of the deployment

Target: one of
  --data DIR                      the data folder of npm start, which must not be running
  --main-table NAME --operations-table NAME
                                  the tables on AWS (outputs of the stacks), with the credentials of your AWS configuration

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
    return { kind: 'aws', mainTable, operationsTable };
  }
  throw usage('Say which deployment: --data DIR, or --main-table NAME and --operations-table NAME.');
}

/**
 * Reads the command line.
 * @returns `null` when help was asked for
 * @throws StartFailure that says what is wrong
 */
export function readOperatorOptions(args: readonly string[]): OperatorOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [command, ...more] = positionals;
  if (more.length > 0) throw usage(`"${more.join(' ')}" is one word too many.`);
  const { organisation, name } = values;
  if (command === 'new-key') return { command, target: targetOf(values), organisation, name };
  if (command === 'organisations') return { command, target: targetOf(values), organisation };
  if (command === 'settle-terminal') {
    const serial = Serial.safeParse(values.serial);
    if (!serial.success) throw usage('settle-terminal needs --serial, the serial number of a terminal.');
    return { command, target: targetOf(values), organisation, serial: serial.data };
  }
  throw usage(command === undefined ? 'Say what to do.' : `There is no command "${command}".`);
}
