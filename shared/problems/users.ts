/** Problems of users: one that is unknown, or an id that another user already has. @module */

import { type Because, problem } from './problem.ts';

/** The rows of these codes. */
export const userProblems = {
  'user.unknown': problem<{ userId: string }>({
    status: 404,
    says: ({ userId }) => `There is no user "${userId}".`,
    todo: null,
  }),
  'user.merged': problem<{ userId: string; into: string }>({
    status: 409,
    says: ({ userId, into }) => `The user "${userId}" is "${into}" now.`,
    todo: 'Use that id. A path with the id of before is redirected there (308).',
  }),
  'user.not-merged': problem<{ userId: string }>({
    status: 409,
    says: ({ userId }) => `The user "${userId}" has not been merged or renamed, or that was undone.`,
    todo: null,
  }),
  'user.exists': problem<{ userId: string; existingId: string }>({
    status: 409,
    says: ({ userId, existingId }) =>
      `A user with the id "${existingId}" exists${existingId === userId ? '' : ` and "${userId}" is the same id (leading zeros do not count)`}.`,
    todo: 'Edit that one, or choose another id.',
  }),
  'user.erased': problem<{ userId: string; erasedAt: string }>({
    status: 409,
    says: ({ userId, erasedAt }) => `The person "${userId}" was erased at ${erasedAt}, and cannot be edited.`,
    todo: 'Give another person another id: the times under this one are those of the person who was erased.',
  }),
  'users.too-many': problem<{ most: number; what: string; told?: Because }>({
    status: 413,
    says: ({ most, what }) => `There are more than ${most} users; ${what}.`,
    todo: 'Name a department or ids, or read the list in the order of the ids, page by page.',
  }),
};
