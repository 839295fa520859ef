/**
 * The keys of every item. The organisation leads every partition key: it is the boundary that no store can cross.
 * Credentials are looked up before the organisation is known; they live under the reserved organisation `~`.
 */
import type { CanonicalPin } from '#shared/punch/pin.ts';
import type { CanonicalUserId } from '#shared/punch/user-id.ts';

const separator = '#';

/** The reserved organisation of everything that is looked up before the caller's organisation is known. */
export const everybody = '~';

/** How many partitions the arrivals of one day are spread over: 1,000 writes a second each. */
export const arrivalShards = 16;
/** How many partitions the sheet rows of one day are spread over. */
export const dayShards = 8;

/** How many partitions the notes of added rows are spread over: each of them is read for every page of a day. */
export const addedShards = 4;

/** How many partitions the marks of an organisation's terminals are spread over: each of them is read as a whole. */
export const marksShards = 4;

/**
 * A partition key of one organisation.
 * @throws Error when the organisation or a part is missing: a key without an owner must never be made
 */
export function partition(organisation: string, ...parts: string[]): string {
  if (organisation === '' || organisation.includes(separator)) {
    throw new Error(`a key needs an organisation, got "${organisation}"`);
  }
  if (parts.length === 0 || parts.some((part) => part === '')) throw new Error('a key needs all its parts');
  return [organisation, ...parts].join(separator);
}

/**
 * Spreads ids over shards. The result must never change, because it is part of stored keys.
 * @returns `00`, `01` … below `shards`
 */
export function shardOf(id: string, shards: number): string {
  let hash = 2_166_136_261;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 16_777_619);
  }
  return String((hash >>> 0) % shards).padStart(2, '0');
}

/** Every shard's name. */
export function shardNames(shards: number): string[] {
  return Array.from({ length: shards }, (_, shard) => String(shard).padStart(2, '0'));
}

/** The sort form of a canonical user id or PIN: numbers in numeric order, before letters. */
export function sortableId(canonicalId: CanonicalUserId | CanonicalPin): string {
  return /^\d+$/.test(canonicalId) ? canonicalId.padStart(24, '0') : canonicalId;
}
