/** Problems of access: who is calling, what they may do, and their API keys. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const accessProblems = {
  'caller.unknown': problem<{ scheme: string }>({
    status: 401,
    says: ({ scheme }) => `The ${scheme} credential is missing or not known.`,
    todo: 'Send a valid one.',
  }),
  'caller.too-often': problem<{ retryAfterSeconds: number }>({
    status: 429,
    says: () => 'This caller has made more requests than it may in so short a time.',
    todo: ({ retryAfterSeconds }) => `Wait ${retryAfterSeconds} s, and make fewer at once.`,
  }),
  'caller.not-allowed': problem<{ caller: string; needs: string }>({
    status: 403,
    says: ({ caller, needs }) => `The caller ${caller} may not do this; it needs ${needs}.`,
    todo: null,
  }),
  'caller.session-ended': problem<Record<string, never>>({
    status: 401,
    says: () => 'Your session has ended.',
    todo: 'Sign in again.',
  }),
  'caller.no-role': problem<{ caller: string; needs: string }>({
    status: 403,
    says: ({ caller, needs }) =>
      `The caller ${caller} is signed in, but has no role here; it needs ${needs}.`,
    todo: 'An administrator of the sign-in service adds the account to one of these groups.',
  }),
  'sign-in.unreachable': problem<{ retryAfterSeconds: number }>({
    status: 503,
    says: () => 'The sign-in service does not answer, so nobody knows whether the session is valid.',
    todo: ({ retryAfterSeconds }) => `Try again in ${retryAfterSeconds} s.`,
  }),
  'person.unknown': problem<{ personId: string }>({
    status: 404,
    says: ({ personId }) => `Nobody has signed in as "${personId}", or the person has been forgotten.`,
    todo: null,
  }),
  'key.unknown': problem<{ keyId: string }>({
    status: 404,
    says: ({ keyId }) => `There is no API key "${keyId}".`,
    todo: null,
  }),
  'key.rotating': problem<{ keyId: string; until: string }>({
    status: 409,
    says: ({ keyId }) =>
      `The API key "${keyId}" was rotated so often that too many secrets of before still work.`,
    todo: ({ until }) =>
      `The first of them ends at ${until}; with an overlap of 0 hours all of them end now.`,
  }),
  'key.last-administrator': problem<{ keyId: string }>({
    status: 409,
    says: ({ keyId }) => `Without the API key "${keyId}" no administrator would be left whose key lasts.`,
    todo: 'Make another key of role admin that does not expire first, and use it.',
  }),
};
