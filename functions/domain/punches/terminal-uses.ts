/** Notes at which terminals the users of a batch have punched, and which of their days that makes wait anew. @module */

import type { BatchId } from '#shared/contract/ids.ts';
import { type CanonicalPin, canonicalPinOf } from '#shared/punch/pin.ts';
import { addDays, weekOf } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { TerminalUse } from '../../store/terminal-uses.ts';
import type { Actor } from '../actor.ts';
import { currentDays } from '../recompute/index.ts';
import { usedWithinDays } from '../terminals/index.ts';
import type { KnownUsers } from '../users/index.ts';

/** A use with its key as text, and the first date on which the batch has it. */
interface NewUse {
  use: TerminalUse;
  name: string;
  date: LocalDate;
}

/** The PINs, terminals and weeks of some punches, each once. */
function usesOf(actor: Actor, punches: readonly StoredPunch[], batchId: BatchId): NewUse[] {
  const { terminalUses } = actor.stores;
  const uses = new Map<string, NewUse>();
  for (const { pin, serial, wallTime } of punches) {
    const date = dateOf(wallTime);
    const use = { pin: canonicalPinOf(pin), serial, week: weekOf(date).from, batchId };
    const { pk, sk } = terminalUses.keyOf(use);
    const name = `${pk}\n${sk}`;
    const known = uses.get(name);
    if (!known || date < known.date) uses.set(name, { use, name, date });
  }
  return [...uses.values()];
}

/**
 * Notes at which terminals punches were made: once for each PIN, terminal and week, so that most batches write nothing.
 * @param known - what this process has noted before
 * @returns by PIN the first date from which days may wait for a terminal that they did not wait for before; and what to
 *   call once those days have been asked for, because until then a repeat of the batch must find them again
 */
export async function noteUses(
  actor: Actor,
  punches: readonly StoredPunch[],
  batchId: BatchId,
  known: KnownUsers,
): Promise<{ grown: Map<CanonicalPin, LocalDate>; remember: () => void }> {
  const { organisation, terminalUses } = actor.stores;
  const grown = new Map<CanonicalPin, LocalDate>();
  const unseen = usesOf(actor, punches, batchId).filter(({ name }) => !known.hasUse(organisation, name));
  if (unseen.length === 0) return { grown, remember: () => {} };
  const existing = await terminalUses.findExisting(unseen.map(({ use }) => use));
  const broughtBy = new Map(existing.map(({ pk, sk, batchId: by }) => [`${pk}\n${sk}`, by]));
  const fresh = unseen.filter(({ name }) => !broughtBy.has(name));
  const refused = new Set(
    (await terminalUses.addAll(fresh.map(({ use }) => use))).map(({ pk, sk }) => `${pk}\n${sk}`),
  );
  for (const { use, name, date } of unseen) {
    const by = broughtBy.get(name);
    if (by !== undefined && by !== batchId) continue;
    const before = grown.get(use.pin);
    if (before === undefined || date < before) grown.set(use.pin, date);
  }
  // A use that was not noted comes again with the next punch of its week.
  const noted = unseen.filter(({ name }) => !refused.has(name));
  const remember = () => {
    for (const { name } of noted) known.addUse(organisation, name);
  };
  return { grown, remember };
}

/**
 * The days that may wait for another terminal since a date, without today, which is computed with the day before it: at
 * most those that are kept up to date automatically.
 */
export function daysOfNewUse(actor: Actor, since: LocalDate, zone: string): LocalDate[] {
  const { from, to } = currentDays(zone, actor.now);
  const [end = to] = [addDays(to, -1), addDays(since, usedWithinDays + 1)].sort();
  const days: LocalDate[] = [];
  for (let day = since < from ? from : since; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}
