/** The Mac that a bridge is a service of: which of its programs are started, and where things lie. @module */

import { spawnSync } from 'node:child_process';
import { posix } from 'node:path';
import { ServiceError } from './systemd.ts';

/** Where a bridge that is a service of macOS has its configuration, its state and its log, and nothing else lies. */
export const macFolder = '/Library/Application Support/Rollcall';
/** The log of the bridge there. */
export const macLogFile = posix.join(macFolder, 'bridge.log');
/** Where the daemon that looks for releases says what went wrong: root's, unlike the folder of the bridge. */
export const macUpdateLogFile = '/var/log/rollcall-bridge-update.log';

/** The Mac that this room works on. */
export interface Mac {
  /** Runs a program, by its absolute path, to its end. */
  run(program: string, args: readonly string[]): { status: number | null; text: string };
  /** Waits, in milliseconds. */
  pause(milliseconds: number): void;
  /** Folder of the daemons that an administrator adds. */
  daemons: string;
}

/** This machine. */
export const thisMac: Mac = {
  run(program, args) {
    const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
    if (error) throw new ServiceError(`${program} cannot be run: ${error.message}`);
    return { status, text: stdout.trim() || stderr.trim() };
  },
  pause: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  daemons: '/Library/LaunchDaemons',
};
