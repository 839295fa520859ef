/** What the screen of one person reads. @module */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { allPages, api } from '../../api/index.ts';
import type { Range } from '../../day/periods.ts';

/** The rows of a person, by date. */
export function usePersonRows(userId: string, { from, to }: Range, isLive: boolean) {
  return useQuery({
    queryKey: ['listSheets', 'person', userId, { from, to }],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listSheets(
          { query: { userId: [userId], from, to, order: 'user', fields: 'summary', limit: 100, cursor } },
          { signal },
        ),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? 30_000 : false,
  });
}

/** Who a person is. */
export function usePerson(userId: string) {
  return useQuery({
    queryKey: ['getUser', userId],
    // As the screen of users keeps them, with the version.
    queryFn: ({ signal }) => api.getUser.answer({ params: { userId } }, { signal }),
    select: ({ body }) => body,
  });
}
