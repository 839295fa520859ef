/**
 * Reads stored punches with hand-written checks, because a sheet reads hundreds of them. By hand, because a sheet
 * reads hundreds of them: it copies no attribute twice and takes a fraction of what the generic reader of {@link
 * readerOf} takes.
 * @module
 */

import type { BatchId } from '#shared/contract/ids.ts';
import type { Punch } from '#shared/punch/punch.ts';
import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import type { Item } from './database.ts';
import { damaged, isFlag, isNumber, isText, requireKnownVersion } from './stored-kind.ts';

/** A punch as stored. */
export interface StoredPunch extends Punch {
  receivedAt: Instant;
  /** The batch that brought it, so that a repeated batch gives the same answer. */
  batchId: BatchId;
  /** Place in the terminal's log, as far as one batch shows it: it orders punches of the same second. */
  order: number;
}

/** What a day is computed from. */
export type CountedPunch = Pick<
  StoredPunch,
  'serial' | 'wallTime' | 'instant' | 'status' | 'order' | 'clockSuspect'
>;

/** The attributes of a {@link CountedPunch}, with names for those that are reserved words. */
export const countedAttributes = {
  ProjectionExpression: 'serial, wallTime, instant, #status, #order, clockSuspect, v',
  ExpressionAttributeNames: { '#status': 'status', '#order': 'order' },
};

const kind = 'punch';

/** Reads of a punch what its day needs. @throws UnreadableItem when it has lost its shape, or is of a later version */
export function toCountedPunch(item: Record<string, unknown>): CountedPunch {
  requireKnownVersion(kind, item);
  const { serial, wallTime, instant, status, order, clockSuspect } = item;
  if (!isText<StoredPunch['serial']>(serial)) throw damaged(kind, item, '/serial');
  if (!isText<WallTime>(wallTime)) throw damaged(kind, item, '/wallTime');
  if (!isText<Instant>(instant)) throw damaged(kind, item, '/instant');
  if (!isNumber(status)) throw damaged(kind, item, '/status');
  if (!isNumber(order)) throw damaged(kind, item, '/order');
  const punch: CountedPunch = { serial, wallTime, instant, status, order };
  if (clockSuspect === undefined) return punch;
  if (!isFlag(clockSuspect)) throw damaged(kind, item, '/clockSuspect');
  punch.clockSuspect = clockSuspect;
  return punch;
}

/** Reads a punch. @throws UnreadableItem when it has lost its shape, or is of a later version */
export function toPunch(item: Item): StoredPunch {
  requireKnownVersion(kind, item);
  const { serial, pin, wallTime, instant, status, verify, workCode, receivedAt, batchId, order } = item;
  if (!isText<StoredPunch['serial']>(serial)) throw damaged(kind, item, '/serial');
  if (!isText<StoredPunch['pin']>(pin)) throw damaged(kind, item, '/pin');
  if (!isText<WallTime>(wallTime)) throw damaged(kind, item, '/wallTime');
  if (!isText<Instant>(instant)) throw damaged(kind, item, '/instant');
  if (!isNumber(status)) throw damaged(kind, item, '/status');
  if (!isNumber(verify)) throw damaged(kind, item, '/verify');
  if (!isText(workCode)) throw damaged(kind, item, '/workCode');
  if (!isText<Instant>(receivedAt)) throw damaged(kind, item, '/receivedAt');
  if (!isText<StoredPunch['batchId']>(batchId)) throw damaged(kind, item, '/batchId');
  if (!isNumber(order)) throw damaged(kind, item, '/order');
  const punch: StoredPunch = {
    serial,
    pin,
    wallTime,
    instant,
    status,
    verify,
    workCode,
    receivedAt,
    batchId,
    order,
  };
  const { clockSuspect } = item;
  if (clockSuspect === undefined) return punch;
  if (!isFlag(clockSuspect)) throw damaged(kind, item, '/clockSuspect');
  punch.clockSuspect = clockSuspect;
  return punch;
}

/** Where and when a punch was made. */
export type PunchPlace = Pick<StoredPunch, 'serial' | 'wallTime'>;

/** Reads where and when a punch was made; nothing else of it may have been read. @throws UnreadableItem */
export function toPlace(item: Record<string, unknown>): PunchPlace {
  requireKnownVersion(kind, item);
  const { serial, wallTime } = item;
  if (!isText<StoredPunch['serial']>(serial)) throw damaged(kind, item, '/serial');
  if (!isText<WallTime>(wallTime)) throw damaged(kind, item, '/wallTime');
  return { serial, wallTime };
}
