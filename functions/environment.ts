/** Each Lambda reads its environment variables once, at cold start, and names all that are missing or wrong. @module */

import * as z from 'zod';
import { parseSender } from '#shared/mail-sender.ts';
import { type SignInSettings, SignInVariables, signInSettings } from './sign-in-settings.ts';

const name = z.string().min(1);

/** The environment variables that our Lambdas read. The AWS SDK reads its own. */
const Environment = z.object({
  MAIN_TABLE: name,
  OPERATIONS_TABLE: name,
  SHEETS_QUEUE_URL: z.url(),
  GATHER_QUEUE_URL: z.url().optional(),
  EXPORTS_QUEUE_URL: z.url().optional(),
  IMPORTS_QUEUE_URL: z.url().optional(),
  CLOCK_QUEUE_URL: z.url().optional(),
  DELIVERIES_QUEUE_URL: z.url().optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => text === '' || parseSender(text) !== null,
      'must be an address, or a name and <address>',
    )
    .default(''),
  MAIL_FOLDER: z.string().default(''),
  PUBLIC_URL: z.union([z.literal(''), z.url()]).default(''),
  CONSOLE_URL: z.union([z.literal(''), z.url()]).default(''),
  EXPORTS_BUCKET: name.optional(),
  PUBLIC_AUTHORITY: z.string().default(''),
  EDGE_SECRET: z.union([z.literal(''), z.string().min(32, 'needs at least 32 characters')]).default(''),
  ...SignInVariables,
  CALLER_LIMIT: z
    .string()
    .regex(/^[1-9]\d*\/[1-9]\d*$/, 'must be requests a second and at once, as 20/100')
    .optional(),
});

const orAbsent = (text: string) => (text === '' ? undefined : text);

/** Parsed environment of a Lambda. */
export interface LambdaEnvironment {
  tables: { main: string; operations: string };
  sheetsQueueUrl: string;
  gatherQueueUrl: string | undefined;
  exportsQueueUrl: string | undefined;
  importsQueueUrl: string | undefined;
  clockQueueUrl: string | undefined;
  deliveriesQueueUrl: string | undefined;
  /** Who sends mails, as an address or `Name <address>`; absent where nobody can. */
  mailFrom: string | undefined;
  /** A folder that mails are put into instead of being sent. */
  mailFolder: string | undefined;
  /** Where people reach the API, without a slash at the end; absent in functions that make no links to it. */
  publicUrl: string | undefined;
  /** Where people reach the console, without a slash at the end; absent where nobody has said. */
  consoleUrl: string | undefined;
  exportsBucket: string | undefined;
  /** Hosts that a bridge's signature may name; empty: the host of the request. */
  publicAuthorities: string[];
  /** What the console's CloudFront shows so that it is believed whom it serves; absent: nobody is believed. */
  edgeSecret: string | undefined;
  /** How people sign in; absent: with API keys only. */
  signIn: SignInSettings | undefined;
  /** How many requests one caller may make of one process; absent: as many as fit an instance of a Lambda. */
  callerRate: { perSecond: number; burst: number } | undefined;
}

/**
 * Reads the environment once, at cold start.
 * @throws Error that names every missing or wrong variable
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): LambdaEnvironment {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The environment of this function is incomplete or wrong (${wrong})`);
  }
  const { data } = parsed;
  const [perSecond = 0, burst = 0] = (data.CALLER_LIMIT ?? '').split('/').map(Number);
  return {
    callerRate: data.CALLER_LIMIT === undefined ? undefined : { perSecond, burst },
    edgeSecret: orAbsent(data.EDGE_SECRET),
    signIn: signInSettings(data),
    tables: { main: data.MAIN_TABLE, operations: data.OPERATIONS_TABLE },
    sheetsQueueUrl: data.SHEETS_QUEUE_URL,
    gatherQueueUrl: data.GATHER_QUEUE_URL,
    exportsQueueUrl: data.EXPORTS_QUEUE_URL,
    importsQueueUrl: data.IMPORTS_QUEUE_URL,
    clockQueueUrl: data.CLOCK_QUEUE_URL,
    deliveriesQueueUrl: data.DELIVERIES_QUEUE_URL,
    mailFrom: orAbsent(data.MAIL_FROM),
    mailFolder: orAbsent(data.MAIL_FOLDER),
    publicUrl: orAbsent(data.PUBLIC_URL)?.replace(/\/$/, ''),
    consoleUrl: orAbsent(data.CONSOLE_URL)?.replace(/\/$/, ''),
    exportsBucket: data.EXPORTS_BUCKET,
    publicAuthorities: data.PUBLIC_AUTHORITY.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  };
}
