/** Repairs what an organisation has stored, past the API: records in quarantine, and sheets. @module */

import { replayRecords } from '#functions/domain/punches/index.ts';
import { startGeneration } from '#functions/domain/recompute/index.ts';
import { KnownUsers } from '#functions/domain/users/index.ts';
import { type ActingRuntime, actorFor } from '#functions/runtime.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

const perPage = 500;
/** As many as a request to the API may name. */
const recordsAtOnce = 100;

/**
 * Judges all open records of the quarantine again, by clock and zones as they are now. What is no punch stays where it is.
 * @returns how many are punches now, and how many are none
 */
export async function replayQuarantine(
  runtime: ActingRuntime,
  organisation: string,
): Promise<{ stored: number; stay: number }> {
  const actor = actorFor(runtime, organisation, 'operator', 'system');
  const names: Parameters<typeof replayRecords>[1][number][] = [];
  let cursor: string | undefined;
  do {
    const page = await actor.stores.quarantine.list('open', perPage, cursor);
    names.push(...page.items.map(({ terminal, id }) => ({ terminal, id })));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const known = new KnownUsers();
  let stored = 0;
  for (let start = 0; start < names.length; start += recordsAtOnce) {
    stored += (await replayRecords(actor, names.slice(start, start + recordsAtOnce), known)).done;
  }
  return { stored, stay: names.length - stored };
}

/**
 * Has the sheets of everybody computed again, but for days of locked periods.
 * @returns the id of the job, whose progress the API shows
 */
export async function rebuildSheets(
  runtime: ActingRuntime,
  organisation: string,
  range: { from: LocalDate; to: LocalDate },
): Promise<string> {
  const actor = actorFor(runtime, organisation, 'operator', 'system');
  return (await startGeneration(actor, { ...range, origin: 'manual' })).id;
}
