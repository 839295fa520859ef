/** Makes the command that writes a user to a push terminal, and reads what became of it. @module */

import { pinOnTerminal } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { QueuedCommand } from './command-queue.ts';
import { describeReturn } from './command-result.ts';
import { PushCommand } from './commands.ts';

/** A user as it is to be on a terminal; what is absent stays as it is there. */
export interface UserToPush {
  userId: UserId;
  name?: string | undefined;
  card?: string | undefined;
  privilege?: number | undefined;
}

const longestName = 24;

/**
 * The command that writes a user to a push terminal. A name is cut to what terminals keep.
 * @returns the reason where a field cannot be sent
 */
export function userCommand({ userId, name, card, privilege }: UserToPush): PushCommand | string {
  const command = PushCommand.safeParse({
    kind: 'update-user',
    pin: pinOnTerminal(userId),
    ...(name === undefined ? {} : { name: Array.from(name).slice(0, longestName).join('') }),
    ...(card === undefined ? {} : { card }),
    ...(privilege === undefined ? {} : { privilege }),
  });
  if (command.success) return command.data;
  const [issue] = command.error.issues;
  return `${issue?.path.join('.') ?? 'the user'}: ${issue?.message ?? 'cannot be sent'}`;
}

/** What became of a user that was sent to a push terminal, which never says whether the user was new to it. */
export interface SendOutcome {
  userId: UserId;
  result: 'accepted' | 'refused';
  /** Why it was refused, for people. */
  reason?: string;
}

/** What became of a user. @param command - its command when that has ended; `undefined` when it was forgotten */
export function sentUserOf(userId: UserId, command: QueuedCommand | undefined): SendOutcome {
  const { state, returnCode = null } = command ?? {};
  if (state !== 'acknowledged') {
    return { userId, result: 'refused', reason: 'the terminal never answered' };
  }
  if (returnCode !== null && returnCode >= 0) return { userId, result: 'accepted' };
  const reason = `the terminal answered: ${describeReturn(returnCode)}`;
  return { userId, result: 'refused', reason };
}
