/** Holds users that push terminals have reported until the cloud has been told of them. @module */

import { Wake } from '#bridge/async/index.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { PushEvent } from './push-sink.ts';

/** How users reach the cloud. */
export interface PushedUsersOptions {
  /** @throws when the cloud refuses them for good */
  tell: (serial: Serial, users: readonly PushedUser[], signal: AbortSignal) => Promise<void>;
  log: (event: PushEvent) => void;
}

/**
 * Users that terminals have reported and the cloud does not know of yet. They are kept in memory only: what a terminal
 * sent stays in the outbox's imported users, and the cloud asks for it when it needs it.
 */
export class PushedUsers {
  readonly #options: PushedUsersOptions;
  readonly #waiting = new Map<Serial, Map<string, PushedUser>>();
  readonly #wake = new Wake();

  constructor(options: PushedUsersOptions) {
    this.#options = options;
  }

  /** Queues users to be reported; of each user, only the latest details. */
  note(serial: Serial, users: readonly PushedUser[]): void {
    if (users.length === 0) return;
    const waiting = this.#waiting.get(serial) ?? new Map<string, PushedUser>();
    for (const user of users) waiting.set(user.pin, user);
    this.#waiting.set(serial, waiting);
    this.#wake.fire();
  }

  /** Reports users until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [next] = this.#waiting;
      if (next === undefined) {
        await this.#wake.wait(signal);
        continue;
      }
      const [serial, users] = next;
      this.#waiting.delete(serial);
      await this.#tell(serial, [...users.values()], signal);
    }
  }

  async #tell(serial: Serial, users: readonly PushedUser[], signal: AbortSignal): Promise<void> {
    try {
      await this.#options.tell(serial, users, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#options.log({
        level: 'warn',
        event: 'push.users-refused',
        message: `The cloud did not accept ${users.length} users of terminal ${serial}: ${error instanceof Error ? error.message : String(error)}`,
        facts: { serial, users: users.length },
      });
    }
  }
}
