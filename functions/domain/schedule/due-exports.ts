/** Finds the scheduled exports that are due, and starts each once. @module */

import { weekdayOf } from '#shared/time/calendar.ts';
import { dateOf, epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { StoredExportSchedule } from '../../store/export-schedules.ts';
import type { Actor } from '../actor.ts';
import { lastTimeOfDay } from '../due-times.ts';
import { startDueExport } from '../exports/index.ts';
import { wallTimeIn } from '../today.ts';

/** A due time that was missed by more than this (the service was down) is not made up for. */
const catchUpMilliseconds = 6 * 3_600_000;

/** The due time of a scheduled export that has come, if any. @param now - the moment of the tick, which may come late or twice */
export function dueExportTime(
  { id, at, rhythm, savedAt }: StoredExportSchedule,
  zone: string,
  now: Instant,
): { name: string; date: ReturnType<typeof dateOf> } | null {
  const moment = lastTimeOfDay(at, zone, now);
  const date = dateOf(wallTimeIn(zone, moment));
  if (rhythm.every === 'week' && weekdayOf(date) !== rhythm.on) return null;
  if (rhythm.every === 'month' && Number(date.slice(8)) !== rhythm.on) return null;
  if (epochOf(now) - epochOf(moment) > catchUpMilliseconds || epochOf(moment) < epochOf(savedAt)) return null;
  return { name: `export#${id}#${moment}`, date };
}

/** Starts the scheduled exports of an organisation that are due. The failure of one lets the others start, and is thrown at the end. */
export async function startDueExports(actor: Actor, sendToExports: SendMessages): Promise<void> {
  const { schedules } = await actor.stores.exportSchedules.read();
  if (schedules.length === 0) return;
  const { zone } = await actor.stores.settings.read();
  const started = await Promise.allSettled(
    schedules.map(async (schedule) => {
      const due = dueExportTime(schedule, zone, actor.now);
      if (due) await startDueExport(actor, sendToExports, schedule, due.name, due.date);
    }),
  );
  for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;
}
