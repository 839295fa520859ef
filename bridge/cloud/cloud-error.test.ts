import { expect, test } from 'vitest';
import * as z from 'zod';
import { backoffMilliseconds } from './backoff.ts';
import {
  CloudProblem,
  CloudUnreachable,
  errorOfAnswer,
  isCloudFailure,
  isCloudProblem,
  isPassing,
} from './cloud-error.ts';

test('a problem document becomes a typed problem with its facts', () => {
  const error = errorOfAnswer(
    409,
    { code: 'task.not-yours', status: 409, detail: 'Drop it.', facts: { taskId: 't', state: 'ended' } },
    undefined,
  );
  expect(isCloudProblem(error, 'task.not-yours')).toBe(true);
  expect(error).toMatchObject({ message: 'Drop it.', status: 409, facts: { state: 'ended' } });
  expect(isPassing(error)).toBe(false);
});

test.each([
  undefined,
  null,
  42,
  'text',
  [],
  {},
  { code: 'no.such-code' },
  { code: 7 },
  { message: 'Forbidden' },
])('an answer %j that the cloud did not write does not pass for its own', (json) => {
  const error = errorOfAnswer(403, json, undefined);
  expect(error).toBeInstanceOf(CloudUnreachable);
  expect(isPassing(error)).toBe(true);
});

test('a failure of the bridge itself is not reported as the cloud’s', () => {
  const { error: contract } = z.string().safeParse(7);
  const problem = errorOfAnswer(500, { code: 'service.failed', facts: {} }, undefined);
  for (const error of [problem, new CloudUnreachable('no route'), contract]) {
    expect(isCloudFailure(error)).toBe(true);
  }
  for (const error of [new TypeError('x'), new Error('disk I/O error'), 'text', undefined]) {
    expect(isCloudFailure(error)).toBe(false);
  }
});

test.each([
  [503, 'service.busy', true],
  [500, 'service.failed', true],
  [401, 'bridge.replayed', true],
  [401, 'bridge.clock-skewed', true],
  [401, 'bridge.revoked', false],
  [422, 'request.invalid', false],
] as const)('HTTP %i %s may pass without anybody acting: %s', (status, code, passing) => {
  expect(isPassing(errorOfAnswer(status, { code, facts: {} }, undefined))).toBe(passing);
});

test.each([
  ['7', {}, 7],
  [undefined, { retryAfterSeconds: 3 }, 3],
  ['9', { retryAfterSeconds: 3 }, 9],
  ['99999999', {}, 3600],
  ['Fri, 31 Dec 1999 23:59:59 GMT', {}, undefined],
  [undefined, { retryAfterSeconds: -1 }, undefined],
])('Retry-After %j with facts %j asks for %s s', (header, facts, seconds) => {
  const error = errorOfAnswer(503, { code: 'service.busy', facts }, header);
  expect(error.retryAfterSeconds).toBe(seconds);
});

test('waits double up to a limit, and half of each is random', () => {
  const limits = { firstSeconds: 1, longestSeconds: 10 };
  const shortest = [1, 2, 3, 4, 5, 60].map((attempt) => backoffMilliseconds(attempt, null, limits, () => 0));
  const longest = [1, 2, 3, 4, 5, 60].map((attempt) => backoffMilliseconds(attempt, null, limits, () => 1));
  expect(shortest).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  expect(longest).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('no retry comes before the time that the cloud has asked for', () => {
  const problem = new CloudProblem(
    { type: '', title: '', status: 503, detail: '', code: 'service.busy', facts: {} },
    20,
  );
  expect(backoffMilliseconds(1, problem, { firstSeconds: 1, longestSeconds: 10 }, () => 0)).toBe(20_500);
});
