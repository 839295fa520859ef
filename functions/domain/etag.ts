import { RollcallError } from '#shared/errors.ts';

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Insists that an edit is based on the current version.
 * @param resource - what is edited, as the beginning of a sentence
 * @throws RollcallError request.stale
 */
export function requireVersion(resource: string, ifMatch: string, version: number): void {
  if (ifMatch !== etagOf(version)) throw staleEdit(resource, version);
}

/** The failure of an edit that somebody overtook. */
export function staleEdit(resource: string, version: number): RollcallError<'request.stale'> {
  return new RollcallError('request.stale', { resource, currentEtag: etagOf(version) });
}
