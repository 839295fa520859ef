/** Stores tasks, and the leases that give each terminal to one task at a time. @module */

import type { BridgeTask } from '#shared/contract/bridge-api.ts';
import type { DownloadCounts, SentUser } from '#shared/contract/download-fields.ts';
import type { Download, SentField } from '#shared/contract/downloads.ts';
import { type BridgeId, requireOurId, type TaskId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database, Key } from './database.ts';
import type { TaskPlace } from './download-plans.ts';
import { countsShape, detailsShape, type TakenDetails, windowShape } from './downloads.ts';
import { partition } from './keys.ts';
import { document, flag, listOf, number, object, oneOf, optional, orNull, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';
import { faultShape } from './terminals.ts';

/** Tasks added at once. */
const addedAtOnce = 50;

type DownloadTask = Download['tasks'][number];

/** A task as stored: what its bridge is to do, how far it has got, and until when the bridge has its lease. */
export interface StoredTask
  extends Omit<DownloadTask, 'waitsFor' | 'silentSince' | 'away'>,
    Pick<BridgeTask, 'downloadId' | 'kind' | 'mode' | 'window' | 'fetchDetails' | 'userIds'> {
  unknownUsers: Download['unknownUsers'];
  /** kind `send-users`: what of the users is written. */
  fields?: SentField[] | undefined;
  /** kind `users`, by hand: what is taken of whom. */
  details?: TakenDetails | undefined;
  /** kind `send-users` without a bridge: the command that the terminal fetches for each user, or why it gets none. */
  commands?: { userId: UserId; id?: string; refused?: string; why?: string }[];
  createdAt: Instant;
  /** While running: when the lease ends unless the bridge renews it. */
  leaseUntil?: Instant;
  /** Its place in the list of its download; tasks that are older than such lists have none. */
  place?: TaskPlace | undefined;
  expiresAt: number;
}

/** How a task ended. */
export interface TaskEnd {
  state: 'done' | 'failed' | 'cancelled';
  counts: DownloadCounts;
  fault?: DownloadTask['fault'];
  completeThrough?: Instant | undefined;
  users?: readonly SentUser[] | undefined;
  at: Instant;
}

/** Why a task has to wait, and until when. */
export interface Postponement {
  fault: NonNullable<DownloadTask['fault']>;
  nextTryAt: Instant;
  counts: DownloadCounts;
}

const userShape = object<SentUser>({
  userId: text(),
  result: text(),
  reason: optional(text()),
  told: optional(document<NonNullable<SentUser['told']>>()),
});

const toUserPart = readerOf(
  'results of a task',
  object<{ users: SentUser[] }>({ users: listOf(userShape) }),
  ['expiresAt'],
);

const toTask = readerOf(
  'task',
  object<StoredTask>({
    id: text(),
    downloadId: text(),
    terminal: text(),
    bridgeId: optional(text()),
    kind: oneOf('punches', 'users', 'send-users'),
    mode: oneOf('new', 'all'),
    window: optional(windowShape),
    fetchDetails: flag(),
    userIds: optional(listOf(text())),
    unknownUsers: oneOf('create', 'hold'),
    fields: optional(listOf(text())),
    details: optional(detailsShape),
    commands: optional(
      listOf(
        object({ userId: text(), id: optional(text()), refused: optional(text()), why: optional(text()) }),
      ),
    ),
    state: oneOf('waiting', 'running', 'done', 'failed', 'cancelled'),
    attempts: number(),
    progress: object({ phase: text(), read: number(), expected: orNull(number()), sent: number() }),
    counts: countsShape,
    fault: optional(faultShape),
    nextTryAt: optional(text()),
    givesUpAt: optional(text()),
    users: optional(listOf(userShape)),
    startedAt: optional(text()),
    finishedAt: optional(text()),
    completeThrough: optional(text()),
    createdAt: text(),
    leaseUntil: optional(text()),
    place: optional(object({ part: number(), index: number(), of: number(), parts: number() })),
    expiresAt: number(),
  }),
  ['queuePk', 'queueSk'],
);

const userPartPrefix = 'USERS#';

function isOpen({ state }: StoredTask): boolean {
  return state === 'waiting' || state === 'running';
}

/** Sorts tasks by age. */
function placeOf({ createdAt, id }: Pick<StoredTask, 'createdAt' | 'id'>): string {
  return `${createdAt}#${id}`;
}

/** Tasks of one organisation, and the leases that give each terminal to one task at a time. */
export function taskStore(database: Database, organisation: string) {
  const table = database.operations;
  const keyOf = (taskId: TaskId): Key => ({ pk: partition(organisation, 'TASK', taskId), sk: 'TASK' });
  const leaseKeyOf = (serial: Serial): Key => ({
    pk: partition(organisation, 'TERMINAL-LEASE', serial),
    sk: 'LEASE',
  });
  const queueOf = (bridgeId: BridgeId) => partition(organisation, 'TASK-QUEUE', bridgeId);

  /** A task's entry in the queue of its bridge; tasks that no bridge carries out have none. */
  function entryOf({ id, bridgeId, createdAt }: Pick<StoredTask, 'id' | 'bridgeId' | 'createdAt'>): Key[] {
    return bridgeId === undefined ? [] : [{ pk: queueOf(bridgeId), sk: placeOf({ createdAt, id }) }];
  }

  /** Adds a task. Its entry goes first: one without a task hands out nothing, a task without one would never be begun. */
  async function add(task: StoredTask): Promise<void> {
    for (const entry of entryOf(task)) {
      await table.put({ ...entry, taskId: task.id, expiresAt: task.expiresAt });
    }
    // A start that is repeated after its task has ended has put the entry anew.
    if (!(await table.putIfAbsent({ ...keyOf(task.id), ...task }))) await leaveQueue(await findTask(task.id));
  }

  /** Takes a task that has ended off the queue of its bridge. */
  async function leaveQueue(task: StoredTask | undefined): Promise<void> {
    if (task && !isOpen(task)) for (const entry of entryOf(task)) await table.delete(entry);
  }

  async function findTask(taskId: TaskId): Promise<StoredTask | undefined> {
    const item = await table.get(keyOf(taskId));
    return item && toTask(item);
  }

  /** Tasks that an earlier version has added, which are found in the index. */
  async function indexedTasks(bridgeId: BridgeId): Promise<StoredTask[]> {
    const items = await table.queryAll({
      IndexName: 'byQueue',
      KeyConditionExpression: 'queuePk = :queue',
      ExpressionAttributeValues: { ':queue': queueOf(bridgeId) },
    });
    return await findTasks(items.map(({ pk, sk }) => ({ pk, sk })));
  }

  async function findTasks(keys: readonly Key[]): Promise<StoredTask[]> {
    return (await table.batchGet(keys)).map(toTask);
  }

  return {
    /** Adds tasks; those that are there stay as they are. */
    async addAll(tasks: readonly StoredTask[]): Promise<void> {
      for (let start = 0; start < tasks.length; start += addedAtOnce) {
        await Promise.all(tasks.slice(start, start + addedAtOnce).map((task) => add(task)));
      }
    },

    async find(taskId: TaskId): Promise<StoredTask | undefined> {
      return await findTask(taskId);
    },

    async findMany(taskIds: readonly TaskId[]): Promise<StoredTask[]> {
      return await findTasks(taskIds.map(keyOf));
    },

    /**
     * Tasks of a bridge that have not ended, the oldest first, strongly consistent.
     * @param mayHaveOlder - whether there may be tasks that were added before queues had entries of their own
     */
    async queue(bridgeId: BridgeId, mayHaveOlder = false): Promise<StoredTask[]> {
      const entries = await table.queryAll({
        KeyConditionExpression: 'pk = :queue',
        ExpressionAttributeValues: { ':queue': queueOf(bridgeId) },
        ConsistentRead: true,
      });
      const tasks = await findTasks(entries.map(({ taskId }) => keyOf(requireOurId('tsk', String(taskId)))));
      const known = new Set(tasks.map(({ id }) => id));
      const older = mayHaveOlder ? await indexedTasks(bridgeId) : [];
      const all = [...tasks, ...older.filter(({ id }) => !known.has(id))];
      // Whoever ended these was stopped before they had left the queue.
      for (const task of tasks) await leaveQueue(task);
      return all.filter(isOpen).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    },

    /**
     * Gives a task to its bridge: first the terminal's lease, then the task itself.
     * @returns the claimed task, or `null` when another task holds the terminal or the task is held or ended
     */
    async claim(task: StoredTask, now: Instant, leaseUntil: Instant): Promise<StoredTask | null> {
      const free = 'attribute_not_exists(pk) OR taskId = :task OR leaseUntil < :now';
      const held = await table.updateIf(leaseKeyOf(task.terminal), {
        UpdateExpression: 'SET taskId = :task, leaseUntil = :until, expiresAt = :expires',
        ConditionExpression: free,
        ExpressionAttributeValues: {
          ':task': task.id,
          ':until': leaseUntil,
          ':now': now,
          ':expires': task.expiresAt,
        },
      });
      if (!held) return null;
      const claimed = await table.updateIf(keyOf(task.id), {
        UpdateExpression:
          'SET #state = :running, leaseUntil = :until, startedAt = if_not_exists(startedAt, :now) ' +
          'REMOVE fault, nextTryAt ADD attempts :one',
        ConditionExpression: '#state = :waiting OR (#state = :running AND leaseUntil = :seen)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':running': 'running',
          ':waiting': 'waiting',
          ':until': leaseUntil,
          ':now': now,
          ':seen': task.leaseUntil ?? '',
          ':one': 1,
        },
      });
      if (claimed) return toTask(claimed);
      // Another request of its bridge may have claimed the task a moment ago; the lease then belongs to that claim.
      if ((await this.find(task.id))?.state !== 'running') await this.release(task.terminal, task.id);
      return null;
    },

    /**
     * Prolongs the lease of a task that a bridge works on.
     * @returns false when the task is no longer running, or another task has the terminal by now
     */
    async renew(
      task: Pick<StoredTask, 'id' | 'terminal'>,
      leaseUntil: Instant,
      progress?: StoredTask['progress'],
    ): Promise<boolean> {
      const held = await table.updateIf(leaseKeyOf(task.terminal), {
        UpdateExpression: 'SET leaseUntil = :until',
        ConditionExpression: 'taskId = :task',
        ExpressionAttributeValues: { ':until': leaseUntil, ':task': task.id },
      });
      if (!held) return false;
      const renewed = await table.updateIf(keyOf(task.id), {
        UpdateExpression: `SET leaseUntil = :until${progress ? ', progress = :progress' : ''}`,
        ConditionExpression: '#state = :running',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':running': 'running',
          ':until': leaseUntil,
          ...(progress ? { ':progress': progress } : {}),
        },
      });
      if (!renewed) await this.release(task.terminal, task.id);
      return renewed !== null;
    },

    /**
     * Makes a running task wait for its next try; in the meantime its terminal is free.
     * @returns false when it is not running
     */
    async postpone(
      task: Pick<StoredTask, 'id' | 'terminal'>,
      { fault, nextTryAt, counts }: Postponement,
    ): Promise<boolean> {
      const postponed = await table.updateIf(keyOf(task.id), {
        UpdateExpression:
          'SET #state = :waiting, fault = :fault, nextTryAt = :next, #counts = :counts REMOVE leaseUntil',
        ConditionExpression: '#state = :running',
        ExpressionAttributeNames: { '#state': 'state', '#counts': 'counts' },
        ExpressionAttributeValues: {
          ':running': 'running',
          ':waiting': 'waiting',
          ':fault': fault,
          ':next': nextTryAt,
          ':counts': counts,
        },
      });
      await this.release(task.terminal, task.id);
      return postponed !== null;
    },

    /**
     * Stores the commands by which a pushing terminal carries out a task; the task is running from then on.
     * @returns false when it is no longer waiting
     */
    async keepCommands(
      taskId: TaskId,
      commands: NonNullable<StoredTask['commands']>,
      at: Instant,
    ): Promise<boolean> {
      const kept = await table.updateIf(keyOf(taskId), {
        UpdateExpression: 'SET #state = :running, commands = :commands, startedAt = :at',
        ConditionExpression: '#state = :waiting',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':running': 'running',
          ':waiting': 'waiting',
          ':commands': commands,
          ':at': at,
        },
      });
      return kept !== null;
    },

    /** Notes what became of users whose details a running task has fetched. */
    async noteUsers(taskId: TaskId, users: readonly SentUser[]): Promise<void> {
      if (users.length === 0) return;
      await table.updateIf(keyOf(taskId), {
        UpdateExpression: 'SET #users = list_append(if_not_exists(#users, :none), :users)',
        ConditionExpression: '#state = :running',
        ExpressionAttributeNames: { '#state': 'state', '#users': 'users' },
        ExpressionAttributeValues: { ':running': 'running', ':none': [], ':users': users },
      });
    },

    /** Notes what became of users of a task that has any number of them: in an item of its own for each call. */
    async noteUserPart(
      { id, expiresAt }: Pick<StoredTask, 'id' | 'expiresAt'>,
      part: string,
      users: readonly SentUser[],
    ): Promise<void> {
      if (users.length === 0) return;
      await table.put({ ...keyOf(id), sk: `${userPartPrefix}${part}`, users, expiresAt });
    },

    /** Everything that such calls have noted; a user may stand there more than once. */
    async userParts(taskId: TaskId): Promise<SentUser[]> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :users)',
        ExpressionAttributeValues: { ':pk': keyOf(taskId).pk, ':users': userPartPrefix },
        ConsistentRead: true,
      });
      return items.flatMap((item) => toUserPart(item).users);
    },

    /** Ends a task that has not ended. @returns false when it had */
    async end(taskId: TaskId, end: TaskEnd): Promise<boolean> {
      const ended = await table.updateIf(keyOf(taskId), {
        UpdateExpression: [
          'SET #state = :state, #counts = :counts, finishedAt = :at, progress.phase = :finished',
          end.fault ? ', fault = :fault' : '',
          end.completeThrough ? ', completeThrough = :through' : '',
          end.users ? ', #users = :users' : '',
          ' REMOVE queuePk, queueSk, leaseUntil, nextTryAt, commands',
        ].join(''),
        ConditionExpression: '#state = :waiting OR #state = :running',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#counts': 'counts',
          ...(end.users ? { '#users': 'users' } : {}),
        },
        ExpressionAttributeValues: {
          ':state': end.state,
          ':counts': end.counts,
          ':at': end.at,
          ':finished': 'finished',
          ':waiting': 'waiting',
          ':running': 'running',
          ...(end.fault ? { ':fault': end.fault } : {}),
          ...(end.users ? { ':users': end.users } : {}),
          ...(end.completeThrough ? { ':through': end.completeThrough } : {}),
        },
      });
      await leaveQueue(ended === null ? await findTask(taskId) : toTask(ended));
      return ended !== null;
    },

    /** Frees the terminal for its next task. */
    async release(serial: Serial, taskId: TaskId): Promise<void> {
      await table.delete(leaseKeyOf(serial), {
        ConditionExpression: 'taskId = :task',
        ExpressionAttributeValues: { ':task': taskId },
      });
    },
  };
}
