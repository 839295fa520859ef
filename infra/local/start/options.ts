/** Reads the command line of `npm start`, and holds its help text. @module */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isTimeZone } from '#shared/time/zone.ts';
import { type DynamoDbEndpoint, endpointAt } from '../dynamodb-endpoint.ts';
import type { LocalSignIn } from '../sign-in.ts';
import { StartFailure } from '../start-failure.ts';

/** What `npm start` was asked for. */
export interface StartOptions {
  dataDir: string;
  port: number;
  /** Whether an organisation without anything is started, for the first steps of the console. */
  empty: boolean;
  once: boolean;
  json: boolean;
  /** Whether the console is built where it is missing or old, and served. */
  console: boolean;
  punchesFile: string | undefined;
  zone: string;
  /** Where the tables are; `undefined`: in the data folder. */
  dynamodb: DynamoDbEndpoint | undefined;
  /** How people sign in; `undefined`: with API keys only. */
  signIn: LocalSignIn | undefined;
  /** Print the administrator's key and start nothing. */
  showKey: boolean;
}

/** Text of `npm start -- --help`. */
export const startHelp = `Starts Rollcall on this machine: the cloud, a bridge, and simulated terminals; does the main job once.

  npm start -- [options]

  --empty          begin with nothing: the console shows the first steps, and offers the simulated terminals
  --once           do the job and stop, instead of staying up
  --json           end with one line of JSON
  --punches FILE   put the punches of FILE on simulated terminals, one per serial number, instead of the sample:
                   lines {"serial","pin","time","status","verify","workCode"}, or a USB attlog.dat
  --data DIR       where the data live (.rollcall)
  --port N         port of the console and the API on 127.0.0.1 (8780; 0 for any)
  --no-console     serve the API alone, and build no console
  --dynamodb URL   keep the tables at any endpoint that speaks DynamoDB's protocol, instead of in the data folder;
                   credentials and AWS_REGION come from the environment
  --issuer URL     where people sign in, instead of the built-in issuer with its sample people; needs --client.
                   none: with API keys only
  --client ID      the console's client at that issuer
  --audience TEXT  whom the access tokens of that issuer are for (the client)
  --groups CLAIM   the claim of its tokens that holds the groups admin, hr, viewer (cognito:groups)
  --zone ZONE      time zone of the terminals (this machine's)
  --show-key       print the first administrator's API key and start nothing
  --help
`;

/** Whether an issuer can be reached safely: over TLS, or on this machine. */
function isIssuerUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(url.hostname));
}

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

/** The issuer of the command line; `none` is no issuer, and without a word it is the built-in one. */
function signInOf({ issuer, client, audience, groups }: Partial<Record<string, string | boolean>>) {
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);
  const others = [text(client), text(audience), text(groups)];
  if (typeof issuer !== 'string' || issuer === 'none') {
    if (others.some((value) => value !== undefined))
      throw new UsageError('--client, --audience and --groups go with --issuer URL.');
    return issuer === 'none' ? undefined : ({ builtIn: true } as const);
  }
  if (!isIssuerUrl(issuer))
    throw new UsageError(`--issuer takes none, or an address that begins with https://, not "${issuer}".`);
  const clientId = text(client);
  if (clientId === undefined)
    throw new UsageError('--issuer needs --client: a public client of that issuer.');
  return { issuer, clientId, audience: text(audience), groupsClaim: text(groups) };
}

/**
 * Reads the command line.
 * @returns `null` when help was asked for
 * @throws UsageError
 */
export function readStartOptions(args: readonly string[]): StartOptions | null {
  const options = {
    empty: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-console': { type: 'boolean', default: false },
    punches: { type: 'string' },
    data: { type: 'string', default: '.rollcall' },
    port: { type: 'string', default: String(defaultPort) },
    dynamodb: { type: 'string' },
    issuer: { type: 'string' },
    client: { type: 'string' },
    audience: { type: 'string' },
    groups: { type: 'string' },
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
  if (values.empty && (values.once || values['no-console'] || values.punches !== undefined))
    throw new UsageError(
      '--empty leaves everything to the console, so it goes with none of --once, --no-console and --punches.',
    );
  return {
    dataDir: resolve(values.data),
    empty: values.empty,
    port: portOf(values.port),
    once: values.once,
    json: values.json,
    console: !(values.once || values['no-console']),
    punchesFile: values.punches === undefined ? undefined : resolve(values.punches),
    zone: zoneOf(values.zone),
    dynamodb: values.dynamodb === undefined ? undefined : endpointAt(values.dynamodb, process.env),
    signIn: signInOf(values),
    showKey: values['show-key'],
  };
}
