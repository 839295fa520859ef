/** Schemas of what tasks do and report, apart from the routes, so that the bridge's function loads these alone. @module */

import * as z from 'zod';
import { Told } from '#shared/reasons/index.ts';
import { terminalFaultCodes } from '#shared/terminal-fault.ts';
import { Count, LocalDateField, UserId } from './fields.ts';
import type { Plain } from './plain.ts';

/** `new` sends what the bridge has not sent before; `all` sends the whole log again (the cloud recognises repeats). */
export const DownloadMode = z.enum(['new', 'all']).meta({ id: 'DownloadMode' });

const windowShape = {
  from: LocalDateField.optional().meta({
    description: 'First date; default: the first of the log',
    example: '2026-03-01',
  }),
  to: LocalDateField.optional().meta({
    description: 'The date after the last one; default: no end',
    example: '2026-03-08',
  }),
};
const windowDescription =
  'Dates as the terminal writes them (its wall time), from included, to excluded. The terminal hands over its whole log; ' +
  'punches outside of the window stay there for a later download. A download with a window does not say up to when a log ' +
  'is complete';

/** Which punches of a log are sent: those whose date at the terminal lies in `from ≤ date < to`. */
export const DownloadWindow = z
  .looseObject(windowShape)
  .meta({ id: 'DownloadWindow', description: windowDescription });
export type DownloadWindow = Plain<z.output<typeof DownloadWindow>>;

/** The same as somebody asks for it: with at least one end, and not empty. */
export const NewDownloadWindow = z
  .strictObject(windowShape)
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'must have from, to or both')
  .refine(
    ({ from, to }) => from === undefined || to === undefined || from < to,
    '"to", the first day after the window, must be later than "from"',
  )
  .meta({ id: 'NewDownloadWindow', description: windowDescription });

/** What a download moved. `read`: records that terminals sent; `stored`: new punches. */
export const DownloadCounts = z
  .looseObject({
    read: Count,
    stored: Count,
    duplicates: Count,
    quarantined: Count,
    held: Count.meta({ description: 'Stored punches whose PIN nobody claims yet' }),
    usersCreated: Count,
    usersDetailed: Count.meta({ description: 'Users whose details were completed from the terminal' }),
  })
  .meta({ id: 'DownloadCounts' });
export type DownloadCounts = Plain<z.output<typeof DownloadCounts>>;

/** What a task does: read the log, fetch the details of users, or write users to the terminal. */
export const TaskKind = z.enum(['punches', 'users', 'send-users']).meta({ id: 'TaskKind' });

/** A terminal's fault, as the bridge reports it. */
export const ReportedFault = z
  .looseObject({
    code: z.enum(terminalFaultCodes).meta({ id: 'TerminalFaultCode' }),
    message: z.string().max(500),
    facts: z
      .record(z.string(), z.union([z.string().max(500), z.number()]))
      .optional()
      .meta({
        description:
          'What `message` is made of, to say it in another language; absent of bridges of earlier versions. `address` is ' +
          'host:port, `waitedSeconds` in seconds, `hours` in hours, `received`, `expected`, `bytes` and `limitBytes` in ' +
          'bytes, `since` an instant, `of` which of several things with this code has happened',
      }),
  })
  .meta({ id: 'ReportedFault' });

/** A fault in a request: nothing but its fields. */
export const FaultReport = ReportedFault.strict().meta({ id: 'ReportedFaultInput' });

/** The progress of a running task. */
export const TaskProgress = z
  .looseObject({
    phase: z.enum(['connecting', 'reading', 'sending', 'users', 'finished']),
    read: Count,
    expected: Count.nullable().meta({
      description: 'Records that the terminal says it holds; null when unknown',
    }),
    sent: Count,
  })
  .meta({ id: 'TaskProgress' });

/** What a download takes of the details that a terminal has of a user; of card, fingers and face it takes how many there are. */
export const DetailField = z
  .enum(['name', 'privilege', 'card', 'fingers', 'face'])
  .meta({ id: 'DetailField', description: 'Of `card`, `fingers` and `face`: how many are enrolled' });
export type DetailField = z.output<typeof DetailField>;

/**
 * What became of a user that was to be written to a terminal, or whose details were to be fetched from it (`taken`,
 * `unchanged`, `not-on-terminal`). `accepted`: a push terminal has confirmed it, without saying
 * whether the user was new to it.
 */
export const SentUser = z
  .looseObject({
    userId: UserId,
    result: z.enum(['created', 'updated', 'unchanged', 'accepted', 'refused', 'taken', 'not-on-terminal']),
    reason: z.string().max(300).optional().meta({ description: 'Why the user was refused' }),
    told: Told.optional().meta({
      description: '`reason` with its key and values; absent of bridges of earlier versions',
    }),
  })
  .meta({ id: 'SentUser' });
export type SentUser = Plain<z.output<typeof SentUser>>;
