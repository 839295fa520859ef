/** Takes in a terminal's file: a small one at once, a large one part by part behind a queue, each row once. @module */

import type { ImportId } from '#shared/contract/ids.ts';
import { type ImportResult, maxUploadBytes } from '#shared/contract/imports.ts';
import { RollcallError } from '#shared/errors.ts';
import { phrase } from '#shared/reasons/index.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Uploads } from '../../files/file-link.ts';
import { shownFailure, storedFailure, withSentence } from '../../queue/failure.ts';
import type { SendMessages } from '../../queue/send.ts';
import { lastFailure, stoppedFailure, tries } from '../../queue/tries.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { ImportPart, StoredImport } from '../../store/imports.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { newId } from '../ids.ts';
import { requireTerminalOfFile } from '../lookups.ts';
import { isAdministrator } from '../may.ts';
import type { KnownUsers } from '../users/index.ts';
import { type ReadFile, readFile, type TerminalFile } from './imports.ts';

/** What the imports queue carries. */
export interface ImportMessage {
  organisation: string;
  importId: ImportId;
}

/** What imports need besides an actor. */
export interface ImportServices {
  uploads: Uploads;
  bucket: string;
  sendToImports: SendMessages;
  known: KnownUsers;
}

/** Rows of one part: what a request can take in before it has to answer, and what a worker does between two notes. */
const rowsPerPart = 500;
/** Parts that one message takes in; the next message goes on. */
const partsPerMessage = 40;
const mostProblems = 1000;
const mostUsers = 1000;

/** The report on a file, put together from its parts. */
function reportOf(rows: number, parts: readonly ImportPart[]): Omit<ImportResult, 'state'> {
  const sum = (count: (part: ImportPart) => number) => parts.reduce((all, part) => all + count(part), 0);
  const created = parts.flatMap(({ usersCreated }) => usersCreated);
  const problems = parts.flatMap((part) => part.problems);
  const left = Math.max(0, created.length - mostUsers);
  return {
    rows,
    rowsDone: sum((part) => part.rows),
    stored: sum(({ stored }) => stored),
    duplicates: sum(({ duplicates }) => duplicates),
    quarantined: sum(({ quarantined }) => quarantined),
    usersCreated: created.slice(0, mostUsers),
    ...(left === 0 ? {} : { usersCreatedLeftOut: left }),
    usersCompleted: sum(({ usersCompleted }) => usersCompleted),
    problems,
    problemsLeftOut: sum(({ problemsLeftOut }) => problemsLeftOut),
  };
}

/** Takes in one part of a file. @param room - how many problems may still be listed */
async function takeInPart(file: ReadFile, part: number, room: number): Promise<ImportPart> {
  const from = part * rowsPerPart;
  const to = Math.min(file.rows, from + rowsPerPart);
  const { problems, ...counts } = await file.takeIn(from, to);
  const listed = problems.slice(0, room);
  return {
    part,
    rows: to - from,
    ...counts,
    problems: listed,
    problemsLeftOut: problems.length - listed.length,
  };
}

async function noteImported(actor: Actor, file: TerminalFile, report: Omit<ImportResult, 'state'>) {
  const { rows, stored, quarantined } = report;
  await recordAudit(actor, 'file.imported', file.terminal, {
    format: file.format,
    rows,
    stored,
    quarantined,
  });
}

async function addImport(
  actor: Actor,
  { terminal, format }: TerminalFile,
  state: StoredImport['state'],
): Promise<StoredImport> {
  const id = newId('imp');
  const wanted: StoredImport = {
    id,
    terminal,
    format,
    state,
    requestedBy: actor.name,
    byAdministrator: isAdministrator(actor),
    requestedAt: actor.now,
    fileKey: `${actor.stores.organisation}/imports/${id}`,
    expiresAt: expiryOf(actor.now),
  };
  await actor.stores.imports.add(wanted);
  return wanted;
}

/**
 * Takes in a file from a known terminal: at once when it is small, else as a job. Without a content the job waits for
 * the file, which is sent by its link.
 * @returns the report; with an id where the work goes on after the answer
 * @throws RollcallError terminal.unknown; service.busy when not everything was stored: sending the file again does the rest
 */
export async function importFile(
  actor: Actor,
  services: ImportServices,
  { contentBase64, ...file }: TerminalFile & { contentBase64?: string | undefined },
): Promise<ImportResult> {
  await requireTerminalOfFile(actor, file.terminal);
  if (contentBase64 === undefined) {
    const wanted = await addImport(actor, file, 'waiting-for-file');
    const url = await services.uploads.linkTo({ bucket: services.bucket, key: wanted.fileKey });
    const upload = { url, method: 'PUT' as const, largestBytes: maxUploadBytes };
    return { ...(await describeImport(actor, wanted)), upload };
  }
  const content = Buffer.from(contentBase64, 'base64');
  const read = await readFile(actor, file, content, services.known);
  if (read.rows > rowsPerPart) {
    const wanted = await addImport(actor, file, 'waiting-for-file');
    await services.uploads.put({ bucket: services.bucket, key: wanted.fileKey }, content);
    return await startImport(actor, services, wanted.id);
  }
  const parts = read.rows === 0 ? [] : [await takeInPart(read, 0, mostProblems)];
  const report = reportOf(read.rows, parts);
  await noteImported(actor, file, report);
  return { state: 'done', ...report };
}

/** Has a file taken in that lies in the bucket; one that is done stays as it is. @throws RollcallError import.unknown */
export async function startImport(
  actor: Actor,
  { sendToImports }: ImportServices,
  importId: ImportId,
): Promise<ImportResult> {
  await requireImport(actor, importId);
  if (await actor.stores.imports.move(importId, 'waiting')) {
    await actor.stores.imports.noteTry(importId, null);
    const { organisation } = actor.stores;
    await sendToImports([{ organisation, importId } satisfies ImportMessage]);
  }
  return await describeImport(actor, await requireImport(actor, importId));
}

/** @throws RollcallError import.unknown */
export async function requireImport(actor: Actor, importId: ImportId): Promise<StoredImport> {
  const stored = await actor.stores.imports.find(importId);
  if (!stored) throw new RollcallError('import.unknown', { importId });
  return stored;
}

/** What the API shows of an import: how far it is, and the report so far. */
export async function describeImport(actor: Actor, stored: StoredImport): Promise<ImportResult> {
  const { id, rows = 0 } = stored;
  const { state, ...failure } = outcomeOf(stored, actor.now);
  const report = reportOf(rows, await actor.stores.imports.parts(id));
  return { id, state, ...shownFailure(failure), ...report };
}

/** How far an import is: it has also failed when its worker has not come back from the last try. */
function outcomeOf(
  { state, reason, failure, failsAt }: StoredImport,
  now: Instant,
): Pick<StoredImport, 'state' | 'reason' | 'failure'> {
  const isOpen = state === 'waiting' || state === 'running';
  if (!isOpen || failsAt === undefined || epochOf(failsAt) > epochOf(now)) return { state, reason, failure };
  return { state: 'failed', ...storedFailure(withSentence(stoppedFailure(tries.imports), restart)) };
}

const restart = phrase('import.goes-on', {});

/** What is known of the call that works on an import. */
export interface LastTry {
  /** By when the call has ended or was stopped. */
  until: Instant;
}

/**
 * Works on an import, and marks it as failed with the reason when the last try fails.
 * @param last - present when the message is not delivered again
 */
export async function tryImport(
  actor: Actor,
  services: ImportServices,
  importId: ImportId,
  last: LastTry | undefined,
): Promise<void> {
  const { imports } = actor.stores;
  if (last !== undefined) await imports.noteTry(importId, last.until);
  try {
    await workOnImport(actor, services, importId);
  } catch (error) {
    if (last !== undefined) {
      const failed = storedFailure(withSentence(lastFailure(error, tries.imports), restart));
      await imports.move(importId, 'failed', { failed });
    }
    throw error;
  }
  if (last !== undefined) await imports.noteTry(importId, null);
}

/**
 * Goes on with an import, from the first part that has not been taken in. A message that comes twice, or again after a
 * crash, stores nothing twice and changes no count.
 */
export async function workOnImport(
  actor: Actor,
  services: ImportServices,
  importId: ImportId,
): Promise<void> {
  const { imports } = actor.stores;
  const wanted = await requireImport(actor, importId);
  if (wanted.state === 'done') return;
  const content = await services.uploads.get(
    { bucket: services.bucket, key: wanted.fileKey },
    maxUploadBytes,
  );
  if (content === null || content === 'too-large') {
    const why =
      content === null ? phrase('import.no-file', {}) : phrase('import.too-large', { most: maxUploadBytes });
    await imports.move(importId, 'failed', { failed: storedFailure({ said: [why] }) });
    return;
  }
  const file = await readFile(actor, wanted, content, services.known, importId);
  await imports.move(importId, 'running', { rows: file.rows });
  const done = new Map((await imports.parts(importId)).map((part) => [part.part, part]));
  let room = mostProblems - [...done.values()].reduce((sum, { problems }) => sum + problems.length, 0);
  const parts = Math.ceil(file.rows / rowsPerPart);
  let taken = 0;
  for (let part = 0; part < parts; part += 1) {
    if (done.has(part)) continue;
    if (taken === partsPerMessage) {
      const { organisation } = actor.stores;
      await services.sendToImports([{ organisation, importId } satisfies ImportMessage]);
      return;
    }
    const result = await takeInPart(file, part, room);
    await imports.keepPart(wanted, result);
    room -= result.problems.length;
    taken += 1;
  }
  if (!(await imports.move(importId, 'done'))) return;
  await noteImported(actor, wanted, reportOf(file.rows, await imports.parts(importId)));
}
