/** What is set for the updates of bridges, as the API gives it. @module */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/index.ts';

/** What is set, with the ETag for edits. */
export type ReadUpdates = Awaited<ReturnType<typeof api.getBridgeUpdates.answer>>;

/** What is set; for administrators. */
export const updatesQuery = queryOptions({
  queryKey: ['getBridgeUpdates'],
  queryFn: ({ signal }) => api.getBridgeUpdates.answer({}, { signal }),
  staleTime: 60_000,
});
