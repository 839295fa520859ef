/** Stores imports of large files: where each file lies, how far it is, and what became of each part of it. @module */

import type { ImportId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { failsAtChange } from './last-try.ts';
import { flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** The import of a file. */
export interface StoredImport {
  id: ImportId;
  terminal: Serial;
  format: 'attlog' | 'user-dat';
  state: 'waiting-for-file' | 'waiting' | 'running' | 'done' | 'failed';
  reason?: string | undefined;
  /** The same as data, as JSON. Imports of earlier versions have none. */
  failure?: string | undefined;
  /** During the last try: when it has failed if it has not ended by then. */
  failsAt?: Instant | undefined;
  requestedBy: string;
  /** An administrator asked for it: a list of users may then set privileges. */
  byAdministrator?: boolean | undefined;
  requestedAt: Instant;
  /** Key of the file in the bucket. */
  fileKey: string;
  /** Rows of the file, once it has been read. */
  rows?: number | undefined;
  expiresAt: number;
}

/** What became of the rows of one part of a file. */
export interface ImportPart {
  /** Its number, from 0. */
  part: number;
  rows: number;
  stored: number;
  duplicates: number;
  quarantined: number;
  usersCreated: UserId[];
  usersCompleted: number;
  problems: { line: number; result: string; reason: string }[];
  problemsLeftOut: number;
}

const toImport = readerOf(
  'import',
  object<StoredImport>({
    id: text(),
    terminal: text(),
    format: oneOf('attlog', 'user-dat'),
    state: oneOf('waiting-for-file', 'waiting', 'running', 'done', 'failed'),
    reason: optional(text()),
    failure: optional(text()),
    failsAt: optional(text()),
    requestedBy: text(),
    byAdministrator: optional(flag()),
    requestedAt: text(),
    fileKey: text(),
    rows: optional(number()),
    expiresAt: number(),
  }),
);

const toPart = readerOf(
  'part of an import',
  object<ImportPart>({
    part: number(),
    rows: number(),
    stored: number(),
    duplicates: number(),
    quarantined: number(),
    usersCreated: listOf(text()),
    usersCompleted: number(),
    problems: listOf(object({ line: number(), result: text(), reason: text() })),
    problemsLeftOut: number(),
  }),
  ['expiresAt'],
);

const partPrefix = 'PART#';

/** Imports of one organisation. */
export function importStore(database: Database, organisation: string) {
  const table = database.operations;
  const keyOf = (importId: ImportId, sk = 'IMPORT') => ({
    pk: partition(organisation, 'IMPORT', importId),
    sk,
  });

  return {
    async add(wanted: StoredImport): Promise<void> {
      await table.putIfAbsent({ ...keyOf(wanted.id), ...wanted });
    },

    async find(importId: ImportId): Promise<StoredImport | undefined> {
      const item = await table.get(keyOf(importId));
      return item && toImport(item);
    },

    /** The parts that have been taken in, in order. */
    async parts(importId: ImportId): Promise<ImportPart[]> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :part)',
        ConsistentRead: true,
        ExpressionAttributeValues: { ':pk': keyOf(importId).pk, ':part': partPrefix },
      });
      return items.map(toPart);
    },

    /** Keeps what became of a part; a part that was taken in before is the same again. */
    async keepPart({ id, expiresAt }: StoredImport, part: ImportPart): Promise<void> {
      const sk = partPrefix + String(part.part).padStart(6, '0');
      await table.putIfAbsent({ ...keyOf(id, sk), ...part, expiresAt });
    },

    /** Notes that a worker begins: by when an import has failed that has not ended then, if this is its last try. */
    async noteTry(importId: ImportId, failsAt: Instant | null): Promise<void> {
      await table.updateIf(keyOf(importId), failsAtChange(failsAt));
    },

    /** Moves an import that is not done to a state. @returns false when it is done already */
    async move(
      importId: ImportId,
      state: StoredImport['state'],
      facts: { rows?: number; failed?: { reason: string; failure: string } } = {},
    ): Promise<boolean> {
      const moved = await table.updateIf(keyOf(importId), {
        UpdateExpression: [
          'SET #state = :state',
          facts.rows === undefined ? '' : ', #rows = :rows',
          facts.failed === undefined ? ' REMOVE reason, failure' : ', reason = :reason, failure = :failure',
        ].join(''),
        ConditionExpression: '#state <> :done AND attribute_exists(pk)',
        ExpressionAttributeNames: {
          '#state': 'state',
          ...(facts.rows === undefined ? {} : { '#rows': 'rows' }),
        },
        ExpressionAttributeValues: {
          ':state': state,
          ':done': 'done',
          ...(facts.rows === undefined ? {} : { ':rows': facts.rows }),
          ...(facts.failed && { ':reason': facts.failed.reason, ':failure': facts.failed.failure }),
        },
      });
      return moved !== null;
    },
  };
}
