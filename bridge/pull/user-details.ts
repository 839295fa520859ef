import type * as z from 'zod';
import type { TerminalUserField } from '#shared/contract/bridge-agent.ts';
import { UserId } from '#shared/contract/fields.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { BridgeContext } from './bridge-context.ts';
import { untilAnswered } from './cloud-retry.ts';
import type { ReaderUser } from './terminal-reader.ts';
import { visitPatiently } from './terminal-retry.ts';

const usersPerRequest = 500;
const longestName = 100;

/** A user as it is sent: counts of what is enrolled, never what. */
function fieldOf({ pin, name, privilege, card }: ReaderUser): z.input<typeof TerminalUserField> {
  const shownName = name.trim().slice(0, longestName);
  return {
    pin,
    privilege,
    credentials: { cards: card === undefined ? 0 : 1 },
    ...(shownName === '' ? {} : { name: shownName }),
  };
}

/**
 * Reads the users of a terminal and sends the details of those that are wanted. Users that the terminal does not have
 * are left out.
 * @param wanted - user ids, compared without leading zeros
 * @throws TerminalFault when the terminal cannot be read; CloudProblem when the cloud refuses
 */
export async function sendUserDetails(
  context: BridgeContext,
  task: { id: string; terminal: string },
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (wanted.length === 0) return;
  const ids = new Set(wanted.map(canonicalUserId));
  const users = await visitPatiently(context, task.terminal, signal, ({ conversation }) =>
    conversation.users(),
  );
  const found = users.filter(({ pin }) => ids.has(canonicalUserId(pin)) && UserId.safeParse(pin).success);
  for (let from = 0; from < found.length; from += usersPerRequest) {
    const part = found.slice(from, from + usersPerRequest);
    const { results } = await untilAnswered(context, signal, () =>
      context.cloud.api.pushUsers({
        body: { taskId: task.id, terminal: task.terminal, users: part.map(fieldOf) },
      }),
    );
    const completed = results.filter(({ result }) => result === 'completed').length;
    const sent = new Set(part.map(({ pin }) => canonicalUserId(pin)));
    context.outbox.tasks.noteDetails(
      task.id,
      wanted.filter((id) => sent.has(canonicalUserId(id))),
      completed,
    );
  }
}
