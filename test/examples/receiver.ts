/** The receiver of webhooks in the examples: a server on this machine that takes everything. @module */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where it is for readers of the examples. */
export const shownReceiver = 'https://receiver.example/rollcall';

let server: Server | undefined;

/** A server that answers every request with 204. */
export const receiver = {
  async start(): Promise<void> {
    server = createServer((request, response) =>
      request.resume().on('end', () => response.writeHead(204).end()),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
  },
  async stop(): Promise<void> {
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  },
  /** Its address. @throws Error before it has been started */
  get url(): string {
    if (!server) throw new Error('the receiver has not been started');
    const { port } = server.address() as AddressInfo;
    return `http://localhost:${port}/rollcall`;
  },
};
