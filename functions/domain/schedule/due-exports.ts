/** Finds the scheduled exports that are due, and starts each once. @module */

import type { SendMessages } from '../../queue/send.ts';
import type { Actor } from '../actor.ts';
import { dueTimeOf } from '../due-times.ts';
import { startDueExport } from '../exports/index.ts';

/** Starts the scheduled exports of an organisation that are due. The failure of one lets the others start, and is thrown at the end. */
export async function startDueExports(actor: Actor, sendToExports: SendMessages): Promise<void> {
  const { schedules } = await actor.stores.exportSchedules.read();
  if (schedules.length === 0) return;
  const { zone } = await actor.stores.settings.read();
  const started = await Promise.allSettled(
    schedules.map(async (schedule) => {
      const due = dueTimeOf(schedule, zone, actor.now);
      if (due === null) return;
      await startDueExport(actor, sendToExports, schedule, `export#${schedule.id}#${due.at}`, due.date);
    }),
  );
  for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;
}
