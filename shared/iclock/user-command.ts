/** Makes the command that writes a user to a push terminal, and reads what became of it. @module */

import { pinOnTerminal } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { type Phrase, phrase, type Told, told } from '#shared/reasons/index.ts';
import type { QueuedCommand } from './command-queue.ts';
import { returnMeaning } from './command-result.ts';
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
 * @returns why not, where a field cannot be sent
 */
export function userCommand({ userId, name, card, privilege }: UserToPush): PushCommand | Refused {
  const command = PushCommand.safeParse({
    kind: 'update-user',
    pin: pinOnTerminal(userId),
    ...(name === undefined ? {} : { name: Array.from(name).slice(0, longestName).join('') }),
    ...(card === undefined ? {} : { card }),
    ...(privilege === undefined ? {} : { privilege }),
  });
  if (command.success) return command.data;
  const path = command.error.issues[0]?.path ?? [];
  const field = (['name', 'card', 'privilege'] as const).find((one) => path.includes(one)) ?? 'pin';
  return { refused: phrase('user-refused.unsendable', { field: phrase(`sent.${field}`, {}) }) };
}

/** Why a user cannot be sent. */
export interface Refused {
  refused: Phrase;
}

/** Whether it is why a user cannot be sent, and no command. */
export function isRefused(command: PushCommand | Refused): command is Refused {
  return 'refused' in command;
}

/** The outcome of a user that was refused. */
export function refusedUser(userId: UserId, why: Phrase): SendOutcome {
  const said = told(why);
  return { userId, result: 'refused', reason: said.text, told: said };
}

/** What became of a user that was sent to a push terminal, which never says whether the user was new to it. */
export interface SendOutcome {
  userId: UserId;
  result: 'accepted' | 'refused';
  /** Why it was refused, for people, in English. */
  reason?: string;
  /** The same with its key and values. */
  told?: Told;
}

/** What became of a user. @param command - its command when that has ended; `undefined` when it was forgotten */
export function sentUserOf(userId: UserId, command: QueuedCommand | undefined): SendOutcome {
  const { state, returnCode = null } = command ?? {};
  if (state !== 'acknowledged') {
    return refusedUser(userId, phrase('user-refused.never-answered', {}));
  }
  if (returnCode !== null && returnCode >= 0) return { userId, result: 'accepted' };
  return refusedUser(userId, phrase('user-refused.return', { meaning: returnMeaning(returnCode) }));
}
