/** Puts together what became of the users that a download of details takes, each once. @module */

import type { SentUser } from '#shared/contract/download-fields.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';

/** What became of each user, once: whoever was taken in one try is unchanged in the next. */
export function onceEach(users: readonly SentUser[]): Map<string, SentUser> {
  const found = new Map<string, SentUser>();
  for (const user of users) {
    const id = canonicalUserId(user.userId);
    if (found.get(id)?.result !== 'taken') found.set(id, user);
  }
  return found;
}

/** What became of the users of a task that takes whoever is new. */
export async function withTakenUsers({ stores }: Actor, task: StoredTask): Promise<StoredTask> {
  if (task.details?.select === undefined) return task;
  const users = [...onceEach(await stores.tasks.userParts(task.id)).values()];
  return { ...task, users: users.sort((a, b) => (a.userId < b.userId ? -1 : 1)) };
}
