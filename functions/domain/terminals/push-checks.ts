/** Every night the cloud asks each pushing terminal for its count, and compares it with what is stored. @module */

import { beginReconciliation, beginWithoutCount, countCommand } from '#shared/iclock/reconciliation.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import { epochOf, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { todayIn } from '../today.ts';
import { moveMark } from './completeness.ts';
import { queueCommand } from './push-terminals.ts';

/**
 * Begins the nightly check of some terminals that push to the cloud: what is stored of its last days has been counted as it
 * came, and the terminal is asked for its own count. The rest happens when the terminal answers.
 */
export async function beginPushChecks(actor: Actor, serials: readonly Serial[]): Promise<void> {
  const { stores, now } = actor;
  const { zone } = await stores.settings.read();
  for (const terminal of await stores.terminals.findMany(serials)) {
    const { serial } = terminal;
    const { state, commands } = await stores.push.read(serial);
    const yesterday = addDays(todayIn(terminal.zone ?? zone, now), -1);
    if (state.reconciliation?.through === yesterday) continue;
    if (state.dialect === 'acc') {
      const reconciliation = beginWithoutCount(yesterday, state.reconciliation);
      await stores.push.changeState(serial, { reconciliation });
      continue;
    }
    const reconciliation = beginReconciliation(yesterday, state.reconciliation);
    const known = await stores.storedRecords.count(serial, reconciliation.from, reconciliation.through);
    await stores.push.changeState(serial, { reconciliation: { ...reconciliation, known } });
    await queueCommand(stores, serial, commands, countCommand(reconciliation), epochOf(now));
  }
}

/** Marks a terminal's log as stored through a day, and has the days computed that waited for it. */
export async function markThrough(actor: Actor, terminal: StoredTerminal, day: LocalDate): Promise<void> {
  const { zone } = await actor.stores.settings.read();
  const end = zoneNamed(terminal.zone ?? zone).startOfDay(dayNumber(day) + 1);
  await moveMark(actor, terminal.serial, instantFromEpoch(end * 1000));
}
