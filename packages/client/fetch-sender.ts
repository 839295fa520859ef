/** Sends the requests of the client with `fetch`, and turns refusals into errors. @module */

import type { Send } from '#shared/contract/client.ts';
import type { ProblemCode } from '#shared/errors.ts';

/** Where the API is, and who calls it. */
export interface RollcallAccess {
  /** Base address of the API; a slash at its end does not matter. */
  url: string;
  /** The API key `rck_…`; a function is asked before each request. */
  key: string | (() => string | Promise<string>);
  /** Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** A request that the API refused. The message is for people, `code` and `facts` are for programs. */
export class RollcallError extends Error {
  override readonly name = 'RollcallError';
  readonly status: number;
  /** `undefined` where the gateway itself has answered. */
  readonly code: ProblemCode | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds after which to ask again, where the answer says so. */
  readonly retryAfterSeconds: number | undefined;

  /** @param document - the problem document; empty when the answer has none */
  constructor(status: number, document: Readonly<Record<string, unknown>>, retryAfter: string | null) {
    super(String(document.detail ?? document.message ?? `The API answered ${status}`));
    this.status = status;
    this.code = typeof document.code === 'string' ? (document.code as ProblemCode) : undefined;
    this.facts = isRecord(document.facts) ? document.facts : {};
    const seconds = Number(retryAfter ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined;
  }
}

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

/** Makes what sends the requests of a client. @throws RollcallError when the API refuses one */
export function fetchSender({ url, key, fetch = globalThis.fetch }: RollcallAccess): Send {
  const base = url.replace(/\/+$/, '');
  return async ({ method, path, headers, body, signal }) => {
    const authorization = `Bearer ${typeof key === 'string' ? key : await key()}`;
    const response = await fetch(base + path, {
      method,
      headers: { ...headers, authorization },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new RollcallError(response.status, documentOf(text), response.headers.get('retry-after'));
    }
    const isJson = headers.accept === 'application/json';
    return {
      json: isJson && text !== '' ? JSON.parse(text) : undefined,
      text,
      headers: Object.fromEntries(response.headers),
    };
  };
}
