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

/** Codes that a route can answer because of its form, whatever it does. */
function commonProblems(definition: RouteDefinition): ProblemCode[] {
  const codes: ProblemCode[] = ['service.failed'];
  if (definition.params || definition.query || definition.body) codes.push('request.invalid');
  if (definition.body) codes.push('request.not-json', 'request.too-large', 'request.media-type');
  if (definition.principals.includes('bridge')) {
    codes.push(...signatureProblems);
  } else if (!definition.principals.includes('public') && !definition.principals.includes('enrolment')) {
    codes.push('caller.unknown', 'caller.not-allowed');
  }
  return codes;
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
  const response = (codes: readonly ProblemCode[]) => {
    const id = nameOf(codes);
    const known = made.get(id);
    if (known) return known;
    const content = { 'application/problem+json': { schema: Problem } };
    const answer: ZodOpenApiResponseObject = { id, description: codes.join(', '), content };
    made.set(id, answer);
    return answer;
  };
  return (definition) => {
    const byStatus = new Map<number, ProblemCode[]>();
    for (const code of new Set([...commonProblems(definition), ...(definition.problems ?? [])])) {
      const status = statusOf(code);
      byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
    }
    return Object.fromEntries([...byStatus].map(([status, codes]) => [`${status}`, response(codes)]));
  };
}
