/** `npm start` uses the API through this typed client, as HR's own programs would. @module */

import { apiRoutes } from '#shared/contract/api-routes.ts';
import { type Client, makeClient } from '#shared/contract/client.ts';

/** A request that the API refused. The message is the problem's own sentence. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** The API as HR's programs use it: every route typed, and the files that it links to. */
export interface ApiClient extends Client<typeof apiRoutes> {
  /** The bytes behind a link that the API gave. */
  file(link: string): Promise<ReadableStream<Uint8Array>>;
}

/** Opens the API at an address with an API key. @param signal - gives up whatever is being asked for */
export function openApi(url: string, key: string, signal: AbortSignal | null = null): ApiClient {
  const authorization = `Bearer ${key}`;
  const refuse = async (response: Response): Promise<never> => {
    const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    throw new ApiError(response.status, problem.code ?? 'unknown', problem.detail ?? response.statusText);
  };
  const client = makeClient(apiRoutes, async (request) => {
    const response = await fetch(url + request.path, {
      method: request.method,
      headers: { ...request.headers, authorization },
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    if (!response.ok) return await refuse(response);
    const text = await response.text();
    return {
      json: text === '' ? undefined : JSON.parse(text),
      headers: Object.fromEntries(response.headers),
    };
  });
  return {
    ...client,
    async file(link) {
      const response = await fetch(link, { signal });
      if (!response.ok || response.body === null) return await refuse(response);
      return response.body;
    },
  };
}
