/** Every night the cloud counts what it has stored of each pushing terminal and asks the terminal for its count. @module */

import {
  beginReconciliation,
  beginWithoutCount,
  countCommand,
  isWithin,
  type Reconciliation,
} from '#shared/iclock/reconciliation.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import { dateOf, epochOf, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { todayIn } from '../today.ts';
import { moveMark } from './completeness.ts';
import { queueCommand } from './push-terminals.ts';

/** A terminal whose last days are to be checked. */
interface Check {
  serial: Serial;
  reconciliation: Reconciliation;
}

const arrivalsPerPage = 1000;
/** The cloud does not count beforehand for checks that go further back than this: it asks for their records again. */
const mostDaysCounted = 4;

/**
 * Begins the nightly check of every terminal that pushes to the cloud: what is stored of its last days is counted, and
 * the terminal is asked for its own count. The rest happens when the terminal answers.
 */
export async function beginPushChecks(actor: Actor): Promise<void> {
  const { stores, now } = actor;
  const pushing = (await stores.terminals.all()).filter(({ pushes, state }) => pushes && state === 'active');
  if (pushing.length === 0) return;
  const { zone } = await stores.settings.read();
  const checks: Check[] = [];
  for (const terminal of pushing) {
    const { state } = await stores.push.read(terminal.serial);
    const yesterday = addDays(todayIn(terminal.zone ?? zone, now), -1);
    if (state.reconciliation?.through === yesterday) continue;
    if (state.dialect === 'acc') {
      const reconciliation = beginWithoutCount(yesterday, state.reconciliation);
      await stores.push.changeState(terminal.serial, { reconciliation });
      continue;
    }
    checks.push({
      serial: terminal.serial,
      reconciliation: beginReconciliation(yesterday, state.reconciliation),
    });
  }
  const known = await storedRecords(actor, checks);
  for (const { serial, reconciliation } of checks) {
    const { commands } = await stores.push.read(serial);
    await stores.push.changeState(serial, {
      reconciliation: { ...reconciliation, known: known.get(serial) ?? 0 },
    });
    await queueCommand(stores, serial, commands, countCommand(reconciliation), epochOf(now));
  }
}

/** Counts what is stored of each terminal's days: punches, in one pass over all arrivals since, and quarantined records. */
async function storedRecords(actor: Actor, checks: readonly Check[]): Promise<Map<Serial, number>> {
  const { stores, now } = actor;
  const counts = new Map<Serial, number>();
  const today = dateOf(`${now.slice(0, 10)}T00:00:00` as Parameters<typeof dateOf>[0]);
  const counted = checks.filter(
    ({ reconciliation }) => dayNumber(today) - dayNumber(reconciliation.from) <= mostDaysCounted,
  );
  const days = counted.map(({ reconciliation }) => reconciliation.from).sort();
  // A terminal may be a day ahead of UTC, so that its first punches of a day arrive on the day before.
  for (let day = addDays(days[0] ?? addDays(today, 1), -1); day <= today; day = addDays(day, 1)) {
    let cursor: string | undefined;
    do {
      const page = await stores.punches.arrivals(day, arrivalsPerPage, cursor);
      for (const { serial, wallTime } of page.items) {
        const check = counted.find((candidate) => candidate.serial === serial);
        if (check && isWithin(check.reconciliation, wallTime))
          counts.set(serial, (counts.get(serial) ?? 0) + 1);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  // The terminal counts these as well: without them the cloud would ask again for records that it already has.
  for (const { serial, reconciliation } of counted) {
    const { from, through } = reconciliation;
    const kept = await stores.quarantine.countBetween(serial, from, through);
    counts.set(serial, (counts.get(serial) ?? 0) + kept);
  }
  return counts;
}

/** Marks a terminal's log as stored through a day, and has the days computed that waited for it. */
export async function markThrough(actor: Actor, terminal: StoredTerminal, day: LocalDate): Promise<void> {
  const { zone } = await actor.stores.settings.read();
  const end = zoneNamed(terminal.zone ?? zone).startOfDay(dayNumber(day) + 1);
  await moveMark(actor, terminal.serial, instantFromEpoch(end * 1000), true);
}
