/**
 * Keeps the unit tests pure: a test beside its source that opens a socket or starts a program fails, and is told where
 * it belongs.
 */
import { ChildProcess } from 'node:child_process';
import { Server, Socket } from 'node:net';

function refuse(what: string): () => never {
  return () => {
    throw new Error(`A unit test may not ${what}: such a test belongs in test/ (CONTRIBUTING.md, "Tests").`);
  };
}

Object.assign(ChildProcess.prototype, { spawn: refuse('start a program') });
Server.prototype.listen = refuse('listen on a socket');
Socket.prototype.connect = refuse('open a socket');
