import type { TerminalReport } from '#shared/contract/bridge-agent.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { RollcallError } from '#shared/errors.ts';
import type { TerminalObservation } from '../store/terminals.ts';
import { recordAudit, recordAuditOnce } from './audit.ts';
import type { Actor } from './caller.ts';
import { requireVersion, staleEdit } from './etag.ts';

/** What is kept of a bridge's report on a terminal. */
export function observationOf(report: TerminalReport): TerminalObservation {
  return {
    reported: report.state,
    ...(report.name === undefined ? {} : { name: report.name }),
    ...(report.model === undefined ? {} : { model: report.model }),
    ...(report.firmware === undefined ? {} : { firmware: report.firmware }),
    ...(report.zone === undefined ? {} : { zone: report.zone }),
    ...(report.fault === undefined ? {} : { fault: report.fault }),
    ...(report.records === undefined ? {} : { records: report.records }),
    ...(report.recordCapacity === undefined ? {} : { recordCapacity: report.recordCapacity }),
    ...(report.clockDriftSeconds === undefined ? {} : { clockDriftSeconds: report.clockDriftSeconds }),
  };
}

/**
 * Takes in what a bridge reports of its terminals. A terminal that nobody knew is registered for this bridge; one that
 * belongs to another bridge stays there.
 */
export async function takeInReports(
  actor: Actor,
  bridgeId: string,
  reports: readonly TerminalReport[],
): Promise<void> {
  const { stores } = actor;
  const known = new Map((await stores.terminals.all()).map((terminal) => [terminal.serial, terminal]));
  for (const report of reports) {
    const terminal = known.get(report.serial);
    if (!terminal) {
      await registerTerminal(actor, bridgeId, report);
    } else if (terminal.bridgeId === bridgeId) {
      await stores.terminals.observe(report.serial, observationOf(report));
    }
  }
}

async function registerTerminal(actor: Actor, bridgeId: string, report: TerminalReport): Promise<void> {
  const { stores } = actor;
  await stores.terminals.add({
    serial: report.serial,
    state: 'active',
    bridgeId,
    ...observationOf(report),
    version: 1,
  });
  await recordAuditOnce(actor, 'terminal.registered', report.serial, { bridgeId });
}

/** The terminal that a bridge speaks for. @throws RollcallError terminal.of-another-bridge */
export async function requireOwnTerminal(actor: Actor, bridgeId: string, serial: string): Promise<Terminal> {
  const { stores } = actor;
  const known = await stores.terminals.find(serial);
  if (!known) {
    await registerTerminal(actor, bridgeId, { serial, address: '', state: 'online' });
    return await requireOwnTerminal(actor, bridgeId, serial);
  }
  if (known.bridgeId !== bridgeId) {
    throw new RollcallError('terminal.of-another-bridge', { serial, bridgeId: known.bridgeId ?? 'none' });
  }
  return known;
}

/** Terminals with the time at which their bridge was last heard of. */
export async function withLastSeen(actor: Actor, terminals: readonly Terminal[]): Promise<Terminal[]> {
  const bridges = new Map((await actor.stores.bridges.all()).map((bridge) => [bridge.id, bridge]));
  return terminals.map((terminal) => {
    const lastSeenAt =
      terminal.bridgeId === undefined ? undefined : bridges.get(terminal.bridgeId)?.lastSeenAt;
    return { ...terminal, ...(lastSeenAt === undefined ? {} : { lastSeenAt }) };
  });
}

/** @throws RollcallError terminal.unknown */
export async function requireTerminal(actor: Actor, serial: string): Promise<Terminal> {
  const terminal = await actor.stores.terminals.find(serial);
  if (!terminal) throw new RollcallError('terminal.unknown', { serial });
  return terminal;
}

/** Edits of a terminal; `null` clears a field. */
export interface TerminalEdit {
  name?: string | null | undefined;
  zone?: string | null | undefined;
  bridgeId?: string | undefined;
  state?: Terminal['state'] | undefined;
}

/** Edits a terminal. @param ifMatch - the ETag that the caller read */
export async function updateTerminal(
  actor: Actor,
  serial: string,
  edit: TerminalEdit,
  ifMatch: string,
): Promise<Terminal> {
  const { stores } = actor;
  const current = await requireTerminal(actor, serial);
  requireVersion(`Terminal ${serial}`, ifMatch, current.version);
  if (edit.bridgeId !== undefined && !(await stores.bridges.find(edit.bridgeId))) {
    throw new RollcallError('bridge.unknown', { bridgeId: edit.bridgeId });
  }
  const next: Terminal = { ...current, version: current.version + 1 };
  if (edit.name === null) delete next.name;
  else if (edit.name !== undefined) next.name = edit.name;
  if (edit.zone === null) delete next.zone;
  else if (edit.zone !== undefined) next.zone = edit.zone;
  if (edit.bridgeId !== undefined) next.bridgeId = edit.bridgeId;
  if (edit.state !== undefined) next.state = edit.state;
  if (!(await stores.terminals.replace(next, current.version))) {
    throw staleEdit(`Terminal ${serial}`, (await requireTerminal(actor, serial)).version);
  }
  await recordAudit(actor, 'terminal.edited', serial, { fields: Object.keys(edit) });
  return next;
}
