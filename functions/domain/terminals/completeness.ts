/** Knows up to when all terminals' logs are stored, and has days computed again that waited for that. @module */

import type { BridgeId } from '#shared/contract/ids.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { epochOf, type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { touchedDaysMessages } from '../../queue/sheet-messages.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';

/** Marks moved at once. */
const marksAtOnce = 16;

/** What decides whether days wait for a terminal. */
type AwaitedTerminal = Pick<Terminal, 'state'> & {
  bridgeId?: BridgeId | undefined;
  pushes?: boolean | undefined;
  completeThrough?: Instant | undefined;
};

/**
 * Up to when the logs of all terminals are known to be stored. Retired terminals are not waited for,
 * nor are terminals that have no bridge and do not push.
 * @returns the oldest mark; `null` when one of them has never been read; `undefined` when there is none to wait for
 */
export function oldestMark(terminals: readonly AwaitedTerminal[]): Instant | null | undefined {
  const marks = terminals
    .filter((terminal) => terminal.state === 'active' && (terminal.bridgeId !== undefined || terminal.pushes))
    .map((terminal) => terminal.completeThrough);
  if (marks.length === 0) return undefined;
  return marks.reduce<Instant | null>((oldest, mark) => {
    if (oldest === null || mark === undefined) return null;
    return epochOf(mark) < epochOf(oldest) ? mark : oldest;
  }, marks[0] ?? null);
}

/** Up to when everything that was punched is known to be stored: now, where there is no terminal to wait for. */
export function completeThrough(
  { now }: Pick<Actor, 'now'>,
  terminals: readonly AwaitedTerminal[],
): Instant | null {
  const mark = oldestMark(terminals);
  return mark === undefined ? now : mark;
}

/**
 * The earlier of a moment and now: a bridge with a wrong clock must not call a log complete that has not been written
 * yet, because a mark never moves back.
 */
export function notAfter(moment: Instant, now: Instant): Instant {
  return instantFromEpoch(Math.min(epochOf(moment), epochOf(now)));
}

/** A terminal's mark: where it stands, and where it is to go. */
export interface MarkMove {
  serial: Serial;
  before: Instant | undefined;
  completeThrough: Instant;
}

/**
 * Moves the marks of terminals, and has the days computed again that waited for them. The days go on waiting as long as
 * another terminal is further behind.
 * @param repeated - whether an earlier try may have moved a mark and then died
 */
export async function moveMarks(actor: Actor, moves: readonly MarkMove[], repeated: boolean): Promise<void> {
  if (moves.length === 0) return;
  const { terminals } = actor.stores;
  await inParallel(moves, marksAtOnce, async ({ serial, completeThrough }) => {
    await terminals.markComplete(serial, completeThrough);
  });
  const before = new Map(moves.map((move) => [move.serial, move]));
  const all = await terminals.all();
  const mark = oldestMark(all);
  const earlier = oldestMark(
    all.map((terminal) => {
      const move = before.get(terminal.serial);
      return move ? { ...terminal, completeThrough: move.before } : terminal;
    }),
  );
  if (mark && (repeated || mark !== earlier)) await recomputePending(actor, mark);
}

/** Moves the mark of one terminal, as {@link moveMarks} does. */
export async function moveMark(
  actor: Actor,
  serial: Serial,
  completeThrough: Instant,
  repeated: boolean,
): Promise<void> {
  const before = (await actor.stores.terminals.find(serial))?.completeThrough;
  await moveMarks(actor, [{ serial, before, completeThrough }], repeated);
}

/** Has the days computed again that waited until all logs were complete through a moment. */
export async function recomputePending(actor: Actor, completeThrough: Instant): Promise<void> {
  const { stores } = actor;
  const pending = await stores.sheets.dueWith(completeThrough);
  const touched = new Map<UserId, Set<LocalDate>>();
  for (const { userId, date } of pending) {
    touched.set(userId, (touched.get(userId) ?? new Set<LocalDate>()).add(date));
  }
  if (touched.size > 0) await actor.sendToSheets(touchedDaysMessages(stores.organisation, touched));
}
