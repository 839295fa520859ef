import middy from '@middy/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RollcallError } from '#shared/errors.ts';
import { anEvent } from '#test/support/http-event.ts';
import type { HttpEvent, HttpResult } from './http.ts';
import { problemJson } from './problem-json.ts';

let logged = '';

beforeEach(() => {
  logged = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    logged += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function answerTo(
  failure: unknown,
): Promise<{ status: number | undefined; headers: HttpResult['headers']; problem: Record<string, unknown> }> {
  const handler = middy<HttpEvent, HttpResult>()
    .use(problemJson())
    .handler(async () => {
      throw failure;
    });
  const answer = await handler(anEvent(), {} as never);
  return { status: answer.statusCode, headers: answer.headers, problem: JSON.parse(answer.body ?? '') };
}

test('a failure of the closed set is answered as it says', async () => {
  const { status, headers, problem } = await answerTo(new RollcallError('user.unknown', { userId: '7' }));
  expect(status).toBe(404);
  expect(headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers?.['cache-control']).toBe('no-store');
  expect(problem).toMatchObject({ code: 'user.unknown', instance: 'urn:rollcall:request:request-1' });
  expect(JSON.parse(logged)).toMatchObject({ level: 'info', message: 'user.unknown', status: 404 });
});

test('a defect shows its request id and nothing of itself; the log has it whole', async () => {
  const defect = new Error('row of Sample Person at /var/task/index.mjs', {
    cause: new Error('table rollcall-main'),
  });
  const { status, problem } = await answerTo(defect);
  expect(status).toBe(500);
  expect(problem.code).toBe('service.failed');
  expect(JSON.stringify(problem)).not.toMatch(/Sample Person|var\/task|rollcall-main|stack/);
  expect(logged).toMatch(/Sample Person/);
  expect(logged).toMatch(/rollcall-main/);
});

describe('what passes without help is answered as busy, with the time to wait', () => {
  test.each([
    ['throttled', { name: 'ProvisionedThroughputExceededException', $metadata: { httpStatusCode: 400 } }],
    ['throttled on demand', { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }],
    ['too many requests', { name: 'RequestLimitExceeded' }],
    ['a queue that is full of requests', { name: 'RequestThrottled' }],
    ['a failure of the service itself', { name: 'Unknown', $metadata: { httpStatusCode: 503 } }],
    ['nobody listens', { name: 'Error', code: 'ECONNREFUSED' }],
    ['the connection is lost', { name: 'Error', code: 'ECONNRESET' }],
    ['no answer', { name: 'TimeoutError' }],
  ])('%s', async (_, fields) => {
    const { status, headers, problem } = await answerTo(Object.assign(new Error('aws'), fields));
    expect([status, problem.code, headers?.['retry-after']]).toEqual([503, 'service.busy', '2']);
  });
});

test('a table that is missing is a defect, not a busy service', async () => {
  const missing = Object.assign(new Error('no table'), {
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 400 },
  });
  expect((await answerTo(missing)).status).toBe(500);
});

test('whatever is thrown, even nothing, is answered', async () => {
  for (const thrown of ['text', { anything: 1 }]) expect((await answerTo(thrown)).status).toBe(500);
});
