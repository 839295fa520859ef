/** Starts, shows and sums up downloads, each of which consists of one task per terminal. @module */

import type { DownloadCounts, DownloadWindow } from '#shared/contract/download-fields.ts';
import type { Download, SentField } from '#shared/contract/downloads.ts';
import type { DownloadId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { DownloadTally } from '../../store/download-plans.ts';
import type { NotedUsers, StoredDownload, TakenDetails } from '../../store/downloads.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { newId } from '../ids.ts';
import { terminalsToRead, terminalsToWrite, withSitesForPolicy } from '../terminals/index.ts';
import { createHeldUsers, unknownPolicyAt } from '../users/index.ts';
import { type Waiting, waitingOf } from './away.ts';
import { allListedTasks, type ListedTask, makePlan, partsOf, tallyOf, tasksOf } from './planned-tasks.ts';
import { withTakenUsers } from './taken-users.ts';

/** A task that is not done after this many hours has failed: its bridge or its terminal is silent. */
export const abandonedAfterHours = 24;

/** When the cloud gives up a waiting task. */
export function givesUpAt({ createdAt }: Pick<StoredTask, 'createdAt'>): Instant {
  return instantFromEpoch(epochOf(createdAt) + abandonedAfterHours * 3_600_000);
}

/** Counts of a task that has done nothing yet. */
export const noCounts: DownloadCounts = {
  read: 0,
  stored: 0,
  duplicates: 0,
  quarantined: 0,
  held: 0,
  usersCreated: 0,
  usersDetailed: 0,
};

function sumOf(tasks: readonly StoredTask[]): DownloadCounts {
  const sum = { ...noCounts };
  for (const { counts } of tasks) {
    for (const name of Object.keys(noCounts) as (keyof typeof noCounts)[]) {
      sum[name] = Number(sum[name]) + Number(counts[name]);
    }
  }
  return sum;
}

/** How many tasks of a download have ended, and how. */
export type Ends = Pick<DownloadTally, 'done' | 'failed' | 'cancelled'>;

/**
 * The state of a download all of whose tasks have ended.
 * @param wasCancelled - as a whole: tasks that were cancelled one by one count like failed ones, unless there are no others
 */
export function endStateOf({ done, failed, cancelled }: Ends, wasCancelled: boolean): Download['state'] {
  if (cancelled > 0 && (wasCancelled || done + failed === 0)) return 'cancelled';
  if (failed + cancelled === 0) return 'done';
  return done === 0 ? 'failed' : 'partly-failed';
}

/** How far a download has got. */
export function progressOf({ done, failed, cancelled }: Ends, terminals: number): Download['progress'] {
  return { terminals, done, failed, cancelled };
}

function endsOf(tasks: readonly StoredTask[]): Ends {
  const count = (state: StoredTask['state']) => tasks.filter((task) => task.state === state).length;
  return { done: count('done'), failed: count('failed'), cancelled: count('cancelled') };
}

function stateOf(ends: Ends, isRunning: boolean, stored: StoredDownload): Download['state'] {
  const ended = ends.done + ends.failed + ends.cancelled;
  if (ended === tasksOf(stored)) return endStateOf(ends, stored.cancelledAt !== undefined);
  return ended > 0 || isRunning ? 'running' : 'waiting';
}

/** Most ids that a download names. */
const mostNamed = 1000;

/** Who was created and who is held, by name as far as there is room, and how many more there are. */
export function namesOf({ created, held }: NotedUsers): Pick<Download, 'usersCreated' | 'usersHeld'> {
  const list = (ids: ReadonlySet<string>) => ({
    ids: [...ids].sort().slice(0, mostNamed),
    total: ids.size,
    ...(ids.size > mostNamed ? { leftOut: ids.size - mostNamed } : {}),
  });
  return {
    ...(created.size === 0 ? {} : { usersCreated: list(created) }),
    ...(held.size === 0 ? {} : { usersHeld: list(held) }),
  };
}

/** A download as the API shows it, put together from its tasks and, unless it has ended, from the users that it noted. */
export function describeDownload(
  stored: StoredDownload,
  tasks: readonly StoredTask[],
  noted: NotedUsers,
  waitsFor: (task: StoredTask) => Waiting = () => ({}),
): Download {
  const ended = stored.ended;
  const sum = sumOf(tasks);
  const { usersCreated, usersHeld } = { ...namesOf(noted), ...ended };
  const ends = endsOf(tasks);
  const progress = ended ? ended.progress : progressOf(ends, tasksOf(stored));
  return {
    id: stored.id,
    kind: stored.kind,
    origin: stored.origin,
    requestedBy: stored.requestedBy,
    requestedAt: stored.requestedAt,
    unknownUsers: stored.unknownUsers,
    mode: stored.mode,
    site: stored.site,
    window: stored.window,
    retryOf: stored.retryOf,
    state:
      ended?.state ??
      stateOf(
        ends,
        tasks.some(({ state }) => state === 'running'),
        stored,
      ),
    cancelledAt: stored.cancelledAt,
    cancelledBy: stored.cancelledBy,
    ...(progress === undefined ? {} : { progress }),
    leftOut: stored.leftOut,
    nothingToRead: stored.nothingToRead,
    nothingTold: stored.nothingTold,
    counts: ended?.counts ?? { ...sum, usersCreated: Math.max(sum.usersCreated, noted.created.size) },
    ...(usersCreated === undefined ? {} : { usersCreated }),
    ...(usersHeld === undefined ? {} : { usersHeld }),
    tasks: tasks.map((task) => ({
      id: task.id,
      terminal: task.terminal,
      bridgeId: task.bridgeId,
      state: task.state,
      attempts: task.attempts,
      progress: task.progress,
      counts: task.counts,
      fault: task.fault,
      nextTryAt: task.nextTryAt,
      ...(task.state === 'waiting' ? { givesUpAt: givesUpAt(task) } : {}),
      ...waitsFor(task),
      users: task.users,
      startedAt: task.startedAt,
      finishedAt: task.finishedAt,
      completeThrough: task.completeThrough,
    })),
  };
}

/** Whether nothing of a download is left to do. */
export function hasEnded(state: Download['state']): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** The tasks that a download consists of, as they are at its beginning. */
export function initialTasks(
  download: StoredDownload,
  listed: readonly ListedTask[],
  fetchDetails: boolean,
): StoredTask[] {
  return listed.map((task) => ({
    id: task.id,
    downloadId: download.id,
    kind: download.kind,
    terminal: task.terminal,
    bridgeId: task.bridgeId,
    mode: download.mode,
    window: download.window,
    fetchDetails,
    userIds: download.userIds,
    fields: download.fields,
    details: download.details,
    unknownUsers: download.unknownUsers,
    state: 'waiting',
    attempts: 0,
    progress: { phase: 'connecting', read: 0, expected: null, sent: 0 },
    counts: noCounts,
    place: task.place,
    createdAt: download.requestedAt,
    expiresAt: download.expiresAt,
  }));
}

/** Most terminals that a download names of those that it leaves out. */
const mostLeftOutNamed = 100;
/** Most users whose details one task fetches. */
const usersPerTask = 500;

/** What a download is asked to do. */
export interface WantedDownload {
  kind: Download['kind'];
  origin: 'manual' | 'schedule';
  terminals?: readonly Serial[] | undefined;
  /** Instead of terminals: every active one of a site. */
  site?: string | undefined;
  createMissingUsers?: boolean | undefined;
  mode: 'new' | 'all';
  window?: DownloadWindow | undefined;
  /** The download that failed at these terminals before. */
  retryOf?: DownloadId | undefined;
  userIds?: readonly UserId[];
  /** kind `send-users`: what of the users is written. */
  fields?: readonly SentField[];
  /** kind `users`, by hand: what is taken of whom. */
  details?: TakenDetails | undefined;
}

/** Fetches the details of users from a terminal, by as many downloads as it takes. */
export async function fetchDetails(
  actor: Actor,
  terminal: Serial,
  userIds: readonly UserId[],
  origin: Download['origin'],
  idOf: (part: number) => Promise<DownloadId> = async () => newId('dl'),
): Promise<void> {
  for (let part = 0; part * usersPerTask < userIds.length; part += 1) {
    const wanted = {
      kind: 'users',
      origin,
      terminals: [terminal],
      createMissingUsers: false,
      mode: 'new',
      userIds: userIds.slice(part * usersPerTask, (part + 1) * usersPerTask),
    } as const;
    await startDownload(actor, wanted, await idOf(part));
  }
}

/**
 * Creates the users whose punches were held, for a download that creates missing users; other downloads fetch details.
 * Does nothing for other downloads, nor when it has been done; a try that was interrupted is made up for by the next.
 */
export async function bringInHeldUsers(actor: Actor, download: StoredDownload): Promise<void> {
  const { downloads, settings } = actor.stores;
  if (download.kind !== 'punches' || download.unknownUsers !== 'create' || download.heldDone) return;
  const current = await settings.read();
  const { newUsers } = current;
  const all = (await allListedTasks(actor, download)).map((task) => task.terminal);
  const hasPlaces = (current.download.unknownUsersAt ?? []).length > 0;
  const serials = hasPlaces
    ? (await withSitesForPolicy(actor.stores, current, await actor.stores.terminals.findMany(all))).flatMap(
        (terminal) => (unknownPolicyAt(current, terminal, 'create') === 'create' ? [terminal.serial] : []),
      )
    : all;
  const created = await createHeldUsers(actor, serials, download, newUsers);
  await downloads.heldAreDone(download.id);
  if (!newUsers.fetchDetails) return;
  const byTerminal = Map.groupBy(created, ({ terminal }) => terminal);
  for (const [terminal, users] of byTerminal) {
    const userIds = users.map(({ user }) => user.id);
    await fetchDetails(actor, terminal, userIds, download.origin);
  }
}

/**
 * Starts a download: one task per terminal, for their bridges to claim.
 * @param id - given where a schedule has decided it already; starting the same id twice starts one download
 * @throws RollcallError terminal.unknown, terminals.none
 */
export async function startDownload(
  actor: Actor,
  wanted: WantedDownload,
  id = newId('dl'),
): Promise<Download> {
  const { stores } = actor;
  const settings = await stores.settings.read();
  const { terminals, leftOut } =
    wanted.kind === 'send-users'
      ? { terminals: await terminalsToWrite(actor, wanted.terminals), leftOut: [] }
      : await terminalsToRead(actor, wanted.terminals ?? wanted.site);
  const create = wanted.createMissingUsers ?? settings.download.createMissingUsers;
  const expiresAt = expiryOf(actor.now);
  const download: StoredDownload = {
    id,
    kind: wanted.kind,
    origin: wanted.origin,
    requestedBy: actor.name,
    requestedAt: actor.now,
    unknownUsers: create ? 'create' : 'hold',
    mode: wanted.mode,
    site: wanted.site,
    window: wanted.window,
    retryOf: wanted.retryOf,
    leftOut:
      leftOut.length === 0
        ? undefined
        : { terminals: leftOut.slice(0, mostLeftOutNamed), total: leftOut.length },
    plan: await makePlan(actor, id, terminals, expiresAt),
    userIds: wanted.userIds && [...wanted.userIds],
    fields: wanted.fields && [...wanted.fields],
    details: wanted.details,
    expiresAt,
  };
  await stores.downloads.add(download);
  const agreed = (await stores.downloads.find(id)) ?? download;
  const listed = await allListedTasks(actor, agreed);
  await stores.tasks.addAll(initialTasks(agreed, listed, settings.newUsers.fetchDetails));
  await stores.downloads.noteBegun(id);
  await recordAuditOnce(actor, agreed.kind === 'send-users' ? 'users.sent' : 'download.started', id, {
    terminals: tasksOf(agreed),
    ...(agreed.kind === 'send-users'
      ? { users: agreed.userIds?.length ?? 0, fields: agreed.fields }
      : { unknownUsers: agreed.unknownUsers }),
  });
  await bringInHeldUsers(actor, agreed);
  return await readDownload(actor, id);
}

/** A download as stored. @throws RollcallError download.unknown */
export async function requireDownload({ stores }: Actor, downloadId: DownloadId): Promise<StoredDownload> {
  const stored = await stores.downloads.find(downloadId);
  if (!stored) throw new RollcallError('download.unknown', { downloadId });
  return stored;
}

/** One download with its tasks. @throws RollcallError download.unknown */
export async function readDownload(actor: Actor, downloadId: DownloadId): Promise<Download> {
  const stored = await requireDownload(actor, downloadId);
  const listed = await allListedTasks(actor, stored);
  const found = await actor.stores.tasks.findMany(listed.map((task) => task.id));
  const tasks = await Promise.all(found.map((task) => withTakenUsers(actor, task)));
  const order = new Map(listed.map((task, index) => [task.id, index]));
  tasks.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const noted = stored.ended ? oldNotes(stored) : await actor.stores.downloads.noted(stored);
  return describeDownload(stored, tasks, noted, await waitingOf(actor, tasks));
}

/** What a download that ended under an earlier version has noted in itself. */
function oldNotes({ createdIds, heldPins }: StoredDownload): NotedUsers {
  return { created: new Set(createdIds), held: new Set(heldPins) };
}

/** Which downloads a list has. */
export interface ListedDownloads {
  limit: number;
  cursor?: string | undefined;
  kind?: Download['kind'] | undefined;
  origin?: Download['origin'] | undefined;
}

/** A page of downloads, the latest first, without their tasks. @throws RollcallError request.cursor */
export async function listDownloads(actor: Actor, { limit, cursor, ...wanted }: ListedDownloads) {
  const page = await actor.stores.downloads.list(limit, cursor, wanted);
  const items = await Promise.all(
    page.items.map(async (stored) => {
      const { tasks: _tasks, ...summary } = await summaryOf(actor, stored);
      return summary;
    }),
  );
  return { ...page, items };
}

/** A download for a list: of a large one that is open, only the tasks that have ended are counted. */
async function summaryOf(actor: Actor, stored: StoredDownload): Promise<Download> {
  if (stored.ended) return describeDownload(stored, [], oldNotes(stored));
  if (partsOf(stored) === 1) return await readDownload(actor, stored.id);
  const [{ counts, ...ends }, noted] = await Promise.all([
    tallyOf(actor, stored),
    actor.stores.downloads.noted(stored),
  ]);
  const state = stateOf(ends, false, stored);
  return {
    ...describeDownload(stored, [], noted),
    state,
    counts,
    progress: progressOf(ends, tasksOf(stored)),
  };
}
