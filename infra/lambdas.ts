/**
 * Lists the deployed functions, queues and schedules: what the stacks, the local cloud and the bundler share. Every
 * function has one entry point that exports `handler`.
 * @module
 */

import { tries } from '#functions/queue/tries.ts';

/** How one function is built and run. */
export interface LambdaDefinition {
  /** Entry point, relative to the repository. */
  entry: `functions/${string}/handler.ts`;
  memoryMegabytes: number;
  /** After this the function is stopped. HTTP functions stay below the 30 s of an HTTP API. */
  timeoutSeconds: number;
  /** Largest minified bundle in bytes, source map not counted: what it measures and about 8 %, so that a new package is noticed. */
  budgetBytes: number;
  /**
   * Most instances at once, which are kept for this function: nobody who calls another one can take them, and a flood of its own
   * callers takes no more. The others share what is left of the account's.
   */
  reservedConcurrency?: number;
}

const kilobyte = 1024;

/** The functions by name. */
export const lambdas = {
  api: {
    entry: 'functions/api/handler.ts',
    memoryMegabytes: 1024,
    timeoutSeconds: 28,
    reservedConcurrency: 100,
    // About 100 KB of this is the YAML library for rules files, which is loaded only when a request needs it, and 31 KB that for XLSX.
    // Raised by the routes of HR's work: approvals, files of leaves and rosters, mails, notices, reasons, the roster board.
    budgetBytes: 1420 * kilobyte,
  },
  bridge: {
    entry: 'functions/bridge/handler.ts',
    memoryMegabytes: 1024,
    timeoutSeconds: 28,
    reservedConcurrency: 200,
    // About 35 KB of this is the table of reasons: refusals, fields and what is said of terminals have keys and values beside their text.
    budgetBytes: 597 * kilobyte,
  },
  iclock: {
    entry: 'functions/iclock/handler.ts',
    memoryMegabytes: 512,
    timeoutSeconds: 28,
    reservedConcurrency: 50,
    budgetBytes: 499 * kilobyte,
  },
  authorizer: {
    entry: 'functions/authorizer/handler.ts',
    memoryMegabytes: 512,
    timeoutSeconds: 5,
    reservedConcurrency: 50,
    // 9 KB of this is the library that checks tokens of people.
    budgetBytes: 434 * kilobyte,
  },
  tick: {
    entry: 'functions/tick/handler.ts',
    memoryMegabytes: 512,
    timeoutSeconds: 50,
    // It looks after silence, and deletes old times.
    budgetBytes: 595 * kilobyte,
  },
  sheets: {
    entry: 'functions/sheets/handler.ts',
    memoryMegabytes: 1024,
    timeoutSeconds: 60,
    // The store knows what of an entry has been approved, and lists what waits; stores and problems of mails are in every function,
    // and 30 KB are the table of reasons, whose keys the schema of a day names.
    budgetBytes: 635 * kilobyte,
  },
  gather: {
    entry: 'functions/gather/handler.ts',
    memoryMegabytes: 512,
    timeoutSeconds: 30,
    budgetBytes: 275 * kilobyte,
  },
  exports: {
    entry: 'functions/exports/handler.ts',
    memoryMegabytes: 1024,
    timeoutSeconds: 600,
    // 31 KB of this is the library for XLSX, and 40 KB payroll files with their templates.
    budgetBytes: 690 * kilobyte,
  },
  imports: {
    entry: 'functions/imports/handler.ts',
    memoryMegabytes: 1024,
    timeoutSeconds: 600,
    budgetBytes: 520 * kilobyte,
  },
  deliveries: {
    entry: 'functions/deliveries/handler.ts',
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
    // 135 KB of this is the library that writes mails, and 83 KB the client of SES: see decision 0029.
    budgetBytes: 915 * kilobyte,
  },
} as const satisfies Record<string, LambdaDefinition>;

/** Name of a deployed function. */
export type LambdaName = keyof typeof lambdas;

/** Every function, in the order in which they are shown. */
export const lambdaNames = Object.keys(lambdas) as LambdaName[];

/** The functions that answer callers, through the gateway. */
export const answeringNames = ['api', 'bridge', 'iclock', 'authorizer'] as const satisfies LambdaName[];

/** Name of a function that answers callers. */
export type AnsweringName = (typeof answeringNames)[number];

/** Name of a function that works without a caller. */
export type WorkingName = Exclude<LambdaName, AnsweringName>;

/** The functions that work without a caller: on messages, or by the clock. */
export const workingNames = lambdaNames.filter(
  (name): name is WorkingName => !(answeringNames as readonly LambdaName[]).includes(name),
);

/** The environment variables that our functions read, besides AWS's own. */
export interface LambdaVariables {
  MAIN_TABLE: string;
  OPERATIONS_TABLE: string;
  SHEETS_QUEUE_URL: string;
  GATHER_QUEUE_URL: string;
  EXPORTS_QUEUE_URL: string;
  IMPORTS_QUEUE_URL: string;
  CLOCK_QUEUE_URL: string;
  DELIVERIES_QUEUE_URL: string;
  /** Who sends mails, as an address or `Name <address>`. Empty: nobody, and nothing can be scheduled to be sent. */
  MAIL_FROM: string;
  /** Where the console is, for links in mails: in the functions of `linkMakers`. Empty: nobody has said. */
  CONSOLE_URL?: string;
  /** A folder that mails are put into instead of being sent. Absent on AWS. */
  MAIL_FOLDER?: string;
  EXPORTS_BUCKET: string;
  /** The namespace of the figures that functions measure. Empty: they measure nothing. */
  METRICS_NAMESPACE: string;
  /**
   * The authorities (`host` or `host:port`, comma separated) that a bridge's signature may name. Empty: the domain name
   * under which the request reached the gateway.
   */
  PUBLIC_AUTHORITY: string;
  /** How many requests one caller may make of one process: a second, and at once. Absent on AWS, where `20/100` fits an instance. */
  CALLER_LIMIT?: string;
  /** `allowed`: webhooks may be delivered to this machine itself, for trying on one. Absent on AWS. */
  WEBHOOK_LOOPBACK?: string;
}

/** The functions that derive keys from the secret of the deployment, and so have it in their environment. */
export const secretHolders: readonly LambdaName[] = ['api', 'iclock', 'tick', 'deliveries'];

/** The functions that count strangers by their address, and so believe the console's CloudFront whom it serves (`EDGE_SECRET`). */
export const addressReaders: readonly LambdaName[] = ['authorizer'];

/** The functions that check tokens of people, or say where they sign in, and so know the issuer. */
export const tokenReaders: readonly LambdaName[] = ['api', 'authorizer'];

/** The functions that make links to the API, and so have its address (`PUBLIC_URL`). The API's own cannot: each would need the other. */
export const linkMakers: readonly WorkingName[] = ['deliveries'];

/** How messages of a queue reach their function. Times in seconds. */
export interface QueueDefinition {
  consumer: WorkingName;
  batchSize: number;
  /** Failed receives after which a message goes to the dead-letter queue. */
  maxReceiveCount: number;
  /** Six times the function's time-out, as AWS advises for event source mappings. */
  visibilityTimeoutSeconds: number;
  /** Most batches that are worked on at once. */
  maxConcurrency: number;
  /** How long messages are gathered before they are worked on together; absent: not at all. */
  gatherSeconds?: number;
}

/** The queues by name. */
export const queues = {
  sheets: {
    consumer: 'sheets',
    batchSize: 3,
    maxReceiveCount: tries.sheets,
    visibilityTimeoutSeconds: 6 * lambdas.sheets.timeoutSeconds,
    maxConcurrency: 200,
  },
  gather: {
    consumer: 'gather',
    // What fits into one call decides earlier: 6 MB.
    batchSize: 1_000,
    maxReceiveCount: 5,
    visibilityTimeoutSeconds: 6 * lambdas.gather.timeoutSeconds + 30,
    // The fewer at once, the more messages about one user meet; AWS takes no less than two.
    maxConcurrency: 2,
    gatherSeconds: 30,
  },
  exports: {
    consumer: 'exports',
    batchSize: 1,
    maxReceiveCount: tries.exports,
    visibilityTimeoutSeconds: 6 * lambdas.exports.timeoutSeconds,
    maxConcurrency: 2,
  },
  imports: {
    consumer: 'imports',
    batchSize: 1,
    maxReceiveCount: tries.imports,
    visibilityTimeoutSeconds: 6 * lambdas.imports.timeoutSeconds,
    maxConcurrency: 2,
  },
  clock: {
    consumer: 'tick',
    batchSize: 5,
    // One failure is made up for by the next minute; several in a row need a person.
    maxReceiveCount: 3,
    visibilityTimeoutSeconds: 6 * lambdas.tick.timeoutSeconds,
    maxConcurrency: 10,
  },
  // What waits for strangers: a slow receiver keeps no download from starting, and no other receiver waiting.
  deliveries: {
    consumer: 'deliveries',
    batchSize: 1,
    maxReceiveCount: tries.deliveries,
    visibilityTimeoutSeconds: 6 * lambdas.deliveries.timeoutSeconds,
    maxConcurrency: 10,
  },
} as const satisfies Record<string, QueueDefinition>;

/** Name of a queue. */
export type QueueName = keyof typeof queues;

/** Every queue. */
export const queueNames = Object.keys(queues) as QueueName[];

/** What the scheduler sends to `tick`, and how often in minutes. */
export const schedules = {
  tick: { everyMinutes: 1 },
  nightly: { everyMinutes: 15 },
} as const;

/** Kind of a scheduled event. */
export type ScheduleKind = keyof typeof schedules;

/** How many requests of one kind a gateway lets through. */
export interface RouteLimit {
  /** On average, a second. */
  perSecond: number;
  /** At once. */
  burst: number;
}

/**
 * Limits of single routes, which have buckets of their own: a flood on one leaves the others as they are. Every other route has
 * the stage's limit for itself.
 */
export const routeLimits: Readonly<Record<string, RouteLimit>> = {
  // Who has no credential yet, or may have none.
  'POST /bridge/v1/enrol': { perSecond: 5, burst: 20 },
  'ANY /bridge/v1/{proxy+}': { perSecond: 20, burst: 40 },
  'ANY /v1/{proxy+}': { perSecond: 20, burst: 40 },
  'ANY /v1/health': { perSecond: 5, burst: 10 },
  'GET /v1/health': { perSecond: 20, burst: 40 },
  'GET /v1/sign-in': { perSecond: 20, burst: 40 },
  'ANY /v1/sign-in': { perSecond: 5, burst: 10 },
  'GET /v1/report-mails/{mailToken}/subscription': { perSecond: 20, burst: 40 },
  'POST /v1/report-mails/{mailToken}/subscription': { perSecond: 20, burst: 40 },
  'ANY /v1/report-mails/{mailToken}/subscription': { perSecond: 5, burst: 10 },
  'GET /v1/report-mails/{mailToken}/files': { perSecond: 20, burst: 40 },
  'ANY /v1/report-mails/{mailToken}/files': { perSecond: 5, burst: 10 },
  // What reads or starts a lot.
  'GET /v1/sheets': { perSecond: 50, burst: 100 },
  'POST /v1/exports': { perSecond: 10, burst: 20 },
  'POST /v1/imports': { perSecond: 10, burst: 20 },
};

/** The limit of every other route for people, integrations and bridges. */
export const defaultLimit: RouteLimit = { perSecond: 500, burst: 1000 };
/** The limit of one caller on one machine, where one process does what many instances do on AWS. */
export const localCallerLimit: RouteLimit = { perSecond: 200, burst: 2000 };
/** The limit of all terminals that push, on an API of their own. */
export const terminalLimit: RouteLimit = { perSecond: 300, burst: 600 };

/** How long API Gateway keeps an authorizer's answer, in seconds: a deleted key works no longer than this. */
export const authorizerCacheSeconds = 60;
