/** Stores the diagnoses of bridges: what was asked for, and beside it, compressed, what the bridge has sent. @module */

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import type { BridgeId, DiagnosisId } from '#shared/contract/ids.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { partition } from './keys.ts';
import { number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A diagnosis as stored. */
export interface StoredDiagnosis {
  id: DiagnosisId;
  /** `ended` before its time: another one was asked for at the same moment. */
  state: 'waiting' | 'done' | 'ended';
  requestedAt: Instant;
  requestedBy: string;
  /** Until when the bridge is asked for it. */
  endsAt: Instant;
  receivedAt?: Instant | undefined;
  /** Epoch seconds. */
  expiresAt: number;
}

const keptSeconds = keptSecondsOf('diagnoses');

const toDiagnosis = readerOf(
  'diagnosis of a bridge',
  object<StoredDiagnosis>({
    id: text(),
    state: oneOf('waiting', 'done', 'ended'),
    requestedAt: text(),
    requestedBy: text(),
    endsAt: text(),
    receivedAt: optional(text()),
    expiresAt: number(),
  }),
);

/** Diagnoses of the bridges of one organisation. */
export function diagnosisStore({ operations }: Database, organisation: string) {
  const partitionOf = (bridgeId: BridgeId) => partition(organisation, 'DIAGNOSES', bridgeId);
  const keyOf = (bridgeId: BridgeId, id: DiagnosisId) => ({ pk: partitionOf(bridgeId), sk: `ORDER#${id}` });
  const bundleKeyOf = (bridgeId: BridgeId, id: DiagnosisId) => ({
    pk: partitionOf(bridgeId),
    sk: `BUNDLE#${id}`,
  });

  return {
    async add(
      bridgeId: BridgeId,
      diagnosis: Omit<StoredDiagnosis, 'state' | 'expiresAt'>,
    ): Promise<StoredDiagnosis> {
      const expiresAt = Math.floor(epochOf(diagnosis.requestedAt) / 1000) + keptSeconds;
      const stored: StoredDiagnosis = { ...diagnosis, state: 'waiting', expiresAt };
      await operations.put({ ...keyOf(bridgeId, diagnosis.id), ...stored });
      return stored;
    },

    async find(bridgeId: BridgeId, id: DiagnosisId): Promise<StoredDiagnosis | undefined> {
      const item = await operations.get(keyOf(bridgeId, id));
      return item && toDiagnosis(item);
    },

    /** Notes that nobody waits for a diagnosis, because another one is waited for. */
    async end(bridgeId: BridgeId, id: DiagnosisId): Promise<void> {
      await operations.updateIf(keyOf(bridgeId, id), {
        UpdateExpression: 'SET #state = :ended',
        ConditionExpression: '#state = :waiting',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':ended': 'ended', ':waiting': 'waiting' },
      });
    },

    /** Keeps what a bridge has sent; what it sends again takes its place. */
    async keep(
      bridgeId: BridgeId,
      { id, expiresAt }: StoredDiagnosis,
      bundle: DiagnosisBundle,
      receivedAt: Instant,
    ): Promise<void> {
      const packed = await compress(JSON.stringify(bundle));
      await operations.put({ ...bundleKeyOf(bridgeId, id), packed, expiresAt });
      await operations.updateIf(keyOf(bridgeId, id), {
        UpdateExpression: 'SET #state = :done, receivedAt = :at',
        ConditionExpression: '#state = :waiting',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':done': 'done', ':waiting': 'waiting', ':at': receivedAt },
      });
    },

    /** What a bridge has sent; `undefined` when it has sent nothing. */
    async bundleOf(bridgeId: BridgeId, id: DiagnosisId): Promise<DiagnosisBundle | undefined> {
      const packed = (await operations.get(bundleKeyOf(bridgeId, id)))?.packed;
      if (!(packed instanceof Uint8Array)) return undefined;
      return JSON.parse((await decompress(packed)).toString('utf8'));
    },

    /** Diagnoses of a bridge, the latest first. @throws RollcallError request.cursor */
    async list(bridgeId: BridgeId, limit: number, cursor?: string): Promise<Page<StoredDiagnosis>> {
      const { items, lastKey } = await operations.queryPage(
        {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :order)',
          ExpressionAttributeValues: { ':pk': partitionOf(bridgeId), ':order': 'ORDER#' },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        limit,
        cursor === undefined ? undefined : decodeCursor(cursor, isKeyIn('pk', partitionOf(bridgeId))),
      );
      return {
        items: items.map(toDiagnosis),
        nextCursor: lastKey === undefined ? undefined : encodeCursor(lastKey),
      };
    },
  };
}
