/** Takes in what bridges report about terminals. @module */

import type { TerminalReport } from '#shared/contract/bridge-api.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { RollcallError } from '#shared/errors.ts';
import { cleanedText } from '#shared/punch/plain-text.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { StoredTerminal, TerminalObservation, UnmarkedTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { isSameStored } from '../is-same.ts';
import { type MarkMove, moveMarks, notAfter, wakeDaysOf } from './completeness.ts';
import { driftsTooMuch } from './shown-terminal.ts';
import { noteZoneChange } from './zone-change.ts';

/**
 * What is kept of a bridge's report on a terminal.
 * @param setByPeople - fields that a person has set: the report no longer changes them
 */
export function observationOf(
  report: TerminalReport,
  setByPeople: readonly string[] = [],
): TerminalObservation {
  const free = (field: 'name' | 'zone') => report[field] !== undefined && !setByPeople.includes(field);
  return {
    reported: report.state,
    ...(free('name') ? { name: cleanedText(report.name ?? '') } : {}),
    model: report.model,
    firmware: report.firmware,
    ...(free('zone') ? { zone: report.zone } : {}),
    fault: report.fault,
    records: report.records,
    recordCapacity: report.recordCapacity,
    users: report.users,
    userCapacity: report.userCapacity,
    fingers: report.fingers,
    fingerCapacity: report.fingerCapacity,
    faces: report.faces,
    faceCapacity: report.faceCapacity,
    lastPunchAt: report.lastPunchAt,
    missingRecords: report.missingRecords,
    blankRecords: report.blankRecords,
    unreadableUsers: report.unreadableUsers,
    pushesToBridge: report.pushes,
    clockDriftSeconds: report.clockDriftSeconds,
  };
}

/** Whether a report says nothing new. */
function saysNothingNew(terminal: StoredTerminal, report: TerminalReport): boolean {
  const observation = observationOf(report, terminal.setByPeople);
  const same = Object.entries(observation).every(
    ([name, value]) => value === undefined || isSameStored(terminal[name as keyof StoredTerminal], value),
  );
  return same && (report.state !== 'online' || report.fault !== undefined || terminal.fault === undefined);
}

/** Whether a report is the first by which a terminal does not answer. */
function goesAway({ reported, awaySince }: Partial<StoredTerminal>, { state }: TerminalReport): boolean {
  return state !== 'online' && awaySince === undefined && (reported === undefined || reported === 'online');
}

/** Notes that a terminal goes away or comes back; what is noted twice, because the report was repeated, is one item. */
async function noteEvent(
  { stores, now }: Actor,
  terminal: StoredTerminal,
  report: TerminalReport,
): Promise<void> {
  const { serial, fault } = report;
  const isBack = report.state === 'online' && terminal.awaySince !== undefined;
  if (isBack) await stores.terminalEvents.add(serial, { at: now, kind: 'online' });
  if (!goesAway(terminal, report)) return;
  await stores.terminalEvents.add(serial, {
    at: now,
    kind: 'away',
    ...(fault === undefined ? {} : { fault }),
  });
}

/** Keeps what a bridge reports of one of its terminals. */
export async function takeInReport(
  actor: Actor,
  terminal: StoredTerminal,
  report: TerminalReport,
): Promise<void> {
  if (report.serial !== terminal.serial) return;
  await noteClockSet(actor, report);
  if (saysNothingNew(terminal, report)) return;
  await noteClockDrift(actor, terminal, report);
  const observation = {
    ...observationOf(report, terminal.setByPeople),
    ...(goesAway(terminal, report) ? { awaySince: actor.now } : {}),
  };
  await noteEvent(actor, terminal, report);
  await actor.stores.terminals.observe(terminal.serial, observation, terminal);
  if (observation.zone !== undefined && observation.zone !== terminal.zone) {
    const before = terminal.zone ?? (await actor.stores.settings.read()).zone;
    await noteZoneChange(actor, terminal.serial, before, observation.zone);
  }
}

/** Setting a clock changes what every later punch says, so the audit trail notes it for whoever looks into one. */
async function noteClockSet(actor: Actor, { serial, clockSetBySeconds }: TerminalReport): Promise<void> {
  if (clockSetBySeconds === undefined) return;
  await recordAudit(actor, 'terminal.clock-set', serial, { bySeconds: clockSetBySeconds });
}

/** Punches by a wrong clock count as they are, so the audit trail notes once when a clock goes wrong. */
async function noteClockDrift(
  actor: Actor,
  before: Pick<Terminal, 'clockDriftSeconds'>,
  { serial, clockDriftSeconds }: TerminalReport,
): Promise<void> {
  if (driftsTooMuch(before) || !driftsTooMuch({ clockDriftSeconds })) return;
  await recordAudit(actor, 'terminal.clock-drifts', serial, { bySeconds: clockDriftSeconds });
}

/**
 * Takes in what a bridge reports of its terminals. An unknown terminal is registered for this bridge; one that
 * belongs to another bridge stays there.
 * @returns the zones of the bridge's terminals, by which it measures their clocks
 */
export async function takeInReports(
  actor: Actor,
  bridgeId: BridgeId,
  reports: readonly TerminalReport[],
  configuration: Configuration = { partial: true },
): Promise<{ serial: Serial; zone: string }[]> {
  const { stores } = actor;
  const settings = await stores.settings.read();
  const zones: { serial: Serial; zone: string }[] = [];
  const reported = reports.map(({ serial }) => serial);
  const known = new Map(
    (await stores.terminals.findMany(reported)).map((terminal) => [terminal.serial, terminal]),
  );
  const moves: MarkMove[] = [];
  for (const report of reports) {
    const terminal = known.get(report.serial);
    if (!terminal) await registerTerminal(actor, bridgeId, report);
    else if (terminal.bridgeId === bridgeId) await takeInReport(actor, terminal, report);
    else continue;
    const move = markMoveOf(actor, terminal, report);
    if (move) moves.push(move);
    const { zone = terminal?.zone ?? settings.zone } = observationOf(report, terminal?.setByPeople);
    zones.push({ serial: report.serial, zone });
    // Also where its punches have registered it a moment ago.
    if (terminal?.unreadSince !== undefined || !terminal)
      await stores.terminals.noteUnread(report.serial, null);
  }
  await moveMarks(actor, moves);
  if (!configuration.partial) {
    const others = await othersOf(actor, bridgeId, reported);
    await noteUnread(
      actor,
      others.filter((terminal) => mayBeGone(terminal, configuration)),
    );
  }
  return zones;
}

/** The terminals of a bridge that it does not report, and notes those that it does. */
async function othersOf(
  { stores }: Actor,
  bridgeId: BridgeId,
  reported: readonly Serial[],
): Promise<StoredTerminal[]> {
  const { bridges, terminals } = stores;
  const noted = await bridges.serialsOf(bridgeId);
  const before =
    noted ??
    (await terminals.marks()).filter((mark) => mark.bridgeId === bridgeId).map(({ serial }) => serial);
  const known = new Set(before);
  const fresh =
    noted === undefined
      ? [...new Set([...before, ...reported])]
      : reported.filter((serial) => !known.has(serial));
  await bridges.noteSerials(bridgeId, fresh, noted === undefined);
  const here = new Set(reported);
  const others = await terminals.findMany(before.filter((serial) => !here.has(serial)));
  return others.filter((terminal) => terminal.bridgeId === bridgeId);
}

/** What a report says about the configuration of its bridge. */
export interface Configuration {
  /** Whether there may be terminals that it does not name. */
  partial: boolean;
  /** Configured terminals that have not told their serial numbers. */
  unnamed?: number | undefined;
}

/** Behind an address that does not answer may be a terminal that has been read before; never one that nobody has met. */
function mayBeGone({ records, completeThrough }: StoredTerminal, { unnamed = 0 }: Configuration): boolean {
  return unnamed === 0 || (records === undefined && completeThrough === undefined);
}

/** Who repeats a report that failed does so within this time. */
const repeatedWithinMilliseconds = 600_000;

/**
 * Notes that no bridge has some terminals in its configuration, and has the days computed that waited for them: also where it was
 * noted a moment ago, because whoever noted it may have got no further.
 */
export async function noteUnread(
  actor: Actor,
  terminals: readonly Pick<StoredTerminal, 'serial' | 'unreadSince'>[],
): Promise<void> {
  const gone: Serial[] = [];
  for (const { serial, unreadSince } of terminals) {
    const isNews =
      unreadSince === undefined
        ? await actor.stores.terminals.noteUnread(serial, actor.now)
        : epochOf(actor.now) - epochOf(unreadSince) < repeatedWithinMilliseconds;
    if (isNews) gone.push(serial);
  }
  await wakeDaysOf(actor, gone);
}

/** How far a report moves the mark of its terminal; `undefined` when it does not. */
function markMoveOf(
  { now }: Actor,
  terminal: StoredTerminal | undefined,
  { serial, completeThrough }: TerminalReport,
): MarkMove | undefined {
  if (completeThrough === undefined) return undefined;
  const before = terminal?.completeThrough;
  const wanted = notAfter(completeThrough, now);
  // Also where it stands already and the report that moved it there got no further.
  const isDone = terminal?.unwokenThrough === undefined;
  if (isDone && before !== undefined && epochOf(wanted) <= epochOf(before)) return undefined;
  return { serial, completeThrough: wanted };
}

/** @param unreadSince - for a terminal that its bridge has sent punches of, without having it in its configuration */
async function registerTerminal(
  actor: Actor,
  bridgeId: BridgeId,
  report: TerminalReport,
  unreadSince?: Instant,
): Promise<void> {
  const { stores } = actor;
  const site = (await stores.bridges.find(bridgeId))?.site;
  await stores.terminals.add({
    serial: report.serial,
    state: 'active',
    registeredAt: actor.now,
    bridgeId,
    ...(site === undefined ? {} : { site }),
    unreadSince,
    ...observationOf(report),
    ...(goesAway({}, report) ? { awaySince: actor.now } : {}),
    version: 1,
  });
  await recordAuditOnce(actor, 'terminal.registered', report.serial, { bridgeId });
  await noteClockSet(actor, report);
  await noteClockDrift(actor, {}, report);
}

/** The terminal that a bridge speaks for. @throws RollcallError terminal.of-another-bridge */
export async function requireOwnTerminal(
  actor: Actor,
  bridgeId: BridgeId,
  serial: Serial,
): Promise<UnmarkedTerminal> {
  const { stores } = actor;
  const known = await stores.terminals.findUnmarked(serial);
  if (!known) {
    await registerTerminal(actor, bridgeId, { serial, address: '', state: 'online' }, actor.now);
    return await requireOwnTerminal(actor, bridgeId, serial);
  }
  if (known.bridgeId !== bridgeId) {
    throw new RollcallError('terminal.of-another-bridge', { serial, bridgeId: known.bridgeId ?? 'none' });
  }
  return known;
}
