/** An edit must carry the ETag of the version that its author read; a stale edit is refused. @module */

import { RollcallError } from '#shared/errors.ts';

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Refuses an edit that is not based on the current version.
 * @param resource - what is edited, as the beginning of a sentence
 * @throws RollcallError request.stale
 */
export function requireVersion(resource: string, ifMatch: string, version: number): void {
  if (ifMatch !== etagOf(version)) throw staleEdit(resource, version);
}

/** The failure of an edit that came after somebody else's. */
export function staleEdit(resource: string, version: number): RollcallError<'request.stale'> {
  return new RollcallError('request.stale', { resource, currentEtag: etagOf(version) });
}
