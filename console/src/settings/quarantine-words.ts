/** The words of records in quarantine. @module */

import type { api } from '../api/index.ts';

/** A record that could not become a punch. */
export type QuarantinedRecord = Awaited<ReturnType<typeof api.listQuarantine>>['items'][number];

/** Which records are looked at. */
export type QuarantineState = 'open' | 'dismissed' | 'stored';

/** A record's name in the page: ids are unique within a terminal. */
export function nameOfRecord({ terminal, id }: QuarantinedRecord): string {
  return `${terminal} ${id}`;
}
