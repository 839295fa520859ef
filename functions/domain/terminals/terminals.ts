/** Takes in what bridges report about terminals, and lets administrators edit terminals. @module */

import type { TerminalReport } from '#shared/contract/bridge-api.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { RollcallError } from '#shared/errors.ts';
import { isOpen } from '#shared/iclock/network.ts';
import { cleanedText } from '#shared/punch/plain-text.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { alarmingDriftSeconds } from '#shared/time/clock-drift.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type {
  StoredTerminal,
  TerminalChange,
  TerminalObservation,
  UnmarkedTerminal,
} from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { inParallel } from '../in-parallel.ts';
import { isSameStored } from '../is-same.ts';
import { requireTerminal } from '../lookups.ts';
import { clockOrdersOf } from './clock-orders.ts';
import { isAwaited, type MarkMove, moveMark, moveMarks, notAfter, wakeDaysOf } from './completeness.ts';
import { bestPresence, presenceOfBridge, presenceOfPush, shownPresence, watchBridges } from './presence.ts';
import { noteZoneChange } from './zone-change.ts';

/** What the API shows of a terminal. */
export function describeTerminal(
  stored: StoredTerminal,
  now: Instant,
  { bridge, push }: Ways = {},
): Terminal {
  const { setByPeople: _setByPeople, unwokenThrough: _unwokenThrough, ...terminal } = stored;
  const warnings = [
    ...(driftsTooMuch(stored) ? ['clock-drift' as const] : []),
    ...fullOutbox(bridge),
    ...(stored.missingRecords ? ['short-log' as const] : []),
    ...(stored.blankRecords ? ['blank-records' as const] : []),
    ...(push?.isOpen ? ['open-push' as const] : []),
  ];
  const ordered = bridge && clockOrdersOf(bridge, now).get(stored.serial);
  const found = bestPresence([
    ...(bridge ? [presenceOfBridge(bridge, now)] : []),
    ...(push ? [presenceOfPush(push.lastContactAt, now)] : []),
  ]);
  return {
    ...terminal,
    ...(stored.state === 'active' ? shownPresence(found) : {}),
    ...(ordered === undefined ? {} : { clockOrderedAt: ordered }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(found?.lastSeenAt === undefined ? {} : { lastSeenAt: found.lastSeenAt }),
  };
}

/** The ways by which a terminal is heard of. */
interface Ways {
  bridge?: StoredBridge | undefined;
  /** Where it pushes to the cloud. */
  push?: PushWay | undefined;
}

interface PushWay {
  /** Whether nothing guards it but its serial number. */
  isOpen: boolean;
  /** Epoch milliseconds of its last contact. */
  lastContactAt: number | undefined;
}

/** Why a bridge takes no more punches from its terminals. */
function fullOutbox(bridge: StoredBridge | undefined): ('outbox-full' | 'disk-full')[] {
  if (bridge?.outbox?.fullSince === undefined) return [];
  return [bridge.outbox.fullDisk === undefined ? 'outbox-full' : 'disk-full'];
}

/** Whether a terminal's clock is so wrong that somebody has to see to it. */
function driftsTooMuch({ clockDriftSeconds }: { clockDriftSeconds?: number | undefined }): boolean {
  return Math.abs(clockDriftSeconds ?? 0) > alarmingDriftSeconds;
}

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
  await stores.terminals.add({
    serial: report.serial,
    state: 'active',
    registeredAt: actor.now,
    bridgeId,
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

/** How an active terminal pushes to the cloud; `undefined` when it does not. */
async function pushWay(
  { stores }: Actor,
  { serial, pushes, state }: StoredTerminal,
): Promise<PushWay | undefined> {
  if (!pushes || state !== 'active') return undefined;
  const { settings, lastContactAt } = await stores.push.settingsAndContact(serial);
  const { keyHash: commKey, networks } = settings ?? {};
  return { isOpen: settings !== undefined && isOpen({ commKey, networks }), lastContactAt };
}

/**
 * Terminals with what is known of their bridges (when each was last heard of, and whether its outbox is full), and of those
 * that push (when each was last heard of, and what guards it).
 */
export async function withLastSeen(actor: Actor, terminals: readonly StoredTerminal[]): Promise<Terminal[]> {
  const concerned = terminals.flatMap(({ bridgeId }) => bridgeId ?? []);
  const known = await actor.stores.bridges.findMany(concerned);
  await watchBridges(actor, known);
  const bridges = new Map(known.map((bridge) => [bridge.id, bridge]));
  const waiting = new Map<Serial, Terminal['waitedFor']>();
  const pushes = new Map<Serial, PushWay>();
  await inParallel(terminals, readsAtOnce, async (terminal) => {
    waiting.set(terminal.serial, await waitedFor(actor, terminal.serial));
    const push = await pushWay(actor, terminal);
    if (push) pushes.set(terminal.serial, push);
  });
  return terminals.map((terminal) => {
    const { bridgeId, serial } = terminal;
    const bridge = bridgeId === undefined ? undefined : bridges.get(bridgeId);
    const described = describeTerminal(terminal, actor.now, { bridge, push: pushes.get(serial) });
    const days = waiting.get(serial);
    return days === undefined ? described : { ...described, waitedFor: days };
  });
}

const readsAtOnce = 16;
/** Most days that are counted: a terminal that is away for months makes many of them wait. */
const mostDaysCounted = 200;

/** The days that wait for a terminal because it is furthest behind. */
async function waitedFor({ stores }: Actor, serial: Serial): Promise<Terminal['waitedFor']> {
  const { since, users, more } = await stores.waitingDays.of(serial, mostDaysCounted);
  return since === undefined ? undefined : { since, days: users.length, users: new Set(users).size, more };
}

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
