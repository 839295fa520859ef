/** HR starts writing users to terminals here, and bridges ask here which users to write. @module */

import type { UserToSend } from '#shared/contract/bridge-api.ts';
import type { Download, SentField } from '#shared/contract/downloads.ts';
import type { BridgeId, DownloadId, TaskId } from '#shared/contract/ids.ts';
import { Privilege } from '#shared/contract/user-fields.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { idOfRequest } from '../ids.ts';
import { requireUsers } from '../lookups.ts';
import { requireAdministrator } from '../may.ts';
import { startDownload } from './downloads.ts';
import { queuePushTask } from './push-user-tasks.ts';
import { requireRunningTask } from './tasks.ts';

/** Which users are to be written to which terminals. */
export interface WantedUserUpload {
  terminals: readonly Serial[] | undefined;
  userIds: readonly UserId[];
  fields: readonly SentField[];
  /** The upload that failed at these terminals before. */
  retryOf?: DownloadId;
}

/** Users whom a task of the kind `send-users` writes, with the fields that it was asked to write, as they are now. */
async function usersOf(actor: Actor, { userIds = [], fields = [] }: StoredTask): Promise<UserToSend[]> {
  const found = await actor.stores.users.findMany(userIds);
  const byId = new Map(found.map((user) => [canonicalUserId(user.id), user]));
  return userIds.flatMap((userId) => {
    const user = byId.get(canonicalUserId(userId));
    return user && user.erasedAt === undefined ? [fieldsOf(user, fields)] : [];
  });
}

function fieldsOf({ id, name, card, privilege }: StoredUser, fields: readonly SentField[]): UserToSend {
  const level = fields.includes('privilege') ? Privilege.safeParse(privilege) : undefined;
  return {
    userId: id,
    ...(fields.includes('name') && name !== undefined ? { name } : {}),
    ...(fields.includes('card') && card !== undefined ? { card } : {}),
    ...(level?.success ? { privilege: level.data } : {}),
  };
}

/**
 * The users that a bridge writes for a task that it runs.
 * @throws RollcallError task.unknown, task.not-yours
 */
export async function usersToSend(actor: Actor, bridgeId: BridgeId, taskId: TaskId): Promise<UserToSend[]> {
  const task = await requireRunningTask(actor, bridgeId, taskId);
  if (task.kind !== 'send-users') throw new RollcallError('task.unknown', { taskId });
  return await usersOf(actor, task);
}

/**
 * Starts writing users to terminals, with one task per terminal: its bridge carries the task out or, where the terminal
 * pushes to the cloud, the terminal itself does so by the commands that it fetches.
 * @throws RollcallError user.unknown, terminal.unknown, terminals.none: before anything is done
 */
export async function startUserUpload(actor: Actor, wanted: WantedUserUpload): Promise<Download> {
  if (wanted.fields.includes('privilege')) {
    requireAdministrator(actor, 'write what users may do at terminals');
  }
  const found = await requireUsers(actor.stores, wanted.userIds);
  const byId = new Map(found.map((user) => [canonicalUserId(user.id), user.id]));
  const userIds = new Set(wanted.userIds.map((userId) => byId.get(canonicalUserId(userId)) ?? userId));
  const upload = {
    kind: 'send-users',
    origin: 'manual',
    terminals: wanted.terminals,
    createMissingUsers: false,
    mode: 'new',
    userIds: [...userIds],
    fields: [...new Set(wanted.fields)],
    retryOf: wanted.retryOf,
  } as const;
  const started = await startDownload(actor, upload, idOfRequest(actor, 'dl'));
  await queuePushTasks(
    actor,
    started.tasks.flatMap(({ id, bridgeId }) => (bridgeId === undefined ? [id] : [])),
  );
  return started;
}

/** Queues the commands of tasks that no bridge carries out. Repeating it queues nothing twice. */
export async function queuePushTasks(actor: Actor, taskIds: readonly TaskId[]): Promise<void> {
  for (const task of await actor.stores.tasks.findMany(taskIds)) {
    if (task.state !== 'waiting') continue;
    await queuePushTask(actor, task, await usersOf(actor, task));
  }
}
