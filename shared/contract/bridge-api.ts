/** Routes that bridges call, and the schemas of enrolment, heartbeats and tasks. @module */

import * as z from 'zod';
import { bridgeIntake, maxBatchBytes } from './bridge-intake.ts';
import { OrderedUpdates, UpdateReport } from './bridge-updates.ts';
import { FoundTerminal, mostFoundTerminals } from './bridges.ts';
import { bridgeDiagnoses } from './diagnoses.ts';
import {
  DownloadCounts,
  DownloadMode,
  DownloadWindow,
  FaultReport,
  SentUser,
  TaskKind,
  TaskProgress,
} from './download-fields.ts';
import {
  BridgeId,
  Count,
  DiagnosisId,
  DownloadId,
  InstantField,
  Serial,
  TaskId,
  UserId,
  ZoneField,
} from './fields.ts';
import { FullDisk } from './full-disk.ts';
import type { Plain } from './plain.ts';
import { route } from './route.ts';
import { enrolledOnTerminal } from './terminal-counts.ts';
import { ListReport, terminalListApi } from './terminal-list.ts';
import { CardNumber, Privilege } from './user-fields.ts';

/** An Ed25519 public key as a JWK (RFC 8037). */
export const PublicKeyJwk = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'),
  })
  .meta({ id: 'PublicKeyJwk', description: 'An Ed25519 public key (RFC 8037)' });
export type PublicKeyJwk = Plain<z.output<typeof PublicKeyJwk>>;

/** A task as a bridge gets it. */
export const BridgeTask = z
  .looseObject({
    id: TaskId,
    downloadId: DownloadId,
    kind: TaskKind,
    terminal: Serial,
    mode: DownloadMode,
    window: DownloadWindow.optional(),
    fetchDetails: z
      .boolean()
      .meta({ description: 'After the punches: send the details of the users that were created' }),
    userIds: z.array(UserId).optional().meta({
      description: 'kind users: whose details are wanted, by the PINs that they have at the terminal',
    }),
    everyone: z
      .boolean()
      .optional()
      .meta({
        description:
          'kind users: the details of everybody whom the terminal has are wanted, and `listed` in the result. A bridge that ' +
          'does not know this sends nobody and no `listed`',
      }),
  })
  .meta({ id: 'BridgeTask' });
export type BridgeTask = Plain<z.output<typeof BridgeTask>>;

/** State of a terminal as its bridge sees it. */
export const TerminalReport = z
  .strictObject({
    serial: Serial,
    name: z.string().max(100).optional(),
    model: z.string().max(100).optional(),
    firmware: z.string().max(100).optional(),
    address: z.string().max(200),
    state: z.enum(['online', 'unreachable', 'refusing', 'unsupported']),
    fault: FaultReport.optional(),
    clockDriftSeconds: z.number().int().optional().meta({ description: "Terminal's clock minus true time" }),
    clockSetBySeconds: z.number().int().optional().meta({
      description: 'By how much the bridge has just set the clock; positive when it was slow. Reported once',
    }),
    records: Count.optional(),
    recordCapacity: Count.optional(),
    ...enrolledOnTerminal,
    lastPunchAt: InstantField.optional().meta({
      description: 'The latest punch of its log, when that was last read',
    }),
    missingRecords: Count.optional().meta({
      description: 'Records that it counted and did not hand over when its log was last read to the end',
    }),
    blankRecords: Count.optional().meta({
      description: 'Blank records in its log',
    }),
    unreadableUsers: Count.optional().meta({ description: 'Users in an unknown layout' }),
    pushes: z.boolean().optional().meta({ description: 'It pushes to the bridge' }),
    zone: ZoneField.optional(),
    completeThrough: InstantField.optional().meta({
      description: 'The log has been read up to this moment, and the cloud has answered for all of it',
    }),
  })
  .meta({ id: 'TerminalReport' });
export type TerminalReport = Plain<z.output<typeof TerminalReport>>;

/** Most users without details that a task names. */
export const mostUsersWithoutDetails = 5000;

/** A user as it is to be on a terminal. What is absent stays as it is there. */
export const UserToSend = z
  .looseObject({
    userId: UserId,
    name: z.string().max(100).optional(),
    card: CardNumber.optional(),
    privilege: Privilege.optional(),
  })
  .meta({ id: 'UserToSend' });
export type UserToSend = Plain<z.output<typeof UserToSend>>;

/** What a bridge keeps on disk, as it reports it. */
const OutboxReport = z
  .strictObject({
    waiting: Count,
    bytes: Count.optional(),
    limitBytes: Count.optional(),
    oldestAt: InstantField.optional(),
    fullSince: InstantField.optional().meta({ description: 'Since when it takes nothing more' }),
    fullDisk: FullDisk.strict().meta({ id: 'FullDiskReport' }).optional(),
  })
  .meta({ id: 'OutboxReport' });

/** The machine of a bridge. */
const machine = {
  host: z.string().trim().min(1).max(253).optional().meta({ description: "The machine's name" }),
  platform: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: 'Operating system and processor, such as linux-x64' }),
};

const taskParams = z.strictObject({ taskId: TaskId });
const own = ['bridge'] as const;

/** Routes that bridges call. All but enrolment are signed (RFC 9421, Ed25519). */
export const bridgeApi = {
  enrolBridge: route({
    method: 'POST',
    path: '/bridge/v1/enrol',
    service: 'bridge',
    principals: ['enrolment'],
    tag: 'bridge',
    summary: 'Exchange an enrolment token for a bridge identity',
    body: z
      .strictObject({
        token: z.string().min(20).max(200),
        publicKey: PublicKeyJwk,
        nonce: z.string().min(16).max(64),
        proof: z.string().max(200).meta({
          description: 'base64url Ed25519 signature over "rollcall-enrol:" + sha256hex(token) + ":" + nonce',
        }),
        name: z.string().trim().min(1).max(100).meta({
          description: 'What it calls itself; where the token is for one bridge and has a name, that counts',
        }),
        version: z.string().max(40),
        ...machine,
      })
      .meta({ id: 'BridgeEnrolment' }),
    answer: {
      status: 201,
      body: z
        .looseObject({
          bridgeId: BridgeId,
          name: z.string().optional().meta({ description: 'Its name here' }),
          serverTime: InstantField,
          zone: ZoneField,
        })
        .meta({ id: 'EnrolledBridge' }),
    },
    problems: ['enrolment.refused'],
  }),
  heartbeat: route({
    method: 'POST',
    path: '/bridge/v1/heartbeat',
    service: 'bridge',
    principals: own,
    tag: 'bridge',
    summary: 'Report how the terminals are, and claim waiting tasks',
    body: z
      .strictObject({
        version: z.string().max(40),
        terminals: z
          .array(TerminalReport)
          .max(500)
          .meta({
            description:
              'The terminals that the configuration has. No day waits any longer for one that is not among them; an ' +
              'empty list says nothing',
          }),
        partial: z
          .boolean()
          .optional()
          .meta({ description: 'The configuration may have terminals that are not listed' }),
        unnamed: Count.optional().meta({
          description: 'Configured terminals that have not told their serial numbers yet',
        }),
        found: z
          .array(FoundTerminal.strict().meta({ id: 'FoundTerminalReport' }))
          .max(mostFoundTerminals)
          .optional()
          .meta({
            description:
              'Terminals that it has found and that its configuration does not have; without it, what it said before counts',
          }),
        ...machine,
        cloudTerminals: ListReport.optional().meta({
          description:
            'What it makes of the list that is kept for it here; absent of bridges of earlier versions',
        }),
        updates: UpdateReport.optional().meta({ description: 'What it goes by, and what it tried last' }),
        outbox: OutboxReport,
        running: z
          .array(TaskId)
          .max(500)
          .meta({ description: 'Tasks that this bridge works on: their leases are renewed' }),
        take: Count.max(100).meta({ description: 'How many more tasks it can take' }),
      })
      .meta({ id: 'Heartbeat' }),
    // Five hundred terminals, each with a fault, and what is said of the list.
    bodyLimitBytes: maxBatchBytes,
    answer: {
      status: 200,
      body: z
        .looseObject({
          serverTime: InstantField,
          pollAfterSeconds: z.number().min(0),
          tasks: z.array(BridgeTask),
          zones: z
            .array(z.looseObject({ serial: Serial, zone: ZoneField }).meta({ id: 'TerminalZone' }))
            .optional()
            .meta({
              description:
                'Zones of the terminals that were reported; absent when the report was known already',
            }),
          setClocks: z.array(Serial).optional().meta({
            description:
              'Terminals whose clocks it is to set now; repeated until it has reported that it did',
          }),
          terminalsVersion: Count.optional().meta({
            description:
              'Version of the list of its terminals that is kept here: it reads the list when it has another version; ' +
              'absent until there is one',
          }),
          renewKey: z.boolean().optional().meta({
            description: 'It is to offer a new key; repeated until it has signed with one',
          }),
          updates: OrderedUpdates.optional().meta({
            description:
              'Releases that it is to take, where its configuration says nothing of them; without it, none',
          }),
          diagnose: DiagnosisId.optional().meta({
            description: 'A diagnosis that it is to send; repeated until it is there',
          }),
          drop: z
            .array(TaskId)
            .meta({ description: 'Tasks in `running` that are no longer held by this bridge' }),
        })
        .meta({ id: 'HeartbeatAnswer' }),
    },
  }),
  offerBridgeKey: route({
    method: 'POST',
    path: '/bridge/v1/key',
    service: 'bridge',
    principals: own,
    tag: 'bridge',
    summary: 'Offer a new key; its first use puts it in force, and the one of before works for one more hour',
    body: z
      .strictObject({
        publicKey: PublicKeyJwk,
        proof: z.string().max(200).meta({
          description:
            'base64url Ed25519 signature by the new key over "rollcall-key:" + id of the bridge + ":" + x',
        }),
      })
      .meta({ id: 'OfferedBridgeKey' }),
    answer: { status: 204 },
  }),
  ...terminalListApi,
  listUsersToSend: route({
    method: 'GET',
    path: '/bridge/v1/tasks/{taskId}/users',
    service: 'bridge',
    principals: own,
    tag: 'bridge',
    summary: 'The users that a task of kind send-users writes to its terminal, as they are now',
    params: taskParams,
    answer: { status: 200, body: z.looseObject({ users: z.array(UserToSend) }).meta({ id: 'UsersToSend' }) },
    problems: ['task.unknown', 'task.not-yours'],
  }),
  reportProgress: route({
    method: 'POST',
    path: '/bridge/v1/tasks/{taskId}/progress',
    service: 'bridge',
    principals: own,
    tag: 'bridge',
    summary: 'Report how far a task is; this renews its lease',
    params: taskParams,
    body: TaskProgress.strict().meta({ id: 'TaskProgressInput' }),
    answer: { status: 204 },
    problems: ['task.unknown', 'task.not-yours'],
  }),
  completeTask: route({
    method: 'POST',
    path: '/bridge/v1/tasks/{taskId}/complete',
    service: 'bridge',
    principals: own,
    tag: 'bridge',
    summary: 'Finish a task, after everything it read is stored; repeating it changes nothing',
    params: taskParams,
    body: z
      .strictObject({
        outcome: z.enum(['done', 'failed']),
        fault: FaultReport.optional(),
        counts: DownloadCounts.strict().meta({ id: 'DownloadCountsInput' }),
        terminal: TerminalReport.optional(),
        completeThrough: InstantField.optional().meta({
          description: 'The log has been read and stored up to this moment',
        }),
        users: z
          .array(SentUser.strict().meta({ id: 'SentUserInput' }))
          .max(500)
          .optional()
          .meta({ description: 'kind send-users: what became of each user' }),
        listed: Count.optional().meta({
          description:
            'kind users, for everyone: how many users the terminal has, once the details of all were sent',
        }),
        withoutDetails: z.array(UserId).max(mostUsersWithoutDetails).optional().meta({
          description: 'Created users whose details could not be fetched: a download of its own tries again',
        }),
      })
      .meta({ id: 'TaskResult' }),
    answer: { status: 204 },
    problems: ['task.unknown', 'task.not-yours'],
  }),
  ...bridgeIntake,
  ...bridgeDiagnoses,
};
