/** Moves terminals' marks, and has days computed again that waited for a terminal. @module */

import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { epochOf, type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import type { UserDay } from '../../store/stored-row.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { FoundMark } from '../../store/waiting-days.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { computeTouchedDays } from '../touched-days.ts';

/** Marks moved at once. */
const marksAtOnce = 16;
/** No computation takes longer, in seconds: a mark that no row has after it was left by a writer that was stopped. */
const longestWork = 3_600;

/**
 * Whether days may wait for a terminal: not for a retired one, nor for one that is merged into another, nor for one that no bridge has in its configuration and
 * that does not push, because nothing more is read of it.
 */
export function isAwaited({
  state,
  bridgeId,
  pushes,
  unreadSince,
  mergedInto,
}: Pick<TerminalMark, 'state' | 'bridgeId' | 'pushes' | 'unreadSince' | 'mergedInto'>): boolean {
  if (mergedInto !== undefined) return false;
  return state === 'active' && (pushes === true || (bridgeId !== undefined && unreadSince === undefined));
}

/**
 * The earlier of a moment and now: a bridge with a wrong clock must not call a log complete that has not been written
 * yet, because a mark never moves back.
 */
export function notAfter(moment: Instant, now: Instant): Instant {
  return instantFromEpoch(Math.min(epochOf(moment), epochOf(now)));
}

/** Where a terminal's mark is to go. */
export interface MarkMove {
  serial: Serial;
  completeThrough: Instant;
}

/**
 * Moves the marks of terminals, and has the days computed again that waited for them. A day waits under the terminal
 * that is furthest behind, so a mark wakes those days only for which it was the last one, or which did not know yet for
 * whom they wait. Whoever repeats this wakes what a try before has not.
 * @param options.always - they are looked for also where every mark stood there before, and whoever moved it has woken them
 */
export async function moveMarks(
  actor: Actor,
  moves: readonly MarkMove[],
  { always = false } = {},
): Promise<void> {
  const { terminals } = actor.stores;
  const unwoken: { serial: Serial; through: Instant }[] = [];
  const standing: DueDays[] = [];
  await inParallel(moves, marksAtOnce, async ({ serial, completeThrough }) => {
    const through = await terminals.markComplete(serial, completeThrough);
    if (through !== undefined) unwoken.push({ serial, through });
    else if (always) standing.push({ serial, before: completeThrough });
  });
  const waking = [...unwoken.map(({ serial, through }) => ({ serial, before: through })), ...standing];
  const last = waking
    .map(({ before }) => before)
    .sort((a, b) => epochOf(a) - epochOf(b))
    .at(-1);
  if (last === undefined) return;
  await wakeDays(actor, [{ before: last }, ...waking]);
  await inParallel(unwoken, marksAtOnce, async ({ serial, through }) => {
    await terminals.noteWoken(serial, through);
  });
}

/** Moves the mark of one terminal, as {@link moveMarks} does. */
export async function moveMark(
  actor: Actor,
  serial: Serial,
  completeThrough: Instant,
  options: { always?: boolean } = {},
): Promise<void> {
  await moveMarks(actor, [{ serial, completeThrough }], options);
}

/** Has all days computed again that waited for terminals for which no day waits any longer. */
export async function wakeDaysOf(actor: Actor, serials: readonly Serial[]): Promise<void> {
  await wakeDays(
    actor,
    serials.map((serial) => ({ serial, before: actor.now })),
  );
}

/**
 * Has the days computed again that wait although they need not: those that a stopped process has left waiting for some
 * terminals or, without any, those whose window is over and that do not know yet for whom they wait.
 */
export async function wakeDaysInVain(actor: Actor, serials: readonly Serial[]): Promise<void> {
  if (serials.length === 0) return await wakeDays(actor, [{ before: actor.now }]);
  const terminals = await actor.stores.terminals.marksOf(serials);
  const due = terminals.flatMap((terminal) => {
    const { serial, completeThrough } = terminal;
    const before = isAwaited(terminal) ? completeThrough : actor.now;
    return before === undefined ? [] : [{ serial, before }];
  });
  await wakeDays(actor, due);
}

/** Days that wait for a terminal, or with no serial for the clock, and whose windows ended before a moment. */
interface DueDays {
  serial?: Serial;
  before: Instant;
}

function dayNameOf({ userId, date }: UserDay): string {
  return `${canonicalUserId(userId)} ${date}`;
}

async function wakeDays(actor: Actor, due: readonly DueDays[]): Promise<void> {
  const { stores } = actor;
  const forgottenBefore = epochOf(actor.now) - longestWork;
  const touched = new Map<UserId, Set<LocalDate>>();
  await inParallel(due, marksAtOnce, async ({ serial, before }) => {
    const marks = await stores.waitingDays.dueBefore(before, serial);
    const stale: FoundMark[] = [];
    const own = new Map(
      (await stores.sheets.stampsOf(marks)).map((row) => [dayNameOf(row), row.pendingMark] as const),
    );
    for (const mark of marks) {
      const { userId, date } = mark;
      if (own.get(dayNameOf(mark)) !== mark.pendingMark) stale.push(mark);
      else touched.set(userId, (touched.get(userId) ?? new Set<LocalDate>()).add(date));
    }
    await stores.waitingDays.removeFound(stale.filter(({ until }) => epochOf(until) < forgottenBefore));
  });
  await computeTouchedDays(actor, touched);
}
