import { describe, expect, test } from 'vitest';
import {
  describeProblem,
  isProblem,
  type ProblemCode,
  type ProblemFacts,
  problemStatus,
  RollcallError,
  toProblem,
} from './errors.ts';

/** Facts of every code: a code that is missing here does not compile. */
const samples: { [C in ProblemCode]: ProblemFacts[C] } = {
  'request.not-json': { reason: 'it ends too early' },
  'request.invalid': { issues: [{ in: 'body', path: '/name', message: 'is missing' }] },
  'request.too-large': { bytes: 300_000, limitBytes: 262_144 },
  'request.media-type': { received: 'text/plain', accepted: 'application/json' },
  'request.cursor': { cursor: 'eyJ' },
  'request.stale': { resource: 'User 7', currentEtag: '"3"' },
  'request.no-if-match': { resource: 'User 7' },
  'request.key-reused': { idempotencyKey: 'k-1' },
  'request.answered-once': { idempotencyKey: 'k-1' },
  'route.unknown': { method: 'GET', path: '/v1/nothing' },
  'caller.unknown': { scheme: 'API key' },
  'caller.not-allowed': { caller: 'key:1 (viewer)', needs: 'admin' },
  'bridge.signature': { reason: 'the body is not the one that was signed' },
  'bridge.clock-skewed': { skewSeconds: 301, serverTime: '2026-03-02T09:00:00.000Z' },
  'bridge.replayed': { nonce: 'n-1' },
  'bridge.revoked': { bridgeId: 'brg_1' },
  'bridge.unknown': { bridgeId: 'brg_1' },
  'bridge.not-found': { bridgeId: 'brg_1' },
  'enrolment.refused': { reason: 'used' },
  'user.unknown': { userId: '701' },
  'user.exists': { userId: '0701', existingId: '701' },
  'terminal.unknown': { serial: 'TEST1' },
  'terminal.of-another-bridge': { serial: 'TEST1', bridgeId: 'brg_2' },
  'terminal.taken': { serial: 'TEST1' },
  'terminal.no-push': { serial: 'TEST1' },
  'terminals.none': { reason: 'none is active' },
  'download.unknown': { downloadId: 'dl_1' },
  'task.unknown': { taskId: 'tsk_1' },
  'task.not-yours': { taskId: 'tsk_1', state: 'done' },
  'job.unknown': { jobId: 'job_1' },
  'export.unknown': { exportId: 'exp_1' },
  'schedule.unknown': { scheduleId: 'office' },
  'roster.unknown': { rosterId: 'office-week' },
  'calendar.unknown': { calendarId: 'de-by' },
  'plan.overlap': { userId: '7', first: 'early', second: 'late' },
  'punch.unknown': { userId: '701', serial: 'TEST1', wallTime: '2026-03-02T08:00:00', status: 1 },
  'correction.unknown': { correctionId: 'cor_1' },
  'leave.unknown': { leaveId: 'lve_1' },
  'override.unknown': { overrideId: 'ovr_1' },
  'lock.unknown': { lockId: 'lck_1' },
  'period.locked': { lockId: 'lck_1', from: '2026-02-01', to: '2026-03-01' },
  'range.invalid': { from: '2026-03-02', to: '2026-03-01', reason: 'it is empty' },
  'key.unknown': { keyId: 'key_1' },
  'service.busy': { retryAfterSeconds: 2 },
  'service.failed': { requestId: 'r-1' },
};
const codes = Object.keys(samples) as ProblemCode[];

describe.each(codes)('%s', (code) => {
  const sentence = describeProblem(code, samples[code] as never);

  test('has a sentence that ends, and names its facts', () => {
    expect(sentence).toMatch(/^[A-Z].*\.$/s);
    expect(sentence).not.toMatch(/undefined|\[object/);
  });

  test('has a status of a failure', () => {
    expect(problemStatus[code]).toBeGreaterThanOrEqual(400);
    expect(problemStatus[code]).toBeLessThan(600);
  });
});

test('every code has a sentence of its own', () => {
  expect(new Set(codes.map((code) => describeProblem(code, samples[code] as never))).size).toBe(codes.length);
});

test('a problem document carries code, facts, status and the request that it is about', () => {
  const error = new RollcallError('user.unknown', { userId: '701' });
  expect(toProblem(error, 'urn:rollcall:request:r-1')).toEqual({
    type: 'urn:rollcall:problem:user.unknown',
    title: 'user unknown',
    status: 404,
    detail: 'There is no user "701".',
    code: 'user.unknown',
    facts: { userId: '701' },
    instance: 'urn:rollcall:request:r-1',
  });
  expect(toProblem(error)).not.toHaveProperty('instance');
});

test('the cause of a failure is not part of its document', () => {
  const error = new RollcallError(
    'service.failed',
    { requestId: 'r-1' },
    { cause: { owner: 'functions', data: 'row 17', error: new Error('table rollcall-main') } },
  );
  expect(JSON.stringify(toProblem(error))).not.toMatch(/row 17|rollcall-main/);
});

test('leading zeros are explained where they make two ids the same', () => {
  expect(describeProblem('user.exists', { userId: '0701', existingId: '701' })).toContain('leading zeros');
  expect(describeProblem('user.exists', { userId: '701', existingId: '701' })).not.toContain('leading zeros');
});

test('a failure is recognised by its code only', () => {
  const error = new RollcallError('key.unknown', { keyId: 'key_1' });
  expect(isProblem(error, 'key.unknown')).toBe(true);
  expect(isProblem(error, 'job.unknown')).toBe(false);
  expect(isProblem(new Error('key.unknown'), 'key.unknown')).toBe(false);
});
