/** Says what is known of terminals as the API shows it: what was stored, and what is known by their ways to the cloud. @module */

import type { Terminal } from '#shared/contract/terminals.ts';
import { isOpen } from '#shared/iclock/network.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { alarmingDriftSeconds } from '#shared/time/clock-drift.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { clockOrdersOf } from './clock-orders.ts';
import { bestPresence, presenceOfBridge, presenceOfPush, shownPresence, watchBridges } from './presence.ts';

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
export function driftsTooMuch({ clockDriftSeconds }: { clockDriftSeconds?: number | undefined }): boolean {
  return Math.abs(clockDriftSeconds ?? 0) > alarmingDriftSeconds;
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
  const waiting = new Map<Serial, Terminal['waitedFor']>();
  await inParallel(terminals, readsAtOnce, async ({ serial }) => {
    waiting.set(serial, await waitedFor(actor, serial));
  });
  return (await withPresence(actor, terminals, known)).map((described) => {
    const days = waiting.get(described.serial);
    return days === undefined ? described : { ...described, waitedFor: days };
  });
}

/**
 * Terminals as the API shows them, but for the days that wait for them: of those that are read by a bridge, without a read of their own.
 * @param known - their bridges
 */
export async function withPresence(
  actor: Actor,
  terminals: readonly StoredTerminal[],
  known: readonly StoredBridge[],
): Promise<Terminal[]> {
  const bridges = new Map(known.map((bridge) => [bridge.id, bridge]));
  const pushes = new Map<Serial, PushWay>();
  await inParallel(terminals, readsAtOnce, async (terminal) => {
    const push = await pushWay(actor, terminal);
    if (push) pushes.set(terminal.serial, push);
  });
  return terminals.map((terminal) => {
    const { bridgeId, serial } = terminal;
    const bridge = bridgeId === undefined ? undefined : bridges.get(bridgeId);
    return describeTerminal(terminal, actor.now, { bridge, push: pushes.get(serial) });
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
