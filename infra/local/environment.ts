/** Sets the environment in which functions run locally: their own variables, and the emulators' addresses. @module */

import { randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import { type LambdaVariables, localCallerLimit, type QueueName } from '#infra/lambdas.ts';
import { type IssuerChoice, signInVariables } from '#infra/sign-in-variables.ts';
import type { DynamoDbEndpoint } from './dynamodb-endpoint.ts';
import type { StoreKey } from './store-guard/store-key.ts';

/** Names of what the local cloud makes. */
export const localNames = {
  tables: { main: 'rollcall-main', operations: 'rollcall-operations' },
  queues: {
    sheets: 'rollcall-sheets',
    gather: 'rollcall-gather',
    exports: 'rollcall-exports',
    imports: 'rollcall-imports',
    clock: 'rollcall-clock',
    deliveries: 'rollcall-deliveries',
  },
  bucket: 'rollcall-exports',
} as const;

/** Ports of the two emulators on 127.0.0.1. */
export interface EmulatorPorts {
  tables: number;
  fauxqs: number;
}

/** What becomes of mails on one machine. */
interface LocalMail {
  /** The folder that they are put into. */
  folder?: string | undefined;
  /** What the links in them begin with. */
  publicUrl?: string;
}

const localSender = 'Rollcall <rollcall@example.com>';

/** URL of a queue at the local emulator; it looks at the last segment only. */
export function queueUrl(ports: EmulatorPorts, name: string): string {
  return `http://127.0.0.1:${ports.fauxqs}/000000000000/${name}`;
}

/** A new secret for a deployment on one machine. */
export function newDeploymentSecret(): string {
  return randomBytes(48).toString('base64url');
}

/**
 * The environment in which the functions run locally: their own variables, where the AWS SDK finds its services, and the
 * key that these take requests from.
 * @param deploymentSecret - that of the data; data in memory need none that lasts
 * @param dynamodb - where the tables are when they are not kept here
 * @param mail - nothing is sent from here: mails go into a folder, and where there is none nobody can have any
 * @param signIn - the issuer that signs people in; without one there are API keys only
 */
export function localEnvironment(
  ports: EmulatorPorts,
  key: StoreKey,
  deploymentSecret = newDeploymentSecret(),
  dynamodb?: DynamoDbEndpoint,
  { folder = '', publicUrl = 'http://127.0.0.1' }: LocalMail = {},
  signIn?: IssuerChoice,
): LambdaVariables & Record<string, string> {
  const queue = (name: QueueName) => queueUrl(ports, localNames.queues[name]);
  return {
    MAIN_TABLE: localNames.tables.main,
    OPERATIONS_TABLE: localNames.tables.operations,
    SHEETS_QUEUE_URL: queue('sheets'),
    GATHER_QUEUE_URL: queue('gather'),
    EXPORTS_QUEUE_URL: queue('exports'),
    IMPORTS_QUEUE_URL: queue('imports'),
    CLOCK_QUEUE_URL: queue('clock'),
    DELIVERIES_QUEUE_URL: queue('deliveries'),
    MAIL_FROM: folder === '' ? '' : localSender,
    MAIL_FOLDER: folder,
    PUBLIC_URL: publicUrl,
    CONSOLE_URL: publicUrl,
    METRICS_NAMESPACE: '',
    EXPORTS_BUCKET: localNames.bucket,
    PUBLIC_AUTHORITY: '',
    CALLER_LIMIT: `${localCallerLimit.perSecond}/${localCallerLimit.burst}`,
    DEPLOYMENT_SECRET: deploymentSecret,
    ...signInVariables(signIn),
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb?.url ?? `http://127.0.0.1:${ports.tables}`,
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${ports.fauxqs}`,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${ports.fauxqs}`,
    AWS_REGION: dynamodb?.region ?? 'us-east-1',
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    ...(dynamodb?.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: dynamodb.sessionToken }),
    // The user's own AWS configuration must have no say: it could name another region, or ignore the endpoints above.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  };
}

/** Puts the environment in place. From here on no AWS SDK client of this process reaches AWS. */
export function applyEnvironment(variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) process.env[name] = value;
  delete process.env.AWS_PROFILE;
  if (!('AWS_SESSION_TOKEN' in variables)) delete process.env.AWS_SESSION_TOKEN;
}
