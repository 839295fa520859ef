/** Routes and schemas of terminals, however they are read. @module */

import * as z from 'zod';
import { ReportedFault, TaskKind } from './download-fields.ts';
import { Why } from './entries.ts';
import {
  BridgeId,
  Count,
  DownloadId,
  InstantField,
  Pin,
  page,
  paging,
  Serial,
  SiteName,
  TaskId,
  UserId,
  ZoneField,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';
import { enrolledOnTerminal } from './terminal-counts.ts';
import { Credentials } from './user-fields.ts';

/**
 * What somebody should look into. `clock-drift`: its clock is wrong by more than a minute; `outbox-full`: its bridge has
 * no room for more punches and does not read it; `disk-full`: the same, because the bridge's disk is full; `short-log`: it
 * counts more records than its log has handed over; `blank-records`: records of its log hold nothing, so that punches may be
 * missing; `open-push`: whoever knows its serial number may send punches in its name.
 */
export const TerminalWarning = z
  .enum(['clock-drift', 'outbox-full', 'disk-full', 'short-log', 'blank-records', 'open-push'])
  .meta({ id: 'TerminalWarning' });

/** Days that wait for a terminal. */
const WaitedFor = z
  .looseObject({
    since: InstantField.meta({ description: 'The end of the window of the first day that waits' }),
    days: Count.meta({ description: 'Days of users that wait; at most 200 are counted' }),
    users: Count.meta({ description: 'The users of these days' }),
    more: z.boolean().meta({ description: 'Whether more days wait than were counted' }),
  })
  .meta({ id: 'WaitedFor' });

/** A terminal as the cloud knows it. */
export const Terminal = z
  .looseObject({
    serial: Serial,
    name: z.string().max(100).optional(),
    model: z.string().optional(),
    firmware: z.string().optional(),
    zone: ZoneField.optional().meta({
      description: "Zone of the terminal's clock; default: the organisation's",
    }),
    state: z.enum(['active', 'retired']),
    registeredAt: InstantField.optional(),
    bridgeId: BridgeId.optional(),
    pushes: z.boolean().optional().meta({ description: 'It pushes to the cloud without a bridge' }),
    pushesToBridge: z.boolean().optional().meta({ description: 'It pushes to its bridge' }),
    site: SiteName.optional().meta({
      description: 'Where it stands; default: where the other terminals of its bridge stand',
    }),
    mergedInto: Serial.optional().meta({
      description: 'Its punches count as those of this terminal, each once; no day waits for it',
    }),
    unreadSince: InstantField.optional().meta({
      description: 'Since when no bridge has it in its configuration: no day waits for it',
    }),
    reported: z
      .enum(['online', 'unreachable', 'refusing', 'unsupported', 'silent', 'never-seen'])
      .optional()
      .meta({
        description:
          'What its bridge said last; `silent` when the bridge has missed three reports since. Of one that pushes to the ' +
          'cloud: `online`, `silent` when it has missed three polls, `never-seen` while it has never called',
      }),
    silentSince: InstantField.optional().meta({
      description: 'When its silent bridge, or it itself where it pushes to the cloud, was last heard of',
    }),
    awaySince: InstantField.optional().meta({
      description: 'Since when it has not answered its bridge; absent while it answers',
    }),
    fault: ReportedFault.optional(),
    records: Count.optional(),
    recordCapacity: Count.optional(),
    ...enrolledOnTerminal,
    lastPunchAt: InstantField.optional().meta({
      description:
        'The latest punch of its log, when its bridge last read that; absent for a terminal that pushes',
    }),
    missingRecords: Count.optional().meta({
      description: 'Records that it counted and did not hand over when its log was last read to the end',
    }),
    blankRecords: Count.optional().meta({
      description: 'Records without any content in its log, when that was last read to the end',
    }),
    unreadableUsers: Count.optional().meta({ description: 'Users whose names its bridge cannot read' }),
    clockDriftSeconds: z.number().int().optional(),
    clockOrderedAt: InstantField.optional().meta({
      description:
        'Since when its bridge is to set its clock and has not reported that it did; withdrawn after an hour',
    }),
    warnings: z
      .array(TerminalWarning)
      .optional()
      .meta({ description: 'What somebody should look into; absent when there is nothing' }),
    lastSeenAt: InstantField.optional().meta({
      description:
        'When its bridge was last heard of; where it pushes to the cloud, when it last called, to the minute',
    }),
    completeThrough: InstantField.optional().meta({
      description: 'Its log has been read and stored up to this moment, or was declared complete',
    }),
    waitedFor: WaitedFor.optional().meta({
      description: 'Pending days for which this terminal is the one furthest behind',
    }),
    version: Count,
  })
  .meta({ id: 'Terminal' });
export type Terminal = Plain<z.output<typeof Terminal>>;

/** A user as a terminal has said last. */
export const UserOnTerminal = z
  .looseObject({
    pin: Pin,
    name: z.string().optional(),
    privilege: Count.optional().meta({ description: 'As the terminal codes it' }),
    credentials: Credentials.optional(),
    state: z.enum(['known', 'new', 'ignored']).meta({
      description:
        '`known`: the PIN is that of a user, today and at this terminal; `new`: nobody has it; `ignored`: by a link',
    }),
    userId: UserId.optional().meta({ description: 'The user whose PIN it is' }),
    saidAt: InstantField.meta({ description: 'When the terminal has said so last' }),
  })
  .meta({ id: 'UserOnTerminal' });
export type UserOnTerminal = Plain<z.output<typeof UserOnTerminal>>;

/** Something that has become of a terminal. */
export const TerminalEvent = z
  .looseObject({
    at: InstantField.meta({ description: 'Of a download: when it ended there, or was ordered' }),
    kind: z.enum(['online', 'away', 'download']).meta({
      description:
        '`away`: it stopped answering its bridge, or, where it pushes to the cloud, calling; `online`: it is heard of again',
    }),
    fault: ReportedFault.optional(),
    downloadId: DownloadId.optional(),
    taskId: TaskId.optional(),
    downloadKind: TaskKind.optional(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']).optional(),
    read: Count.optional().meta({ description: 'Records that it sent' }),
    stored: Count.optional().meta({ description: 'New punches among them' }),
  })
  .meta({ id: 'TerminalEvent' });
export type TerminalEvent = Plain<z.output<typeof TerminalEvent>>;

const terminalParams = z.strictObject({ serial: Serial });

/** Routes of terminals. A terminal appears automatically when its bridge reports it. */
export const terminals = {
  listTerminals: route({
    method: 'GET',
    path: '/v1/terminals',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read'],
    tag: 'terminals',
    summary: 'Terminals in order of their serial numbers',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(Terminal) },
    problems: ['request.cursor'],
  }),
  getTerminal: route({
    method: 'GET',
    path: '/v1/terminals/{serial}',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read'],
    tag: 'terminals',
    summary: 'One terminal',
    params: terminalParams,
    answer: { status: 200, body: Terminal, etag: true },
    problems: ['terminal.unknown'],
  }),
  listUsersOnTerminal: route({
    method: 'GET',
    path: '/v1/terminals/{serial}/users',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read', 'users:read'],
    tag: 'terminals',
    summary:
      'Users of a terminal as last read, in the order of their PINs. A page may be short although more follow',
    params: terminalParams,
    query: z.strictObject({
      ...paging,
      state: z
        .enum(['known', 'new', 'ignored', 'all'])
        .default('all')
        .meta({ description: 'Those whom we have, those who are new, those who are ignored, or all' }),
    }),
    answer: {
      status: 200,
      body: page(UserOnTerminal)
        .extend({
          readAt: InstantField.optional().meta({
            description:
              'When the whole list was last read (`POST /v1/user-downloads`); absent when it never was: then the page has ' +
              'what the terminal has said on its own',
          }),
          total: Count.optional().meta({ description: 'How many users the terminal had then' }),
        })
        .meta({ id: 'UserOnTerminalPage' }),
    },
    problems: ['terminal.unknown', 'request.cursor'],
  }),
  listTerminalEvents: route({
    method: 'GET',
    path: '/v1/terminals/{serial}/events',
    service: 'api',
    principals: readers,
    scopes: ['terminals:read', 'downloads:read'],
    tag: 'terminals',
    summary:
      'When a terminal went away and came back, and its downloads: the last seven days, the latest first',
    params: terminalParams,
    answer: {
      status: 200,
      body: z
        .looseObject({
          from: InstantField.meta({ description: 'The beginning of the seven days' }),
          items: z.array(TerminalEvent),
          more: z.boolean().meta({
            description:
              'Whether earlier ones of these days are left out: at most 200 of each kind are looked through',
          }),
        })
        .meta({ id: 'TerminalEvents' }),
    },
    problems: ['terminal.unknown'],
  }),
  updateTerminal: route({
    method: 'PATCH',
    path: '/v1/terminals/{serial}',
    service: 'api',
    principals: administrators,
    tag: 'terminals',
    summary: 'Name a terminal, set its zone or site, move it to another bridge, or retire it',
    params: terminalParams,
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(100).nullable().optional(),
        zone: ZoneField.nullable().optional(),
        bridgeId: BridgeId.optional(),
        site: SiteName.nullable().optional(),
        state: z.enum(['active', 'retired']).optional(),
      })
      .meta({ id: 'TerminalPatch' }),
    ifMatch: 'Terminal {serial}',
    answer: { status: 200, body: Terminal, etag: true },
    problems: ['terminal.unknown', 'bridge.not-found', 'request.stale', 'request.no-if-match'],
  }),
  declareComplete: route({
    method: 'POST',
    path: '/v1/terminals/{serial}/complete',
    service: 'api',
    principals: ['hr', 'admin'],
    tag: 'terminals',
    summary: 'Declare that all punches of a terminal up to a moment are stored: days stop waiting for them',
    params: terminalParams,
    body: z
      .strictObject({
        through: InstantField.meta({
          description: 'No punch before this moment is missing; at the latest now. The mark never moves back',
        }),
        reason: Why,
      })
      .meta({ id: 'DeclaredComplete' }),
    answer: { status: 200, body: Terminal, etag: true },
    problems: ['terminal.unknown', 'request.key-reused'],
  }),
  mergeTerminal: route({
    method: 'POST',
    path: '/v1/terminals/{serial}/merge',
    service: 'api',
    principals: administrators,
    tag: 'terminals',
    summary:
      'Count the punches of a mistyped or replaced serial number as those of the right one, or undo that',
    params: terminalParams,
    body: z
      .strictObject({
        into: Serial.nullable().meta({
          description: 'The right serial number; null undoes a merge. Stored punches never change',
        }),
        reason: Why,
      })
      .meta({ id: 'TerminalMerge' }),
    answer: { status: 200, body: Terminal, etag: true },
    problems: ['terminal.unknown', 'terminal.merge-circle', 'request.stale', 'request.key-reused'],
  }),
};
