/** Problems of links of PINs: one that is unknown, or too many of one PIN. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const linkProblems = {
  'link.unknown': problem<{ pin: string; linkId: string }>({
    status: 404,
    says: ({ pin, linkId }) => `There is no link ${linkId} of the PIN "${pin}".`,
    todo: 'GET /v1/links?pin= lists them.',
  }),
  'link.too-many': problem<{ pin: string; most: number }>({
    status: 409,
    says: ({ pin, most }) =>
      `The PIN "${pin}" has ${most} links, counting those that were withdrawn: it can have no more.`,
    todo: 'Give the person another PIN at the terminals.',
  }),
};
