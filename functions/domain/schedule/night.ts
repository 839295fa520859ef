/** What is due every night: checks of terminals that push, days that wait in vain, and the generation. @module */

import { requireOurId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { ClockMessage, NightlyGeneration } from '../../queue/clock-messages.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { Actor } from '../actor.ts';
import { dueNightlyTime } from '../due-times.ts';
import { newId } from '../ids.ts';
import { startGeneration } from '../recompute/index.ts';
import { todayIn } from '../today.ts';

/** Terminals that one message checks: each is a few reads and writes. */
const checksPerMessage = 25;
/** Terminals for which one message looks for days that wait in vain. */
const wakesPerMessage = 100;

/**
 * Begins the night's work of one organisation, by one message for each purpose and some terminals: exactly once per night;
 * what a crash stopped before the generation's parts were known is begun again, which repeats nothing.
 */
export async function night(actor: Actor, send: SendMessages): Promise<void> {
  const { stores, now } = actor;
  const { organisation } = stores;
  const settings = await stores.settings.read();
  const due = dueNightlyTime(settings.sheets.nightlyAt, settings.zone, now);
  if (!due) return;
  const wantedId = newId('job');
  const jobId = requireOurId('job', await stores.dueTimes.take(due.name, wantedId, now));
  if (jobId !== wantedId && (await stores.generations.find(jobId))?.parts !== undefined) return;
  const marks = await stores.terminals.marks();
  const pushing = marks.filter(({ pushes, state }) => pushes && state === 'active');
  const messages: ClockMessage[] = [
    { kind: 'mend-marks', organisation },
    ...groupsOf(pushing, checksPerMessage).map((serials) => ({
      kind: 'push-checks' as const,
      organisation,
      serials,
    })),
    { kind: 'wake-days', organisation, serials: [] },
    ...groupsOf(marks, wakesPerMessage).map((serials) => ({
      kind: 'wake-days' as const,
      organisation,
      serials,
    })),
    { kind: 'nightly-generation', organisation, jobId, to: todayIn(settings.zone, due.at) },
  ];
  await send(messages);
}

function groupsOf(terminals: readonly { serial: Serial }[], size: number): Serial[][] {
  const serials = terminals.map(({ serial }) => serial);
  return Array.from({ length: Math.ceil(serials.length / size) }, (_, group) =>
    serials.slice(group * size, (group + 1) * size),
  );
}

/** The nightly generation of one organisation: absences, and days that are pending although their terminals are complete by now. */
export async function nightlyGeneration(actor: Actor, { jobId, to }: NightlyGeneration): Promise<void> {
  const { nightlyDays } = (await actor.stores.settings.read()).sheets;
  await startGeneration(actor, { from: addDays(to, -nightlyDays), to, origin: 'schedule' }, jobId);
}
