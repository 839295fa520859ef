/**
 * What a bridge says of itself when it is asked for a diagnosis: a closed list of fields, none of which has a name, a PIN, a user
 * id, a key, or a text that people have written.
 * @module
 */

import * as z from 'zod';
import { UpdateReport } from './bridge-updates.ts';
import { Count, InstantField, LocalDateField, Serial, TaskId, ZoneField } from './fields.ts';
import type { Plain } from './plain.ts';

/** Most lines of a bridge's log in a bundle. */
export const mostDiagnosisLines = 500;
/** Most bytes of a bundle as JSON: compressed it fits into one stored item, whatever is in it. */
export const mostDiagnosisBytes = 384 * 1024;
/** Most terminals in a bundle: those that it reads and those that push to it. */
export const mostDiagnosedTerminals = 1000;

const Address = z.string().max(200);
const Code = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+)*$/)
  .max(40);
const Amount = z.number();

/**
 * The facts of a line of the log that leave the site. A fact that is not listed here, or that has another form, stays there: both
 * the bridge and the cloud go by this list.
 */
export const DiagnosisFacts = z
  .strictObject({
    accepted: Amount,
    address: Address.regex(/^[\w.:[\]%-]+$/),
    afterHours: Amount.meta({ description: 'Hours' }),
    attempt: Amount,
    batchId: z.string().regex(/^bat_[0-9A-Z]{26}$/),
    blankRecords: Amount,
    code: Code,
    counted: Amount,
    driftSeconds: Amount,
    duplicates: Amount,
    failed: Amount,
    failures: Amount,
    fault: Code,
    freeBytes: Amount,
    milliseconds: Amount.meta({ description: 'Milliseconds' }),
    missing: Amount,
    missingRecords: Amount,
    quarantined: Amount,
    read: Amount,
    records: Amount,
    refusals: Amount,
    saved: Amount,
    serial: Serial,
    skewSeconds: Amount,
    stored: Amount,
    taskId: TaskId,
    terminals: Amount,
    through: LocalDateField,
    users: Amount.meta({ description: 'How many' }),
    usersCreated: Amount.meta({ description: 'How many' }),
    usersDetailed: Amount.meta({ description: 'How many' }),
    waitMilliseconds: Amount,
    waitSeconds: Amount,
  })
  .partial()
  .meta({ id: 'DiagnosisFacts' });

/** One line of the bridge's log. */
export const DiagnosisLine = z
  .strictObject({
    at: InstantField,
    level: z.enum(['debug', 'info', 'warn', 'error']),
    event: z
      .string()
      .regex(/^[a-z-]+\.[a-z-]+$/)
      .max(60)
      .meta({ description: 'As in docs/events.md' }),
    message: z.string().max(500).optional().meta({
      description:
        'Of events whose sentences can have nothing in them but addresses, serial numbers and counts',
    }),
    facts: DiagnosisFacts.optional(),
  })
  .meta({ id: 'DiagnosisLine' });
export type DiagnosisLine = Plain<z.output<typeof DiagnosisLine>>;

const DiagnosedFault = z
  .strictObject({ code: Code, message: z.string().max(500) })
  .meta({ id: 'DiagnosedFault' });

/** A terminal of the configuration, or one that the bridge knows. */
const DiagnosedTerminal = z
  .strictObject({
    serial: Serial.optional().meta({ description: 'Absent when it has never said' }),
    address: Address.optional().meta({ description: 'host:port; of one that pushes, whence it called last' }),
    pushes: z.boolean().meta({ description: 'It pushes to the bridge' }),
    configured: z.boolean().meta({ description: 'The configuration has it' }),
    hasCommKey: z.boolean().meta({ description: 'The configuration has a communication key for it' }),
    zone: ZoneField.optional().meta({ description: 'As the configuration has it' }),
    realtime: z.boolean().optional(),
    setClock: z.boolean().optional(),
    transport: z.enum(['auto', 'tcp', 'udp']).optional(),
    state: z.enum(['online', 'unreachable', 'refusing', 'unsupported', 'never-answered']),
    fault: DiagnosedFault.optional(),
    clockDriftSeconds: z.number().int().optional().meta({ description: "Terminal's clock minus true time" }),
    records: Count.optional(),
    missingRecords: Count.optional(),
    completeThrough: InstantField.optional(),
    lastContactAt: InstantField.optional().meta({ description: 'Of one that pushes' }),
    knock: z
      .strictObject({
        answer: z.enum(['connected', 'refused', 'no-answer', 'no-such-name', 'no-way']),
        tookMilliseconds: Count,
      })
      .meta({ id: 'DiagnosedKnock' })
      .optional()
      .meta({
        description:
          'Whether something answers at its address now (TCP); absent where there was no time to try. One that is online is ' +
          'left in peace: terminals serve one client',
      }),
  })
  .meta({ id: 'DiagnosedTerminal' });
export type DiagnosedTerminal = Plain<z.output<typeof DiagnosedTerminal>>;

/** Whether the cloud is reached from where the bridge stands, without its signature. */
export const DiagnosedCloud = z
  .strictObject({
    address: z.string().max(500),
    isReached: z.boolean(),
    status: Count.optional().meta({ description: 'HTTP status' }),
    tookMilliseconds: Count.meta({ description: 'Until the answer was there, or it was given up' }),
    clockAheadSeconds: z.number().optional().meta({
      description: "The machine's clock minus the cloud's, in seconds",
    }),
    fault: z.string().max(500).optional(),
    hasProxy: z.boolean(),
    hasOwnCertificates: z.boolean().meta({ description: 'The configuration has a `caFile`' }),
    lastAnswerAt: InstantField.optional().meta({ description: 'When it last answered a heartbeat' }),
  })
  .meta({ id: 'DiagnosedCloud' });
export type DiagnosedCloud = Plain<z.output<typeof DiagnosedCloud>>;

/** A bundle: everything that somebody elsewhere needs to help, and nothing of people. */
export const DiagnosisBundle = z
  .strictObject({
    madeAt: InstantField,
    program: z
      .strictObject({
        version: z.string().max(40),
        node: z.string().max(40),
        platform: z.string().max(60),
        isRunning: z.boolean().meta({ description: 'A bridge is at work on the state folder' }),
        startedAt: InstantField.optional().meta({ description: 'Of the bridge that made this' }),
        usedMemoryBytes: Count,
        updates: UpdateReport.optional(),
      })
      .meta({ id: 'DiagnosedProgram' }),
    machine: z
      .strictObject({
        upSeconds: Count.meta({ description: 'Since its start' }),
        processors: Count,
        freeMemoryBytes: Count,
        totalMemoryBytes: Count,
        freeDiskBytes: Count.optional().meta({ description: 'Of the disk with the state folder' }),
        totalDiskBytes: Count.optional(),
      })
      .meta({ id: 'DiagnosedMachine' }),
    outbox: z
      .strictObject({
        waiting: Count.meta({ description: 'Records' }),
        refused: Count.meta({ description: 'Those of them that the cloud has refused at least once' }),
        bytes: Count,
        limitBytes: Count,
        oldestAt: InstantField.optional(),
        fullSince: InstantField.optional(),
        isDiskFull: z.boolean(),
      })
      .meta({ id: 'DiagnosedOutbox' }),
    settings: z
      .strictObject({
        parallelTerminals: Count,
        realtimeSessions: Count,
        longestPollSeconds: z.number(),
        probeSeconds: z.number(),
        pushPort: Count.optional().meta({ description: 'Present when terminals can push to the bridge' }),
      })
      .meta({ id: 'DiagnosedSettings' }),
    cloud: DiagnosedCloud,
    terminals: z.array(DiagnosedTerminal).max(mostDiagnosedTerminals),
    leftOutTerminals: Count.optional().meta({
      description:
        'Terminals that there was no room for, if any: first those that are well, and those that it no longer reads',
    }),
    log: z
      .array(DiagnosisLine)
      .max(mostDiagnosisLines)
      .meta({ description: 'The last lines that the bridge at work has logged, the latest last' }),
    leftOutLines: Count.meta({ description: 'Lines that there was no room for: the earliest' }),
  })
  .meta({ id: 'DiagnosisBundle' });
export type DiagnosisBundle = Plain<z.output<typeof DiagnosisBundle>>;
