/** A proxy before the cloud that refuses, throttles, hangs or loses answers on demand. @module */

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What the way to the cloud does to requests. */
export type Mood = 'pass' | 'refuse' | 'error-500' | 'throttle' | 'hang' | 'lose-answers' | 'lose-some';

/** Every mood, for those who choose one. */
export const moods = ['refuse', 'error-500', 'throttle', 'hang', 'lose-answers', 'lose-some'] as const;

/** The way to a cloud, with its moods. */
export interface ChaosProxy {
  /** `127.0.0.1:port`; bridges sign their requests for it. */
  readonly authority: string;
  readonly url: string;
  mood: Mood;
  /** Where requests go; until it is set nothing answers. */
  target: string;
  /** How many requests met which mood. */
  readonly met: Record<Mood, number>;
  close(): Promise<void>;
}

const hangMilliseconds = 3000;

/** Starts the way to a cloud on 127.0.0.1. */
export async function startChaosProxy(): Promise<ChaosProxy> {
  const met = { pass: 0, refuse: 0, 'error-500': 0, throttle: 0, hang: 0, 'lose-answers': 0, 'lose-some': 0 };
  let count = 0;

  async function forward(incoming: IncomingMessage, response: ServerResponse, loses: boolean): Promise<void> {
    const body = await buffer(incoming);
    await new Promise<void>((resolve) => {
      const outgoing = request(
        proxy.target + (incoming.url ?? ''),
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          void buffer(answer).then((bytes) => {
            // The cloud has done its work; nobody hears of it.
            if (loses) incoming.socket.destroy();
            else response.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
            resolve();
          });
        },
      );
      outgoing.on('error', () => {
        incoming.socket.destroy();
        resolve();
      });
      outgoing.end(body);
    });
  }

  const server = createServer((incoming, response) => {
    const { mood } = proxy;
    met[mood] += 1;
    count += 1;
    switch (mood) {
      case 'refuse':
        incoming.socket.destroy();
        return;
      case 'error-500':
        response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Server Error');
        return;
      case 'throttle':
        response.writeHead(429, { 'retry-after': '1' }).end();
        return;
      case 'hang':
        setTimeout(() => incoming.socket.destroy(), hangMilliseconds).unref();
        return;
      default:
        void forward(
          incoming,
          response,
          mood === 'lose-answers' || (mood === 'lose-some' && count % 3 === 0),
        ).catch(() => incoming.socket.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy: ChaosProxy = {
    authority,
    url: `http://${authority}`,
    mood: 'pass',
    target: 'http://127.0.0.1:1',
    met,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
