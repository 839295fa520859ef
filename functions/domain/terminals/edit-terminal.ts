/** Lets people edit terminals, and declare their logs complete. @module */

import type { BridgeId } from '#shared/contract/ids.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredTerminal, TerminalChange } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { requireTerminal } from '../lookups.ts';
import { isAwaited, moveMark, notAfter, wakeDaysOf } from './completeness.ts';
import { describeTerminal, withLastSeen } from './shown-terminal.ts';
import { noteZoneChange } from './zone-change.ts';

/**
 * Takes somebody's word that all punches of a terminal up to a moment are stored: its mark moves there, and days stop
 * waiting for it. Punches that come later are stored and counted all the same.
 * @throws RollcallError terminal.unknown
 */
export async function declareComplete(
  actor: Actor,
  serial: Serial,
  { through, reason }: { through: Instant; reason: string },
): Promise<StoredTerminal> {
  await requireTerminal(actor, serial);
  const completeThrough = notAfter(through, actor.now);
  await moveMark(actor, serial, completeThrough, { always: true });
  await recordAudit(actor, 'terminal.declared-complete', serial, { through: completeThrough, reason });
  return await requireTerminal(actor, serial);
}

/** Edits of a terminal; `null` clears a field. */
export interface TerminalEdit {
  name?: string | null | undefined;
  zone?: string | null | undefined;
  site?: string | null | undefined;
  bridgeId?: BridgeId | undefined;
  state?: Terminal['state'] | undefined;
}

/**
 * Edits a terminal. A name or a zone that is set here counts from now on, whatever its bridge reports; clearing it lets
 * the report count again.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError terminal.unknown, bridge.not-found, request.stale
 */
export async function updateTerminal(
  actor: Actor,
  serial: Serial,
  edit: TerminalEdit,
  ifMatch: string,
): Promise<Terminal> {
  const { stores } = actor;
  const current = await requireTerminal(actor, serial);
  requireVersion(`Terminal ${serial}`, ifMatch, current.version);
  if (edit.bridgeId !== undefined && (await stores.bridges.find(edit.bridgeId))?.state !== 'active') {
    throw new RollcallError('bridge.not-found', { bridgeId: edit.bridgeId });
  }
  const edited = await stores.terminals.edit(serial, changeOf(current, edit), current.version);
  if (!edited) throw staleEdit(`Terminal ${serial}`, (await requireTerminal(actor, serial)).version);
  // A cleared field comes back with the bridge's next report: the cloud forgets the last one, so that it reads the next.
  if (edited.bridgeId !== undefined) {
    if (edited.bridgeId !== current.bridgeId)
      await stores.bridges.noteSerials(edited.bridgeId, [serial], false);
    await stores.bridges.keepReport(edited.bridgeId, '');
  }
  if (edited.zone !== current.zone) {
    const { zone } = await stores.settings.read();
    await noteZoneChange(actor, serial, current.zone ?? zone, edited.zone ?? zone);
  }
  // An edit that changes nothing may repeat one that got no further than being saved.
  const isRepeated = (['state', 'site', 'bridgeId'] as const).every(
    (name) => edit[name] === undefined || edited[name] === current[name],
  );
  const staysElsewhere = isAwaited(current) && edited.site !== current.site;
  const isOver = !isAwaited(edited) && (isAwaited(current) || (isRepeated && edit.state !== undefined));
  if (staysElsewhere || isOver) await wakeDaysOf(actor, [serial]);
  await recordAudit(actor, 'terminal.edited', serial, { fields: Object.keys(edit) });
  const [shown] = await withLastSeen(actor, [edited]);
  return shown ?? describeTerminal(edited, actor.now);
}

function changeOf(current: StoredTerminal, edit: TerminalEdit): TerminalChange {
  const setByPeople = new Set(current.setByPeople);
  for (const field of ['name', 'zone'] as const) {
    if (edit[field] === null) setByPeople.delete(field);
    else if (edit[field] !== undefined) setByPeople.add(field);
  }
  return { ...edit, setByPeople: [...setByPeople] };
}
