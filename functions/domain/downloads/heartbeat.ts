/** The cloud takes in a bridge's heartbeat and hands out tasks, at most one per terminal at a time. @module */

import { createHash } from 'node:crypto';
import type { BridgeTask, TerminalReport } from '#shared/contract/bridge-api.ts';
import type { BridgeUpdates } from '#shared/contract/bridge-updates.ts';
import type { Bridge } from '#shared/contract/bridges.ts';
import type { BridgeId, DiagnosisId, TaskId } from '#shared/contract/ids.ts';
import type { ListReport } from '#shared/contract/terminal-list.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { BridgeAbout, StoredBridge } from '../../store/bridges.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import {
  type Configuration,
  clocksToSet,
  diagnosisToSend,
  idleBeatSeconds,
  isWatched,
  type KnownUpdates,
  ringOf,
  takeInListReport,
  takeInReports,
  wantsNewKey,
} from '../terminals/index.ts';
import { describeTask, isLost, leaseEnd } from './tasks.ts';

/** How soon a bridge polls again: quickly while it has work or somebody waits for it, slowly otherwise. */
const pollAfterSeconds = { busy: 2, watched: 1.6, idle: idleBeatSeconds } as const;

/** Faults after which a task need not wait any longer once its terminal answers again. */
const awayFaults: readonly string[] = ['unreachable', 'refused', 'connection-lost', 'timeout', 'busy'];

/** A task that has not ended is given up after a day: no older queue has one for longer. */
const oldQueueMilliseconds = 3 * 86_400_000;

/** A bridge's heartbeat. */
export interface Heartbeat {
  version: string;
  terminals: readonly TerminalReport[];
  /** Whether the bridge's configuration may have terminals that are not listed. */
  partial?: boolean | undefined;
  /** Configured terminals that have not told their serial numbers. */
  unnamed?: number | undefined;
  /** Its machine, and the terminals that it has found and does not read. */
  about: BridgeAbout;
  /** What it makes of the list of its terminals that is kept here. */
  cloudTerminals?: ListReport | undefined;
  outbox: NonNullable<Bridge['outbox']>;
  /** Tasks that it works on. */
  running: readonly TaskId[];
  /** How many more it can take. */
  take: number;
  /** When and with which nonce the bridge signed it, so that nobody can repeat it. */
  signedAtSeconds: number;
  nonce: string;
}

/** What the cloud answers to a heartbeat. */
export interface HeartbeatAnswer {
  pollAfterSeconds: number;
  tasks: BridgeTask[];
  drop: TaskId[];
  zones?: { serial: Serial; zone: string }[];
  setClocks?: Serial[];
  renewKey?: boolean;
  terminalsVersion?: number;
  updates?: { from: string; afterHours: number };
  diagnose?: DiagnosisId;
}

function digestOf(reports: readonly TerminalReport[], configuration: Configuration): string {
  const ordered = reports.toSorted((a, b) => (a.serial < b.serial ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([ordered, configuration]))
    .digest('base64url');
}

/** Keeps what a bridge says of its machine and of what it has found, when that is news. */
async function takeInAbout({ stores }: Actor, seen: StoredBridge, about: BridgeAbout): Promise<void> {
  if (Object.values(about).every((value) => value === undefined)) return;
  const digest = createHash('sha256').update(JSON.stringify(about)).digest('base64url');
  if (digest !== seen.aboutDigest) await stores.bridges.keepAbout(seen.id, about, digest);
}

/**
 * What a heartbeat says of its bridge's configuration; one without any terminal says nothing, unless the bridge works by a list
 * that is kept here: then all may have been taken off it.
 */
function configurationOf({ terminals, partial = false, unnamed, cloudTerminals }: Heartbeat): Configuration {
  const saysNothing = terminals.length === 0 && !((cloudTerminals?.version ?? 0) > 0 && unnamed === 0);
  return { partial: partial || saysNothing, unnamed };
}

/** Why a heartbeat was refused: the bridge is revoked, or somebody repeats an earlier heartbeat. */
async function refusalOf(actor: Actor, bridgeId: BridgeId, nonce: string): Promise<RollcallError> {
  const bridge = await actor.stores.bridges.find(bridgeId);
  return bridge?.state === 'active'
    ? new RollcallError('bridge.replayed', { nonce })
    : new RollcallError('bridge.revoked', { bridgeId });
}

/** The releases that a bridge is to take; `undefined` when it is to take none. */
function orderedUpdates(bridge: StoredBridge, updates: BridgeUpdates): HeartbeatAnswer['updates'] {
  const ring = ringOf(updates, bridge);
  return ring && updates.from !== null ? { from: updates.from, afterHours: ring.afterHours } : undefined;
}

/** Whether a task waits for its next try, after its terminal could not be reached. */
function isResting(task: StoredTask, { terminals }: Heartbeat, { now }: Actor): boolean {
  const { state, nextTryAt, fault, terminal } = task;
  if (state !== 'waiting' || nextTryAt === undefined || epochOf(nextTryAt) <= epochOf(now)) return false;
  const isBack = terminals.some((report) => report.serial === terminal && report.state === 'online');
  return !(isBack && awayFaults.includes(fault?.code ?? ''));
}

/**
 * Takes in a heartbeat, renews the leases of running tasks, and hands out tasks: one per terminal at a time. A task
 * that this bridge holds but does not list as running was lost with a restart and is handed out again.
 */
export async function heartbeat(
  actor: Actor,
  bridgeId: BridgeId,
  beat: Heartbeat,
  known: KnownUpdates,
): Promise<HeartbeatAnswer> {
  const { stores } = actor;
  const seen = await stores.bridges.seen(bridgeId, {
    at: actor.now,
    version: beat.version,
    outbox: beat.outbox,
    signedAtSeconds: beat.signedAtSeconds,
    nonce: beat.nonce,
  });
  if (!seen) throw await refusalOf(actor, bridgeId, beat.nonce);
  const configuration = configurationOf(beat);
  const digest = digestOf(beat.terminals, configuration);
  const isNews = digest !== seen.reportDigest;
  const zones = isNews ? await takeInReports(actor, bridgeId, beat.terminals, configuration) : undefined;
  if (isNews) await stores.bridges.keepReport(bridgeId, digest);
  await takeInAbout(actor, seen, beat.about);
  await takeInListReport(actor, seen, beat.cloudTerminals);
  const setClocks = await clocksToSet(actor, seen, beat.terminals);

  const { queueSince = actor.now, enrolledAt } = seen;
  const mayHaveOlder =
    enrolledAt < queueSince && epochOf(actor.now) - epochOf(queueSince) < oldQueueMilliseconds;
  const tasksNow = await stores.tasks.queue(bridgeId, mayHaveOlder);
  const queue = tasksNow.filter((task) => !isResting(task, beat, actor));
  const running = new Set(beat.running);
  const drop: TaskId[] = [];
  for (const taskId of beat.running) {
    const task = queue.find((candidate) => candidate.id === taskId);
    const held = task !== undefined && (await stores.tasks.renew(task, leaseEnd(actor.now)));
    if (!held) drop.push(taskId);
  }
  const tasks: StoredTask[] = [];
  for (const candidate of queue) {
    if (tasks.length >= beat.take) break;
    if (running.has(candidate.id)) continue;
    if (candidate.state === 'running' && !isLost(candidate, beat.signedAtSeconds, actor.now)) continue;
    const claimed = await stores.tasks.claim(candidate, actor.now, leaseEnd(actor.now));
    if (claimed) tasks.push(claimed);
  }
  const updates = orderedUpdates(seen, await known.of(actor));
  const diagnose = diagnosisToSend(seen, actor.now);
  const isBusy = queue.length > 0 || beat.outbox.waiting > 0;
  const pace = isBusy ? 'busy' : isWatched(seen, actor.now) ? 'watched' : 'idle';
  return {
    pollAfterSeconds: pollAfterSeconds[pace],
    tasks: tasks.map(describeTask),
    drop,
    ...(zones ? { zones } : {}),
    ...(setClocks.length > 0 ? { setClocks } : {}),
    ...(seen.terminalsVersion === undefined ? {} : { terminalsVersion: seen.terminalsVersion }),
    ...(wantsNewKey(seen, actor) ? { renewKey: true } : {}),
    ...(updates ? { updates } : {}),
    ...(diagnose ? { diagnose } : {}),
  };
}
