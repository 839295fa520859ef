/** Stores whether an organisation keeps a log of its changes: who does not use it writes nothing for it. @module */

import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { flag, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Whether the log is kept, and since when without a break. */
export interface ChangeSwitch {
  kept: boolean;
  /** When it was switched on last. */
  since?: Instant | undefined;
}

const toSwitch = readerOf(
  'switch of the log of changes',
  object<ChangeSwitch>({ kept: flag(), since: optional(text()) }),
);

/** How long a process goes by what it has read. */
const rememberedMilliseconds = 20_000;
const remembered = new WeakMap<Database, Map<string, { kept: boolean; readAt: number }>>();

function memoryOf(database: Database) {
  const memory = remembered.get(database) ?? new Map<string, { kept: boolean; readAt: number }>();
  remembered.set(database, memory);
  return memory;
}

const keyOf = (organisation: string) => ({ pk: partition(organisation, 'CHANGES-SWITCH'), sk: 'SWITCH' });

async function readSwitch(database: Database, organisation: string): Promise<ChangeSwitch> {
  const item = await database.main.get(keyOf(organisation));
  return item ? toSwitch(item) : { kept: false };
}

/** Whether the log is kept, as this process has read it in the last twenty seconds. */
export async function isFeedKept(database: Database, organisation: string): Promise<boolean> {
  const memory = memoryOf(database);
  const now = database.now();
  const known = memory.get(organisation);
  if (known && Math.abs(now - known.readAt) < rememberedMilliseconds) return known.kept;
  const { kept } = await readSwitch(database, organisation);
  memory.set(organisation, { kept, readAt: now });
  return kept;
}

/**
 * How long after it was switched on every change is in the log: by then no process goes by what it read before, and what was
 * being written then has been written.
 */
const settlingMilliseconds = 90_000;

/** From when on the log has every change. @returns epoch milliseconds; `undefined` while it is off */
export function wholeSince({ kept, since }: ChangeSwitch): number | undefined {
  return kept && since !== undefined ? epochOf(since) + settlingMilliseconds : undefined;
}

/** When the log was switched on that has every change from an instant on. Both epoch milliseconds. */
export function switchedOnAt(whole: number): number {
  return whole - settlingMilliseconds;
}

/** The switch of one organisation's log. */
export function changeSwitchStore(database: Database, organisation: string) {
  return {
    /** As it is now, strongly consistent. */
    read: () => readSwitch(database, organisation),

    /** Switches the log on or off. Where it is so already nothing changes. @returns as it is now */
    async set(kept: boolean, now: Instant): Promise<{ now: ChangeSwitch; changed: boolean }> {
      const current = await readSwitch(database, organisation);
      if (current.kept === kept) return { now: current, changed: false };
      const next: ChangeSwitch = kept ? { kept, since: now } : { kept };
      await database.main.put({ ...keyOf(organisation), ...next });
      memoryOf(database).delete(organisation);
      return { now: next, changed: true };
    },
  };
}
