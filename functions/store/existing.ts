/** Recognises punches and quarantined records that are stored already, and the batch that brought them. @module */

import type { BatchId } from '#shared/contract/ids.ts';
import type { Item } from './database.ts';
import { damaged, isText } from './stored-kind.ts';

/** What is known of an item that is already there. */
export interface Existing {
  pk: string;
  sk: string;
  batchId: BatchId;
}

/**
 * Reads the key and the batch of an item of any version: the repeat of a punch is answered even when a later version of
 * Rollcall has stored that punch.
 * @throws UnreadableItem when it names no batch
 */
export function toExisting(item: Item): Existing {
  const { pk, sk, batchId } = item;
  if (!isText<BatchId>(batchId)) throw damaged('record', item, '/batchId');
  return { pk, sk, batchId };
}
