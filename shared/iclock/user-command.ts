import { PushCommand } from './commands.ts';

/** A user as it is to be on a terminal; what is absent stays as it is there. */
export interface UserToPush {
  userId: string;
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
    pin: userId,
    ...(name === undefined ? {} : { name: Array.from(name).slice(0, longestName).join('') }),
    ...(card === undefined ? {} : { card }),
    ...(privilege === undefined ? {} : { privilege }),
  });
  if (command.success) return command.data;
  const [issue] = command.error.issues;
  return `${issue?.path.join('.') ?? 'the user'}: ${issue?.message ?? 'cannot be sent'}`;
}
