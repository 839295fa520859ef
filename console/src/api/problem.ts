/** What the API refuses, as an error with the code and the facts of its problem document. @module */

import type { ProblemCode } from '#shared/errors.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function documentOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(text);
    return isRecord(document) ? document : {};
  } catch {
    return {};
  }
}

/** A request that the API refused. The message is the server's English sentence; `code` and `facts` are for the console. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** `undefined` where the gateway itself has answered. */
  readonly code: ProblemCode | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds after which to ask again, where the answer says so. */
  readonly retryAfterSeconds: number | undefined;
  /** By which the server's log names the request. */
  readonly requestId: string | undefined;

  constructor(status: number, document: Readonly<Record<string, unknown>>, headers: Headers) {
    super(String(document.detail ?? document.message ?? `The server answered ${status}`));
    this.status = status;
    // A code that this version does not know has no text of its own, and shows the server's sentence.
    this.code = typeof document.code === 'string' ? (document.code as ProblemCode) : undefined;
    this.facts = isRecord(document.facts) ? document.facts : {};
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined;
    this.requestId =
      typeof document.instance === 'string'
        ? document.instance
        : (headers.get('apigw-requestid') ?? undefined);
  }

  /** The problem that an answer tells of. */
  static async of(response: Response): Promise<Problem> {
    return new Problem(response.status, documentOf(await response.text()), response.headers);
  }

  /** Whether an error is a problem with this code. */
  static is(error: unknown, code: ProblemCode): error is Problem {
    return error instanceof Problem && error.code === code;
  }
}
