/** Writes the users of a user upload to a terminal. @module */

import type { SentUser } from '#shared/contract/download-fields.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import { pinOnTerminal } from '#shared/punch/claims.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { BridgeContext } from './bridge-context.ts';
import { untilAnswered } from './cloud-retry.ts';
import { visitPatiently } from './terminal-retry.ts';

const longestReason = 300;

/**
 * Writes the users of a task to its terminal, as they are in the cloud now. Nothing is deleted there, and no field is
 * touched that the cloud did not name.
 * @returns what became of each user
 * @throws TerminalFault when the terminal cannot be reached; CloudProblem when the cloud refuses
 */
export async function sendUsers(
  context: BridgeContext,
  task: { id: TaskId; terminal: Serial },
  signal: AbortSignal,
): Promise<SentUser[]> {
  const { users } = await untilAnswered(context, signal, () =>
    context.cloud.api.listUsersToSend({ params: { taskId: task.id } }),
  );
  if (context.push?.serves(task.terminal)) return await context.push.writeUsers(task.terminal, users, signal);
  const wanted = users.map(({ userId, name, card, privilege }) => ({
    pin: pinOnTerminal(userId),
    ...(name === undefined ? {} : { name }),
    ...(card === undefined ? {} : { card }),
    ...(privilege === undefined ? {} : { privilege }),
  }));
  const results = await visitPatiently(context, task.terminal, signal, ({ conversation }) =>
    conversation.writeUsers(wanted),
  );
  const userIdOf = new Map<string, UserId>(users.map(({ userId }) => [pinOnTerminal(userId), userId]));
  return results.flatMap(({ pin, result, reason, told }) => {
    const userId = userIdOf.get(pin);
    if (userId === undefined) return [];
    const why = reason === undefined ? {} : { reason: reason.slice(0, longestReason) };
    return [{ userId, result, ...why, ...(told === undefined ? {} : { told }) }];
  });
}
