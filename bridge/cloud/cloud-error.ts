/** Errors that a request to the cloud can end with, and which of them may pass without anybody acting. @module */

import * as z from 'zod';
import { isProblemCode, type Problem, type ProblemCode } from '#shared/errors.ts';

/** A problem document of the cloud (RFC 9457). */
export class CloudProblem extends Error {
  override readonly name = 'CloudProblem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly facts: Readonly<Record<string, unknown>>;
  /** How many seconds the cloud asks the bridge to wait; `undefined` when it does not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.facts = problem.facts;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No usable answer: no connection, a time-out, or an answer that the cloud's own code did not write. */
export class CloudUnreachable extends Error {
  override readonly name = 'CloudUnreachable';
  /** HTTP status of the answer; `undefined` when there was none. */
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    reason: string,
    options: { status?: number; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(`The cloud cannot be reached: ${reason}`, { cause: options.cause });
    this.status = options.status;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Whether a thrown value is a problem document with one of the given codes. */
export function isCloudProblem(error: unknown, ...codes: ProblemCode[]): error is CloudProblem {
  return error instanceof CloudProblem && codes.includes(error.code);
}

/** Whether the cloud or the way to it is to blame: its own answer, none, or one that breaks the contract. */
export function isCloudFailure(error: unknown): boolean {
  return error instanceof CloudProblem || error instanceof CloudUnreachable || error instanceof z.ZodError;
}

/** Whether the same request may work later without anybody changing anything. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof CloudProblem)) return true;
  if (error.code === 'bridge.replayed' || error.code === 'bridge.clock-skewed') return true;
  return error.status === 429 || error.status >= 500;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const longestRetryAfterSeconds = 3600;

function secondsIn(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(seconds, longestRetryAfterSeconds);
}

/**
 * The error that stands for an answer that is not a success.
 * @param json - the parsed body, `undefined` when it was not JSON
 * @param retryAfter - the `Retry-After` header; seconds, other forms are ignored
 */
export function errorOfAnswer(
  status: number,
  json: unknown,
  retryAfter: string | undefined,
): CloudProblem | CloudUnreachable {
  const body = isObject(json) ? json : {};
  const facts = isObject(body.facts) ? body.facts : {};
  const retryAfterSeconds = secondsIn(retryAfter) ?? secondsIn(facts.retryAfterSeconds);
  if (isProblemCode(body.code)) {
    const detail = typeof body.detail === 'string' ? body.detail : body.code;
    return new CloudProblem(
      { type: '', title: body.code, status, detail, code: body.code, facts },
      retryAfterSeconds,
    );
  }
  return new CloudUnreachable(`something answered with HTTP status ${status}`, {
    status,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
