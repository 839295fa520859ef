/** Problems that any route can have with a request: its body, its headers, its path and its ranges. @module */

import { type Because, problem } from './problem.ts';

/** One field of a request that did not fit its schema. `path` is a JSON pointer into the part named by `in`. */
export interface RequestIssue {
  in: 'path' | 'query' | 'header' | 'body';
  path: string;
  message: string;
  /** The same with a key and values, to be said in another language; absent for rarer faults. */
  told?: Because;
}

/** A path of more parts than `/v1/users/{userId}` has may be one whose id has been cut into pieces by its slashes. */
const idSegments = 4;

/** The rows of these codes. */
export const requestProblems = {
  'request.not-json': problem<{ reason: string }>({
    status: 400,
    says: ({ reason }) => `The body is not JSON: ${reason}.`,
    todo: 'Send one JSON object, encoded as UTF-8.',
  }),
  'request.invalid': problem<{ issues: RequestIssue[] }>({
    status: 422,
    says: ({ issues }) =>
      `The request does not fit the contract: ${issues.map((i) => `${i.in}${i.path}: ${i.message}`).join('; ')}.`,
    todo: null,
  }),
  'request.too-large': problem<{ bytes: number; limitBytes: number }>({
    status: 413,
    says: ({ bytes, limitBytes }) => `The body has ${bytes} bytes; this route takes at most ${limitBytes}.`,
    todo: 'Send it in smaller parts.',
  }),
  'answer.over-limit': problem<{
    method: string;
    path: string;
    bytes: number;
    limitBytes: number;
    compressed: boolean;
  }>({
    status: 413,
    says: ({ method, path, bytes, limitBytes }) =>
      `The answer to ${method} ${path} has ${bytes} bytes, of which ${limitBytes} can be sent.${method === 'GET' || method === 'HEAD' ? '' : ' The request has been carried out.'}`,
    todo: ({ compressed }) =>
      `${compressed ? 'Ask' : 'Send Accept-Encoding: gzip, or ask'} for less at once: a smaller limit, a shorter range, fewer users or terminals.`,
  }),
  'request.media-type': problem<{ received: string; accepted: string }>({
    status: 415,
    says: ({ received }) => `The body is declared as "${received}".`,
    todo: ({ accepted }) => `Send ${accepted}.`,
  }),
  'request.cursor': problem<{ cursor: string }>({
    status: 400,
    says: ({ cursor }) => `The cursor "${cursor}" is not one that this list gave out for these filters.`,
    todo: 'Start without a cursor, and send each page the same filters as the first.',
  }),
  'request.stale': problem<{ resource: string; currentEtag: string }>({
    status: 412,
    says: ({ resource }) => `${resource} changed after you read it.`,
    todo: ({ currentEtag }) => `Read the current version and repeat the edit with If-Match: ${currentEtag}.`,
  }),
  'request.nothing-to-match': problem<{ resource: string }>({
    status: 412,
    says: ({ resource }) => `${resource} does not exist.`,
    todo: 'Send it without If-Match to create it.',
  }),
  'request.no-if-match': problem<{ resource: string }>({
    status: 428,
    says: ({ resource }) => `${resource} can be edited by several people.`,
    todo: 'Send the ETag that you read as If-Match.',
  }),
  'request.key-reused': problem<{ idempotencyKey: string }>({
    status: 409,
    says: ({ idempotencyKey }) => `The Idempotency-Key "${idempotencyKey}" was used for another request.`,
    todo: 'Make a new key for a new request.',
  }),
  'request.in-progress': problem<{ idempotencyKey: string; retryAfterSeconds: number }>({
    status: 409,
    says: ({ idempotencyKey }) =>
      `The first request with the Idempotency-Key "${idempotencyKey}" has not been answered yet.`,
    todo: ({ retryAfterSeconds }) =>
      `Ask again with the same key in ${retryAfterSeconds} s to get its answer.`,
  }),
  'request.answered-once': problem<{ idempotencyKey: string }>({
    status: 409,
    says: ({ idempotencyKey }) =>
      `The request with the Idempotency-Key "${idempotencyKey}" has been carried out.`,
    todo: 'Its answer held a secret, which is shown once and not kept: delete what it made, and ask again with a new key.',
  }),
  'route.unknown': problem<{ method: string; path: string }>({
    status: 404,
    says: ({ method, path }) => `There is no route ${method} ${path}.`,
    todo: ({ path }) =>
      path.split('/').length > idSegments
        ? 'The routes are listed in docs/openapi.json. In a path, write special characters of an id as ~ and two hexadecimal digits: ~2F for a slash.'
        : 'The routes are listed in docs/openapi.json.',
  }),
  'method.not-allowed': problem<{ method: string; path: string; allow: string }>({
    status: 405,
    says: ({ method, path }) => `The path ${path} does not take ${method}.`,
    todo: ({ allow }) => `Use ${allow}.`,
  }),
  'range.invalid': problem<{ from: string; to: string; reason: string; told?: Because }>({
    status: 422,
    says: ({ from, to, reason }) => `The range ${from} to ${to} is not possible: ${reason}.`,
    todo: null,
  }),
};
