/** Routes and schemas of attendance sheets: rows, explanations and generations. @module */

import * as z from 'zod';
import {
  DayResult,
  DayStatus,
  ExceptionCode,
  Explanation,
  ToldAdjustment,
  ToldIgnoredPunch,
  ToldReason,
} from '#shared/attendance/model/index.ts';
import { failure } from './failure.ts';
import {
  AuthorName,
  Count,
  InstantField,
  JobId,
  LocalDateField,
  LockId,
  page,
  paging,
  SiteName,
  Slug,
  severalOf,
  UserId,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

const sheetRow = z
  .looseObject({
    ...DayResult.shape,
    intervals: DayResult.shape.intervals.optional().meta({ description: 'Not in a summary' }),
    reasons: z.array(ToldReason).optional().meta({ description: 'Not in a summary' }),
    ignored: z.array(ToldIgnoredPunch).optional().meta({ description: 'Not in a summary' }),
    adjustment: ToldAdjustment.optional().meta({
      description:
        'Where the period was locked before a change: what changed, in seconds, to be paid with a later period',
    }),
    name: z.string().optional(),
    department: z.string().optional(),
    lockId: LockId.optional().meta({ description: 'The period lock under which the row stays as it is' }),
  })
  .meta({ id: 'SheetRow' });
type SheetRowType = typeof sheetRow;
/** The type of {@link SheetRow}, with a name: written out in each entry that carries rows, it would be too long for a declaration file. */
export interface SheetRowSchema extends SheetRowType {}
/** One row of an attendance sheet as the API shows it: a user's day, with who the user is. */
export const SheetRow: SheetRowSchema = sheetRow;
export type SheetRow = Plain<z.output<typeof SheetRow>>;

/** Why a generation was started; only one that was asked for can be stopped, because the others make sheets right again. */
const GenerationOrigin = z.enum(['manual', 'plan', 'lock', 'schedule']).meta({
  id: 'GenerationOrigin',
  description: 'Asked for; after a change of the plan; of a lock; every night',
});
export type GenerationOrigin = z.output<typeof GenerationOrigin>;

/** A generation of sheets for users and a date range. */
export const GenerationJob = z
  .looseObject({
    id: JobId,
    state: z.enum(['running', 'done', 'partly-failed', 'failed', 'cancelled']).meta({
      description: '`cancelled`: somebody has stopped it; what was computed by then stays',
    }),
    origin: GenerationOrigin.optional().meta({ description: 'Absent for those of earlier versions' }),
    cancelledAt: InstantField.optional(),
    cancelledBy: z.string().optional(),
    cancelledByName: AuthorName,
    reason: z.string().optional().meta({ description: 'Why it failed before its users were counted' }),
    ...failure,
    from: LocalDateField,
    to: LocalDateField,
    requestedBy: z.string(),
    requestedByName: AuthorName,
    requestedAt: InstantField,
    parts: Count.nullable().meta({ description: 'null until all users have been counted' }),
    partsDone: Count,
    users: Count,
    rows: Count.meta({ description: 'Rows computed' }),
    changed: Count.meta({ description: 'Rows that differ from what was there' }),
    failedUsers: z.array(UserId),
  })
  .meta({ id: 'GenerationJob' });
export type GenerationJob = Plain<z.output<typeof GenerationJob>>;

const yesOrNo = z.enum(['true', 'false']).optional();

/** Which rows are wanted: all that is given must hold. */
const rowFilters = {
  userId: severalOf(UserId, 100)
    .optional()
    .meta({ description: 'Of these users; repeat the parameter for several' }),
  department: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'In which the person was when the day was computed' }),
  site: SiteName.optional().meta({ description: 'That HR has entered for the person' }),
  roster: Slug.optional().meta({ description: 'Duty roster to which the person is assigned on the day' }),
  status: severalOf(DayStatus, 10).optional().meta({ description: 'Any of these' }),
  exception: severalOf(ExceptionCode, 50)
    .optional()
    .meta({ description: 'With at least one of these exceptions' }),
  needsApproval: yesOrNo.meta({ description: 'Whether overtime or a premium waits for approval' }),
  edited: yesOrNo.meta({ description: 'Whether HR has set or moved a time' }),
  adjusted: z
    .literal('true')
    .optional()
    .meta({ description: 'Only rows of locked periods that have changed since' }),
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Part of the id, the name or the employee number of the person' }),
};

/** Routes of attendance sheets. */
export const sheets = {
  listSheets: route({
    method: 'GET',
    path: '/v1/sheets',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary:
      'Rows with from ≤ date < to, filtered, by date or by user (a filtered page may be short); as CSV the whole range',
    query: z.strictObject({
      ...paging,
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range' }),
      ...rowFilters,
      order: z
        .enum(['date', 'user'])
        .default('date')
        .meta({ description: '`date`: by date and user id; `user`: one user after the other, each by date' }),
      fields: z
        .enum(['all', 'summary'])
        .default('all')
        .meta({ description: '`summary` leaves out intervals, reasons and ignored punches' }),
    }),
    answer: { status: 200, body: page(SheetRow), csv: true },
    problems: ['answer.too-large', 'request.cursor', 'range.invalid', 'user.unknown', 'user.merged'],
  }),
  explainDay: route({
    method: 'GET',
    path: '/v1/sheets/{userId}/{date}/explain',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary: 'How a day came about, in plain words, from punches to pay codes, with what is stored now',
    params: z.strictObject({ userId: UserId, date: LocalDateField }),
    answer: { status: 200, body: Explanation.meta({ id: 'Explanation' }) },
    problems: ['times.not-kept', 'user.unknown', 'user.merged'],
  }),
  generateSheets: route({
    method: 'POST',
    path: '/v1/sheets/generate',
    service: 'api',
    principals: editors,
    scopes: ['sheets:write'],
    tag: 'sheets',
    summary: 'Generate the attendance sheets of users and a date range (from ≤ date < to)',
    body: z
      .strictObject({
        from: LocalDateField,
        to: LocalDateField,
        userIds: z.array(UserId).min(1).max(1000).optional().meta({ description: 'Default: everybody' }),
      })
      .meta({ id: 'NewGenerationJob' }),
    answer: { status: 202, body: GenerationJob },
    problems: ['range.invalid', 'times.not-kept', 'user.unknown', 'user.merged', 'request.key-reused'],
  }),
  listGenerations: route({
    method: 'GET',
    path: '/v1/sheets/generate',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary: 'Generations, the latest first',
    query: z.strictObject({
      cursor: paging.cursor,
      limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'Generations a page' }),
    }),
    answer: { status: 200, body: page(GenerationJob) },
    problems: ['request.cursor'],
  }),
  cancelGeneration: route({
    method: 'POST',
    path: '/v1/sheets/generate/{jobId}/cancel',
    service: 'api',
    principals: editors,
    scopes: ['sheets:write'],
    tag: 'sheets',
    summary:
      'Stop a generation that somebody has asked for: what waits is not computed, what was computed stays',
    params: z.strictObject({ jobId: JobId }),
    answer: { status: 200, body: GenerationJob },
    problems: ['job.unknown', 'job.ended', 'job.needed', 'request.key-reused'],
  }),
  getGeneration: route({
    method: 'GET',
    path: '/v1/sheets/generate/{jobId}',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary: 'The progress of a generation',
    params: z.strictObject({ jobId: JobId }),
    answer: { status: 200, body: GenerationJob },
    problems: ['job.unknown'],
  }),
};
