/** The cloud completes users with the details that a bridge's task has read from a terminal. @module */

import type { SentUser } from '#shared/contract/download-fields.ts';
import type { BridgeId, TaskId } from '#shared/contract/ids.ts';
import { userIdOfPin } from '#shared/punch/claims.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { completeUsers, type DetailOutcome, type TerminalUser } from '../users/index.ts';
import { requireRunningTask } from './tasks.ts';

/**
 * Completes users from a terminal: those that the task's download created, or those that HR asked for. A name that HR
 * has entered stays.
 */
export async function takeInDetails(
  actor: Actor,
  bridgeId: BridgeId,
  taskId: TaskId,
  users: readonly TerminalUser[],
): Promise<DetailOutcome[]> {
  const task = await requireRunningTask(actor, bridgeId, taskId);
  const asked = task.userIds && new Set(task.userIds.map(canonicalUserId));
  const wanted = (user: StoredUser) =>
    asked ? asked.has(canonicalUserId(user.id)) : user.origin.downloadId === task.downloadId;
  const outcomes = await completeUsers(actor, users, wanted);
  const results = users.flatMap(({ pin }, index): SentUser[] => {
    const userId = userIdOfPin(canonicalPinOf(pin));
    const outcome = outcomes[index]?.result;
    if (outcome === undefined || outcome === 'unknown') return [];
    return [{ userId, result: outcome === 'completed' ? 'taken' : 'unchanged' }];
  });
  if (asked) await actor.stores.tasks.noteUsers(taskId, results);
  return outcomes;
}
