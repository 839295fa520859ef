/** The two stores that are compared: ours in this process, DynamoDB Local over HTTP. @module */

import { Agent, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { openStore } from '#infra/local/store/index.ts';
import type { Answered } from './compare.ts';
import type { Request } from './requests.ts';

/** Answers single requests. */
export type Ask = (operation: string, body: string) => Promise<{ status: number; body: string }>;

/** The embedded store, in memory. */
export function embedded(): { ask: Ask; close: () => void } {
  const store = openStore({ now: async () => Date.now() });
  return {
    ask: (operation, body) => new Promise((resolve) => store.answer(operation, body, resolve)),
    close: () => store.close(),
  };
}

/** DynamoDB Local. It checks no signature, but wants to see one. */
export function overHttp(url: string): Ask {
  const agent = new Agent({ keepAlive: true });
  return (operation, body) =>
    new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'x-amz-date': '20260101T000000Z',
          authorization:
            'AWS4-HMAC-SHA256 Credential=FUZZ/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
        },
      });
      request.once('error', reject);
      request.once('response', (response) => {
        text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
      });
      request.end(body);
    });
}

const mostPages = 400;

/** Sends a request, and follows the pages of a Query or Scan to their end. */
export async function askFor(ask: Ask, { operation, body }: Request): Promise<Answered> {
  const pages: Record<string, unknown>[] = [];
  let start: unknown;
  for (;;) {
    const { status, body: answer } = await ask(
      operation,
      JSON.stringify(start === undefined ? body : { ...body, ExclusiveStartKey: start }),
    );
    const page: Record<string, unknown> = JSON.parse(answer);
    if (status !== 200) return { status, pages: [page] };
    pages.push(page);
    start = page.LastEvaluatedKey;
    if (start === undefined || pages.length >= mostPages) return { status, pages };
  }
}
