/**
 * An edit must carry the ETag of the version that its author read; a stale edit is refused. A tag is that of an edit, `"3"`, or
 * that of an answer which also shows what nobody edits, `"3.Xk2…"` (see `shown-etag.ts`).
 * @module
 */

import { RollcallError } from '#shared/errors.ts';

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The entity tags of a header, as they stand there; `*` alone means any. */
function tagsOf(header: string): string[] {
  return header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\u00ff]*"/g) ?? [];
}

/** The tag of the edit that an answer showed. */
function editOf(tag: string): string {
  return tag.replace(/^("\d+)\.[^"]*"$/, '$1"');
}

/**
 * Whether `If-Match` lets an edit of a version through (RFC 9110, 13.1.1): `*`, or a list that has its tag, or that of an
 * answer which showed it. A weak tag never does, because it does not say that nothing has changed.
 * @param current - the ETag of the last edit of what is there
 */
export function isMatch(ifMatch: string, current: string): boolean {
  return ifMatch.trim() === '*' || tagsOf(ifMatch).some((tag) => tag === current || editOf(tag) === current);
}

/**
 * Whether `If-None-Match` says that the caller has a version already (RFC 9110, 13.1.2): weak tags count as strong ones.
 * @param current - the ETag of what is there
 */
export function isKnown(ifNoneMatch: string, current: string): boolean {
  const strong = (tag: string) => tag.replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || tagsOf(ifNoneMatch).map(strong).includes(strong(current));
}

/**
 * Refuses an edit that is not based on the current version.
 * @param resource - what is edited, as the beginning of a sentence
 * @throws RollcallError request.stale
 */
export function requireVersion(resource: string, ifMatch: string, version: number): void {
  if (!isMatch(ifMatch, etagOf(version))) throw staleEdit(resource, version);
}

/** The failure of an edit that came after somebody else's. */
export function staleEdit(resource: string, version: number): RollcallError<'request.stale'> {
  return new RollcallError('request.stale', { resource, currentEtag: etagOf(version) });
}

/** The failure of an edit that asks for a version of something that is not there. */
export function nothingToEdit(resource: string): RollcallError<'request.nothing-to-match'> {
  return new RollcallError('request.nothing-to-match', { resource });
}
