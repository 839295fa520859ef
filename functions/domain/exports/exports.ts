/** Starts exports, makes small ones at once, shows them, and lists what was exported. @module */

import { type Export, exportFileDays, type NewExport } from '#shared/contract/exports.ts';
import type { ExportId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { type Phrase, phrase, sentencesOf, told } from '#shared/reasons/index.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import {
  failureOf,
  problemOf,
  quoted,
  type StoredFailure,
  shownFailure,
  storedFailure,
  withSentence,
} from '../../queue/failure.ts';
import type { SendMessages } from '../../queue/send.ts';
import { lastFailure, stoppedFailure, tries } from '../../queue/tries.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { StoredExport, StoredExportFile } from '../../store/exports.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { idOfRequest } from '../ids.ts';
import { covers, neededSight } from './needed-sight.ts';
import type { Sight } from './person-fields.ts';
import { isSmall } from './read-people.ts';
import { notesOfSentBefore } from './sent-before.ts';
import { requestOf } from './stored-request.ts';
import { requireWanted, type Wanted } from './wanted.ts';
import { type NewFile, type WriteBytes, writeExport } from './write-files.ts';

const dayMilliseconds = 86_400_000;

/** What the exports queue carries. */
export interface ExportMessage {
  organisation: string;
  exportId: ExportId;
}

/** What a job is started by, and where small files go. */
export interface ExportServices {
  sendToExports: SendMessages;
  /** Stores a whole file. */
  put(key: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Days of people that are exported while their caller waits. */
const mostDaysAtOnce = 1_000;
/** After this the function that makes one at once has ended, or was stopped. */
const atOnceMilliseconds = 60_000;
const again = phrase('export.ask-for-less', {});
/** Why an export has failed whose maker did not come back from its only try. */
const stoppedAtOnce = { said: [phrase('export.stopped', {})] };

/** The key of a file in the bucket. */
const keyOf = (organisation: string, exportId: ExportId, index: number) =>
  `${organisation}/${exportId}/${index}`;

/** Why an export has failed; `undefined` where it has not, or may still be tried again. */
export function failureOfExport(stored: StoredExport, now: Instant): StoredFailure | undefined {
  const { state, failsAt, atOnce } = stored;
  const hasStopped = state !== 'done' && failsAt !== undefined && epochOf(failsAt) <= epochOf(now);
  if (hasStopped) {
    return storedFailure(withSentence(atOnce ? stoppedAtOnce : stoppedFailure(tries.exports), again));
  }
  return state === 'failed' ? { reason: stored.reason, failure: stored.failure } : undefined;
}

/** Notes with their keys and values, of a text that was stored as such. */
function toldOf(stored: string | undefined): Pick<Export, 'toldNotes'> {
  return stored === undefined ? {} : { toldNotes: (JSON.parse(stored) as Phrase[]).map(told) };
}

/** Until when the files of an export are kept; `undefined` where it has none. */
function filesUntil(stored: StoredExport): Pick<Export, 'filesUntil'> {
  if (stored.state !== 'done' || filesOf(stored).length === 0) return {};
  return { filesUntil: instantFromEpoch(epochOf(stored.requestedAt) + exportFileDays * dayMilliseconds) };
}

/** What the API shows of an export, without links: it has also failed when its worker has not come back from the last try. */
export function describeExport(stored: StoredExport, now: Instant): Export {
  const { id, state, from, to, rows, notes, toldNotes, schedule, requestedBy, requestedAt } = stored;
  const { kind, format = 'csv', template, department, site, userIds } = requestOf(stored);
  const failure = failureOfExport(stored, now);
  const shown = { id, kind, from, to, department, site, template, schedule, rows, requestedBy, requestedAt };
  return {
    ...shown,
    ...(kind === 'payroll' ? {} : { format }),
    ...(userIds === undefined ? {} : { users: userIds.length }),
    ...(notes === undefined || notes.length === 0 ? {} : { notes, ...toldOf(toldNotes) }),
    ...(stored.files === undefined
      ? {}
      : { files: stored.files.map(({ name, rows: ofFile }) => ({ name, rows: ofFile })) }),
    ...filesUntil(stored),
    state: failure ? 'failed' : state,
    ...shownFailure(failure ?? {}),
  };
}

/** What an export is of, and how much of people its files show: never more than whoever asked for it could see. */
export async function sightOfExport(
  actor: Actor,
  stored: StoredExport,
): Promise<Pick<Wanted, 'kind' | 'sight'>> {
  const wanted = requestOf(stored);
  const needed = await neededSight(actor, wanted);
  return { kind: wanted.kind, sight: covers(wanted.sight, needed) ? needed : wanted.sight };
}

/** The files of an export, with the names under which they are saved. */
export function filesOf({
  fileKey,
  files,
  from,
  to,
}: StoredExport): Pick<StoredExportFile, 'key' | 'name'>[] {
  if (files !== undefined) return files;
  return fileKey === undefined ? [] : [{ key: fileKey, name: `attendance-${from}-${to}.csv` }];
}

/** Marks an export as failed, until a later try has written it. @param isLast - whether there is none */
export async function failExport(
  { stores }: Actor,
  exportId: ExportId,
  error: unknown,
  isLast: boolean,
): Promise<void> {
  const failure = isLast
    ? withSentence(lastFailure(error, tries.exports), again)
    : { said: [phrase('export.tried-again', {})] };
  await stores.exports.fail(exportId, storedFailure(failure));
}

/**
 * Writes the files of an export, and marks it as done.
 * @param open - begins a file under its key
 * @param end - waits until all files are stored
 */
export async function makeExport(
  actor: Actor,
  stored: StoredExport,
  open: (key: string, file: NewFile) => WriteBytes,
  end: () => Promise<void>,
): Promise<void> {
  const { organisation, exports } = actor.stores;
  let opened = 0;
  const wanted = requestOf(stored);
  const written = await writeExport(actor, wanted, (file) => {
    opened += 1;
    return open(keyOf(organisation, stored.id, opened - 1), file);
  });
  await end();
  const files = written.files.map((file, index) => ({ ...file, key: keyOf(organisation, stored.id, index) }));
  const again = written.adjustments > 0 ? await notesOfSentBefore(actor, wanted, stored.id) : [];
  const notes = [...again, ...written.notes];
  await exports.finish(stored.id, {
    ...written,
    files,
    notes: notes.map((note) => sentencesOf([note])),
    toldNotes: JSON.stringify(notes),
  });
}

async function makeAtOnce(actor: Actor, stored: StoredExport, { put }: ExportServices): Promise<void> {
  const files = new Map<string, Uint8Array[]>();
  const open = (key: string): WriteBytes => {
    const pieces: Uint8Array[] = [];
    files.set(key, pieces);
    return async (bytes) => {
      pieces.push(bytes);
    };
  };
  const end = async () => {
    for (const [key, pieces] of files) await put(key, Buffer.concat(pieces));
  };
  await makeExport(actor, stored, open, end);
}

/** Stores an export. @param more - who asks for it, or how it stands already */
async function storeExport(
  actor: Actor,
  id: ExportId,
  { payroll, ...request }: Wanted,
  more: Pick<
    Partial<StoredExport>,
    'state' | 'reason' | 'failure' | 'schedule' | 'reportRun' | 'failsAt' | 'atOnce'
  >,
): Promise<StoredExport> {
  const { from, to, department } = request;
  const stored: StoredExport = {
    id,
    state: 'waiting',
    requestedBy: actor.name,
    requestedAt: actor.now,
    from,
    to,
    department,
    request: JSON.stringify(request),
    payroll: payroll && JSON.stringify(payroll),
    expiresAt: expiryOf(actor.now),
    ...more,
  };
  await actor.stores.exports.add(stored);
  return stored;
}

/**
 * Stores that an export is asked for.
 * @param more - the schedule that asks for it, the sending that waits for its files, or by when it is made at once
 */
export async function addExport(
  actor: Actor,
  id: ExportId,
  wanted: Wanted,
  more: Pick<StoredExport, 'schedule' | 'reportRun' | 'failsAt' | 'atOnce'> = {},
): Promise<StoredExport> {
  const stored = await storeExport(actor, id, wanted, more);
  const { from, to, kind } = wanted;
  const { schedule, reportRun } = more;
  const askedBy = { ...(schedule ? { schedule } : {}), ...(reportRun ? { reportRun } : {}) };
  await recordAudit(actor, 'export.started', id, { from, to, kind, ...askedBy });
  return stored;
}

/** Stores that a schedule has asked for an export that was refused, so that the history says so and why. */
export async function addRefusedExport(
  actor: Actor,
  id: ExportId,
  wanted: Wanted,
  schedule: string,
  refusal: RollcallError,
): Promise<void> {
  const said = [phrase('export.refused-when-due', { problem: quoted(refusal) })];
  const failure = storedFailure({ said, problem: problemOf(refusal) });
  await storeExport(actor, id, wanted, { state: 'failed', ...failure, schedule });
}

/**
 * Asks for an export: a small one is made at once, for any other a job is started.
 * @param sight - how much of people whoever asks may see
 * @throws RollcallError range.invalid, request.invalid, user.unknown, export-template.unknown
 */
export async function startExport(
  actor: Actor,
  services: ExportServices,
  asked: NewExport,
  sight: Sight,
): Promise<StoredExport> {
  const wanted = await requireWanted(actor, asked, sight);
  const atOnce = await isSmall(actor, wanted, mostDaysAtOnce);
  const failsAt = instantFromEpoch(epochOf(actor.now) + atOnceMilliseconds);
  const stored = await addExport(
    actor,
    idOfRequest(actor, 'exp'),
    wanted,
    atOnce ? { atOnce, failsAt } : undefined,
  );
  if (atOnce) {
    try {
      await makeAtOnce(actor, stored, services);
    } catch (error) {
      const failure =
        error instanceof RollcallError ? failureOf(error) : { said: [phrase('export.failed', {})] };
      await actor.stores.exports.fail(stored.id, storedFailure(withSentence(failure, again)));
      throw error;
    }
    return await requireExport(actor, stored.id);
  }
  const { organisation } = actor.stores;
  await services.sendToExports([{ organisation, exportId: stored.id } satisfies ExportMessage]);
  return stored;
}

/** @throws RollcallError export.unknown */
export async function requireExport(actor: Actor, exportId: ExportId): Promise<StoredExport> {
  const stored = await actor.stores.exports.find(exportId);
  if (!stored) throw new RollcallError('export.unknown', { exportId });
  return stored;
}
