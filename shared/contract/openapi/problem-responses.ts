/** Makes the problem responses of a route in the OpenAPI document, one for each set of codes. @module */

import * as z from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { type ProblemCode, problemCodes, statusOf } from '#shared/errors.ts';
import type { RouteDefinition } from '../route.ts';
import { pascalCase } from './pascal-case.ts';

const Code = z.enum(problemCodes).meta({ id: 'ProblemCode' });

const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: Code,
    facts: z.record(z.string(), z.unknown()),
    instance: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });

/** Codes with which the signature of a bridge is refused. */
const signatureProblems: readonly ProblemCode[] = [
  'bridge.signature',
  'bridge.clock-skewed',
  'bridge.replayed',
  'bridge.revoked',
  'bridge.unknown',
];

/** Codes whose answers say when to ask again. */
const waiting: readonly ProblemCode[] = [
  'service.busy',
  'request.in-progress',
  'caller.too-often',
  'sign-in.unreachable',
];

/** Codes that a route can answer because of its form, whatever it does. */
function commonProblems(definition: RouteDefinition): ProblemCode[] {
  const codes: ProblemCode[] = ['service.failed', 'service.busy'];
  if (definition.method === 'POST' && definition.service === 'api') {
    codes.push('request.invalid', 'request.key-reused', 'request.in-progress');
    if (definition.answer.secret) codes.push('request.answered-once');
  }
  if (definition.method === 'GET' && definition.service === 'api') codes.push('answer.over-limit');
  if (definition.params || definition.query || definition.body) codes.push('request.invalid');
  if (definition.body) codes.push('request.not-json', 'request.too-large', 'request.media-type');
  if (definition.principals.includes('bridge')) {
    codes.push(...signatureProblems, 'caller.too-often');
  } else if (!definition.principals.includes('public') && !definition.principals.includes('enrolment')) {
    codes.push(
      'caller.unknown',
      'caller.session-ended',
      'caller.not-allowed',
      'caller.no-role',
      'caller.too-often',
      'sign-in.unreachable',
    );
  }
  return codes;
}

/** A short answer of the gateway itself, which comes before any function of ours. */
const GatewayMessage = z
  .looseObject({ message: z.string() })
  .meta({ id: 'GatewayMessage', description: 'What the gateway answers by itself' });

/** What the gateway itself can answer to any request, and why. */
const gatewayAnswers: Readonly<Record<number, string>> = {
  400: 'the request is malformed',
  403: 'the host is not one of this API',
  413: 'the body has more than 6 MB',
  429: 'too many requests',
  431: 'the headers have more than 10 KB',
  500: 'the function failed',
  503: 'the function did not answer in time',
};

function gatewayAnswerOf(definition: RouteDefinition, status: number): string | undefined {
  const isGuarded = !definition.principals.some((who) => ['public', 'bridge', 'enrolment'].includes(who));
  return status === 401 && isGuarded ? 'there is no Authorization header' : gatewayAnswers[status];
}

function nameOf(codes: readonly ProblemCode[]): string {
  if (codes.length === signatureProblems.length && signatureProblems.every((code) => codes.includes(code))) {
    return 'SignatureRefused';
  }
  return codes.map(pascalCase).join('Or');
}

/**
 * Makes the problem responses of routes. The same codes are the same response in the document, named by them
 * (`UserUnknown`, `UserUnknownOrLeaveUnknown`), so use one maker for all routes of a document.
 * @returns the responses of a route by HTTP status
 */
export function problemResponses(): (
  definition: RouteDefinition,
) => Record<string, ZodOpenApiResponseObject> {
  const made = new Map<string, ZodOpenApiResponseObject>();
  const response = (status: number, codes: readonly ProblemCode[], gateway: string | undefined) => {
    const id = codes.length === 0 ? `Gateway${status}` : nameOf(codes);
    const known = made.get(id);
    if (known) return known;
    const answer: ZodOpenApiResponseObject = {
      id,
      description: [...codes, ...(gateway === undefined ? [] : [`the gateway: ${gateway}`])].join(', '),
      ...(codes.some((code) => waiting.includes(code))
        ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }
        : {}),
      content: {
        ...(codes.length === 0 ? {} : { 'application/problem+json': { schema: Problem } }),
        ...(gateway === undefined ? {} : { 'application/json': { schema: GatewayMessage } }),
      },
    };
    made.set(id, answer);
    return answer;
  };
  return (definition) => {
    const byStatus = new Map<number, ProblemCode[]>(
      Object.keys(gatewayAnswers).map((status) => [Number(status), []]),
    );
    for (const code of new Set([...commonProblems(definition), ...(definition.problems ?? [])])) {
      const status = statusOf(code);
      byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
    }
    return Object.fromEntries(
      [...byStatus].map(([status, codes]) => [
        `${status}`,
        response(status, codes, gatewayAnswerOf(definition, status)),
      ]),
    );
  };
}
