/** Merges a mistyped or replaced serial number into the right one, and undoes that. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { staleEdit } from '../etag.ts';
import { requireTerminal } from '../lookups.ts';
import { isAwaited, wakeDaysOf } from './completeness.ts';
import { rederiveAll } from './zone-change.ts';

/**
 * Has the punches of one terminal counted as those of another, or no longer. They stay stored as they came; the days that
 * they touch are computed again, by the zone of the terminal for which they count, and no day waits for a merged terminal.
 * @param into - the right serial number; `null` undoes a merge
 * @throws RollcallError terminal.unknown; terminal.merge-circle where merges would follow one another; request.stale
 */
export async function mergeTerminal(
  actor: Actor,
  serial: Serial,
  { into, reason }: { into: Serial | null; reason: string },
): Promise<StoredTerminal> {
  const { terminals } = actor.stores;
  const current = await requireTerminal(actor, serial);
  if (into !== null) {
    const right = await requireTerminal(actor, into);
    const hasOthers = (await terminals.marks()).some(({ mergedInto }) => mergedInto === serial);
    if (into === serial || right.mergedInto !== undefined || hasOthers) {
      throw new RollcallError('terminal.merge-circle', { serial, into });
    }
  }
  const isNews = (current.mergedInto ?? null) !== into;
  const edited = isNews ? await terminals.edit(serial, { mergedInto: into }, current.version) : current;
  if (!edited) throw staleEdit(`Terminal ${serial}`, (await requireTerminal(actor, serial)).version);
  // Also when a repeated request finds it done: the first try may have died before it had the days computed.
  await rederiveAll(actor, serial);
  if (!isAwaited(edited) && (isAwaited(current) || !isNews)) await wakeDaysOf(actor, [serial]);
  if (isNews)
    await recordAudit(actor, 'terminal.merged', serial, { into, from: current.mergedInto ?? null, reason });
  return edited;
}
