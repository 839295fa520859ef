/** Serves a store over HTTP, in the form that the AWS SDK speaks. @module */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { Answer, Store } from './store.ts';

/** DynamoDB takes no larger requests. */
const mostBodyBytes = 16 * 2 ** 20 + 2 ** 16;
const targetPrefix = 'DynamoDB_20120810.';

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-crc32': crc32(body),
    'x-amzn-requestid': randomUUID(),
  });
  // As text it leaves together with the head, in one write to the socket.
  response.end(body);
}

function tooLarge(): Answer {
  const message = 'The request is larger than 16 MB';
  const type = 'com.amazon.coral.service#RequestEntityTooLargeException';
  return { status: 413, body: JSON.stringify({ __type: type, message }) };
}

/** Makes a server for a store; whoever calls makes it listen, and guards it. */
export function serveStore(store: Store): Server {
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBodyBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > mostBodyBytes) {
        send(response, tooLarge());
        return;
      }
      const [first] = chunks;
      const body = (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString('utf8');
      const target = String(request.headers['x-amz-target'] ?? '');
      const operation = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
      store.answer(operation, body, (answer) => send(response, answer));
    });
  });
}
