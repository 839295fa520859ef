/** Loads the texts of problems when the first one is shown, and keeps them: the table does not change. @module */

/** The query of the texts. */
export const textsQuery = {
  queryKey: ['problem-texts'],
  queryFn: () => import('./problem-texts.ts'),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
};
