/** Turns every failure into an RFC 9457 problem document, and logs defects whole. @module */

import type { MiddlewareObj } from '@middy/core';
import { pathText, textOfPath } from '#shared/contract/path-text.ts';
import { isProblem, RollcallError, toProblem } from '#shared/errors.ts';
import { withoutLeadingZeros } from '#shared/punch/leading-zeros.ts';
import { log } from '../observe/log.ts';
import { measure } from '../observe/metrics.ts';
import { isPassingAwsFailure } from '../store/aws-failure.ts';
import type { HttpEvent, HttpResult } from './http.ts';

/** What a problem says in headers besides: when to ask again, or which methods there are. */
function headersOf(error: RollcallError): Record<string, string> {
  if (
    isProblem(error, 'service.busy') ||
    isProblem(error, 'changes.starting') ||
    isProblem(error, 'request.in-progress') ||
    isProblem(error, 'caller.too-often') ||
    isProblem(error, 'sign-in.unreachable')
  )
    return { 'retry-after': String(error.facts.retryAfterSeconds) };
  return isProblem(error, 'method.not-allowed') ? { allow: error.facts.allow } : {};
}

/** Requests that decide whose an id is: somebody asks for that of one id, and not of the one that it has become meanwhile. */
const ofOneId = /^POST \/v1\/users\/\{userId\}\/(merge|rename|erase)$/;

/**
 * Where a request leads whose path, or whose query where it only reads, has the id of a user who has another one now: to the
 * same with that id.
 */
function placeOfNow(error: RollcallError, event: HttpEvent): string | undefined {
  if (!isProblem(error, 'user.merged')) return undefined;
  const { routeKey, rawPath, rawQueryString, pathParameters = {} } = event;
  if (ofOneId.test(routeKey)) return undefined;
  const { userId, into } = error.facts;
  const isOld = (text: string) => withoutLeadingZeros(text) === withoutLeadingZeros(userId);
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  if (pathParameters.userId !== undefined && isOld(textOfPath(pathParameters.userId))) {
    const template = routeKey.slice(routeKey.indexOf('/'));
    const params: Record<string, string | undefined> = { ...pathParameters, userId: pathText(into) };
    return template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '') + query;
  }
  const asked = new URLSearchParams(rawQueryString);
  const ids = asked.getAll('userId');
  if (!routeKey.startsWith('GET ') || ids.length !== 1 || !ids.every(isOld)) return undefined;
  asked.set('userId', into);
  return `${rawPath}?${asked}`;
}

function asRollcallError(error: unknown, requestId: string): RollcallError {
  if (error instanceof RollcallError) return error;
  const cause = { owner: 'functions', error };
  return isPassingAwsFailure(error)
    ? new RollcallError('service.busy', { retryAfterSeconds: 2 }, { cause })
    : new RollcallError('service.failed', { requestId }, { cause });
}

/**
 * The problem document of a failure. It is logged; defects whole, while the caller gets the request id only.
 * @param failure - a RollcallError, or whatever else was thrown
 */
export function problemAnswer(failure: unknown, event: HttpEvent): HttpResult {
  const { requestId } = event.requestContext;
  const error = asRollcallError(failure, requestId);
  const problem = toProblem(error, `urn:rollcall:request:${requestId}`);
  const location = placeOfNow(error, event);
  if (location !== undefined) problem.status = 308;
  const defect =
    problem.status >= 500 && problem.code !== 'service.busy' && problem.code !== 'sign-in.unreachable';
  log({
    level: defect ? 'error' : problem.status >= 500 ? 'warn' : 'info',
    message: problem.code,
    requestId,
    route: event.routeKey,
    status: problem.status,
    ...(error.cause === undefined && !defect ? {} : { error: error.cause ?? error }),
  });
  if (problem.code === 'service.busy') measure('throttled', { throttles: 1 }, { route: event.routeKey });
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...headersOf(error),
      ...(location === undefined ? {} : { location }),
    },
    body: JSON.stringify(problem),
  };
}

/**
 * Turns every failure into an RFC 9457 problem document. Use it first: its `onError` then runs last and answers for
 * every later step.
 */
export function problemJson(): MiddlewareObj<HttpEvent, HttpResult> {
  return {
    onError: function problemJsonOnError(request) {
      request.response = problemAnswer(request.error, request.event);
    },
  };
}
