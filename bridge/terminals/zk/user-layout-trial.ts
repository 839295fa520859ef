/** Finds out in which layout an empty terminal keeps its users, by writing one and reading it back. @module */

import { replyCodes, sendableCommands } from '#bridge/terminals/zk/commands.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { readNumberOption, refreshData } from '#bridge/terminals/zk/terminal-info.ts';
import { type UserLayoutName, userLayoutNames, userRecordLayouts } from '#shared/punch/user-record.ts';
import { type Phrase, phrase } from '#shared/reasons/index.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';

/** The longest user id, in digits, of the firmware that keeps users in 28 bytes (fingertec-tool: an AC900 has 5). */
const longestPinOfUser28 = 5;

/** What finding out the layout takes. */
export interface LayoutTrial {
  /** The first user's record for slot 1 in a layout; `undefined` where no user fits that layout. */
  recordIn: (layout: UserLayoutName) => Buffer | undefined;
  /** Writes a record. @returns why the terminal refused it; `undefined` when it accepted */
  write: (record: Buffer) => Promise<Phrase | undefined>;
  /** Reads the users back. @returns their layout; `undefined` when there is none */
  readBack: () => Promise<UserLayoutName | undefined>;
}

/**
 * Finds out in which layout a terminal without any user keeps them: one user is written, and what the terminal then has
 * shows it. The layout that the width of its user ids suggests comes first; a terminal that took the other one for its
 * own shows that by the length of what it has, and the caller writes the same slot again.
 * @returns `undefined` when it accepts a user in neither
 * @throws TerminalFault of the line
 */
export async function layoutByTrial(
  session: ZkSession,
  { recordIn, write, readBack }: LayoutTrial,
): Promise<UserLayoutName | undefined> {
  const width = await readNumberOption(session, '~PIN2Width');
  const isShort = width !== undefined && width > 0 && width <= longestPinOfUser28;
  const layouts = isShort ? userLayoutNames.toReversed() : userLayoutNames;
  for (const layout of layouts) {
    const record = recordIn(layout);
    if (record === undefined || (await write(record)) !== undefined) continue;
    await refreshData(session);
    const kept = await readBack().catch((error: unknown) => layoutOfOneUser(error));
    if (kept !== undefined) return kept;
  }
  return undefined;
}

/** A single record that is no plausible user in any layout still has the length of one. */
function layoutOfOneUser(error: unknown): UserLayoutName {
  const bytes = isTerminalFault(error, 'layout-unknown') ? error.facts.bytes : 0;
  const layout = userLayoutNames.find((name) => userRecordLayouts[name].bytes === bytes);
  if (layout === undefined) throw error;
  return layout;
}

/** Writes one user. Never repeated: it is a write. @returns why the terminal refused; `undefined` when it accepted */
export async function writeUserRecord(session: ZkSession, record: Buffer): Promise<Phrase | undefined> {
  const code = await session.exchange(
    sendableCommands.userWrite,
    record,
    'writing a user',
    ({ command }) => command,
  );
  return code === replyCodes.ok ? undefined : phrase('user-refused.answer', { code });
}
