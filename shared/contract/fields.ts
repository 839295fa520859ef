/** Schemas of the fields that all routes share: ids, dates, times, zones, counts and pages of lists. @module */

import * as z from 'zod';
import { serialText } from '#shared/punch/serial.ts';
import { userIdText } from '#shared/punch/user-id.ts';
import {
  type Instant,
  type LocalDate,
  parseLocalDate,
  parseWallTime,
  type WallTime,
} from '#shared/time/wall-time.ts';
import { isTimeZone } from '#shared/time/zone.ts';
import { type IdName, type IdPrefix, idNames, ourIdText } from './ids.ts';

const userIdField = z
  .string()
  .normalize('NFC')
  .regex(userIdText, 'must be 1 to 24 visible characters without blanks')
  .meta({ id: 'UserId', description: 'User id as the terminals know it', example: '1042' });

/** A user id: 1 to 24 visible characters, as terminals allow, but not `.` or `..`. Text, never a number. */
export const UserId = userIdField.brand<'UserId'>();

/** A PIN that a terminal sent: any text that can be the id of a user. */
export const Pin = userIdField.brand<'Pin'>();

/** Serial number of a terminal: its identity. */
export const Serial = z
  .string()
  .regex(serialText, 'must be 1 to 32 letters, digits or : . _ -')
  .meta({ id: 'Serial', description: 'Serial number of a terminal', example: 'TEST0000001' })
  .brand<'Serial'>();

/** Name of something that HR defines: a schedule, a roster, a calendar. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'must be 1 to 48 lower-case letters, digits or hyphens')
  .meta({ id: 'Slug', description: 'Id chosen by the customer', example: 'office' });

/** Calendar date `YYYY-MM-DD`. */
export const LocalDateField = z
  .string()
  .refine((text) => parseLocalDate(text) !== null, 'must be a date that exists, as YYYY-MM-DD')
  .transform((text) => text as LocalDate)
  .meta({ override: { type: 'string', format: 'date' }, example: '2026-03-29' });

/** Wall time `YYYY-MM-DDTHH:MM:SS`, without a zone. */
export const WallTimeField = z
  .string()
  .refine((text) => parseWallTime(text) !== null, 'must be a local time that exists, as YYYY-MM-DDTHH:MM:SS')
  .transform((text) => (parseWallTime(text) ?? text) as WallTime)
  .meta({ override: { type: 'string' }, description: 'Wall time, no zone', example: '2026-03-29T08:59:30' });

/** Instant in UTC. */
export const InstantField = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/,
    'must be an instant in UTC, as YYYY-MM-DDTHH:MM:SSZ',
  )
  .refine((text) => parseWallTime(text.slice(0, 19)) !== null, 'must be an instant that exists')
  .transform((text) => text as Instant)
  .meta({ override: { type: 'string', format: 'date-time' }, example: '2026-03-29T07:59:30Z' });

/** Time zone name of the IANA database. */
export const ZoneField = z
  .string()
  .refine(isTimeZone, 'must be a time zone of the IANA database, such as Europe/Berlin')
  .meta({ override: { type: 'string' }, example: 'Asia/Kolkata' });

/** Local time of day `HH:MM`. */
export const TimeOfDayField = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time of day, as HH:MM')
  .meta({ example: '06:30' });

/** An id that Rollcall made: a prefix and a ULID. Its schema has the name of its kind in the OpenAPI document. */
function ourId<P extends IdPrefix>(prefix: P) {
  return z
    .string()
    .regex(ourIdText(prefix), `must be an id of the form ${prefix}_…`)
    .meta({ id: idNames[prefix], example: `${prefix}_01KDEMX0C5Y3WZ8T4Q6R7S9V2A` })
    .brand<IdName<P>>();
}

/** Ids of our own, by kind. */
export const DownloadId = ourId('dl');
export const TaskId = ourId('tsk');
export const BridgeId = ourId('brg');
export const EnrolmentTokenId = ourId('enr');
export const DiagnosisId = ourId('dgn');
export const BatchId = ourId('bat');
export const JobId = ourId('job');
export const ExportId = ourId('exp');
export const ImportId = ourId('imp');
export const ApiKeyId = ourId('key');
export const AuditId = ourId('aud');
export const CorrectionId = ourId('cor');
export const LeaveId = ourId('lve');
export const OverrideId = ourId('ovr');
export const LockId = ourId('lck');
export const LinkId = ourId('lnk');
export const WebhookId = ourId('whk');
export const ReportRunId = ourId('run');
export const PersonId = ourId('per');

/** Query fields of every list: an opaque cursor and a page size. */
export const paging = {
  cursor: z
    .string()
    .max(2000)
    .optional()
    .meta({ description: 'Opaque; from the previous page', param: { id: 'Cursor' } }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .meta({ description: 'Rows a page', param: { id: 'Limit' } }),
};

/** The name of whoever did something, beside the id by which the audit trail names callers. */
export const AuthorName = z.string().optional().meta({
  description:
    'Name of the person or key that the field before names, while it is known; for callers who may read users',
});

/** A query parameter that may be given once or several times, at most `most`. */
export function severalOf<T extends z.ZodType>(value: T, most: number) {
  return z.union([value, z.array(value).min(1).max(most)]);
}

/**
 * A page of a list. `nextCursor` is absent on the last page. In the OpenAPI document it has the name of its row and
 * `Page`: make one of each row, and use it in every route that lists such rows.
 */
export function page<T extends z.ZodType>(row: T) {
  const list = z.looseObject({ items: z.array(row), nextCursor: z.string().optional() });
  const id = row.meta()?.id;
  return id === undefined ? list : list.meta({ id: `${id}Page` });
}

/** Non-negative whole number. */
export const Count = z.number().int().min(0);

/** The address of a mailbox. */
export const EmailAddress = z
  .email('must be an e-mail address, such as hr@example.com')
  .max(254)
  .meta({ id: 'EmailAddress', example: 'hr@example.com' });

/** Name of a site: terminals and users with the same name belong together. */
export const SiteName = z.string().trim().min(1).max(100);
