/**
 * The ids that Rollcall makes itself: a prefix that tells the kind, and a ULID. Each kind has a type of its own, so that
 * the id of a task can never be taken for that of a download.
 */
import type * as z from 'zod';

/** The kinds of ids by their prefix: the names of their types, and of their schemas in the OpenAPI document. */
export const idNames = {
  dl: 'DownloadId',
  tsk: 'TaskId',
  brg: 'BridgeId',
  enr: 'EnrolmentTokenId',
  dgn: 'DiagnosisId',
  bat: 'BatchId',
  job: 'JobId',
  exp: 'ExportId',
  imp: 'ImportId',
  key: 'ApiKeyId',
  aud: 'AuditId',
  cor: 'CorrectionId',
  lve: 'LeaveId',
  ovr: 'OverrideId',
  lck: 'LockId',
  lnk: 'LinkId',
  whk: 'WebhookId',
  run: 'ReportRunId',
  per: 'PersonId',
} as const;

/** What an id of ours begins with. */
export type IdPrefix = keyof typeof idNames;
/** The name of the type of the ids with a prefix. */
export type IdName<P extends IdPrefix> = (typeof idNames)[P];
/** An id with a prefix. */
export type OurId<P extends IdPrefix> = string & z.$brand<IdName<P>>;

export type DownloadId = OurId<'dl'>;
export type TaskId = OurId<'tsk'>;
export type BridgeId = OurId<'brg'>;
/** Of an enrolment token; it is no secret. */
export type EnrolmentTokenId = OurId<'enr'>;
/** Of a diagnosis of a bridge. */
export type DiagnosisId = OurId<'dgn'>;
/** Of a batch of records, so that a repeated one gets the same answer. */
export type BatchId = OurId<'bat'>;
/** Of a generation of sheets. */
export type JobId = OurId<'job'>;
export type ExportId = OurId<'exp'>;
/** Of the import of a file that is too large to be taken in at once. */
export type ImportId = OurId<'imp'>;
export type ApiKeyId = OurId<'key'>;
export type CorrectionId = OurId<'cor'>;
export type LeaveId = OurId<'lve'>;
export type OverrideId = OurId<'ovr'>;
/** Of a locked period. */
export type LockId = OurId<'lck'>;
export type WebhookId = OurId<'whk'>;
/** Of a report that is sent by e-mail. */
export type ReportRunId = OurId<'run'>;
/** Of somebody who has signed in: not of a user of terminals. */
export type PersonId = OurId<'per'>;
/** Of a link of a PIN. */
export type LinkId = OurId<'lnk'>;

const ulidForm = '[0-9A-HJKMNP-TV-Z]{26}';
const ulidText = new RegExp(`^${ulidForm}$`);

/** The texts that are an id with a prefix. */
export function ourIdText(prefix: IdPrefix): RegExp {
  return new RegExp(`^${prefix}_${ulidForm}$`);
}

/** Makes an id. @param ulid - 26 characters of Crockford's base 32, unique among the ids of its kind */
export function ourIdOf<P extends IdPrefix>(prefix: P, ulid: string): OurId<P> {
  return `${prefix}_${ulid}` as OurId<P>;
}

/** Reads an id; `null` when the text is not one with this prefix. */
export function parseOurId<P extends IdPrefix>(prefix: P, text: string): OurId<P> | null {
  const isId = text.startsWith(`${prefix}_`) && ulidText.test(text.slice(prefix.length + 1));
  return isId ? (text as OurId<P>) : null;
}

/** The id that a text is. @throws RangeError when it is not one with this prefix */
export function requireOurId<P extends IdPrefix>(prefix: P, text: string): OurId<P> {
  const id = parseOurId(prefix, text);
  if (id === null) throw new RangeError(`"${text}" is not an id of the form ${prefix}_…`);
  return id;
}
