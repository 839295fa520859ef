/** Longest range of one generation or query, in days. In a file of its own, so that checking a range needs no schemas. */
export const longestRangeDays = 366;
