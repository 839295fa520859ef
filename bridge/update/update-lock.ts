/** Lets one updater at a time work on a program. @module */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UpdateError } from './update-error.ts';

/** Another updater works on the same program. */
export class UpdateAtWork extends UpdateError {}

/** Held while one updater works on a program. */
export interface UpdateHold {
  release(): void;
}

/**
 * Takes the lock of an updater's folder. It is that of SQLite, which the operating system releases however a process dies.
 * @throws UpdateAtWork
 */
export function holdUpdates(folder: string): UpdateHold {
  const database = new DatabaseSync(join(folder, 'update.lock'), { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new UpdateAtWork(
      'Another update is at work here. Nothing was changed; run this again when it has ended.',
      {
        cause,
      },
    );
  }
  return { release: () => database.close() };
}
