/** Starts a server in a child process, waits until it listens, and stops it again. @module */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type ChildMessage, type ParentMessage, stopSeconds } from './child-server.ts';
import { usualWatch, type WatchBound, watchChild } from './child-watch.ts';

/** A server that runs in a process of its own. */
export interface ChildServer {
  /** Port on 127.0.0.1. */
  port: number;
  /** Asks the process to finish what it does and to leave; kills it when that takes longer than some seconds. */
  stop(): Promise<void>;
}

/** How to start one. */
export interface ChildOptions {
  /** Its name in messages. */
  name: string;
  script: URL;
  /** Handed to the script. They may hold secrets: they appear on no command line and in no environment. */
  settings: unknown;
  /** Called when the process ends without having been asked to, and when it hangs: it is killed then. */
  onLost: (reason: string) => void;
  /** After how much silence it hangs; default half a minute. */
  watch?: WatchBound;
}

const startSeconds = 20;

/**
 * Starts a script of this folder in a process of its own and waits until it listens. The process ends automatically
 * when ours does, however that happens: it watches the channel between the two.
 * @throws Error with the script's own message when it cannot start
 */
export async function startChild({
  name,
  script,
  settings,
  onLost,
  watch: bound = usualWatch,
}: ChildOptions): Promise<ChildServer> {
  const child = fork(script, {
    // Flags of a test runner or a debugger are not for the child; a bound on its heap has it collect its garbage earlier.
    execArgv: ['--max-old-space-size=512', '--max-semi-space-size=8'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, TZ: 'UTC' },
  });
  const tell = (message: ParentMessage<unknown>) => {
    // A child that dies meanwhile is noticed by its end, not here.
    child.send(message, () => undefined);
  };
  let stopping = false;
  let silence = '';
  const exited = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    const giveUp = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${name} did not start within ${startSeconds} s.`));
    }, startSeconds * 1000);
    child.on('message', (message: ChildMessage) => {
      if ('ask' in message) {
        tell({ time: Date.now(), question: message.question });
        return;
      }
      if ('alive' in message) {
        watch.answered();
        return;
      }
      clearTimeout(giveUp);
      if ('port' in message) resolve(message.port);
      else reject(new Error(`${name} did not start: ${message.error}`));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(giveUp);
      reject(new Error(`${name} ended while it was starting (${signal ?? `exit code ${code}`}).`));
    });
    tell({ settings });
  });
  const watch = watchChild(
    bound,
    () => tell({ ping: true }),
    () => {
      const seconds = Math.round((bound.everyMilliseconds * bound.mostUnanswered) / 1000);
      silence = `has answered nothing for ${seconds} s and was killed`;
      child.kill('SIGKILL');
    },
  );
  child.once('exit', (code, signal) => {
    watch.end();
    if (!stopping) onLost(`${name} ${silence || 'ended'} (${signal ?? `exit code ${code}`}).`);
  });
  return {
    port,
    async stop() {
      stopping = true;
      watch.end();
      const kill = setTimeout(() => child.kill('SIGKILL'), (stopSeconds + 1) * 1000);
      if (child.connected) child.disconnect();
      await exited;
      clearTimeout(kill);
    },
  };
}
