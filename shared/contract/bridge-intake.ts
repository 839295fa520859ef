/** Routes and schemas by which bridges store what they have read: records of logs, and details of users. @module */

import * as z from 'zod';
import { BatchId, Count, Pin, Serial, TaskId, UserId } from './fields.ts';
import { route } from './route.ts';
import { Credentials } from './user-fields.ts';

/** Most punches in one request. */
export const maxPunchesPerBatch = 500;
/** Largest body of a batch in bytes, after decompression. */
export const maxBatchBytes = 1024 * 1024;

/**
 * One record of a terminal's log, as it came. Deliberately liberal: what is not a punch is quarantined by the cloud,
 * never refused, because a refused record would block the ones behind it.
 */
export const RecordField = z
  .strictObject({
    pin: z.string().max(64),
    time: z.string().max(32),
    status: z.number().int().min(0).max(255),
    verify: z.number().int().min(0).max(65535),
    workCode: z.string().max(32).default(''),
    raw: z.string().max(1024).optional(),
    place: Count.optional().meta({
      description: 'Of a blank record: its place in the log, from 1',
    }),
    clockSuspect: z.boolean().optional().meta({
      description: "The terminal's clock was known to be wrong when it made the record",
    }),
  })
  .meta({ id: 'TerminalRecord' });

/** What became of one record. `failed` was not stored this time: send it again. */
export const RecordResult = z
  .looseObject({
    result: z.enum(['stored', 'duplicate', 'quarantined', 'failed']),
    reason: z.string().optional(),
  })
  .meta({ id: 'RecordResult' });

/** A user's details as a terminal has them. */
export const TerminalUserField = z
  .strictObject({
    pin: Pin,
    name: z.string().max(100).optional(),
    privilege: Count.optional(),
    credentials: Credentials.strict().meta({ id: 'CredentialsInput' }).optional(),
  })
  .meta({ id: 'TerminalUser' });

/** Routes that bridges call with what they have read. */
export const bridgeIntake = {
  storePunches: route({
    method: 'POST',
    path: '/bridge/v1/punches',
    service: 'bridge',
    principals: ['bridge'],
    tag: 'bridge',
    summary: 'Store up to 500 records of one terminal, in log order; every record gets its own result',
    body: z
      .strictObject({
        batchId: BatchId.meta({
          description: 'The same on every retry of the batch, so that the answer is the same too',
        }),
        terminal: Serial,
        taskId: TaskId.optional().meta({
          description: 'The download decides how unknown users are treated; default: the setting',
        }),
        clockDriftSeconds: z.number().int().optional(),
        records: z.array(RecordField).min(1).max(maxPunchesPerBatch),
      })
      .meta({ id: 'PunchBatch' }),
    bodyLimitBytes: maxBatchBytes,
    answer: {
      status: 200,
      body: z
        .looseObject({
          results: z.array(RecordResult).meta({ description: 'One per record, in their order' }),
          usersCreated: z.array(UserId),
          held: Count,
        })
        .meta({ id: 'PunchBatchResult' }),
    },
    problems: ['terminal.of-another-bridge', 'service.busy'],
  }),
  storeUsers: route({
    method: 'POST',
    path: '/bridge/v1/users',
    service: 'bridge',
    principals: ['bridge'],
    tag: 'bridge',
    summary:
      'Send the details of users as a terminal has them; only users that exist and were asked for change',
    body: z
      .strictObject({
        taskId: TaskId.optional().meta({
          description:
            'The task that asked for them. Without it, the terminal sent them unasked: they complete users that were ' +
            'created for their punches and wait for their details',
        }),
        terminal: Serial,
        users: z.array(TerminalUserField).min(1).max(500),
      })
      .meta({ id: 'UserBatch' }),
    answer: {
      status: 200,
      body: z
        .looseObject({
          results: z.array(
            z
              .looseObject({ result: z.enum(['completed', 'unchanged', 'unknown']) })
              .meta({ id: 'UserResult' }),
          ),
        })
        .meta({ id: 'UserBatchResult' }),
    },
    problems: ['task.unknown', 'task.not-yours', 'terminal.of-another-bridge'],
  }),
};
