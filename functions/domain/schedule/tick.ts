/** What is due every minute: starting the download of the schedule, and looking after open ones, part by part. @module */

import { type DownloadId, requireOurId } from '#shared/contract/ids.ts';
import { isProblem } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { because, type Phrase, phrase, type Told } from '#shared/reasons/index.ts';
import { reportedFault, TerminalFault } from '#shared/terminal-fault.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { ClockMessage, TendDownload } from '../../queue/clock-messages.ts';
import type { DeliveryMessage } from '../../queue/delivery-messages.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { StoredDownload } from '../../store/downloads.ts';
import { shardOf } from '../../store/index.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';
import { webhooksThatAreDue } from '../changes/index.ts';
import { downloadSchedules, type ScheduledSites } from '../download-schedules.ts';
import {
  abandonedAfterHours,
  addNothingToRead,
  bringInHeldUsers,
  cancelTask,
  countEnd,
  initialTasks,
  noCounts,
  openPart,
  partsOf,
  queuePushTasks,
  startDownload,
  tendPushTask,
} from '../downloads/index.ts';
import { dueDownloadTime } from '../due-times.ts';
import { newId } from '../ids.ts';
import { sitesOf } from '../terminals/index.ts';

/** An open download that needs nothing at once is looked after once in so many minutes. */
const tendedEveryMinutes = 15;

/**
 * Sends on what is due: one message for each purpose, none for what is not due.
 * @param send - to the clock's queue
 * @param sendToDeliveries - to the queue of those who wait for receivers of webhooks
 */
export async function minute(
  actor: Actor,
  send: SendMessages,
  sendToDeliveries: SendMessages,
): Promise<void> {
  const { organisation } = actor.stores;
  const messages: ClockMessage[] = (await dueDownloads(actor)).map(({ name }) => ({
    kind: 'start-download',
    organisation,
    due: name,
  }));
  messages.push(...(await downloadsToTend(actor)));
  await send(messages);
  const webhooks = await webhooksThatAreDue(actor);
  await sendToDeliveries(
    webhooks.map(
      ({ id: webhookId }): DeliveryMessage => ({ kind: 'deliver-changes', organisation, webhookId }),
    ),
  );
}

/** A download that is to start. */
interface DueDownload {
  /** Name of its due time. */
  name: string;
  sites: ScheduledSites['sites'];
}

/** The downloads that are to start, unless somebody has started them. */
async function dueDownloads(actor: Actor): Promise<DueDownload[]> {
  const { stores, now } = actor;
  const settings = await stores.settings.read();
  const found: DueDownload[] = [];
  for (const { schedule, zone, sites, name } of downloadSchedules(settings)) {
    const due = dueDownloadTime(schedule, zone, now, name);
    if (!due || (settings.savedAt !== undefined && epochOf(due.at) < epochOf(settings.savedAt))) continue;
    const taken = await stores.dueTimes.find(due.name);
    if (taken?.settled) continue;
    if (taken && (await stores.downloads.find(requireOurId('dl', taken.ownerId)))) continue;
    found.push({ name: due.name, sites });
  }
  return found;
}

/**
 * Starts the downloads that are due by the schedules, if any: exactly once per due time, however often the tick fires.
 * Due times from before the settings were saved are not made up for. A conditional put takes a due time and decides the
 * download's id; a later tick only completes that download.
 * @param wanted - the due time that is meant; without one, all
 */
export async function startDueDownload(actor: Actor, wanted?: string): Promise<void> {
  for (const due of await dueDownloads(actor)) {
    if (wanted === undefined || due.name === wanted) await startDue(actor, due);
  }
}

async function startDue(actor: Actor, { name, sites }: DueDownload): Promise<void> {
  const { stores, now } = actor;
  const wantedId = newId('dl');
  const downloadId = requireOurId('dl', await stores.dueTimes.take(name, wantedId, now));
  if (downloadId !== wantedId && (await stores.downloads.find(downloadId))) return;
  const meant = await terminalsOf(actor, sites);
  if (meant.length === 0) return await nothingToRead(actor, { name, sites }, downloadId);
  const waiting = await terminalsThatWait(actor);
  const terminals = meant.map(({ serial }) => serial).filter((serial) => !waiting.has(serial));
  if (terminals.length === 0) return await stores.dueTimes.settle(name);
  try {
    await startDownload(actor, { kind: 'punches', origin: 'schedule', terminals, mode: 'new' }, downloadId);
  } catch (error) {
    if (!isProblem(error, 'terminals.none')) throw error;
    // Terminals that push send what they have by themselves: nothing is amiss where there are only such.
    const isAmiss = meant.some(({ pushes }) => !pushes);
    if (!isAmiss) return await stores.dueTimes.settle(name);
    // It was made of the table of reasons, by the room of terminals.
    await nothingToRead(actor, { name, sites }, downloadId, error.facts.told as Told | undefined);
  }
}

/**
 * Says in the history that a schedule found no terminal, and is through with its due time: the next tick would find none
 * either. Where sites have schedules of their own, the organisation's may have no terminal left; that is no news.
 */
async function nothingToRead(
  actor: Actor,
  { name, sites }: DueDownload,
  id: DownloadId,
  why?: Phrase,
): Promise<void> {
  if (sites !== null || why !== undefined) {
    const [site, ...others] = sites ?? [];
    const none =
      site !== undefined && others.length === 0
        ? phrase('none.at-site', { site })
        : phrase('none.at-sites', { sites: [...(sites ?? [])] });
    await addNothingToRead(actor, id, {
      site: others.length === 0 ? site : undefined,
      ...because(why ?? none),
    });
  }
  await actor.stores.dueTimes.settle(name);
}

/** The active terminals of some sites; with `null`, those whose site has no schedule of its own. */
async function terminalsOf({ stores }: Actor, sites: DueDownload['sites']): Promise<TerminalMark[]> {
  const marks = await stores.terminals.marks();
  const active = marks.filter(({ state }) => state === 'active');
  const { download } = await stores.settings.read();
  const ofSites = new Set(sites ?? (download.sites ?? []).map(({ site }) => site));
  if (sites === null && ofSites.size === 0) return active;
  const siteOf = sitesOf(marks);
  return active.filter(({ serial }) => {
    const site = siteOf.get(serial);
    return (site !== undefined && ofSites.has(site)) === (sites !== null);
  });
}

/**
 * Terminals whose scheduled download still waits for a bridge: when the bridge comes back, that download makes up for
 * all that have become due in the meantime.
 */
async function terminalsThatWait(actor: Actor): Promise<Set<Serial>> {
  const { stores } = actor;
  const serials = new Set<Serial>();
  for (const downloadId of await stores.downloads.openIds()) {
    const download = await stores.downloads.find(downloadId);
    if (download?.kind !== 'punches' || download.origin !== 'schedule') continue;
    for (let part = 0; part < partsOf(download); part += 1) {
      const { tasks } = await openPart(actor, download, part);
      for (const task of tasks) if (task.state === 'waiting') serials.add(task.terminal);
    }
  }
  return serials;
}

/** The parts of open downloads that are to be looked after this minute. */
async function downloadsToTend(actor: Actor): Promise<TendDownload[]> {
  const { stores } = actor;
  const messages: TendDownload[] = [];
  for (const downloadId of await stores.downloads.openIds()) {
    const download = await stores.downloads.find(downloadId);
    if (!download || !isToBeTended(download, actor.now)) continue;
    for (let part = 0; part < partsOf(download); part += 1) {
      messages.push({ kind: 'tend-download', organisation: stores.organisation, downloadId, part });
    }
  }
  return messages;
}

/** Whether an open download is to be looked after now: one that may lack tasks, is carried out without a bridge or is old; each now and then. */
function isToBeTended(download: StoredDownload, now: Instant): boolean {
  const { id, plan, begun, ended, requestedAt, cancelledAt } = download;
  if (cancelledAt !== undefined) return true;
  if (ended !== undefined || plan === undefined || begun !== true || plan.pushed > 0) return true;
  const minutes = Math.floor(epochOf(now) / 60_000);
  if (minutes % tendedEveryMinutes === Number(shardOf(id, tendedEveryMinutes))) return true;
  return epochOf(now) - epochOf(requestedAt) > abandonedAfterHours * 3_600_000;
}

function isAbandoned(task: StoredTask, now: Instant): boolean {
  if (task.bridgeId === undefined || (task.state !== 'waiting' && task.state !== 'running')) return false;
  const lastSign = task.leaseUntil ?? task.createdAt;
  return epochOf(now) - epochOf(lastSign) > abandonedAfterHours * 3_600_000;
}

/** A call that starts a download has ended after this time. */
const heldMilliseconds = 60_000;

/**
 * Repairs a part of an open download: creates users that a crash left out, adds tasks and commands that a crash left out, counts what has ended without being
 * counted, and ends tasks that no bridge has taken up for a day, that pushing terminals have carried out, or whose
 * download was cancelled.
 */
export async function tendDownload(actor: Actor, { downloadId, part }: TendDownload): Promise<void> {
  const { stores } = actor;
  const download = await stores.downloads.find(downloadId);
  if (!download) return;
  if (download.ended) return await stores.downloads.close(downloadId);
  const { listed, tasks } = await openPart(actor, download, part);
  if (download.cancelledAt !== undefined) {
    for (const task of tasks) await cancelTask(actor, task);
  }
  if (tasks.length < listed.length) {
    const { newUsers } = await stores.settings.read();
    await stores.tasks.addAll(initialTasks(download, listed, newUsers.fetchDetails));
  }
  // A younger one may be at it.
  const wasCancelled = download.cancelledAt !== undefined;
  if (part === 0 && !wasCancelled && epochOf(actor.now) - epochOf(download.requestedAt) > heldMilliseconds) {
    await bringInHeldUsers(actor, download);
  }
  // Of several parts nobody knows whether the others are whole: such a download is looked after every minute.
  if (download.begun !== true && partsOf(download) === 1) await stores.downloads.noteBegun(downloadId);
  const pushed = tasks.filter(({ bridgeId }) => bridgeId === undefined);
  await queuePushTasks(
    actor,
    pushed.filter(({ state }) => state === 'waiting').map(({ id }) => id),
  );
  for (const task of pushed) await tendPushTask(actor, task);
  for (const task of tasks) await tendTask(actor, task);
}

/** Counts a task that has ended, and ends one that nobody works on. */
async function tendTask(actor: Actor, task: StoredTask): Promise<void> {
  const { stores, now } = actor;
  const { state, counts } = task;
  if (state !== 'waiting' && state !== 'running') return await countEnd(actor, task, { state, counts });
  if (!isAbandoned(task, now)) return;
  const silence = new TerminalFault('bridge-silent', { hours: abandonedAfterHours });
  const moved = { ...noCounts, ...counts };
  const ended = await stores.tasks.end(task.id, {
    state: 'failed',
    counts: moved,
    fault: task.fault ?? reportedFault(silence),
    at: now,
  });
  await stores.tasks.release(task.terminal, task.id);
  if (ended) await countEnd(actor, task, { state: 'failed', counts: moved });
}
