/** The ETag of an answer that shows more than what people edit, such as the state that a bridge reports. @module */

import { hashOfData } from '#shared/attendance/index.ts';

/**
 * The ETag of what is shown: another one whenever the answer differs. Its first part is the version of the last edit, by which
 * `If-Match` goes, so that an edit is not refused because a terminal was heard of in between.
 */
export function shownEtag(version: number, body: object): string {
  return `"${version}.${hashOfData(body)}"`;
}
