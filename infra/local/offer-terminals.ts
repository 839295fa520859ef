/** Lets an administrator start simulated terminals out of the first steps of the console: a way to try all of it without hardware. @module */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServeBesides } from './gateway.ts';

/** Where the console asks. On AWS nobody answers there, and the console asks only a cloud of its own machine. */
export const localPath = '/local';

/** What an offer needs. */
export interface TerminalOffer {
  /** `http://127.0.0.1:<port>` of the cloud. */
  cloudUrl: string;
  /** Starts the terminals, and a bridge that reads them. It is called once, and again only where it has failed. */
  begin: () => Promise<void>;
  log: (line: string) => void;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Answers where nothing is offered. */
export const offerNothing: ServeBesides = (_request, response) => reply(response, 200, { isOffered: false });

/** Whether whoever sends a header is an administrator: the API says it. */
async function isAdministrator(cloudUrl: string, authorization: string | undefined): Promise<boolean> {
  if (authorization === undefined) return false;
  const answer = await fetch(`${cloudUrl}/v1/me`, { headers: { authorization } });
  if (!answer.ok) return false;
  const me: unknown = await answer.json();
  return typeof me === 'object' && me !== null && 'role' in me && me.role === 'admin';
}

/** Answers the console: whether terminals are offered, and, to an administrator's POST, starts them. */
export function offerTerminals({ cloudUrl, begin, log }: TerminalOffer): ServeBesides {
  let started: Promise<void> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      reply(response, 200, { isOffered: started === undefined });
      return;
    }
    if (!(await isAdministrator(cloudUrl, request.headers.authorization))) {
      reply(response, 403, { isOffered: false });
      return;
    }
    started ??= begin();
    await started;
    reply(response, 200, { isOffered: false });
  }

  return (request, response) => {
    request.resume();
    answer(request, response).catch((error: unknown) => {
      started = undefined;
      log(`The simulated terminals do not start: ${error instanceof Error ? error.message : String(error)}`);
      reply(response, 500, { isOffered: true });
    });
  };
}
