/** Reads the command line of `npm start`, and holds its help text. @module */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isTimeZone } from '#shared/time/zone.ts';
import { type DynamoDbEndpoint, endpointAt } from '../dynamodb-endpoint.ts';
import { StartFailure } from '../start-failure.ts';

/** What `npm start` was asked for. */
export interface StartOptions {
  dataDir: string;
  port: number;
  once: boolean;
  json: boolean;
  /** Whether the console is built where it is missing or old, and served. */
  console: boolean;
  punchesFile: string | undefined;
  zone: string;
  /** Where the tables are; `undefined`: in the data folder. */
  dynamodb: DynamoDbEndpoint | undefined;
  /** Print the administrator's key and start nothing. */
  showKey: boolean;
}

/** Text of `npm start -- --help`. */
export const startHelp = `Starts Rollcall on this machine: the cloud, a bridge, and simulated terminals; does the main job once.

  npm start -- [options]

  --once           do the job and stop, instead of staying up
  --json           end with one line of JSON
  --punches FILE   put the punches of FILE on simulated terminals, one per serial number, instead of the sample:
                   lines {"serial","pin","time","status","verify","workCode"}, or a USB attlog.dat
  --data DIR       where the data live (.rollcall)
  --port N         port of the console and the API on 127.0.0.1 (8780; 0 for any)
  --no-console     serve the API alone, and build no console
  --dynamodb URL   keep the tables at any endpoint that speaks DynamoDB's protocol, instead of in the data folder;
                   credentials and AWS_REGION come from the environment
  --zone ZONE      time zone of the terminals (this machine's)
  --show-key       print the first administrator's API key and start nothing
  --help
`;

/** An invalid command line. The message names the option and what it takes. */
export class UsageError extends StartFailure {
  override readonly name = 'UsageError';
}

const defaultPort = 8780;

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

function zoneOf(text: string): string {
  if (!isTimeZone(text))
    throw new UsageError(`--zone takes a time zone such as Europe/Berlin, not "${text}".`);
  return text;
}

/**
 * Reads the command line.
 * @returns `null` when help was asked for
 * @throws UsageError
 */
export function readStartOptions(args: readonly string[]): StartOptions | null {
  const options = {
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-console': { type: 'boolean', default: false },
    punches: { type: 'string' },
    data: { type: 'string', default: '.rollcall' },
    port: { type: 'string', default: String(defaultPort) },
    dynamodb: { type: 'string' },
    zone: { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
    'show-key': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  const parse = () => {
    try {
      return parseArgs({ args: [...args], options }).values;
    } catch (error) {
      throw new UsageError(`${(error as Error).message}\nSee: npm start -- --help`);
    }
  };
  const values = parse();
  if (values.help) return null;
  return {
    dataDir: resolve(values.data),
    port: portOf(values.port),
    once: values.once,
    json: values.json,
    console: !(values.once || values['no-console']),
    punchesFile: values.punches === undefined ? undefined : resolve(values.punches),
    zone: zoneOf(values.zone),
    dynamodb: values.dynamodb === undefined ? undefined : endpointAt(values.dynamodb, process.env),
    showKey: values['show-key'],
  };
}
