/** The cloud completes users with the details that a bridge's task has read from a terminal. @module */

import type { BridgeId, TaskId } from '#shared/contract/ids.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { Actor } from '../actor.ts';
import { newId } from '../ids.ts';
import { completeClaimants, type DetailOutcome, type TerminalUser, takeUsers } from '../users/index.ts';
import { requireRunningTask } from './tasks.ts';

/**
 * Completes users from a terminal: those that the task's download created, or those that HR asked for, which are created
 * where they do not exist. Unless HR said otherwise, a name that it has entered stays.
 */
export async function takeInDetails(
  actor: Actor,
  bridgeId: BridgeId,
  taskId: TaskId,
  users: readonly TerminalUser[],
): Promise<DetailOutcome[]> {
  const task = await requireRunningTask(actor, bridgeId, taskId);
  const { terminal, downloadId, userIds, details = {}, expiresAt } = task;
  const select = details.select ?? (userIds && new Set(userIds.map(canonicalUserId)));
  if (select === undefined) {
    return await completeClaimants(actor, terminal, users, ({ origin }) => origin.downloadId === downloadId);
  }
  const wanted = { ...details, select };
  const taken = await takeUsers(actor, terminal, users, { id: downloadId, expiresAt }, wanted);
  if (details.select === undefined) await actor.stores.tasks.noteUsers(taskId, taken.results);
  else await actor.stores.tasks.noteUserPart(task, newId('tsk'), taken.results);
  return taken.outcomes;
}
