/** Opens the outbox's database on a disk that may be full. @module */

import { StateDirError } from '#bridge/config/index.ts';
import type { OpenedDatabase } from './database.ts';
import type { Reserve } from './disk-space.ts';

/** Opens the database; where the disk has no room even for that, with the reserve. */
export function withRoom(reserve: Reserve, isShared: boolean, open: () => OpenedDatabase): OpenedDatabase {
  try {
    return open();
  } catch (error) {
    const isFull = error instanceof StateDirError && error.code === 'disk-full';
    if (!isFull || isShared || !reserve.isHeld) throw error;
    reserve.release();
    return open();
  }
}
