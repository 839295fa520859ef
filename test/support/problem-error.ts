/** Turns answers that are not a success into errors that tests can match by problem code. @module */

import type { ProblemCode } from '#shared/errors.ts';

/** An answer that is not a success, as a test meets it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  /** Absent where the gateway itself has answered. */
  readonly code: ProblemCode | undefined;
  readonly facts: Record<string, unknown>;
  readonly headers: Headers;

  constructor(status: number, document: Record<string, unknown>, headers: Headers) {
    super(`${status} ${String(document.detail ?? document.message ?? '')}`);
    this.status = status;
    this.code = document.code as ProblemCode | undefined;
    this.facts = (document.facts ?? {}) as Record<string, unknown>;
    this.headers = headers;
  }
}

/** What came back over HTTP. @throws ProblemError unless it worked */
export async function answerOf(
  response: Response,
): Promise<{ json: unknown; headers: Record<string, string> }> {
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok)
    throw new ProblemError(response.status, (json ?? {}) as Record<string, unknown>, response.headers);
  return { json, headers: Object.fromEntries(response.headers) };
}

/** For `rejects.toSatisfy`: whether the answer was a problem document of this code. */
export function problem(code: ProblemCode, facts: Record<string, unknown> = {}) {
  return (error: unknown) =>
    error instanceof ProblemError &&
    error.code === code &&
    error.headers.get('content-type') === 'application/problem+json; charset=utf-8' &&
    Object.entries(facts).every(
      ([name, value]) => JSON.stringify(error.facts[name]) === JSON.stringify(value),
    );
}

/** What a raw answer refuses: its status and its problem code; the code is absent where the gateway has answered. */
export async function refusalOf(response: Response): Promise<[status: number, code: string | undefined]> {
  const document = (await response.json()) as { code?: string };
  return [response.status, document.code];
}
