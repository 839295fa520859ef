/** Schemas of downloads and user uploads, with their tasks and results, and the routes of downloads of attendance logs. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import {
  DownloadCounts,
  DownloadMode,
  DownloadWindow,
  NewDownloadWindow,
  ReportedFault,
  SentUser,
  TaskKind,
  TaskProgress,
} from './download-fields.ts';
import {
  AuthorName,
  BridgeId,
  Count,
  DownloadId,
  InstantField,
  page,
  paging,
  Serial,
  SiteName,
  TaskId,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

/** What a download does with a punch whose PIN nobody claims: its user is created, or it is held until somebody decides. */
export const DownloadTick = z.enum(['create', 'hold']).meta({
  id: 'DownloadTick',
  description: 'Where the settings have a policy for a terminal or its site, that counts',
});

/** Who started a download: somebody, or the schedule of the settings. */
const DownloadOrigin = z.enum(['manual', 'schedule']).meta({ id: 'DownloadOrigin' });

/** What of a user is written to terminals; everything else of it there stays as it is. */
export const SentField = z.enum(['name', 'card', 'privilege']).meta({ id: 'SentField' });
export type SentField = z.output<typeof SentField>;

/** Who is offline: since when, and what to check. Texts for people, in English; `who` and `since` are for programs. */
const Away = z
  .looseObject({
    who: z.enum(['bridge', 'terminal']),
    since: InstantField.optional().meta({
      description:
        'When a bridge, or a terminal that pushes, was last heard of, or since when a terminal has not answered its bridge; ' +
        'absent when it never has been heard of',
    }),
    says: z.string().meta({ description: 'Who is offline, and since when' }),
    check: z.string().meta({ description: 'What to check, in the order of likelihood' }),
    told: z.array(Told).meta({
      description:
        'The sentences of `says` and `check` with their keys and values, one after the other, without that of `fault`',
    }),
    fault: ReportedFault.optional().meta({ description: 'The fault whose sentence `check` is' }),
  })
  .meta({ id: 'Away' });

/** The part of a download that concerns one terminal. */
export const DownloadTask = z
  .looseObject({
    id: TaskId,
    terminal: Serial,
    bridgeId: BridgeId.optional().meta({
      description:
        'The bridge that does it; absent for a terminal that pushes to the cloud and fetches its own commands',
    }),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    attempts: Count,
    progress: TaskProgress,
    counts: DownloadCounts,
    fault: ReportedFault.optional().meta({
      description: 'Why it failed; of a waiting task, why the last try failed',
    }),
    nextTryAt: InstantField.optional().meta({
      description:
        'Waiting after a failed try: when it is tried again at the latest. Sooner when the terminal answers again',
    }),
    waitsFor: z
      .enum(['silent-bridge', 'bridge', 'next-try', 'silent-terminal', 'terminal'])
      .optional()
      .meta({
        description:
          'Why it has not ended: its bridge has missed three reports or was never heard of, has not fetched it yet, or tries ' +
          'again later. A terminal that pushes to the cloud has missed three polls or has never called, or has not ' +
          'answered to all of its commands yet',
      }),
    silentSince: InstantField.optional().meta({
      description: 'When its silent bridge or terminal was last heard of; absent when it never was',
    }),
    away: Away.optional().meta({
      description: 'Of a task that is not done: who is offline now; absent when bridge and terminal answer',
    }),
    givesUpAt: InstantField.optional().meta({ description: 'Waiting: when the cloud stops trying' }),
    users: z
      .array(SentUser)
      .optional()
      .meta({
        description:
          'What became of each user that was asked for. `taken`: details were taken, and where there was no such user it ' +
          'was created; `unchanged`: the terminal says nothing new; `not-on-terminal`; `refused`, with the reason',
      }),
    startedAt: InstantField.optional(),
    finishedAt: InstantField.optional(),
    completeThrough: InstantField.optional(),
  })
  .meta({ id: 'DownloadTask' });

/** Users by their ids: at most the first 1,000 of them, and how many there are. */
const NamedUsers = z
  .looseObject({
    ids: z.array(z.string()).meta({ description: 'At most the first 1,000, in order' }),
    total: Count,
    leftOut: Count.optional().meta({ description: 'How many are not named here; absent when all are' }),
  })
  .meta({ id: 'NamedUsers' });

/** Terminals that a download does not read, although they were meant. */
const LeftOut = z
  .looseObject({
    terminals: z
      .array(
        z.looseObject({
          terminal: Serial,
          why: z.enum(['pushes-to-cloud', 'bridge-revoked', 'no-bridge']).meta({
            description:
              '`pushes-to-cloud`: it sends its log itself, and `POST /v1/terminals/{serial}/commands` asks it for what is ' +
              'missing; `bridge-revoked`, `no-bridge`: give it a bridge with `PATCH /v1/terminals/{serial}`',
          }),
        }),
      )
      .meta({ description: 'At most the first 100, in order' }),
    total: Count,
  })
  .meta({ id: 'LeftOutTerminals' });

/** How many terminals of a download are in which state. */
const DownloadProgress = z
  .looseObject({
    terminals: Count.meta({ description: 'Terminals, each with a task' }),
    done: Count,
    failed: Count,
    cancelled: Count,
  })
  .meta({ id: 'DownloadProgress' });

/** A download: who asked, how unknown users are treated, and one task per terminal. */
export const Download = z
  .looseObject({
    id: DownloadId,
    kind: TaskKind,
    origin: DownloadOrigin,
    requestedBy: z.string(),
    requestedByName: AuthorName,
    requestedAt: InstantField,
    unknownUsers: DownloadTick,
    mode: DownloadMode,
    site: SiteName.optional().meta({ description: 'The site whose terminals were asked for' }),
    window: DownloadWindow.optional(),
    retryOf: DownloadId.optional().meta({
      description: 'The download whose failed terminals it reads again',
    }),
    state: z.enum(['waiting', 'running', 'done', 'partly-failed', 'failed', 'cancelled']).meta({
      description:
        '`cancelled`: somebody has stopped it before it had read all terminals; what had come by then is stored',
    }),
    cancelledAt: InstantField.optional(),
    cancelledBy: z.string().optional(),
    cancelledByName: AuthorName,
    progress: DownloadProgress.optional().meta({
      description: 'How many terminals are through; absent for downloads that ended under an earlier version',
    }),
    leftOut: LeftOut.optional().meta({ description: 'Chosen or active terminals that it cannot read' }),
    nothingToRead: z.string().optional().meta({
      description:
        'Of a download of the schedule that found no terminal to read, and has no tasks therefore: why. For people, in English',
    }),
    nothingTold: Told.optional().meta({
      description: '`nothingToRead` with its key and values; absent for downloads of earlier versions',
    }),
    counts: DownloadCounts,
    usersCreated: NamedUsers.optional().meta({ description: 'Users that it created' }),
    usersHeld: NamedUsers.optional().meta({ description: 'PINs whose punches it stored and nobody claimed' }),
    tasks: z.array(DownloadTask),
  })
  .meta({ id: 'Download' });
export type Download = Plain<z.output<typeof Download>>;

const DownloadSummary = Download.omit({ tasks: true }).meta({ id: 'DownloadSummary' });

/** Routes of downloads: those of attendance logs, and whatever is shown of all of them. */
export const downloads = {
  startDownload: route({
    method: 'POST',
    path: '/v1/downloads',
    service: 'api',
    principals: editors,
    scopes: ['downloads:write'],
    tag: 'downloads',
    summary: 'Download attendance logs now',
    body: z
      .strictObject({
        terminals: z
          .array(Serial)
          .min(1)
          .max(500)
          .optional()
          .meta({ description: 'Default: every active terminal, or those of `site`' }),
        site: SiteName.optional().meta({
          description:
            'Every active terminal of this site; a terminal without a site stands where the others of its bridge stand',
        }),
        createMissingUsers: z.boolean().optional().meta({
          description: 'Create the user if the user id in a log does not exist. Default: the setting',
        }),
        mode: DownloadMode.default('new'),
        window: NewDownloadWindow.optional(),
      })
      .refine(
        ({ terminals, site }) => terminals === undefined || site === undefined,
        'must name either terminals or a site',
      )
      .meta({ id: 'NewDownload' }),
    answer: { status: 202, body: Download },
    problems: ['terminal.unknown', 'terminals.none', 'request.key-reused'],
  }),
  listDownloads: route({
    method: 'GET',
    path: '/v1/downloads',
    service: 'api',
    principals: readers,
    scopes: ['downloads:read'],
    tag: 'downloads',
    summary: 'Downloads and user uploads, the latest first',
    query: z.strictObject({
      kind: TaskKind.optional().meta({
        description: 'Only those that read logs, fetch details of users, or write users',
      }),
      origin: DownloadOrigin.optional(),
      ...paging,
    }),
    answer: { status: 200, body: page(DownloadSummary) },
    problems: ['request.cursor'],
  }),
  getDownload: route({
    method: 'GET',
    path: '/v1/downloads/{downloadId}',
    service: 'api',
    principals: readers,
    scopes: ['downloads:read'],
    tag: 'downloads',
    summary: 'One download with the progress of each terminal',
    params: z.strictObject({ downloadId: DownloadId }),
    answer: { status: 200, body: Download },
    problems: ['download.unknown'],
  }),
  cancelDownload: route({
    method: 'POST',
    path: '/v1/downloads/{downloadId}/cancel',
    service: 'api',
    principals: editors,
    scopes: ['downloads:write'],
    tag: 'downloads',
    summary: 'Stop a download at every terminal that is not through; what was read by then is stored',
    params: z.strictObject({ downloadId: DownloadId }),
    answer: { status: 200, body: Download },
    problems: ['download.unknown', 'download.ended', 'request.key-reused'],
  }),
  cancelDownloadTask: route({
    method: 'POST',
    path: '/v1/downloads/{downloadId}/tasks/{taskId}/cancel',
    service: 'api',
    principals: editors,
    scopes: ['downloads:write'],
    tag: 'downloads',
    summary: 'Give up one terminal of a download; the others go on',
    params: z.strictObject({ downloadId: DownloadId, taskId: TaskId }),
    answer: { status: 200, body: Download },
    problems: ['download.unknown', 'task.not-of-download', 'download.ended', 'request.key-reused'],
  }),
  retryDownload: route({
    method: 'POST',
    path: '/v1/downloads/{downloadId}/retry',
    service: 'api',
    principals: editors,
    scopes: ['downloads:write'],
    tag: 'downloads',
    summary: 'Try again where a download failed or was cancelled: a new download of these terminals alone',
    params: z.strictObject({ downloadId: DownloadId }),
    answer: { status: 202, body: Download },
    problems: [
      'download.unknown',
      'download.nothing-to-retry',
      'terminals.none',
      'user.unknown',
      'request.key-reused',
    ],
  }),
};
