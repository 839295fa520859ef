/** Records that come without a batch of their own (pushed or imported) are cut into batches and stored. @module */

import { createHash } from 'node:crypto';
import { type BatchId, ourIdOf } from '#shared/contract/ids.ts';
import { isProblem } from '#shared/errors.ts';
import { IclockBusy, type PushUpload } from '#shared/iclock/host.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Actor } from '../actor.ts';
import { withSitesForPolicy } from '../terminals/index.ts';
import { type KnownUsers, unknownPolicyAt } from '../users/index.ts';
import { type IngestOutcome, ingest } from './ingest.ts';

const recordsPerBatch = 500;
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const batchIdLength = 26;

/**
 * The id of a batch whose sender gives none: made from its content, so that an upload sent again is the same batch.
 * @param kind - what the content is, such as `ATTLOG`
 * @param part - which part of an upload that was cut into several batches
 */
export function batchIdOf(serial: Serial, kind: string, content: Uint8Array, part: number): BatchId {
  const digest = createHash('sha256').update(`${serial}\n${kind}\n${part}\n`).update(content).digest();
  const characters = Array.from({ length: batchIdLength }, (_, at) => crockford[(digest[at] ?? 0) % 32]);
  return ourIdOf('bat', characters.join(''));
}

/** Records that came without a batch of their own, from a push terminal or a file. */
export interface LooseRecords {
  source: 'push' | 'import';
  serial: Serial;
  kind: string;
  content: Uint8Array;
  records: readonly TerminalRecord[];
  /** Zone of the terminal's clock. */
  zone: string;
  /** Whether the terminal's records were counted when they came, as those in quarantine were. */
  isCounted?: true;
}

/** Stores records in batches, just like those of a bridge; the settings decide about unknown users. */
export async function ingestLoose(
  actor: Actor,
  { source, serial, kind, content, records, zone, isCounted }: LooseRecords,
  known: KnownUsers,
): Promise<IngestOutcome> {
  const settings = await actor.stores.settings.read();
  const { newUsers } = settings;
  const [place = { serial }] = await withSitesForPolicy(actor.stores, settings, [{ serial }]);
  const all: IngestOutcome = { results: [], usersCreated: [], held: 0 };
  for (let from = 0; from < records.length; from += recordsPerBatch) {
    const outcome = await ingest(
      actor,
      {
        source: { kind: source, terminal: serial, batchId: batchIdOf(serial, kind, content, from) },
        unknownUsers: unknownPolicyAt(settings, place),
        zone,
        newUsers,
        keptFrom: settings.timesKept?.from,
        records: records.slice(from, from + recordsPerBatch),
        isCounted,
      },
      known,
    );
    all.results.push(...outcome.results);
    all.usersCreated.push(...outcome.usersCreated);
    all.held += outcome.held;
  }
  return all;
}

/**
 * Stores the records of an upload.
 * @throws IclockBusy when a record was not stored: the terminal sends the upload again, and nothing is stored twice
 */
export async function storeUpload(
  actor: Actor,
  upload: PushUpload,
  zone: string,
  known: KnownUsers,
): Promise<IngestOutcome> {
  const { serial, table, body, records } = upload;
  try {
    const outcome = await ingestLoose(
      actor,
      {
        source: 'push',
        serial,
        kind: table,
        content: body,
        records,
        zone,
      },
      known,
    );
    if (outcome.results.some(({ result }) => result === 'failed'))
      throw new IclockBusy('not every record was stored');
    return outcome;
  } catch (error) {
    if (isProblem(error, 'service.busy')) throw new IclockBusy(error.message, { cause: error });
    throw error;
  }
}
