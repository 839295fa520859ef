/** Turns every failure into an RFC 9457 problem document, and logs defects whole. @module */

import type { MiddlewareObj } from '@middy/core';
import { isProblem, RollcallError, toProblem } from '#shared/errors.ts';
import { log } from '../observe/log.ts';
import { isPassingAwsFailure } from '../store/aws-failure.ts';
import type { HttpEvent, HttpResult } from './http.ts';

/** What a problem says in headers besides: when to ask again, or which methods there are. */
function headersOf(error: RollcallError): Record<string, string> {
  if (
    isProblem(error, 'service.busy') ||
    isProblem(error, 'request.in-progress') ||
    isProblem(error, 'caller.too-often')
  )
    return { 'retry-after': String(error.facts.retryAfterSeconds) };
  return isProblem(error, 'method.not-allowed') ? { allow: error.facts.allow } : {};
}

function asRollcallError(error: unknown, requestId: string): RollcallError {
  if (error instanceof RollcallError) return error;
  const cause = { owner: 'functions', error };
  return isPassingAwsFailure(error)
    ? new RollcallError('service.busy', { retryAfterSeconds: 2 }, { cause })
    : new RollcallError('service.failed', { requestId }, { cause });
}

/**
 * Turns every failure into an RFC 9457 problem document. Use it first: its `onError` then runs last and answers for
 * every later step. Defects are logged whole and answered with the request id only.
 */
export function problemJson(): MiddlewareObj<HttpEvent, HttpResult> {
  return {
    onError: function problemJsonOnError(request) {
      const { requestId } = request.event.requestContext;
      const error = asRollcallError(request.error, requestId);
      const problem = toProblem(error, `urn:rollcall:request:${requestId}`);
      const defect = problem.status >= 500 && problem.code !== 'service.busy';
      log({
        level: defect ? 'error' : problem.status >= 500 ? 'warn' : 'info',
        message: problem.code,
        requestId,
        route: request.event.routeKey,
        status: problem.status,
        ...(error.cause === undefined && !defect ? {} : { error: error.cause ?? error }),
      });
      request.response = {
        statusCode: problem.status,
        headers: {
          'content-type': 'application/problem+json; charset=utf-8',
          'cache-control': 'no-store',
          ...headersOf(error),
        },
        body: JSON.stringify(problem),
      };
    },
  };
}
