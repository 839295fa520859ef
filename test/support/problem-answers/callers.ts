/** What problems about what callers ask, and may ask are answered with. @module */

import type { Answers } from './answers.ts';

/** Answers by code. */
export const answersToCallers = {
  'changes.off': {
    facts: {},
    status: 409,
    detail:
      'This organisation keeps no log of its changes. An administrator switches it on with PUT /v1/changes/state.',
  },
  'changes.starting': {
    facts: { completeFrom: '2026-03-02T09:01:30.000Z', retryAfterSeconds: 90 },
    status: 409,
    detail: 'The log of changes has every change from 2026-03-02T09:01:30.000Z on. Ask again in 90 s.',
  },
  'webhook.unknown': {
    facts: { webhookId: 'whk_1' },
    status: 404,
    detail: 'There is no webhook whk_1. GET /v1/webhooks lists them.',
  },
  'webhook.url': {
    facts: { reason: 'it must begin with https://' },
    status: 422,
    detail:
      'Nothing can be delivered to this URL: it must begin with https://. Give the https address of a receiver in the public network.',
  },
  'webhook.too-many': {
    facts: { most: 20 },
    status: 409,
    detail:
      'There are 20 webhooks, and can be no more. Delete one that is not needed, or have one receiver hand on what it gets.',
  },
  'changes.expired': {
    facts: { at: '2026-01-02T09:00:00.000Z', keptFrom: '2026-02-01T09:00:00.000Z' },
    status: 410,
    detail:
      'The cursor is of 2026-01-02T09:00:00.000Z; changes are kept, without a gap, from 2026-02-01T09:00:00.000Z on. Begin with GET /v1/changes?start=now, then read the lists that you keep a copy of once, then go on from there.',
  },
  'request.not-json': {
    facts: { reason: 'it ends too early' },
    status: 400,
    detail: 'The body is not JSON: it ends too early. Send one JSON object, encoded as UTF-8.',
  },
  'request.invalid': {
    facts: { issues: [{ in: 'body', path: '/name', message: 'is missing' }] },
    status: 422,
    detail: 'The request does not fit the contract: body/name: is missing.',
  },
  'request.too-large': {
    facts: { bytes: 300_000, limitBytes: 262_144 },
    status: 413,
    detail: 'The body has 300000 bytes; this route takes at most 262144. Send it in smaller parts.',
  },
  'caller.too-often': {
    facts: { retryAfterSeconds: 3 },
    status: 429,
    detail:
      'This caller has made more requests than it may in so short a time. Wait 3 s, and make fewer at once.',
  },
  'request.media-type': {
    facts: { received: 'text/plain', accepted: 'application/json' },
    status: 415,
    detail: 'The body is declared as "text/plain". Send application/json.',
  },
  'request.cursor': {
    facts: { cursor: 'eyJ' },
    status: 400,
    detail:
      'The cursor "eyJ" is not one that this list gave out for these filters. Start without a cursor, and send each page the same filters as the first.',
  },
  'request.stale': {
    facts: { resource: 'User 7', currentEtag: '"3"' },
    status: 412,
    detail:
      'User 7 changed after you read it. Read the current version and repeat the edit with If-Match: "3".',
  },
  'request.nothing-to-match': {
    facts: { resource: 'The duty roster night' },
    status: 412,
    detail: 'The duty roster night does not exist. Send it without If-Match to create it.',
  },
  'request.no-if-match': {
    facts: { resource: 'User 7' },
    status: 428,
    detail: 'User 7 can be edited by several people. Send the ETag that you read as If-Match.',
  },
  'request.key-reused': {
    facts: { idempotencyKey: 'k-1' },
    status: 409,
    detail: 'The Idempotency-Key "k-1" was used for another request. Make a new key for a new request.',
  },
  'answer.over-limit': {
    facts: {
      method: 'GET',
      path: '/v1/rules-file',
      bytes: 7_000_000,
      limitBytes: 6_000_000,
      compressed: false,
    },
    status: 413,
    detail:
      'The answer to GET /v1/rules-file has 7000000 bytes, of which 6000000 can be sent. Send Accept-Encoding: gzip, or ask for less at once: a smaller limit, a shorter range, fewer users or terminals.',
  },
  'times.not-kept': {
    facts: { from: '2024-11-01' },
    status: 410,
    detail:
      'Times before 2024-11-01 are no longer kept: they were deleted after the months that the settings say. Ask for days from 2024-11-01 on.',
  },
  'retention.unconfirmed': {
    facts: { timesMonths: 24, keptFrom: '2024-11-01', at: '2026-11-30T02:30:00.000Z' },
    status: 409,
    detail:
      'If times are kept for 24 months, those before 2024-11-01 are deleted for good in the night of 2026-11-30T02:30:00.000Z. If that is what you want, send the same with retention.confirmKeptFrom "2024-11-01". It can be undone until that night.',
  },
  'request.in-progress': {
    facts: { idempotencyKey: 'k-1', retryAfterSeconds: 2 },
    status: 409,
    detail:
      'The first request with the Idempotency-Key "k-1" has not been answered yet. Ask again with the same key in 2 s to get its answer.',
  },
  'method.not-allowed': {
    facts: { method: 'PUT', path: '/v1/users', allow: 'GET, HEAD, POST' },
    status: 405,
    detail: 'The path /v1/users does not take PUT. Use GET, HEAD, POST.',
  },
  'request.answered-once': {
    facts: { idempotencyKey: 'k-1' },
    status: 409,
    detail:
      'The request with the Idempotency-Key "k-1" has been carried out. Its answer held a secret, which is shown once and not kept: delete what it made, and ask again with a new key.',
  },
  'route.unknown': {
    facts: { method: 'GET', path: '/v1/nothing' },
    status: 404,
    detail: 'There is no route GET /v1/nothing. The routes are listed in docs/openapi.json.',
  },
  'caller.unknown': {
    facts: { scheme: 'API key' },
    status: 401,
    detail: 'The API key credential is missing or not known. Send a valid one.',
  },
  'caller.not-allowed': {
    facts: { caller: 'key:1 (viewer)', needs: 'admin' },
    status: 403,
    detail: 'The caller key:1 (viewer) may not do this; it needs admin.',
  },
  'caller.session-ended': {
    facts: {},
    status: 401,
    detail: 'Your session has ended. Sign in again.',
  },
  'caller.no-role': {
    facts: { caller: 'person:1', needs: 'hr or admin' },
    status: 403,
    detail:
      'The caller person:1 is signed in, but has no role here; it needs hr or admin. An administrator of the sign-in service ' +
      'adds the account to one of these groups.',
  },
  'sign-in.unreachable': {
    facts: { retryAfterSeconds: 60 },
    status: 503,
    detail:
      'The sign-in service does not answer, so nobody knows whether the session is valid. Try again in 60 s.',
  },
  'person.unknown': {
    facts: { personId: 'per_1' },
    status: 404,
    detail: 'Nobody has signed in as "per_1", or the person has been forgotten.',
  },
  'table.unreadable': {
    facts: { reason: 'it is empty' },
    status: 422,
    detail:
      'The file cannot be read as CSV or XLSX: it is empty. Save it again as XLSX, or as CSV in UTF-8, without a password.',
  },
  'table.too-large': {
    facts: { what: 'rows', most: 10_000 },
    status: 413,
    detail: 'The file has more than 10000 rows. Send it in parts, each with the line of titles.',
  },
  'import.mapping': {
    facts: { reason: 'no column has the ids of users', fields: 'id, name', titles: ['A', 'B'] },
    status: 422,
    detail:
      'The columns of the file cannot be read as fields of people: no column has the ids of users. Say in "mapping" which column holds which of these: id, name.',
  },
  'range.invalid': {
    facts: { from: '2026-03-02', to: '2026-03-01', reason: 'it is empty' },
    status: 422,
    detail: 'The range 2026-03-02 to 2026-03-01 is not possible: it is empty.',
  },
  'key.unknown': {
    facts: { keyId: 'key_1' },
    status: 404,
    detail: 'There is no API key "key_1".',
  },
  'key.rotating': {
    facts: { keyId: 'key_1', until: '2026-03-29T07:00:00.000Z' },
    status: 409,
    detail:
      'The API key "key_1" was rotated so often that too many secrets of before still work. The first of them ends at 2026-03-29T07:00:00.000Z; with an overlap of 0 hours all of them end now.',
  },
  'key.last-administrator': {
    facts: { keyId: 'key_1' },
    status: 409,
    detail:
      'Without the API key "key_1" no administrator would be left whose key lasts. Make another key of role admin that does not expire first, and use it.',
  },
  'service.busy': {
    facts: { retryAfterSeconds: 2 },
    status: 503,
    detail: 'The service is busy. Try again in 2 s.',
  },
  'service.failed': {
    facts: { requestId: 'r-1' },
    status: 500,
    detail: 'Something went wrong on our side. Quote the request id r-1.',
  },
} satisfies Partial<Answers>;
