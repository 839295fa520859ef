import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bridgeApi } from '#shared/contract/bridge-api.ts';
import { route } from '#shared/contract/route.ts';
import { users } from '#shared/contract/users.ts';
import { type ProblemCode, type RequestIssue, RollcallError } from '#shared/errors.ts';
import { anEvent, type EventPart } from '#test/support/http-event.ts';
import { parseRequest } from './parse-request.ts';

const small = route({
  method: 'POST',
  path: '/v1/users',
  service: 'api',
  principals: ['hr'],
  tag: 'users',
  summary: 'A route of a test',
  bodyLimitBytes: 2_000,
  body: z.strictObject({
    id: z.string().max(5),
    tags: z.array(z.string()).min(1).max(2).optional(),
    kind: z.enum(['a', 'b']).optional(),
    age: z.number().int().min(18).max(99).optional(),
    nested: z.strictObject({ 'a/b~c': z.boolean() }).optional(),
    either: z.union([z.string(), z.number()]).optional(),
    choice: z
      .discriminatedUnion('by', [
        z.strictObject({ by: z.literal('day') }),
        z.strictObject({ by: z.literal('hour') }),
      ])
      .optional(),
  }),
  answer: { status: 204 },
});

function refusal(part: EventPart, definition = small): RollcallError {
  try {
    parseRequest(definition, anEvent(part));
  } catch (error) {
    if (error instanceof RollcallError) return error;
    throw error;
  }
  return expect.fail('the request was taken');
}

function issuesOf(part: EventPart): RequestIssue[] {
  const { code, facts } = refusal(part);
  expect(code).toBe('request.invalid');
  return withoutReasons(facts);
}

/** The issues, of which each has a reason that says the same. */
function withoutReasons(facts: unknown): RequestIssue[] {
  return (facts as { issues: RequestIssue[] }).issues.map(({ told, ...issue }) => {
    if (told?.key !== 'field.format') expect(told?.text).toBe(issue.message);
    return issue;
  });
}

const bodyIssues = (body: unknown) => issuesOf({ body: JSON.stringify(body) });

describe('a body that cannot be read is refused', () => {
  test.each<[string, EventPart, ProblemCode]>([
    ['without a media type', { body: '{}', headers: { 'content-type': '' } }, 'request.media-type'],
    [
      'of another media type',
      { body: 'id=7', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      'request.media-type',
    ],
    [
      'of a media type that only begins like ours',
      { body: '{}', headers: { 'content-type': 'application/jsonp' } },
      'request.media-type',
    ],
    ['of an unknown encoding', { body: '{}', headers: { 'content-encoding': 'br' } }, 'request.media-type'],
    ['of two encodings', { body: '{}', headers: { 'content-encoding': 'gzip, gzip' } }, 'request.media-type'],
    ['that is missing', {}, 'request.not-json'],
    ['that is empty', { body: '' }, 'request.not-json'],
    ['that is no JSON', { body: '{"id":' }, 'request.not-json'],
    ['that is two documents', { body: '{} {}' }, 'request.not-json'],
    ['with a number that JSON does not know', { body: '{"age":NaN}' }, 'request.not-json'],
    ['that is no UTF-8', { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) }, 'request.not-json'],
    [
      'that is no gzip',
      { body: Buffer.from('{"id":"7"}'), headers: { 'content-encoding': 'gzip' } },
      'request.not-json',
    ],
    [
      'that is gzip cut short',
      { body: gzipSync('{"id":"7"}').subarray(0, 15), headers: { 'content-encoding': 'gzip' } },
      'request.not-json',
    ],
    [
      'that is no gzip though its type says so',
      { body: Buffer.from('{"id":"7"}'), headers: { 'content-type': 'application/gzip' } },
      'request.not-json',
    ],
    [
      'that unpacks too large by its type',
      { body: gzipSync('x'.repeat(5_000_000)), headers: { 'content-type': 'application/gzip' } },
      'request.too-large',
    ],
    ['that is too large', { body: JSON.stringify({ id: 'x'.repeat(2_000) }) }, 'request.too-large'],
    [
      'that unpacks too large',
      { body: gzipSync('x'.repeat(5_000_000)), headers: { 'content-encoding': 'gzip' } },
      'request.too-large',
    ],
  ])('%s', (_, part, code) => {
    expect(refusal(part).code).toBe(code);
  });

  test('and a bomb is not unpacked beyond the limit', () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(refusal({ body: bomb, headers: { 'content-encoding': 'gzip' } }).facts).toEqual({
      bytes: 2_001,
      limitBytes: 2_000,
    });
  });
});

describe('a body is read', () => {
  test.each<[string, EventPart]>([
    [
      'with a charset',
      { body: '{"id":"7"}', headers: { 'content-type': 'Application/JSON; charset=utf-8' } },
    ],
    ['as bytes', { body: Buffer.from('{"id":"7"}') }],
    ['compressed', { body: gzipSync('{"id":"7"}'), headers: { 'content-encoding': 'GZIP' } }],
    [
      'compressed, by its media type',
      { body: gzipSync('{"id":"7"}'), headers: { 'content-type': 'application/gzip' } },
    ],
    ['with a byte order mark', { body: '\ufeff{"id":"7"}' }],
  ])('%s', (_, part) => {
    expect(parseRequest(small, anEvent(part)).body).toEqual({ id: '7' });
  });
});

describe('a field that does not fit is named with its path, in words', () => {
  test.each([
    [null, '', 'must be an object'],
    [[], '', 'must be an object'],
    ['7', '', 'must be an object'],
    [{}, '/id', 'is missing'],
    [{ id: 7 }, '/id', 'must be text'],
    [{ id: '123456' }, '/id', 'must have at most 5 characters'],
    [{ id: '7', nick: 'x' }, '/nick', 'is not a field of this request'],
    [{ id: '7', tags: [] }, '/tags', 'must have at least 1 entry'],
    [{ id: '7', tags: ['a', 'b', 'c'] }, '/tags', 'must have at most 2 entries'],
    [{ id: '7', tags: ['a', 5] }, '/tags/1', 'must be text'],
    [{ id: '7', kind: 'c' }, '/kind', 'must be one of "a", "b"'],
    [{ id: '7', age: 17 }, '/age', 'must be at least 18'],
    [{ id: '7', age: 100 }, '/age', 'must be at most 99'],
    [{ id: '7', age: 20.5 }, '/age', 'must be a whole number'],
    [{ id: '7', nested: { 'a/b~c': 'yes' } }, '/nested/a~1b~0c', 'must be true or false'],
    [{ id: '7', either: true }, '/either', 'does not have any of the forms that are allowed here'],
    [{ id: '7', choice: { by: 'week' } }, '/choice/by', 'must be one of "day", "hour"'],
  ])('%j', (body, path, message) => {
    expect(bodyIssues(body)).toEqual([{ in: 'body', path, message }]);
  });

  test('and all of them at once, up to ten', () => {
    expect(bodyIssues({ id: 7, kind: 'c', age: 1, x: 1 })).toHaveLength(4);
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, 1]));
    expect(bodyIssues({ id: '7', ...many })).toHaveLength(10);
  });

  test('in path, query and body of one request', () => {
    const update = users.updateUser;
    const error = refusal(
      { params: { userId: '7 1' }, body: '{"name":""}', route: 'PATCH /v1/users/{userId}' },
      update as never,
    );
    expect(withoutReasons(error.facts)).toEqual([
      { in: 'path', path: '/userId', message: 'must be 1 to 24 visible characters without blanks' },
      { in: 'body', path: '/name', message: 'must have at least 1 character' },
    ]);
    const list = refusal(
      { query: { limit: '0', nick: 'x' }, route: 'GET /v1/users' },
      users.listUsers as never,
    );
    expect(withoutReasons(list.facts)).toEqual([
      { in: 'query', path: '/limit', message: 'must be at least 1' },
      { in: 'query', path: '/nick', message: 'is not a field of this request' },
    ]);
  });
});

describe('a key that reaches a prototype is refused with its path', () => {
  test.each([
    ['{"__proto__":{"role":"admin"}}', '/__proto__'],
    ['{"id":"7","constructor":{"prototype":{}}}', '/constructor'],
    ['{"id":"7","tags":[{"__proto__":1}]}', '/tags/0/__proto__'],
  ])('%s', (body, path) => {
    expect(issuesOf({ body })).toEqual([{ in: 'body', path, message: 'is not a field of this request' }]);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });
});

test('a body that is nested deeper than a stack is refused like any other', () => {
  const depth = 900;
  const body = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(issuesOf({ body })).toEqual([{ in: 'body', path: '', message: 'must be an object' }]);
  const deep = `${'['.repeat(120_000)}${']'.repeat(120_000)}`;
  const { code } = refusal({ body: deep }, bridgeApi.storePunches as never);
  expect(['request.invalid', 'request.not-json']).toContain(code);
});

test('any bytes are read or refused as the caller’s mistake, and nothing else happens', () => {
  const encodings = fc.constantFrom({}, { 'content-encoding': 'gzip' }, { 'content-type': 'text/plain' });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
      encodings,
      (body, headers) => {
        const error = refusal({ body, headers: headers as Record<string, string> });
        expect(error.code).toMatch(/^request\./);
      },
    ),
  );
});
