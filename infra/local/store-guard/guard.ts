/** Stands before a local store and lets only requests through that are signed with this start's key. @module */

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Refusal } from './refusal.ts';
import { type SignedService, signatureCheck } from './signature.ts';
import type { StoreKey } from './store-key.ts';

/** What a guard lets through. */
export interface GuardOptions {
  key: StoreKey;
  /** What the store serves. Links count where it serves files (`s3`). */
  services: readonly SignedService[];
  /** Epoch milliseconds by the clock of whoever makes links. */
  now: () => Promise<number>;
}

/** No web page reaches a store under a name of its own, whichever address it makes that name lead to. */
function requireOwnHost(request: IncomingMessage): void {
  const port = request.socket.localPort;
  const host = request.headers.host?.toLowerCase();
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    throw new Refusal('AccessDenied', 'Nothing is served here under that name.');
  }
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Refuses in the form in which the caller's protocol has its errors: JSON for tables and queues, XML for files. */
function refuse(request: IncomingMessage, response: ServerResponse, { code, message }: Refusal): void {
  const inJson = request.headers['content-type']?.startsWith('application/x-amz-json') ?? false;
  const body = inJson
    ? JSON.stringify({ __type: code, message })
    : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  // What comes of the body is thrown away unread, so that the caller, who may still be writing, gets to read the answer.
  request.resume();
  response.writeHead(403, {
    'content-type': inJson ? 'application/x-amz-json-1.0' : 'application/xml',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Puts the guard before everything that a server answers requests with. It answers 403 to whatever is not signed with
 * the key, before a byte of the body is read, and never with `Access-Control-Allow-Origin`.
 */
export function guardServer(server: Server, { key, services, now }: GuardOptions): void {
  const check = signatureCheck(key, services, now);
  const guarded = server.listeners('request');
  server.removeAllListeners('request');

  async function admit(request: IncomingMessage): Promise<void> {
    requireOwnHost(request);
    await check({ method: request.method ?? '', target: request.url ?? '', headers: request.headers });
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    admit(request).then(
      () => {
        // A store that sees an origin answers that every web page may read it.
        delete request.headers.origin;
        for (const listener of guarded) listener.call(server, request, response);
      },
      (error: unknown) => {
        refuse(
          request,
          response,
          error instanceof Refusal ? error : new Refusal('AccessDenied', 'Not served.'),
        );
      },
    );
  });
}
