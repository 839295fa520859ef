/** Defines the messages of the clock's queue: what is to be done by the time, for one organisation and one purpose each. @module */

import * as z from 'zod';
import { DownloadId, InstantField, JobId, LocalDateField, Serial } from '#shared/contract/fields.ts';

const Organisation = z.string().min(1);

/** What is due every minute: whether a download is to start, and which open ones are to be looked after. */
export const Minute = z.object({ kind: z.literal('minute'), organisation: Organisation });

/** Starts a download that is due by a schedule. */
export const StartDownload = z.object({
  kind: z.literal('start-download'),
  organisation: Organisation,
  /** Name of the due time; absent in messages of an earlier version: whatever is due. */
  due: z.string().optional(),
});

/** Repairs one part of an open download, and ends what nobody works on. */
export const TendDownload = z.object({
  kind: z.literal('tend-download'),
  organisation: Organisation,
  downloadId: DownloadId,
  part: z.number().int().min(0),
});
export type TendDownload = z.output<typeof TendDownload>;

/** What is due every quarter of an hour: whether the night's work is to begin. */
export const Night = z.object({ kind: z.literal('night'), organisation: Organisation });

/** Begins the nightly check of some terminals that push. */
export const PushChecks = z.object({
  kind: z.literal('push-checks'),
  organisation: Organisation,
  serials: z.array(Serial).min(1),
});
export type PushChecks = z.output<typeof PushChecks>;

/** Has the days computed that wait for some terminals although they need not, or, without any, for the clock. */
export const WakeDays = z.object({
  kind: z.literal('wake-days'),
  organisation: Organisation,
  serials: z.array(Serial),
});
export type WakeDays = z.output<typeof WakeDays>;

/** Mends the marks of terminals whose writers were stopped half-way. */
export const MendMarks = z.object({ kind: z.literal('mend-marks'), organisation: Organisation });

/** Starts the scheduled exports that are due. */
export const DueExports = z.object({ kind: z.literal('due-exports'), organisation: Organisation });

/** Begins the sending of the reports that are due. */
export const DueReports = z.object({ kind: z.literal('due-reports'), organisation: Organisation });

/** Looks for what has gone silent. */
export const LookForSilence = z.object({ kind: z.literal('silence'), organisation: Organisation });

/** Starts the nightly generation. */
export const NightlyGeneration = z.object({
  kind: z.literal('nightly-generation'),
  organisation: Organisation,
  jobId: JobId,
  /** The day after the last one that is generated. */
  to: LocalDateField,
});
export type NightlyGeneration = z.output<typeof NightlyGeneration>;

/** What was deleted so far, by kind. */
const Deleted = z.object({
  punches: z.number().int(),
  rows: z.number().int(),
  entries: z.number().int(),
  quarantined: z.number().int(),
});

/** Deletes some of what is older than what is kept, and hands on the rest. */
export const DeleteOldTimes = z.object({
  kind: z.literal('delete-old-times'),
  organisation: Organisation,
  /** The night whose work it is. */
  night: InstantField,
  /** The first day that is kept. */
  before: LocalDateField,
  /** Whether the day has been moved on by this night: then all is looked through, by moments of arrival and months as well. */
  moved: z.boolean(),
  stage: z.enum(['begin', 'users', 'unknown-users', 'arrivals', 'notes', 'quarantine']),
  /** Where the stage goes on; `null`: at its beginning. */
  cursor: z.string().nullable(),
  deleted: Deleted,
});
export type DeleteOldTimes = z.output<typeof DeleteOldTimes>;

/** Everything that the queue carries. */
export const ClockMessage = z.discriminatedUnion('kind', [
  Minute,
  StartDownload,
  TendDownload,
  Night,
  PushChecks,
  WakeDays,
  MendMarks,
  NightlyGeneration,
  DueExports,
  DueReports,
  LookForSilence,
  DeleteOldTimes,
]);
export type ClockMessage = z.output<typeof ClockMessage>;
