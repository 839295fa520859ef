/** Whether the first run is still ahead: no terminal has ever been read, and nobody has put the page away. @module */

import { queryOptions } from '@tanstack/react-query';
import { allPages, api } from '../api/index.ts';

const place = 'rollcall.start';

/** The terminals, as the first run looks at them. */
export const startTerminalsQuery = queryOptions({
  queryKey: ['listTerminals', 'all'],
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      api.listTerminals({ query: { limit: 1000, ...(cursor === undefined ? {} : { cursor }) } }, { signal }),
    ),
});

/** Whether a terminal has been read to the end, ever. */
export function isAnyRead(terminals: readonly { completeThrough?: string | undefined }[]): boolean {
  return terminals.some(({ completeThrough }) => completeThrough !== undefined);
}

/** Whether this browser has put the first steps away. */
export function isStartDismissed(): boolean {
  return localStorage.getItem(place) === 'dismissed';
}

/** Puts the first steps away: `/` goes elsewhere from now on. The page itself stays at its address. */
export function dismissStart(): void {
  localStorage.setItem(place, 'dismissed');
}
