/** Starts exports of sheets, and produces their files piece by piece. @module */

import type { Export } from '#shared/contract/exports.ts';
import type { ExportId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { SendMessages } from '../../queue/send.ts';
import { failureReason, stoppedReason, tries } from '../../queue/tries.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { StoredExport } from '../../store/exports.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { idOfRequest } from '../ids.ts';
import { requireRange } from '../ranges.ts';
import { type KnownNames, readSheets } from '../sheets/index.ts';
import { csvHeader, csvRows } from './sheet-csv.ts';

/** What the exports queue carries. */
export interface ExportMessage {
  organisation: string;
  exportId: ExportId;
}

const rowsPerPage = 1000;

/** What the API shows of an export, without the link: it has also failed when its worker has not come back from the last try. */
export function describeExport(stored: StoredExport, now: Instant): Export {
  const { expiresAt: _expiresAt, fileKey: _fileKey, requestedBy: _requestedBy, failsAt, ...shown } = stored;
  if (shown.state === 'done' || failsAt === undefined || epochOf(failsAt) > epochOf(now)) return shown;
  return { ...shown, state: 'failed', reason: stoppedReason(tries.exports) + again };
}

const again = ' Ask for it again, for fewer days or one department.';

/** Marks an export as failed, until a later try has written it. @param isLast - whether there is none */
export async function failExport(
  { stores }: Actor,
  exportId: ExportId,
  error: unknown,
  isLast: boolean,
): Promise<void> {
  const reason = isLast
    ? failureReason(error, tries.exports) + again
    : 'Its worker failed; it is tried again automatically.';
  await stores.exports.fail(exportId, reason);
}

/** Asks for a file of the sheets of a range. */
export async function startExport(
  actor: Actor,
  sendToExports: SendMessages,
  wanted: { from: LocalDate; to: LocalDate; department?: string | undefined },
): Promise<StoredExport> {
  requireRange(wanted.from, wanted.to);
  const stored: StoredExport = {
    id: idOfRequest(actor, 'exp'),
    state: 'waiting',
    requestedBy: actor.name,
    requestedAt: actor.now,
    from: wanted.from,
    to: wanted.to,
    department: wanted.department,
    expiresAt: expiryOf(actor.now),
  };
  await actor.stores.exports.add(stored);
  const { organisation } = actor.stores;
  await sendToExports([{ organisation, exportId: stored.id } satisfies ExportMessage]);
  await recordAudit(actor, 'export.started', stored.id, { from: wanted.from, to: wanted.to });
  return stored;
}

/** @throws RollcallError export.unknown */
export async function requireExport(actor: Actor, exportId: ExportId): Promise<StoredExport> {
  const stored = await actor.stores.exports.find(exportId);
  if (!stored) throw new RollcallError('export.unknown', { exportId });
  return stored;
}

/**
 * The pieces of the file of an export, in order; `onRows` learns how many rows each piece has. The next rows are read while
 * a piece is put into words and written, and every person's name is read once.
 */
export async function* exportPieces(
  actor: Actor,
  wanted: StoredExport,
  onRows: (rows: number) => void,
): AsyncGenerator<string> {
  const names: KnownNames = new Map();
  const read = (cursor: string | undefined) => {
    const page = readSheets(actor, { ...wanted, limit: rowsPerPage, cursor }, names);
    // Whoever stops in between asks for no further piece: the failure would be nobody's.
    page.catch(() => {});
    return page;
  };
  let reading: ReturnType<typeof read> | undefined = read(undefined);
  yield csvHeader;
  while (reading) {
    const { items, nextCursor }: Awaited<typeof reading> = await reading;
    reading = nextCursor === undefined ? undefined : read(nextCursor);
    onRows(items.length);
    yield csvRows(items);
  }
}
