/** What stands in the address of what waits for approval. @module */

import { oneOf, type RawSearch, textOf } from '../ui/search.ts';

/** Which entries are shown. */
export interface ApprovalsSearch {
  kind?: 'correction' | 'leave' | 'day-override' | undefined;
  department?: string | undefined;
}

/** Reads the address of what waits for approval. */
export function approvalsSearch(raw: RawSearch): ApprovalsSearch {
  return {
    kind: oneOf(raw.kind, ['correction', 'leave', 'day-override']),
    department: textOf(raw.department),
  };
}
