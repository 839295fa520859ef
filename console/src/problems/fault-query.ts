/** Loads the texts of terminals' faults when the first one is shown, and keeps them: the table does not change. @module */

/** The query of the texts. */
export const faultTextsQuery = {
  queryKey: ['fault-texts'],
  queryFn: () => import('./fault-texts.ts'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
};
