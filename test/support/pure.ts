/**
 * Keeps the unit tests pure: a test beside its source that opens a socket or starts a program fails, and is told where
 * it belongs.
 */
import childProcess, { ChildProcess } from 'node:child_process';
import { Socket as DatagramSocket } from 'node:dgram';
import { syncBuiltinESMExports } from 'node:module';
import { Server, Socket } from 'node:net';

function refuse(what: string): () => never {
  return () => {
    throw new Error(`A unit test may not ${what}: such a test belongs in test/ (CONTRIBUTING.md, "Tests").`);
  };
}

const startProgram = refuse('start a program');
Object.assign(ChildProcess.prototype, { spawn: startProgram });
Object.assign(childProcess, { spawnSync: startProgram, execSync: startProgram, execFileSync: startProgram });
syncBuiltinESMExports();
Server.prototype.listen = refuse('listen on a socket');
Socket.prototype.connect = refuse('open a socket');
DatagramSocket.prototype.bind = refuse('open a socket');
