/**
 * A server in a child process gets its settings from its parent, reports its port, and stops when the parent lets go.
 * @module
 */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepFilesPrivate } from './private-files.ts';

/** What a child process tells its parent: once how its start went, later what it asks, and that it is there. */
export type ChildMessage =
  | { port: number }
  | { error: string }
  | { ask: 'time'; question: number }
  | { alive: true };

/** What the parent tells its child: once its settings, later what it has asked for; and asks whether it is there. */
export type ParentMessage<S> = { settings: S } | { time: number; question: number } | { ping: true };

/** What runs in the child. */
export interface Served {
  port: number;
  stop(): Promise<void>;
}

/** How long a child may take to stop. What it has confirmed is on disk already. */
export const stopSeconds = 2;

const questions = new Map<number, (time: number) => void>();
let asked = 0;

function tell(message: ChildMessage): void {
  process.send?.(message);
}

/** What time it is for the parent, in epoch milliseconds: links are as old as the clock says that made them. */
export function parentTime(): Promise<number> {
  return new Promise((resolve) => {
    asked += 1;
    questions.set(asked, resolve);
    tell({ ask: 'time', question: asked });
  });
}

/**
 * The settings come by the channel and not by the command line, which every user of the machine can read. It is in use
 * for as long as the parent lives.
 */
function settingsOfParent<S>(): Promise<S> {
  return new Promise((resolve) => {
    process.on('message', (message: ParentMessage<S>) => {
      if ('settings' in message) resolve(message.settings);
      else if ('ping' in message) tell({ alive: true });
      else {
        questions.get(message.question)?.(message.time);
        questions.delete(message.question);
      }
    });
  });
}

/**
 * The life of a child process: start, report the port, stop when the parent lets go of the channel or dies.
 * Signals are the parent's business: Ctrl-C reaches the whole group, and the parent still needs its children to drain.
 */
export async function serveParent<S>(start: (settings: S) => Promise<Served>): Promise<void> {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  keepFilesPrivate();
  try {
    const served = await start(await settingsOfParent<S>());
    process.once('disconnect', () => {
      // The next start on the same data waits for us, but not for ever.
      setTimeout(() => process.exit(1), stopSeconds * 1000).unref();
      // A store that is closed under a request throws; nobody waits for its answer any more.
      process.on('uncaughtException', () => process.exit(1));
      served.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
    // The parent may have died while the start was under way.
    if (!process.connected) process.emit('disconnect');
    tell({ port: served.port });
  } catch (error) {
    tell({ error: error instanceof Error ? error.message : String(error) });
    process.disconnect();
    process.exitCode = 1;
  }
}

/** Makes a server listen on loopback; port 0 lets the system choose. Resolves to the port. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  // The SDK keeps idle connections for its next request, which must not meet a server that is about to close one.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
